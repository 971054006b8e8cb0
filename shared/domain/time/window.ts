import type { Instant } from '../id.ts';

/**
 * Days of the week (Monday 1 to Sunday 7) and minutes of the day in Asia/Shanghai: from <= minute < to, `to` up to 1440.
 * One that does not end after it begins goes on into the next day; its days are those on which it begins.
 */
export interface TimeWindow {
  readonly days: readonly number[];
  readonly from: number;
  readonly to: number;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
/** Shanghai is eight hours ahead all year since 1991. */
const OFFSET_MINUTES = 480;

function isOpen({ days, from, to }: TimeWindow, day: number, minute: number): boolean {
  if (from < to) return days.includes(day) && minute >= from && minute < to;
  const before = day === 1 ? 7 : day - 1;
  return (days.includes(day) && minute >= from) || (days.includes(before) && minute < to);
}

/** True inside one of the windows; always where there is none. */
export function isWithin(windows: readonly TimeWindow[], at: Instant): boolean {
  if (windows.length === 0) return true;
  const minutes = Math.floor(at / MINUTE_MS) + OFFSET_MINUTES;
  // 1970-01-01 was a Thursday.
  const day = ((Math.floor(minutes / DAY_MINUTES) + 3) % 7) + 1;
  return windows.some((window) => isOpen(window, day, minutes % DAY_MINUTES));
}
