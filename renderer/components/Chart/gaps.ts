import type { Series } from '../../../shared/contracts/resources.ts';
import type { Reason } from '../../../shared/domain/observation/quality.ts';

/** A stretch of time in ms since the epoch, `from` included, `to` excluded. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A span in which there is nothing, and why, where that was said. */
export interface Gap extends Span {
  readonly reasons?: readonly Reason[];
}

/** What the drawing needs of a series: columns of equal length, null where nothing was measured, and what is known against them. */
export type Columns = Pick<Series, 'at' | 'min' | 'avg' | 'max' | 'stepMs' | 'intervalMs'> & Partial<Pick<Series, 'quality'>>;

export interface Point {
  readonly at: number;
  readonly min: number;
  readonly avg: number;
  readonly max: number;
}

/** Longest distance of two neighbouring points, in ms, that is still one unbroken line: a late cycle (1.5 intervals) plus the rounding of one bucket. */
export function unbrokenMs(series: Pick<Series, 'stepMs' | 'intervalMs'>): number {
  return 1.5 * series.intervalMs + series.stepMs;
}

/** The points that carry a value, oldest first. */
export function measuredPoints(series: Columns): readonly Point[] {
  return series.at.flatMap((at, index) => {
    const avg = series.avg[index] ?? null;
    return avg === null ? [] : [{ at, avg, min: series.min[index] ?? avg, max: series.max[index] ?? avg }];
  });
}

/** Points split where the distance is longer than an unbroken line; every piece holds at least one point. */
export function segments(series: Columns): readonly (readonly Point[])[] {
  const pieces: Point[][] = [];
  const limit = unbrokenMs(series);
  let previous = Number.NEGATIVE_INFINITY;
  for (const point of measuredPoints(series)) {
    if (point.at - previous > limit) pieces.push([]);
    pieces.at(-1)?.push(point);
    previous = point.at;
  }
  return pieces;
}

/**
 * The stretches of `observed` in which nothing is known. `observed` is the part of the window in which the resource was
 * monitored: before the first and after the last day of monitoring there is nothing to miss, so nothing is hatched.
 */
export function findGaps(series: Columns, observed: Span): readonly Span[] {
  const limit = unbrokenMs(series);
  const gaps: Span[] = [];
  /** Newest point so far, and from where on nothing is known. */
  let last = observed.from;
  let unknownFrom = observed.from;
  for (const piece of segments(series)) {
    const first = piece[0]?.at ?? last;
    if (first - last > limit) gaps.push({ from: unknownFrom, to: first });
    last = Math.max(last, piece.at(-1)?.at ?? last);
    unknownFrom = last + series.stepMs;
  }
  if (observed.to - last > limit) gaps.push({ from: unknownFrom, to: observed.to });
  return gaps;
}

/** Overlapping and touching spans made one, oldest first: the sentence under the charts names each outage once, with all its reasons. */
export function mergeSpans(spans: readonly Gap[]): readonly Gap[] {
  const merged: Gap[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) {
      const reasons = [...new Set([...(last.reasons ?? []), ...(span.reasons ?? [])])];
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to), ...(reasons.length > 0 && { reasons }) };
    } else merged.push(span);
  }
  return merged;
}

/** The part of `window` between the first and the last moment of monitoring; null when they do not meet. */
export function observedSpan(window: Span, since: number | null, until: number | null): Span | null {
  const span = { from: Math.max(window.from, since ?? window.from), to: Math.min(window.to, until ?? window.to) };
  return span.from < span.to ? span : null;
}

/** Newest point at or before `at` that a person may read there: null inside a gap and outside the data. */
export function valueAt(series: Columns, at: number): Point | null {
  const points = measuredPoints(series);
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const point = points[low - 1];
  return point && at - point.at <= unbrokenMs(series) ? point : null;
}

/** Lowest, mean and highest of what was measured, and how long nothing was; null figures when there is no point. */
export function summarise(
  series: Columns,
  gaps: readonly Span[],
): { readonly min: number | null; readonly mean: number | null; readonly max: number | null; readonly gapMs: number } {
  const points = measuredPoints(series);
  const gapMs = gaps.reduce((sum, gap) => sum + gap.to - gap.from, 0);
  if (points.length === 0) return { min: null, mean: null, max: null, gapMs };
  return {
    min: points.reduce((least, point) => Math.min(least, point.min), Number.POSITIVE_INFINITY),
    mean: points.reduce((sum, point) => sum + point.avg, 0) / points.length,
    max: points.reduce((most, point) => Math.max(most, point.max), Number.NEGATIVE_INFINITY),
    gapMs,
  };
}
