import type { Instant } from '../../../../shared/domain/id.ts';
import type { Columns } from './columns.ts';
import { DAY_MS, FIVE_MINUTES_MS, ROLLUP_MS, type Rollup } from './rollup.ts';
import type { SeriesColumns } from './store.ts';

/** Neighbours further apart than this many intervals have a gap between them. */
export const GAP_INTERVALS = 2.5;

/** True where sample `i` is so far from the one before it that there is a gap between them. */
export function isFar({ at, intervalMs }: Columns, i: number): boolean {
  const interval = Math.max(intervalMs[i - 1] ?? 0, intervalMs[i] ?? 0);
  return i > 0 && (at[i] ?? 0) - (at[i - 1] ?? 0) > GAP_INTERVALS * interval;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Widths of buckets people can name, milliseconds; each divides the day or is a number of days. */
const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 20, 30].map((n) => n * SECOND),
  ...[1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 4, 6, 8, 12].map((n) => n * HOUR),
  ...[1, 2, 3, 5, 7, 14, 28].map((n) => n * DAY),
];

type Columnar = { readonly [K in 'at' | 'min' | 'avg' | 'max']: (K extends 'at' ? number : number | null)[] };

function columnar(): Columnar {
  return { at: [], min: [], avg: [], max: [] };
}

function put(target: Columnar, at: Instant, min: number | null, avg: number | null, max: number | null): void {
  target.at.push(at);
  target.min.push(min);
  target.avg.push(avg);
  target.max.push(max);
}

/** Every sample as a point, and one null point between measured neighbours that are too far apart; undefined when that is more than `points`. */
function asTaken(columns: Columns, points: number): Columnar | undefined {
  const { at, value, intervalMs } = columns;
  if (at.length > points) return undefined;
  const result = columnar();
  for (let i = 0; i < at.length; i++) {
    const time = at[i] ?? 0;
    const one = value[i] ?? Number.NaN;
    const due = (at[i - 1] ?? 0) + (intervalMs[i - 1] ?? 0);
    if (isFar(columns, i) && !Number.isNaN(one) && !Number.isNaN(value[i - 1])) put(result, due, null, null, null);
    const point = Number.isNaN(one) ? null : one;
    put(result, time, point, point, point);
  }
  return result.at.length > points ? undefined : result;
}

function bucketCount(from: Instant, to: Instant, stepMs: number): number {
  return Math.ceil(to / stepMs) - Math.floor(from / stepMs);
}

/**
 * Narrowest bucket that needs at most `points` of them for the range. It is never narrower than a gap, so that a bucket of a
 * series without gaps always has a sample in it, whatever the jitter of the poller: an empty bucket is a real gap. It is a multiple
 * of `unitMs`.
 */
function stepFor(from: Instant, to: Instant, points: number, intervalMs: number, unitMs = 1): number {
  const fits = (step: number) => step % unitMs === 0 && step >= GAP_INTERVALS * intervalMs && bucketCount(from, to, step) <= points;
  const named = STEPS.find(fits);
  if (named !== undefined) return named;
  let days = Math.max(1, Math.ceil(Math.max(GAP_INTERVALS * intervalMs, (to - from) / points) / DAY));
  while (!fits(days * DAY)) days++;
  return days * DAY;
}

function inBuckets({ at, value }: Columns, rollups: readonly Rollup[], from: Instant, to: Instant, stepMs: number): Columnar {
  const first = Math.floor(from / stepMs);
  const count = bucketCount(from, to, stepMs);
  const min = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const max = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  const sum = new Float64Array(count);
  const measured = new Uint32Array(count);
  function add(time: Instant, low: number, high: number, total: number, times: number): void {
    const bucket = Math.floor(time / stepMs) - first;
    measured[bucket] = (measured[bucket] ?? 0) + times;
    sum[bucket] = (sum[bucket] ?? 0) + total;
    if (low < (min[bucket] ?? 0)) min[bucket] = low;
    if (high > (max[bucket] ?? 0)) max[bucket] = high;
  }
  for (const rollup of rollups)
    for (let i = 0; i < rollup.at.length; i++)
      add(rollup.at[i] ?? 0, rollup.min[i] ?? 0, rollup.max[i] ?? 0, rollup.sum[i] ?? 0, rollup.count[i] ?? 0);
  for (let i = 0; i < at.length; i++) {
    const one = value[i] ?? Number.NaN;
    if (!Number.isNaN(one)) add(at[i] ?? 0, one, one, one, 1);
  }
  const result = columnar();
  for (let bucket = 0; bucket < count; bucket++) {
    const start = (first + bucket) * stepMs;
    const low = min[bucket] ?? 0;
    const high = max[bucket] ?? 0;
    if (measured[bucket] === 0) put(result, start, null, null, null);
    else put(result, start, low, Math.min(high, Math.max(low, (sum[bucket] ?? 0) / (measured[bucket] ?? 1))), high);
  }
  return result;
}

export interface Range {
  readonly from: Instant;
  readonly to: Instant;
  readonly points: number;
  readonly intervalMs: number;
}

/** True where the buckets of a chart of this range are made of whole hours, so that rollups can stand for samples. */
export function takesRollups({ from, to, points, intervalMs }: Range): boolean {
  return stepFor(from, to, points, intervalMs) % ROLLUP_MS === 0;
}

/** Width of the buckets of a chart that shows weeks of which only rollups are left, and the widest rollups its buckets are made of. */
export function rolledSteps({ from, to, points, intervalMs }: Range): { readonly stepMs: number; readonly widest: number } {
  const stepMs = stepFor(from, to, points, intervalMs, FIVE_MINUTES_MS);
  const widest = [DAY_MS, ROLLUP_MS].find((width) => stepMs % width === 0) ?? FIVE_MINUTES_MS;
  return { stepMs, widest };
}

/**
 * As `resample`, of what was rolled up and of samples beside it that are in none of it: always in buckets, `stepMs` wide. Sum and mean
 * are those of all samples, whichever way they came.
 */
export function resampleRolled(samples: Columns, rollups: readonly Rollup[], range: Range, stepMs = stepOf(range)): SeriesColumns {
  return { stepMs, intervalMs: range.intervalMs, ...inBuckets(samples, rollups, range.from, range.to, stepMs) };
}

function stepOf({ from, to, points, intervalMs }: Range): number {
  return stepFor(from, to, points, intervalMs);
}

/**
 * Ascending samples of one series, all inside [from, to), as at most `points` points: the samples themselves where they and
 * their gaps are few enough, else buckets of equal width aligned to the epoch, all of the range, empty ones too.
 */
export function resample(samples: Columns, range: Range): SeriesColumns {
  const { from, to, points, intervalMs } = range;
  const taken = asTaken(samples, points);
  if (taken) return { stepMs: 0, intervalMs, ...taken };
  const widest = samples.intervalMs.reduce((a, b) => Math.max(a, b), 0);
  const stepMs = stepFor(from, to, points, widest);
  return { stepMs, intervalMs, ...inBuckets(samples, [], from, to, stepMs) };
}
