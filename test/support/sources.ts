import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The clone's folder. */
export const ROOT = resolve(import.meta.dirname, '../..');

const IGNORED = readFileSync(join(ROOT, '.gitignore'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

/** True for a path that .gitignore excludes: made by a build or a run. Knows the two forms it is written in, `name/` and `*.ending`. */
export function isIgnored(path: string): boolean {
  const parts = path.split('/');
  return IGNORED.some((rule) => (rule.startsWith('*') ? path.endsWith(rule.slice(1)) : parts.includes(rule.replace(/^\/|\/$/g, ''))));
}

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (isIgnored(path)) continue;
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

function fromGit(): readonly string[] {
  // The clone may belong to somebody else than who runs the tests.
  const options = ['-c', 'safe.directory=*', '-C', ROOT, 'ls-files', '-z'];
  const files = execFileSync('git', options, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).split('\0');
  return files.filter((path) => path !== '' && existsSync(join(ROOT, path)));
}

/** Paths of every file under version control that is there, relative to the clone; in a copy without history, of every file .gitignore lets in. */
export function trackedFiles(): readonly string[] {
  return existsSync(join(ROOT, '.git')) ? fromGit() : [...filesBelow('')];
}

/** A file as text, or null where it is binary (it holds a NUL). */
export function textOf(path: string): string | null {
  const bytes = readFileSync(join(ROOT, path));
  return bytes.includes(0) ? null : bytes.toString('utf8');
}
