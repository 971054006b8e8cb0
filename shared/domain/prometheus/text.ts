/** One value of one series. Labels in the order in which they were told. */
export interface PromSample {
  readonly name: string;
  readonly labels: readonly (readonly [name: string, value: string])[];
  readonly value: number;
}

export interface Exposition {
  /** The series that were wanted, in the order of the text. */
  readonly samples: readonly PromSample[];
  /** `counter`, `gauge`, ... by the name of the family. */
  readonly types: ReadonlyMap<string, string>;
  /** How many series the text has, wanted or not. */
  readonly count: number;
}

/** Where a text stops being an exposition, and why; lines count from 1. */
export interface Malformed {
  readonly line: number;
  readonly why: 'name' | 'label' | 'value' | 'timestamp' | 'tooLong' | 'tooMany' | 'empty';
}

export type Parsed = { readonly exposition: Exposition } | { readonly malformed: Malformed };

/** Most series and lines of one text, most characters of one line, most labels of one series. */
export const MOST_SERIES = 100_000;
const MOST_LINES = 300_000;
const MOST_LINE = 16_384;
const MOST_LABELS = 64;

const HASH = 35;
const BRACE = 123;
const [SPACE, TAB, RETURN] = [32, 9, 13];

const NAME = /[A-Za-z_:][A-Za-z0-9_:]*/y;
const LABEL = /[ \t]*([A-Za-z_][A-Za-z0-9_]*)[ \t]*=[ \t]*"((?:[^"\\]|\\[\\"n])*)"[ \t]*/y;
/** A word of no more characters than a number has; what is longer would be tried in every division. */
const WORD = /[ \t]*([^ \t]{1,64})(?=[ \t]|$)/y;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const INFINITE = /^([+-]?)Inf$/i;
const TIMESTAMP = /[ \t]+[+-]?\d{1,20}(?:\.\d{1,9})?(?=[ \t]|$)/y;
/** Nothing more, or the example of OpenMetrics. */
const REST = /[ \t]*(?:#[ \t]*\{.*)?$/y;
const TYPE = /^#[ \t]*TYPE[ \t]+([A-Za-z_:][A-Za-z0-9_:]*)[ \t]+(\w+)[ \t]*$/;

class Bad extends Error {
  readonly why: Malformed['why'];
  constructor(why: Malformed['why']) {
    super(why);
    this.why = why;
  }
}

function match(expression: RegExp, line: string, at: number, why: Malformed['why']): RegExpExecArray {
  expression.lastIndex = at;
  const found = expression.exec(line);
  if (found === null) throw new Bad(why);
  return found;
}

const plain = (text: string): string =>
  text.includes('\\') ? text.replace(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one)) : text;

/** The labels from the brace at `at` on, and where they end. */
function labelsAt(line: string, at: number): { readonly labels: PromSample['labels']; readonly end: number } {
  const labels: [string, string][] = [];
  let from = afterGap(line, at + 1);
  while (line[from] !== '}') {
    const [whole, name = '', value = ''] = match(LABEL, line, from, 'label');
    labels.push([name, plain(value)]);
    if (labels.length > MOST_LABELS) throw new Bad('tooMany');
    from += whole.length;
    if (line[from] === ',') from = afterGap(line, from + 1);
    else if (line[from] !== '}') throw new Bad('label');
  }
  return { labels, end: from + 1 };
}

function sampleOf(line: string): PromSample {
  const [name] = match(NAME, line, 0, 'name');
  let at = afterGap(line, name.length);
  const { labels, end } = line.charCodeAt(at) === BRACE ? labelsAt(line, at) : { labels: [], end: at };
  const [whole, word = ''] = match(WORD, line, end, 'value');
  const value = numberOf(word);
  at = end + whole.length;
  TIMESTAMP.lastIndex = at;
  at += TIMESTAMP.exec(line)?.[0].length ?? 0;
  match(REST, line, at, 'timestamp');
  return { name, labels, value };
}

function numberOf(word: string): number {
  if (NUMBER.test(word)) return Number(word);
  const [, sign] = INFINITE.exec(word) ?? [];
  if (sign !== undefined) return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^NaN$/i.test(word)) return Number.NaN;
  throw new Bad('value');
}

/** The place of the first character from `from` on that is no gap. */
function afterGap(line: string, from: number): number {
  let at = from;
  while (line.charCodeAt(at) === SPACE || line.charCodeAt(at) === TAB) at += 1;
  return at;
}

/**
 * Reads the text format of Prometheus (version 0.0.4; also what OpenMetrics adds to it). Strict: one malformed line and nothing is
 * believed. Only series that `wants` says yes to are kept; all are checked.
 */
export function parseExposition(text: string, wants: (name: string) => boolean): Parsed {
  const samples: PromSample[] = [];
  const types = new Map<string, string>();
  let count = 0;
  let number = 0;
  for (let from = 0; from < text.length; ) {
    const newline = text.indexOf('\n', from);
    const end = newline === -1 ? text.length : newline;
    number += 1;
    if (end - from > MOST_LINE) return { malformed: { line: number, why: 'tooLong' } };
    if (number > MOST_LINES) return { malformed: { line: number, why: 'tooMany' } };
    const last = end > from && text.charCodeAt(end - 1) === RETURN ? end - 1 : end;
    const start = afterGap(text, from);
    from = end + 1;
    if (start >= last) continue;
    const line = text.slice(start, last);
    if (line.charCodeAt(0) === HASH) {
      const [, name, type] = TYPE.exec(line) ?? [];
      if (name !== undefined && type !== undefined) types.set(name, type);
      continue;
    }
    count += 1;
    if (count > MOST_SERIES) return { malformed: { line: number, why: 'tooMany' } };
    try {
      const sample = sampleOf(line);
      if (wants(sample.name)) samples.push(sample);
    } catch (error) {
      if (!(error instanceof Bad)) throw error;
      return { malformed: { line: number, why: error.why } };
    }
  }
  return count === 0 ? { malformed: { line: number, why: 'empty' } } : { exposition: { samples, types, count } };
}
