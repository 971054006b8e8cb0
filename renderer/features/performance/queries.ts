import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import {
  changeDashboard,
  createDashboard,
  type Dashboard,
  getRawSamples,
  getSeriesSummary,
  listDashboards,
  listTop,
  type PerformanceView,
  type RawSamples,
  removeDashboard,
  type SeriesRef,
  type SeriesSummary,
  type TopRanking,
} from '../../../shared/contracts/performance.ts';
import { listMetrics } from '../../../shared/contracts/resources.ts';
import type { RouteInput } from '../../../shared/contracts/route.ts';
import type { Quality } from '../../../shared/domain/observation/quality.ts';
import { call, type Failure } from '../../lib/api.ts';
import { stationClock } from '../../lib/clock.ts';
import { namedViewHooks } from '../../lib/namedViews.ts';
import { useCan } from '../../lib/session.ts';

/** A fixed stretch, or the last `lastMs` up to the moment of asking. */
export type Window = { readonly from: number; readonly to: number } | { readonly lastMs: number };

export function spanOf(window: Window): { readonly from: number; readonly to: number } {
  if (!('lastMs' in window)) return window;
  const to = Math.floor(stationClock.now());
  return { from: Math.max(0, to - window.lastMs), to };
}

const EMPTY_MS = 5000;

/** What a series comes to; asked again with the curves. */
export function summaryQuery({ resourceId, metric, component }: SeriesRef, window: Window, refreshMs: number | false) {
  return queryOptions({
    queryKey: ['performance', 'summary', resourceId, metric, component, window],
    queryFn: ({ signal }): Promise<SeriesSummary> =>
      call(getSeriesSummary, { params: { id: resourceId }, query: { metric, component, ...spanOf(window) } }, { signal }),
    // What had no value yet is about to have one.
    refetchInterval: ({ state: { data } }) => {
      if (!('lastMs' in window) || refreshMs === false) return false;
      return data?.samples === 0 ? Math.min(EMPTY_MS, refreshMs) : refreshMs;
    },
  });
}

const METRICS_REFRESH_MS = 30_000;

/** Every series of the resource that is being picked from, with its newest value. */
export function useMetrics(resourceId: string | null) {
  const enabled = useCan('metric.read') && resourceId !== null;
  return useQuery({
    queryKey: ['performance', 'metrics', resourceId],
    queryFn: ({ signal }) => call(listMetrics, { params: { id: resourceId ?? '' } }, { signal }),
    refetchInterval: METRICS_REFRESH_MS,
    enabled,
  });
}

type TopQuestion = RouteInput<typeof listTop>['query'];

/** The ranking; the one before stays while another period is asked for. */
export function useTop(query: TopQuestion, refreshMs: number | false) {
  const enabled = useCan('metric.read');
  return useQuery<TopRanking, Failure>({
    queryKey: ['performance', 'top', query],
    queryFn: ({ signal }) => call(listTop, { query }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs,
    enabled,
  });
}

const PAGE = 20_000;

/** Samples of one series from the station page by page, at most `most`, with the quality of those that are less than good by their place; `isCut` is true where there are more. */
export async function fetchSamples(ref: SeriesRef, window: Window, most: number, signal: AbortSignal) {
  const { from, to } = spanOf(window);
  const at: number[] = [];
  const value: (number | null)[] = [];
  const quality = new Map<number, Quality>();
  let next: number | null = from;
  while (next !== null && at.length < most) {
    const query = { metric: ref.metric, component: ref.component, from: next, to, most: Math.min(PAGE, most - at.length) };
    const page: RawSamples = await call(getRawSamples, { params: { id: ref.resourceId }, query }, { signal });
    for (const flag of page.flags) quality.set(at.length + flag.place, flag.quality);
    at.push(...page.at);
    value.push(...page.value);
    next = page.next;
  }
  return { at, value, quality, isCut: next !== null };
}

/** Own dashboards and the shared ones of others. */
export const dashboards = namedViewHooks<PerformanceView, Dashboard>({
  queryKey: ['performance', 'dashboards'],
  permission: 'metric.read',
  list: async (signal) => (await call(listDashboards, {}, { signal })).items,
  create: (body) => call(createDashboard, { body }),
  change: (id, body) => call(changeDashboard, { params: { id }, body }),
  remove: (id, version) => call(removeDashboard, { params: { id }, body: { version } }),
});
