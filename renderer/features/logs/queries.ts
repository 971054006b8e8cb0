import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { countLogs, type LogLine, type LogList, listLogs } from '../../../shared/contracts/logs.ts';
import {
  changeSavedSearch,
  createSavedSearch,
  type LogSearchView,
  listSavedSearches,
  removeSavedSearch,
  type SavedSearch,
} from '../../../shared/contracts/savedSearches.ts';
import { call } from '../../lib/api.ts';
import { stationClock } from '../../lib/clock.ts';
import { namedViewHooks } from '../../lib/namedViews.ts';
import type { Span } from './model.ts';

const PAGE = 200;
/** What was found is at hand again for so long, also while the station is away. */
const KEPT_MS = 10 * 60_000;

/** What was found, newest first, page by page; a page that was not full when its time was over is followed by the rest. */
export function logsQuery(query: string, { from, to }: Span) {
  return infiniteQueryOptions({
    queryKey: ['logs', 'list', query, from, to],
    queryFn: ({ signal, pageParam }) =>
      call(listLogs, { query: { query, from, to, limit: PAGE, ...(pageParam === null ? {} : { before: pageParam }) } }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEPT_MS,
  });
}

/** How many there are, by time and by field. */
export function countsQuery(query: string, { from, to }: Span) {
  return queryOptions({
    queryKey: ['logs', 'counts', query, from, to],
    queryFn: ({ signal }) => call(countLogs, { query: { query, from, to, seat: 'page' } }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEPT_MS,
  });
}

/** Lines kept of those that pass by. */
export const TAIL_KEPT = 2000;
const TAIL_PAGE = 500;
const TAIL_EVERY_MS = 1000;
const TAIL_BEGIN_MS = 15 * 60_000;

/** The newest lines, newest first. */
export interface Tail {
  readonly lines: readonly LogLine[];
  /** Number of the newest record that was looked at, whether it is wanted or not. */
  readonly last: number;
  /** Times that more came in a second than is shown, so that some are left out. */
  readonly gaps: number;
}

/** What came after what is there, before it. */
export function withNewer(before: Tail | undefined, page: Pick<LogList, 'items' | 'next'>): Tail {
  const lines = [...page.items, ...(before?.lines ?? [])].slice(0, TAIL_KEPT);
  return {
    lines,
    last: Math.max(before?.last ?? 0, page.items[0]?.number ?? 0),
    gaps: (before?.gaps ?? 0) + (before && page.next !== null ? 1 : 0),
  };
}

/** Follows what comes, a second behind; holds still while `isPaused`. */
export function tailQuery(query: string, isPaused: boolean) {
  const queryKey = ['logs', 'tail', query] as const;
  return queryOptions({
    queryKey,
    queryFn: async ({ signal, client }): Promise<Tail> => {
      const before = client.getQueryData<Tail>(queryKey);
      const now = { query, limit: TAIL_PAGE };
      const asked =
        before && before.last > 0
          ? { ...now, from: 0, after: before.last }
          : { ...now, from: Math.floor(stationClock.now()) - TAIL_BEGIN_MS };
      return withNewer(before, await call(listLogs, { query: asked }, { signal }));
    },
    refetchInterval: isPaused ? false : TAIL_EVERY_MS,
    enabled: !isPaused,
    staleTime: 0,
    gcTime: KEPT_MS,
    structuralSharing: false,
  });
}

/** Most lines in one export. */
export const EXPORT_MOST = 100_000;

/** Every line that is found, newest first, at most 100 000; `isWhole` tells whether that was everything. */
export async function collectLogs(
  query: string,
  { from, to }: Span,
  signal: AbortSignal,
  onProgress: (count: number) => void,
): Promise<{ readonly lines: readonly LogLine[]; readonly isWhole: boolean }> {
  const lines: LogLine[] = [];
  let before: number | null = null;
  do {
    const page: LogList = await call(
      listLogs,
      { query: { query, from, to, limit: 1000, ...(before === null ? {} : { before }) } },
      { signal },
    );
    lines.push(...page.items);
    before = page.next;
    onProgress(lines.length);
  } while (before !== null && lines.length < EXPORT_MOST);
  return { lines, isWhole: before === null };
}

/** Own saved searches and the shared ones of others. */
export const savedSearches = namedViewHooks<LogSearchView, SavedSearch>({
  queryKey: ['logs', 'saved'],
  permission: 'log.read',
  list: async (signal) => (await call(listSavedSearches, {}, { signal })).items,
  create: (body) => call(createSavedSearch, { body }),
  change: (id, body) => call(changeSavedSearch, { params: { id }, body }),
  remove: (id, version) => call(removeSavedSearch, { params: { id }, body: { version } }),
});
