import type { Instant } from '../id.ts';

/** A straight line through measured values: `level` at `at`, changing by `slopePerMs`. `fit` is the share of the spread it explains, 0 to 1. */
export interface Trend {
  readonly at: Instant;
  readonly level: number;
  readonly slopePerMs: number;
  readonly fit: number;
}

/** What the values of a stretch come to. `gaps` were asked and not obtained; p95 by nearest rank; null where nothing was measured. */
export interface Summary {
  readonly samples: number;
  readonly gaps: number;
  readonly min: number | null;
  readonly avg: number | null;
  readonly max: number | null;
  readonly p95: number | null;
  /** Null with fewer than two measured values, or all at one time. */
  readonly trend: Trend | null;
  /** Times of the first and the newest measured value. */
  readonly firstAt: Instant | null;
  readonly lastAt: Instant | null;
}

/** Place, counted from the largest and from 1, of the value that the share `q` of `count` values does not exceed (nearest rank). */
export function rankFromTop(count: number, q: number): number {
  // 0.95 * 20 is 19 only without the rounding of doubles.
  return count - Math.max(1, Math.ceil(Number((count * q).toFixed(6)))) + 1;
}

/** The value that the share `q` of ascending values does not exceed; null of none. */
export function quantile(ascending: Float64Array, q: number): number | null {
  return ascending[ascending.length - rankFromTop(ascending.length, q)] ?? null;
}

function trendOf(at: Float64Array, value: Float64Array, mean: number): Trend | null {
  let meanAt = 0;
  for (let i = 0; i < at.length; i++) meanAt += ((at[i] ?? 0) - meanAt) / (i + 1);
  let spreadAt = 0;
  let spread = 0;
  let common = 0;
  for (let i = 0; i < at.length; i++) {
    const x = (at[i] ?? 0) - meanAt;
    const y = (value[i] ?? 0) - mean;
    spreadAt += x * x;
    spread += y * y;
    common += x * y;
  }
  if (spreadAt === 0) return null;
  const fit = spread === 0 ? 1 : Math.min(1, (common * common) / (spreadAt * spread));
  return { at: Math.round(meanAt), level: mean, slopePerMs: common / spreadAt, fit };
}

/** Summary of samples ascending in time; NaN is a gap. */
export function summarise(at: Float64Array, value: Float64Array): Summary {
  const places = [...value.keys()].filter((i) => !Number.isNaN(value[i]));
  const count = places.length;
  const gaps = value.length - count;
  const times = Float64Array.from(places, (i) => at[i] ?? 0);
  const measured = count === value.length ? value : Float64Array.from(places, (i) => value[i] ?? 0);
  if (count === 0) return { samples: 0, gaps, min: null, avg: null, max: null, p95: null, trend: null, firstAt: null, lastAt: null };
  let sum = 0;
  for (const one of measured) sum += one;
  const sorted = measured.slice().sort();
  const min = sorted[0] ?? 0;
  const max = sorted[count - 1] ?? 0;
  // The mean of equal numbers is that number, whatever the rounding of their sum.
  const avg = Math.min(max, Math.max(min, sum / count));
  return {
    ...{ samples: count, gaps, min, avg, max, p95: quantile(sorted, 0.95) },
    trend: trendOf(times, measured, avg),
    firstAt: times[0] ?? null,
    lastAt: times[count - 1] ?? null,
  };
}

/** When the line reaches a level after `now`, or null where it is there already, moves away from it, or needs longer than `withinMs`. */
export function reaches(trend: Trend, level: number, now: Instant, withinMs: number): Instant | null {
  if (trend.slopePerMs === 0) return null;
  const at = trend.at + (level - trend.level) / trend.slopePerMs;
  return at > now && at <= now + withinMs ? Math.round(at) : null;
}
