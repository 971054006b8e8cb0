import type { Instant } from '../id.ts';

/** What is remembered of how often something is heard. JSON, so that a restart changes nothing. */
export interface Rhythm {
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly beats: number;
  /** The longest gap of late in ms; one of a week ago counts half. */
  readonly longestMs: number;
}

/** So many signs of life over so long, a night and a day, say what is usual. */
export const LEARNT_BEATS = 20;
export const LEARNT_MS = 86_400_000;
/** Silence is a gap so many times as long as the longest usual one, and never less than so long. */
export const USUAL_GAPS = 4;
export const MIN_LIMIT_MS = 15 * 60_000;
const HALF_LIFE_MS = 7 * 86_400_000;
/** A gap that was reported as silence is an exception: it makes the usual one longer by half at the most. */
const LONGER_BY = 1.5;

/**
 * A sign of life at `at`; one that is not newer than the last changes nothing. `watchedFrom`: since when anything could have been
 * heard without a break: a gap that begins before it says nothing about the source.
 */
export function beat(rhythm: Rhythm | null, at: Instant, watchedFrom: Instant): Rhythm {
  if (rhythm === null) return { firstAt: at, lastAt: at, beats: 1, longestMs: 0 };
  const gap = at - rhythm.lastAt;
  if (gap <= 0) return rhythm;
  const next = { ...rhythm, lastAt: at, beats: rhythm.beats + 1 };
  if (rhythm.lastAt < watchedFrom) return next;
  const limit = usualLimitMs(rhythm);
  const counted = limit !== null && gap >= limit ? Math.min(gap, rhythm.longestMs * LONGER_BY) : gap;
  return { ...next, longestMs: Math.max(counted, rhythm.longestMs * 0.5 ** (gap / HALF_LIFE_MS)) };
}

/** How long it may be quiet in ms by its own habit; null until that is known. */
export function usualLimitMs({ firstAt, lastAt, beats, longestMs }: Rhythm): number | null {
  if (beats < LEARNT_BEATS || lastAt - firstAt < LEARNT_MS) return null;
  return Math.max(MIN_LIMIT_MS, USUAL_GAPS * longestMs);
}

/** A clock that was set back leaves instants in the future; they count as now, so that silence is found from here on. */
export function notAfter(rhythm: Rhythm, now: Instant): Rhythm {
  if (rhythm.lastAt <= now) return rhythm;
  return { ...rhythm, lastAt: now, firstAt: Math.min(rhythm.firstAt, now) };
}
