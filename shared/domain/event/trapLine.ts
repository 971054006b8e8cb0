import type { Names } from './names.ts';
import type { EventVariable } from './variable.ts';

/** A variable of a notification as it is written down. */
export interface WrittenVariable extends EventVariable {
  /** Words of a device, which may hold anything: they stand between quotation marks. */
  readonly isText: boolean;
}

export interface TrapLine {
  readonly line: string;
  /** Of the notification, or its identifier where it has none. */
  readonly name: string;
  /** Where in the line what people read begins. */
  readonly textFrom: number;
}

/** A notification in one line: its identifier, its name, then its variables. */
export function writeTrap(oid: string, variables: readonly WrittenVariable[], names: Names): TrapLine {
  const name = names.of(oid);
  const textFrom = oid === name ? 0 : oid.length + 1;
  const head = oid === name ? [oid] : [oid, name];
  const written = variables.map((one) => `${names.of(one.oid)}=${one.isText ? JSON.stringify(one.text) : one.text}`);
  return { line: [...head, ...written].join(' '), name, textFrom };
}

/** One variable and the space before it: a name, then words between quotation marks or a value without spaces. */
const VARIABLE = / ([^\s="]+)=("(?:[^"\\]|\\.)*"|[^\s"]*)(?=\s|$)/y;

/** The notification of such a line, as far as it is one; null for a line that does not begin with an identifier. */
export function readTrap(line: string, names: Names): { readonly oid: string; readonly variables: readonly EventVariable[] } | null {
  const [oid] = /^\d+(?:\.\d+)+/.exec(line) ?? [];
  if (oid === undefined) return null;
  const name = names.of(oid);
  const isNamed = name !== oid && `${line} `.startsWith(` ${name} `, oid.length);
  VARIABLE.lastIndex = oid.length + (isNamed ? name.length + 1 : 0);
  const variables: EventVariable[] = [];
  for (let found = VARIABLE.exec(line); found; found = VARIABLE.exec(line)) {
    const [, written = '', value = ''] = found;
    const own = names.oid(written);
    if (own !== null) variables.push({ oid: own, text: value.startsWith('"') ? unquoted(value) : value });
  }
  return { oid, variables };
}

function unquoted(value: string): string {
  try {
    return String(JSON.parse(value));
  } catch {
    return value.slice(1, -1);
  }
}
