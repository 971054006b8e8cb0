export const FRESHNESS = ['live', 'late', 'stale', 'lost'] as const;

/** 实时, 延迟, 陈旧, 中断 (wall-and-desk.md, one grammar everywhere). */
export type Freshness = (typeof FRESHNESS)[number];

/**
 * Freshness of the newest datum of something delivered every `intervalMs`: late after 1.5 intervals, stale after 3 (D-ALM-7), lost when there
 * never was one. One so far in the future, left there by a clock that was set back, says nothing of now either.
 */
export function freshness(ageMs: number | null, intervalMs: number): Freshness {
  if (ageMs === null) return 'lost';
  if (Math.abs(ageMs) >= 3 * intervalMs) return 'stale';
  return ageMs >= 1.5 * intervalMs ? 'late' : 'live';
}

export type AgeUnit = 'second' | 'minute' | 'hour' | 'day';

/** An age in its largest whole unit. Negative ages (clock stepped back) count as zero. */
export function wholeAge(ageMs: number): { readonly value: number; readonly unit: AgeUnit } {
  const seconds = Math.max(0, Math.floor(ageMs / 1000));
  if (seconds < 60) return { value: seconds, unit: 'second' };
  if (seconds < 3600) return { value: Math.floor(seconds / 60), unit: 'minute' };
  if (seconds < 86_400) return { value: Math.floor(seconds / 3600), unit: 'hour' };
  return { value: Math.floor(seconds / 86_400), unit: 'day' };
}
