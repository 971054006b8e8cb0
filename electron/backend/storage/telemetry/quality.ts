import type { Instant } from '../../../../shared/domain/id.ts';
import { joinStretches, QUALITIES, type Quality, type QualityStretch } from '../../../../shared/domain/observation/quality.ts';
import { createReader, createWriter } from './bytes.ts';
import { seal, unseal } from './codec.ts';
import type { Columns } from './columns.ts';
import { isFar } from './resample.ts';

/** How qualities stand in files: a number is never changed and never given to another. */
const CODES: Readonly<Record<Quality, number>> = {
  wrapped: 1,
  aboveSpeed: 2,
  timeout: 3,
  refused: 4,
  unreachable: 5,
  auth: 6,
  protocol: 7,
  mismatch: 8,
  tool: 9,
  first: 10,
  restarted: 11,
  tooFast: 12,
  implausible: 13,
  wrongType: 14,
  noValue: 15,
  absent: 16,
  loop: 17,
  tooBig: 18,
};
const BY_CODE: ReadonlyMap<number, Quality> = new Map(QUALITIES.map((quality) => [CODES[quality], quality]));

/** How a quality stands in columns and files: 0 is a sample nothing is known against. */
export const codeOf = (quality: Quality | undefined): number => (quality === undefined ? 0 : CODES[quality]);

/** The quality of a code; undefined for 0 and for one of a later version. */
export const qualityOf = (code: number | undefined): Quality | undefined => BY_CODE.get(code ?? 0);

/** Neighbouring samples of one code, from the first to the last of them; none are missing between them. */
export interface Run {
  readonly first: Instant;
  readonly last: Instant;
  /** That of the last one. */
  readonly intervalMs: number;
  readonly code: number;
}

/** The runs of samples that are less than good, ascending; none of good ones. `columns` ascending. */
export function runsOf(columns: Columns): readonly Run[] {
  const { at, intervalMs, quality } = columns;
  if (!quality) return [];
  const runs: Run[] = [];
  for (let begin = 0, end = 0; begin < quality.length; begin = end) {
    const code = quality[begin] ?? 0;
    do end++;
    while (end < quality.length && quality[end] === code && !isFar(columns, end));
    if (code !== 0) runs.push({ first: at[begin] ?? 0, last: at[end - 1] ?? 0, intervalMs: intervalMs[end - 1] ?? 0, code });
  }
  return runs;
}

/** Runs as they stand beside their chunk: ascending, each from where the one before ended. */
export function encodeRuns(runs: readonly Run[]): Uint8Array {
  const writer = createWriter(16 + 8 * runs.length);
  writer.varint(runs.length);
  let before = 0;
  for (const { first, last, intervalMs, code } of runs) {
    writer.varint(first - before);
    writer.varint(last - first);
    writer.varint(intervalMs);
    writer.varint(code);
    before = last;
  }
  return seal(writer.done());
}

/** The runs again. Throws ChunkDamaged where the bytes are not what `encodeRuns` wrote. */
export function decodeRuns(payload: Uint8Array): readonly Run[] {
  const reader = createReader(unseal(payload));
  const runs: Run[] = [];
  let before = 0;
  for (let left = reader.varint(); left > 0; left--) {
    const first = before + reader.varint();
    const last = first + reader.varint();
    runs.push({ first, last, intervalMs: reader.varint(), code: reader.varint() });
    before = last;
  }
  return runs;
}

/** The samples with what their runs say of them; both ascending. */
export function withRuns(columns: Columns, runs: readonly Run[]): Columns {
  if (runs.length === 0) return columns;
  const quality = new Uint8Array(columns.at.length);
  let place = 0;
  for (const { first, last, code } of runs) {
    while (place < quality.length && (columns.at[place] ?? 0) < first) place++;
    while (place < quality.length && (columns.at[place] ?? 0) <= last) quality[place++] = code;
  }
  return { ...columns, quality };
}

/**
 * What runs say about a range. A run ends when the next sample was due, where nothing is known of that. Runs of one quality that are no
 * further apart than `joinMs`, or half an interval, are one stretch; one a later version wrote is left out.
 */
export function stretchesOf(runs: readonly Run[], from: Instant, to: Instant, joinMs: number): readonly QualityStretch[] {
  const inOrder = [...runs].sort((a, b) => a.first - b.first);
  const found = inOrder.flatMap(({ first, last, intervalMs, code }, i): QualityStretch[] => {
    const quality = qualityOf(code);
    const next = inOrder[i + 1]?.first ?? Number.POSITIVE_INFINITY;
    const end = last + intervalMs;
    const stretch = { from: Math.max(from, first), to: Math.min(to, next > last ? Math.min(end, next) : end) };
    return quality === undefined || stretch.from >= stretch.to ? [] : [{ ...stretch, quality }];
  });
  const widest = runs.reduce((most, { intervalMs }) => Math.max(most, intervalMs), 0);
  return joinStretches(found, Math.max(joinMs, widest / 2));
}
