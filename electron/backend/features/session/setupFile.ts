import { readFileSync, writeFileSync } from 'node:fs';
import { Setup } from '../../../../shared/contracts/session.ts';

/** Stands where a password stood; shorter than any password may be. */
const SPENT = '(used)';

/** The unattended set-up file cannot be used, today or tomorrow; one line in each language says why and what to do. */
export class SetupFileWrong extends Error {
  readonly zh: string;
  readonly en: string;
  constructor(file: string, zh: string, en: string) {
    super(`The set-up file ${file} ${en}: correct it and start again, or unset NOC_SETUP_FILE and use the set-up page.`);
    this.zh = `设立文件 ${file} ${zh}:请改正后重新启动,或去掉 NOC_SETUP_FILE,在设立页上设立。`;
    this.en = this.message;
  }
}

export type SetupFile = { readonly kind: 'ready'; readonly setup: Setup } | { readonly kind: 'spent' };

/** The same file with fields the station does not accept, named as the file names them (`operator.password`). */
export function wrongFields(file: string, paths: readonly string[]): SetupFileWrong {
  const fields = [...new Set(paths)];
  return new SetupFileWrong(file, `的 ${fields.join('、')} 不合要求`, `is not accepted at ${fields.join(', ')}`);
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'JSON';
    // What JSON.parse complains of quotes the text, which may be a password: no cause goes on to the log.
    throw new SetupFileWrong(file, `读不出(${code})`, `cannot be read (${code})`);
  }
}

function isSpent(content: unknown): boolean {
  if (typeof content !== 'object' || content === null) return false;
  const people = Object.values(content).filter((value) => typeof value === 'object' && value !== null);
  return people.length > 0 && people.every((person) => person.password === SPENT);
}

/** Reads an unattended set-up file; throws SetupFileWrong naming every wrong field. */
export function readSetupFile(file: string): SetupFile {
  const content = parse(file);
  if (isSpent(content)) return { kind: 'spent' };
  const parsed = Setup.safeParse(content);
  if (parsed.success) return { kind: 'ready', setup: parsed.data };
  throw wrongFields(
    file,
    parsed.error.issues.map((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : issue.path).join('.') || 'JSON'),
  );
}

/** Destroys the passwords of a set-up file once they have been used. */
export function spendSetupFile(file: string, setup: Setup): void {
  const spent = Object.fromEntries(
    Object.entries(setup).map(([key, value]) => [key, typeof value === 'string' ? value : { ...value, password: SPENT }]),
  );
  writeFileSync(file, `${JSON.stringify(spent, null, 2)}\n`, { mode: 0o600 });
}
