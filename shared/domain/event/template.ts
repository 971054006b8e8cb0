/** A sentence with holes, as somebody writes it who has the line before him: `Interface {component}, changed state to {state}`. */
export interface Template {
  /** Literal texts in their order, in small letters; before the first and after the last anything may stand. */
  readonly literals: readonly string[];
  /** What stands between two of them: a name, or null for whatever it is (`*`). */
  readonly holes: readonly (string | null)[];
}

/** What is wrong with a template. */
export type TemplateFault = 'empty' | 'edge' | 'adjacent' | 'twice';

const HOLE = /\{([a-z][a-zA-Z]{0,30})\}|\*/;
/** No part of a line that is worth a name is longer. */
const MOST_HOLE = 200;
/** A literal that stands so often in a line without what must follow is given up. */
const MOST_BEGINNINGS = 16;

/** The template of a text, or what is wrong with it: a hole at an edge or beside another has no end, one name stands for one thing. */
export function parseTemplate(text: string): Template | TemplateFault {
  const literals: string[] = [];
  const holes: (string | null)[] = [];
  let rest = text.trim();
  for (let found = HOLE.exec(rest); found; found = HOLE.exec(rest)) {
    literals.push(rest.slice(0, found.index).toLowerCase());
    holes.push(found[1] ?? null);
    rest = rest.slice(found.index + found[0].length);
  }
  literals.push(rest.toLowerCase());
  if (text.trim() === '') return 'empty';
  if (literals[0] === '' || (literals.at(-1) === '' && holes.at(-1) === null)) return 'edge';
  if (literals.slice(1, -1).includes('')) return 'adjacent';
  const names = holes.filter((name) => name !== null);
  return new Set(names).size === names.length ? { literals, holes } : 'twice';
}

/**
 * What stands in the holes of a template that is somewhere in the text, without regard to capitals; null where it is not. A last hole
 * without a literal behind it goes to the next space, comma, semicolon, full stop or bracket. Takes time in proportion to the text.
 */
export function matchTemplate({ literals, holes }: Template, text: string): Readonly<Record<string, string>> | null {
  const small = text.toLowerCase();
  const [first = ''] = literals;
  let from = small.indexOf(first);
  for (let begun = 0; from >= 0 && begun < MOST_BEGINNINGS; begun++) {
    const found = holesFrom(literals, holes, text, small, from + first.length);
    if (found) return found;
    from = small.indexOf(first, from + 1);
  }
  return null;
}

function holesFrom(
  literals: readonly string[],
  holes: readonly (string | null)[],
  text: string,
  small: string,
  begin: number,
): Record<string, string> | null {
  const found: Record<string, string> = {};
  let at = begin;
  for (const [index, name] of holes.entries()) {
    const literal = literals[index + 1] ?? '';
    const end = literal === '' ? endOfWord(text, at) : small.indexOf(literal, at);
    if (end < 0 || end - at > MOST_HOLE || (name !== null && end === at)) return null;
    if (name !== null) found[name] = text.slice(at, end).trim();
    at = end + literal.length;
  }
  return found;
}

function endOfWord(text: string, from: number): number {
  const end = text.slice(from, from + MOST_HOLE).search(/[\s,;，；。)\]]|\.(?:\s|$)/);
  return end < 0 ? Math.min(text.length, from + MOST_HOLE) : from + end;
}
