import type { Instant } from '../id.ts';

const DAY_MS = 86_400_000;

/** What a curve is compared with: the same moments of the last four weeks, of yesterday, of a week ago. Shifts in ms, the nearest first. */
export const COMPARISONS = {
  baseline: [7 * DAY_MS, 14 * DAY_MS, 21 * DAY_MS, 28 * DAY_MS],
  day: [DAY_MS],
  week: [7 * DAY_MS],
} as const satisfies Readonly<Record<string, readonly number[]>>;
export type Comparison = keyof typeof COMPARISONS;
export const COMPARISON_NAMES = Object.keys(COMPARISONS) as [Comparison, ...Comparison[]];

/** A stretch of the past: its points at their own instants, null where nothing was measured. */
export interface Past {
  readonly shiftMs: number;
  readonly at: readonly Instant[];
  readonly avg: readonly (number | null)[];
}

/** Columns of equal length on the time axis of the present, oldest first, without buckets nothing is known of. */
export interface Compared {
  readonly at: Instant[];
  readonly min: number[];
  readonly avg: number[];
  readonly max: number[];
  /** How many of the stretches had a value at all. */
  readonly pasts: number;
}

/** Mean of the values of one stretch in each bucket, by the number of the bucket. */
function meansOf({ shiftMs, at, avg }: Past, from: Instant, to: Instant, stepMs: number): ReadonlyMap<number, number> {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const [index, time] of at.entries()) {
    const value = avg[index] ?? null;
    const shown = time + shiftMs;
    if (value === null || shown < from || shown > to) continue;
    const bucket = Math.floor(shown / stepMs);
    const { sum, count } = sums.get(bucket) ?? { sum: 0, count: 0 };
    sums.set(bucket, { sum: sum + value, count: count + 1 });
  }
  return new Map([...sums].map(([bucket, { sum, count }]) => [bucket, sum / count]));
}

/**
 * The stretches of the past laid over the window from `from` to `to`, in buckets of `stepMs`: lowest, mean and highest of the stretches'
 * means (R-8.4.2-c2-3). A stretch that knows nothing of a bucket has no say there.
 */
export function compare(pasts: readonly Past[], from: Instant, to: Instant, stepMs: number): Compared {
  const means = pasts.map((past) => meansOf(past, from, to, stepMs));
  const buckets = [...new Set(means.flatMap((mean) => [...mean.keys()]))].sort((a, b) => a - b);
  const values = buckets.map((bucket) => means.flatMap((mean) => mean.get(bucket) ?? []));
  return {
    at: buckets.map((bucket) => Math.max(from, bucket * stepMs)),
    min: values.map((list) => Math.min(...list)),
    avg: values.map((list) => list.reduce((sum, value) => sum + value, 0) / list.length),
    max: values.map((list) => Math.max(...list)),
    pasts: means.filter(({ size }) => size > 0).length,
  };
}
