import { queryOptions } from '@tanstack/react-query';
import { type ComparedSeries, compareSeries, getSeries, type Series } from '../../../shared/contracts/resources.ts';
import type { Comparison } from '../../../shared/domain/metric/comparison.ts';
import { call } from '../../lib/api.ts';
import { stationClock } from '../../lib/clock.ts';

/** One series of one resource. `component` is '' for the resource as a whole. */
export interface SeriesRef {
  readonly resourceId: string;
  readonly metric: string;
  readonly component: string;
}

/** A fixed stretch, or the last `lastMs` up to the moment of asking. */
export type SeriesWindow = { readonly from: number; readonly to: number } | { readonly lastMs: number };

/** Buckets of one chart: as many as a plot has pixels for. */
const POINTS = 600;

/** Shortest time between two questions of a live chart in ms. */
const MIN_REFRESH_MS = 5000;

/** How often a live chart asks again: with its source, but not more often than a pixel moves. */
export function refreshMs(series: Pick<Series, 'intervalMs' | 'stepMs'>): number {
  return Math.max(MIN_REFRESH_MS, series.intervalMs, series.stepMs / 4);
}

/** Key and fetcher of one curve. A live window is anchored at the clock of the station when it is asked; a fixed one is asked again when `asOf` changes. */
export function seriesQuery({ resourceId, metric, component }: SeriesRef, window: SeriesWindow, asOf: number | null = null) {
  return queryOptions({
    queryKey: ['series', resourceId, metric, component, window, asOf],
    queryFn: ({ signal }): Promise<Series> => {
      const span = 'lastMs' in window ? lastSpan(window.lastMs) : window;
      return call(
        getSeries,
        { params: { id: resourceId }, query: { metric, component, from: span.from, to: span.to, points: POINTS } },
        { signal },
      );
    },
    staleTime: 'lastMs' in window ? MIN_REFRESH_MS : Number.POSITIVE_INFINITY,
  });
}

/** Points of a comparison: it is background, and a band of single samples would be a comb. */
const COMPARED_POINTS = 96;
/** The past does not change; only what of it lies beside the present moves on. */
const COMPARED_REFRESH_MS = 60_000;

/** Key, fetcher and rhythm of what a curve is compared with. */
export function comparisonQuery({ resourceId, metric, component }: SeriesRef, window: SeriesWindow, comparison: Comparison) {
  return queryOptions({
    queryKey: ['series', resourceId, metric, component, window, 'comparison', comparison],
    queryFn: ({ signal }): Promise<ComparedSeries> => {
      const span = 'lastMs' in window ? lastSpan(window.lastMs) : window;
      const query = { metric, component, from: span.from, to: span.to, points: COMPARED_POINTS, with: comparison };
      return call(compareSeries, { params: { id: resourceId }, query }, { signal });
    },
    staleTime: 'lastMs' in window ? COMPARED_REFRESH_MS : Number.POSITIVE_INFINITY,
    refetchInterval: 'lastMs' in window ? COMPARED_REFRESH_MS : false,
  });
}

function lastSpan(lastMs: number): { readonly from: number; readonly to: number } {
  const to = Math.floor(stationClock.now());
  return { from: Math.max(0, to - lastMs), to };
}
