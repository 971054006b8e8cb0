import type { Instant } from '../../../shared/domain/id.ts';

export interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

export const WINDOWS = ['day', 'week', 'all'] as const;
/** How far back the slider reaches. */
export type Window = (typeof WINDOWS)[number];
const WINDOW_MS = { day: DAY_MS, week: 7 * DAY_MS, all: Number.POSITIVE_INFINITY } as const satisfies Record<Window, number>;

/** What the slider runs over: no further back than anything was written down; null while nothing was. */
export function reach(spans: readonly Span[], window: Window): Span | null {
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) return null;
  return { from: Math.max(first.from, last.until - WINDOW_MS[window]), until: last.until };
}

/** How far one step of the slider goes: as often as it is written down, or a minute over hours. */
export const sliderStep = ({ from, until }: Span): number => (until - from < 2 * HOUR_MS ? 5000 : MINUTE_MS);

/** The moment itself where it was written down, else the next one in this direction that was; where there is none, the last the other way. */
export function nearest(spans: readonly Span[], at: Instant, direction: -1 | 1): Instant | null {
  if (spans.some(({ from, until }) => from <= at && at <= until)) return at;
  const before = spans.findLast(({ until }) => until < at)?.until ?? null;
  const after = spans.find(({ from }) => from > at)?.from ?? null;
  return direction < 0 ? (before ?? after) : (after ?? before);
}

/** The window in which a moment can be reached, the shortest of them. */
export function windowOf(spans: readonly Span[], at: Instant): Window {
  return WINDOWS.find((window) => at >= (reach(spans, window)?.from ?? Number.POSITIVE_INFINITY)) ?? 'all';
}

/** The one that reaches back farther. */
export const widest = (a: Window, b: Window): Window => (WINDOWS.indexOf(a) > WINDOWS.indexOf(b) ? a : b);

/** Of a stretch the parts in which nobody wrote anything down, as shares of it from 0 to 1. */
export function gapsIn(spans: readonly Span[], { from, until }: Span): readonly { readonly start: number; readonly end: number }[] {
  const share = (at: Instant): number => (at - from) / Math.max(1, until - from);
  const inside = spans.filter((span) => span.until >= from && span.from <= until);
  const borders = [{ from, until: from }, ...inside, { from: until, until }];
  return borders.slice(1).flatMap((span, index) => {
    const end = Math.min(span.from, until);
    const start = Math.max(borders[index]?.until ?? from, from);
    return end > start ? [{ start: share(start), end: share(end) }] : [];
  });
}
