import type { Span } from './gaps.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Asia/Shanghai has had no daylight saving since 1991: one offset for every instant on screen. */
export const SHANGHAI_OFFSET_MS = 8 * HOUR;

const TIME_STEPS = [
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  5 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  60 * DAY,
];

export interface TimeAxis {
  /** Instants with a label, on whole steps of the clock in Asia/Shanghai. */
  readonly ticks: readonly number[];
  readonly stepMs: number;
}

/** Round clock times inside the window, at most `most` of them. */
export function timeAxis(window: Span, most: number): TimeAxis {
  const length = window.to - window.from;
  const stepMs = TIME_STEPS.find((step) => length / step <= most) ?? Math.ceil(length / most / DAY) * DAY;
  const first = Math.ceil((window.from + SHANGHAI_OFFSET_MS) / stepMs) * stepMs - SHANGHAI_OFFSET_MS;
  const ticks: number[] = [];
  for (let at = first; at <= window.to; at += stepMs) ticks.push(at);
  return { ticks, stepMs };
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `14:35`, or `11-22` at midnight and where the step is a day or longer. Asia/Shanghai. */
export function timeLabel(at: number, stepMs: number): string {
  const local = new Date(at + SHANGHAI_OFFSET_MS);
  const isMidnight = (at + SHANGHAI_OFFSET_MS) % DAY === 0;
  return stepMs >= DAY || isMidnight
    ? `${two(local.getUTCMonth() + 1)}-${two(local.getUTCDate())}`
    : `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
}

export interface ValueAxis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
}

const NICE = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
/** Room above the highest value, so that a peak does not run along the frame. */
const HEADROOM = 1.05;

/** What an axis must show, in stored units; null where there is none. */
export interface AxisNeed {
  readonly value: number | null;
  readonly limit: number | null;
}

/** A limit in the lowest tenth of the bounds would lie on the frame of the plot: such an axis opens around the limit. */
const LOW_LIMIT = 0.1;

/**
 * Bounds and four or five ticks. A quantity with bounds of its own (`range`, a percentage) keeps them, so that two charts
 * compare by eye; every other one starts at zero and ends above what it must show. `unit` is the divisor of the shown unit
 * (1 000 000 for Mbit/s), so that the shown ticks are round, not the stored ones.
 */
export function valueAxis(need: AxisNeed, range: readonly [number, number] | undefined, unit = 1): ValueAxis {
  const isLow = range !== undefined && need.limit !== null && Math.max(need.limit, need.value ?? 0) <= range[1] * LOW_LIMIT;
  const exceeds = range !== undefined && Math.max(need.value ?? range[0], need.limit ?? range[0]) > range[1];
  const highest = isLow ? Math.max((need.limit ?? 0) * (2 / HEADROOM), need.value ?? 0) : highestOf(need);
  if (range && !isLow && !exceeds) {
    return { min: range[0], max: range[1], ticks: range[1] === 1 ? [range[0], range[1]] : boundTicks(range, need.limit) };
  }
  const shown = (Math.max(highest ?? 0, 0) * HEADROOM) / unit;
  if (shown === 0) return { min: 0, max: unit, ticks: [0, unit] };
  const power = 10 ** Math.floor(Math.log10(shown / 4));
  const step = (NICE.find((nice) => nice * power * 4 >= shown) ?? 10) * power;
  const max = Math.ceil(shown / step - 1e-9) * step;
  return { min: 0, max: max * unit, ticks: steps(0, max, step).map((tick) => tick * unit) };
}

/** Part of the axis that the words over a limit take in a chart of 132 px. */
const LABEL_ROOM = 0.2;
/** Steps of a bounded axis in parts of its length, the usual one first. */
const BOUND_STEPS = [0.25, 0.3, 0.4];

/** Ticks of a bounded axis. A limit near the top has its words where the upper grid lines would be: then a step without one there. */
function boundTicks([from, to]: readonly [number, number], limit: number | null): readonly number[] {
  const length = to - from;
  const candidates = BOUND_STEPS.map((part) => steps(from, from + Math.floor(1 / part + 1e-9) * part * length, part * length));
  const isFree = (tick: number): boolean => limit === null || tick <= limit || tick >= limit + LABEL_ROOM * length;
  return candidates.find((ticks) => ticks.slice(-2).every(isFree)) ?? candidates[0] ?? [from, to];
}

/** A limit counts with the room its words need below the top of the axis. */
function highestOf({ value, limit }: AxisNeed): number | null {
  const withWords = limit === null ? null : limit / (1 - LABEL_ROOM) / HEADROOM;
  if (value === null || withWords === null) return value ?? withWords;
  return Math.max(value, withWords);
}

function steps(from: number, to: number, step: number): number[] {
  const count = Math.round((to - from) / step);
  return Array.from({ length: count + 1 }, (_, index) => Number((from + index * step).toPrecision(12)));
}
