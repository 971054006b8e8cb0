import { type Cursor, eat } from './cursor.ts';

const ELEMENT = /\[([^\s="\]]{1,64})/y;
const PARAMETER = /\s+([^\s="\]]{1,64})="((?:[^"\\]|\\.)*)"/sy;
const END = /\s*\]/y;

const unescaped = (value: string): string => value.replaceAll(/\\(["\\\]])/g, '$1');

/** Structured data of RFC 5424 (6.3) at the cursor, which moves behind it; null, unmoved, for what is none. */
export function eatStructured(cursor: Cursor): Record<string, Record<string, string>> | null {
  const from = cursor.at;
  if (eat(cursor, /-(?= |$)/y)) return {};
  const elements: Record<string, Record<string, string>> = {};
  for (let element = eat(cursor, ELEMENT); element; element = eat(cursor, ELEMENT)) {
    const parameters: Record<string, string> = {};
    for (let one = eat(cursor, PARAMETER); one; one = eat(cursor, PARAMETER)) set(parameters, one[1] ?? '', unescaped(one[2] ?? ''));
    if (!eat(cursor, END)) break;
    set(elements, element[1] ?? '', parameters);
    if (cursor.text[cursor.at] === ' ' || cursor.at === cursor.text.length) return elements;
  }
  cursor.at = from;
  return null;
}

/** Names come from the wire: `__proto__` is a name like any other. */
function set<T>(target: Record<string, T>, name: string, value: T): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
