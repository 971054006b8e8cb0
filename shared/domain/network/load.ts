import type { Instant } from '../id.ts';
import { quantile } from '../metric/statistics.ts';
import { fitLine, type Line, whenReached } from './line.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Width of the means a billing percentile is taken of: five minutes, in ms. */
export const BILLING_MS = 300_000;
/** The zone of the product has no summer time: its days begin so many ms before those of UTC. */
export const ZONE_MS = 8 * HOUR_MS;
/** A forecast of fewer days says more of the days than of the future. */
export const LEAST_DAYS = 7;
/** A day, or an hour of one, counts where at least so much of it was measured. */
const WHOLE = 0.75;
/** Further ahead a straight line says nothing, in ms: a year. */
export const HORIZON_MS = 365 * DAY_MS;

/** Means of buckets of one width, ascending; NaN where nothing was measured. `max`: the highest sample of each. */
export interface Buckets {
  readonly stepMs: number;
  readonly at: Float64Array;
  readonly avg: Float64Array;
  readonly max: Float64Array;
}

/** The hour of the day that is busiest on the mean of all days (ITU-T E.600: time-consistent busy hour), of whole clock hours. */
export interface BusyHour {
  /** It begins at this hour of the day in the zone of the product, 0 to 23. */
  readonly hour: number;
  readonly mean: number;
  /** Days on which it was measured. */
  readonly days: number;
}

/** When a level is reached, if it goes on as it went; or why that is not said. Limits are of the 95 % confidence band of the line. */
export type Forecast =
  /** Fewer whole days than are needed. */
  | { readonly kind: 'tooShort'; readonly days: number; readonly needed: number }
  /** It is there already, on the busiest hours of the last week. */
  | { readonly kind: 'reached' }
  /** Whether it rises at all cannot be told from how it scatters. */
  | { readonly kind: 'noTrend' }
  | { readonly kind: 'falling' }
  /** Not within a year. */
  | { readonly kind: 'far' }
  | { readonly kind: 'reaches'; readonly at: Instant; readonly earliest: Instant; readonly latest: Instant };

/** What the traffic of one direction comes to. Null where nothing was measured. */
export interface DirectionLoad {
  readonly mean: number;
  readonly peak: number;
  readonly peakAt: Instant;
  /** 95th percentile of the means of five minutes, by nearest rank: what remains when the busiest twentieth is left out. */
  readonly p95: number;
  readonly busyHour: BusyHour | null;
  /** Change a day of the busiest hour of each day; null with fewer days than a forecast needs. */
  readonly trend: { readonly perDay: number; readonly fit: number; readonly days: number } | null;
  /** Share of the stretch that was measured, 0 to 1. */
  readonly measured: number;
  readonly lastAt: Instant;
}

interface Hour {
  /** Hours since the epoch, in the zone of the product. */
  readonly number: number;
  sum: number;
  count: number;
}

/** Hours of which enough was measured, by their number. */
function wholeHours({ at, avg, stepMs }: Buckets): ReadonlyMap<number, number> {
  const hours = new Map<number, Hour>();
  for (let i = 0; i < at.length; i++) {
    const value = avg[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const number = Math.floor(((at[i] ?? 0) + ZONE_MS) / HOUR_MS);
    const hour = hours.get(number) ?? { number, sum: 0, count: 0 };
    hour.sum += value;
    hour.count += 1;
    hours.set(number, hour);
  }
  const needed = Math.max(1, Math.floor((WHOLE * HOUR_MS) / stepMs));
  return new Map([...hours.values()].flatMap(({ number, sum, count }) => (count >= needed ? [[number, sum / count] as const] : [])));
}

/** Every hour of the day must have been seen, or the busiest may be one that was not. */
function busyHourOf(hours: ReadonlyMap<number, number>): BusyHour | null {
  const byHour = Array.from({ length: 24 }, () => ({ sum: 0, days: 0 }));
  for (const [number, mean] of hours) {
    const own = byHour[number % 24];
    if (!own) continue;
    own.sum += mean;
    own.days += 1;
  }
  if (byHour.some(({ days }) => days === 0)) return null;
  return byHour.reduce<BusyHour>((best, { sum, days }, hour) => (sum / days > best.mean ? { hour, mean: sum / days, days } : best), {
    hour: 0,
    mean: Number.NEGATIVE_INFINITY,
    days: 0,
  });
}

/** The busiest hour of each whole day, by the middle of its day, ascending. */
function dailyPeaks(hours: ReadonlyMap<number, number>): { readonly at: number[]; readonly value: number[] } {
  const days = new Map<number, { peak: number; hours: number }>();
  for (const [number, mean] of hours) {
    const day = Math.floor(number / 24);
    const own = days.get(day) ?? { peak: Number.NEGATIVE_INFINITY, hours: 0 };
    days.set(day, { peak: Math.max(own.peak, mean), hours: own.hours + 1 });
  }
  const whole = [...days].filter(([, day]) => day.hours >= WHOLE * 24).sort(([a], [b]) => a - b);
  return { at: whole.map(([day]) => day * DAY_MS + DAY_MS / 2 - ZONE_MS), value: whole.map(([, { peak }]) => peak) };
}

/** The line of the busiest hours of days, and these; `line` null of fewer days than are needed. */
export interface Growth {
  readonly line: Line | null;
  readonly days: number;
  /** The mean of the last seven, or fewer. */
  readonly lately: number | null;
}

function growthOf(hours: ReadonlyMap<number, number>): Growth {
  const { at, value } = dailyPeaks(hours);
  const last = value.slice(-7);
  return {
    line: at.length >= LEAST_DAYS ? fitLine(at, value) : null,
    days: at.length,
    lately: last.length === 0 ? null : last.reduce((sum, one) => sum + one, 0) / last.length,
  };
}

/** What one direction comes to, and the growth that forecasts follow from; `stepMs` is the width of the means. */
export interface Load {
  readonly load: DirectionLoad;
  readonly growth: Growth;
  readonly stepMs: number;
}

/** What the traffic of a stretch comes to, and how its busiest hours grow; null where nothing was measured in it. */
export function loadOf(buckets: Buckets, span: { readonly from: Instant; readonly to: Instant }): Load | null {
  const { at, avg, max, stepMs } = buckets;
  const places = [...avg.keys()].filter((i) => !Number.isNaN(avg[i]));
  if (places.length === 0) return null;
  const means = Float64Array.from(places, (i) => avg[i] ?? 0).sort();
  const peakPlace = places.reduce((best, i) => ((max[i] ?? 0) > (max[best] ?? 0) ? i : best), places[0] ?? 0);
  const hours = wholeHours(buckets);
  const growth = growthOf(hours);
  const sum = means.reduce((total, one) => total + one, 0);
  const expected = Math.max(1, (span.to - span.from) / stepMs);
  const load: DirectionLoad = {
    mean: Math.min(means.at(-1) ?? 0, Math.max(means[0] ?? 0, sum / means.length)),
    peak: max[peakPlace] ?? 0,
    peakAt: at[peakPlace] ?? 0,
    p95: quantile(means, 0.95) ?? 0,
    busyHour: busyHourOf(hours),
    trend: growth.line && { perDay: growth.line.slope * DAY_MS, fit: growth.line.fit, days: growth.days },
    measured: Math.min(1, places.length / expected),
    lastAt: at[places.at(-1) ?? 0] ?? 0,
  };
  return { load, growth, stepMs };
}

/** When the busiest hour of a day will be at a level, seen from `now`, by the line of those of the days before. */
export function forecastOf({ line, days, lately }: Growth, level: number, now: Instant): Forecast {
  if (lately !== null && lately >= level) return { kind: 'reached' };
  if (line === null) return { kind: 'tooShort', days, needed: LEAST_DAYS };
  const found = whenReached(line, level);
  if (found === null) return { kind: 'noTrend' };
  if (line.slope <= 0) return { kind: 'falling' };
  if (found.at > now + HORIZON_MS) return { kind: 'far' };
  // A line that says it has been there while the last days were below is a line that does not hold.
  if (found.at <= now) return { kind: 'noTrend' };
  return {
    kind: 'reaches',
    at: Math.round(found.at),
    earliest: Math.round(Math.max(now, found.earliest)),
    latest: Math.round(found.latest),
  };
}
