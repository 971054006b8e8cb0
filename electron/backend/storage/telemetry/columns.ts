import type { Instant } from '../../../../shared/domain/id.ts';

/**
 * Samples of one series side by side. `value` NaN is a gap (a measured value is finite); `at` and `intervalMs` are whole milliseconds.
 * `quality`: codes of `quality.ts`, left out where nothing is known against any of them.
 */
export interface Columns {
  readonly at: Float64Array;
  readonly value: Float64Array;
  readonly intervalMs: Uint32Array;
  readonly quality?: Uint8Array;
}

export const EMPTY: Columns = { at: new Float64Array(0), value: new Float64Array(0), intervalMs: new Uint32Array(0) };

/** Columns of `length` samples, to be filled; with room for their quality where they have one. */
export function makeColumns(length: number, hasQuality = false): Columns {
  const columns = { at: new Float64Array(length), value: new Float64Array(length), intervalMs: new Uint32Array(length) };
  return hasQuality ? { ...columns, quality: new Uint8Array(length) } : columns;
}

/** Copies sample `from` of one set to place `to` of another. */
export function copySample(source: Columns, from: number, target: Columns, to: number): void {
  target.at[to] = source.at[from] ?? 0;
  target.value[to] = source.value[from] ?? Number.NaN;
  target.intervalMs[to] = source.intervalMs[from] ?? 0;
  if (target.quality && source.quality) target.quality[to] = source.quality[from] ?? 0;
}

/** The samples from place `begin` up to, not with, `end`; shares memory with its source. */
export function part(columns: Columns, begin: number, end: number): Columns {
  return {
    at: columns.at.subarray(begin, end),
    value: columns.value.subarray(begin, end),
    intervalMs: columns.intervalMs.subarray(begin, end),
    ...(columns.quality && { quality: columns.quality.subarray(begin, end) }),
  };
}

function isAscending(at: Float64Array): boolean {
  for (let i = 1; i < at.length; i++) if ((at[i] ?? 0) <= (at[i - 1] ?? 0)) return false;
  return true;
}

/** Ascending in time, each time once; of two samples with one time the first given stays. */
export function sortUnique(columns: Columns): Columns {
  const { at } = columns;
  if (isAscending(at)) return columns;
  const order = Array.from(at.keys()).sort((a, b) => (at[a] ?? 0) - (at[b] ?? 0) || a - b);
  const kept = order.filter((place, i) => i === 0 || at[place] !== at[order[i - 1] ?? 0]);
  const result = makeColumns(kept.length, columns.quality !== undefined);
  kept.forEach((place, i) => {
    copySample(columns, place, result, i);
  });
  return result;
}

function concatenate(parts: readonly Columns[]): Columns {
  const length = parts.reduce((sum, one) => sum + one.at.length, 0);
  const result = makeColumns(
    length,
    parts.some(({ quality }) => quality !== undefined),
  );
  let place = 0;
  for (const one of parts) {
    result.at.set(one.at, place);
    result.value.set(one.value, place);
    result.intervalMs.set(one.intervalMs, place);
    if (one.quality) result.quality?.set(one.quality, place);
    place += one.at.length;
  }
  return result;
}

/** All samples of several sets, ascending, each time once; an earlier set wins over a later one. */
export function merge(parts: readonly Columns[]): Columns {
  const filled = parts.filter((one) => one.at.length > 0);
  return sortUnique(filled.length === 1 && filled[0] ? filled[0] : concatenate(filled));
}

function firstNotBefore(at: Float64Array, time: Instant): number {
  let low = 0;
  let high = at.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((at[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The samples with `from` <= at < `to` of an ascending set; shares memory with it. */
export function between(columns: Columns, from: Instant, to: Instant): Columns {
  return part(columns, firstNotBefore(columns.at, from), firstNotBefore(columns.at, to));
}

/** The same samples in memory of their own: a part of larger columns would carry all of them to another thread. */
export function copy({ at, value, intervalMs, quality }: Columns): Columns {
  return { at: at.slice(), value: value.slice(), intervalMs: intervalMs.slice(), ...(quality && { quality: quality.slice() }) };
}
