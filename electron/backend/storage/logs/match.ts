import type { LogCondition, LogQuery } from '../../../../shared/domain/log/query.ts';
import { RECORD_KINDS } from '../../../../shared/domain/log/record.ts';
import { SYSLOG_SEVERITIES } from '../../../../shared/domain/syslog/message.ts';
import type { Columns } from '../../records/batch.ts';
import { fold } from './fold.ts';
import { type Probe, probeFor } from './grams.ts';

const WORD_FIELDS = ['resourceId', 'source', 'host', 'app', 'messageId'] as const;
const UNSAID = 255;
const LINE_FEED = 10;

interface Needle {
  readonly bytes: Buffer;
  readonly isNot: boolean;
}

/** A query made ready to be asked of many blocks, from what costs least to what costs most. Texts are folded. */
export interface Matcher {
  /** False where no line of a block with these filters can have the wanted texts. */
  readonly may: Probe;
  /** False where no line of this text has all wanted texts. */
  mayText(text: Buffer): boolean;
  readonly needsText: boolean;
  /** Which records have the fields and the time, by their place; ascending. */
  fields(columns: Columns): Uint32Array;
  /** Which of these have the texts, too. */
  texts(columns: Columns, text: Buffer, among: Uint32Array): Uint32Array;
}

/** Compares as people write names: without regard to A to Z being small, `*` at the end for whatever follows. */
function isWord(value: string, pattern: string): boolean {
  const wanted = pattern.toLowerCase();
  const given = value.toLowerCase();
  return wanted.endsWith('*') ? given.startsWith(wanted.slice(0, -1)) : given === wanted;
}

/** For each number of a column 1 where every condition holds. `valueOf` gives what a number stands for. */
function allowed<T>(size: number, conditions: readonly LogCondition<T>[], has: (index: number, wanted: T) => boolean): Uint8Array | null {
  if (conditions.length === 0) return null;
  return Uint8Array.from({ length: size }, (_, index) =>
    conditions.every(({ values, isNot }) => values.some((wanted) => has(index, wanted)) !== isNot) ? 1 : 0,
  );
}

function masksOf(query: LogQuery, columns: Columns): readonly { readonly column: Uint8Array | Uint32Array; readonly mask: Uint8Array }[] {
  const found: { column: Uint8Array | Uint32Array; mask: Uint8Array }[] = [];
  const add = (column: Uint8Array | Uint32Array, mask: Uint8Array | null) => mask && found.push({ column, mask });
  add(
    columns.severity,
    allowed(UNSAID + 1, query.severity, (index, wanted) => (SYSLOG_SEVERITIES[index] ?? null) === wanted),
  );
  add(
    columns.kind,
    allowed(RECORD_KINDS.length, query.kind, (index, wanted) => RECORD_KINDS[index] === wanted),
  );
  for (const field of WORD_FIELDS) {
    const list = columns.lists[field];
    const conditions: readonly LogCondition<string | null>[] = query[field];
    add(
      columns.words[field],
      allowed(list.length + 1, conditions, (index, wanted) => {
        const value = list[index - 1] ?? null;
        return wanted === null || value === null ? wanted === value : isWord(value, wanted);
      }),
    );
  }
  return found;
}

function fieldsOf(query: LogQuery, columns: Columns): Uint32Array {
  const masks = masksOf(query, columns);
  const places = new Uint32Array(columns.count);
  let found = 0;
  for (let index = 0; index < columns.count; index++) {
    const at = columns.receivedAt[index] ?? 0;
    if (at < query.from || at >= query.to) continue;
    if (masks.every(({ column, mask }) => mask[column[index] ?? 0] === 1)) places[found++] = index;
  }
  return places.subarray(0, found);
}

/** 1 for every line that has the needle. A needle with a line feed is in none. */
function linesWith({ count, lineFrom }: Columns, haystack: Buffer, needle: Buffer): Uint8Array {
  const lines = new Uint8Array(count);
  let line = 0;
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, lineFrom[line] ?? haystack.length)) {
    // Forward from the line of the hit before: hits come in order.
    let high = count;
    while (high - line > 1) {
      const middle = (line + high) >> 1;
      if ((lineFrom[middle] ?? 0) <= at) line = middle;
      else high = middle;
    }
    lines[line] = 1;
    line += 1;
    if (line >= count) break;
  }
  return lines;
}

/**
 * Whether some line, ended by a line feed, has all the needles. Each is looked for from the line on where the others are, so that no
 * byte is passed twice by the same.
 */
function hasLineWith(text: Buffer, needles: readonly Buffer[]): boolean {
  const [lead, ...others] = needles;
  if (!lead) return true;
  const next = others.map(() => -1);
  for (let from = 0; ; ) {
    const at = text.indexOf(lead, from);
    if (at < 0) return false;
    const end = lineEnd(text, at);
    const start = lineStart(text, at);
    let far = -1;
    for (const [index, needle] of others.entries()) {
      const known = next[index] ?? -1;
      const hit = known >= start ? known : text.indexOf(needle, start);
      if (hit < 0) return false;
      next[index] = hit;
      if (hit >= end && hit > far) far = hit;
    }
    if (far < 0) return true;
    from = lineStart(text, far);
  }
}

const lineStart = (text: Buffer, at: number): number => (at === 0 ? 0 : text.lastIndexOf(LINE_FEED, at - 1) + 1);
function lineEnd(text: Buffer, at: number): number {
  const end = text.indexOf(LINE_FEED, at);
  return end < 0 ? text.length : end;
}

/** Makes a query ready. A text of nothing is everywhere. */
export function matcherOf(query: LogQuery): Matcher {
  const needles: readonly Needle[] = query.terms
    .filter(({ text }) => text !== '')
    .map(({ text, isNot }) => ({ bytes: fold(Buffer.from(text, 'utf8')), isNot }));
  const wanted = needles.filter(({ isNot }) => !isNot).map(({ bytes }) => bytes);
  const probes = wanted.map(probeFor);
  return {
    may: (grams) => probes.every((probe) => probe(grams)),
    mayText: (text) => hasLineWith(text, wanted),
    needsText: needles.length > 0,
    fields: (columns) => fieldsOf(query, columns),
    texts: (columns, text, among) => {
      let left = among;
      for (const { bytes, isNot } of needles) {
        if (left.length === 0) return left;
        const lines = linesWith(columns, text, bytes);
        left = left.filter((place) => (lines[place] === 1) !== isNot);
      }
      return left;
    },
  };
}
