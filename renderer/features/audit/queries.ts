import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type AuditRecord, getAuditStatus, listAudit, verifyAudit } from '../../../shared/contracts/audit.ts';
import { call } from '../../lib/api.ts';
import { stationClock } from '../../lib/clock.ts';
import { type AuditSearch, queryOf } from './model.ts';

const PAGE = 200;
/** New records arrive all the time; the list of the newest is asked again this often. */
const REFRESH_MS = 10_000;

/** Records of a filter, newest first, page by page. Only the first page is asked again by itself. */
export function auditQuery({ q, action, result, period }: AuditSearch) {
  const filter: AuditSearch = { q, action, result, period };
  return infiniteQueryOptions({
    queryKey: ['audit', 'list', filter],
    queryFn: ({ signal, pageParam }) =>
      call(
        listAudit,
        { query: { ...queryOf(filter, stationClock.now()), limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) <= 1 ? REFRESH_MS : false),
  });
}

/** Length of the chain and its last verification. */
export const auditStatusQuery = queryOptions({
  queryKey: ['audit', 'status'],
  queryFn: ({ signal }) => call(getAuditStatus, {}, { signal }),
  refetchInterval: REFRESH_MS,
});

/** A record with its neighbours; `null` where there is none. */
export interface Neighbourhood {
  readonly record: AuditRecord | null;
  readonly previous: AuditRecord | null;
  readonly next: AuditRecord | null;
}

/** One record by its number with the one before and the one after, whatever is filtered. */
export function neighbourhoodQuery(seq: number) {
  return queryOptions({
    queryKey: ['audit', 'around', seq],
    queryFn: async ({ signal }): Promise<Neighbourhood> => {
      const { items } = await call(listAudit, { query: { cursor: String(seq + 2), limit: 3 } }, { signal });
      const find = (wanted: number) => items.find((item) => item.seq === wanted) ?? null;
      return { record: find(seq), previous: find(seq - 1), next: find(seq + 1) };
    },
    staleTime: 5000,
  });
}

/** Recomputes the whole chain on the station; the deed itself is audited. */
export function useVerifyAudit() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(verifyAudit),
    onSettled: () => client.invalidateQueries({ queryKey: ['audit'] }),
  });
}

/** Most records in one export. */
export const EXPORT_MOST = 20_000;

/** All records of a filter, newest first, at most 20 000; `isWhole` tells whether that was everything. */
export async function collectAudit(
  search: AuditSearch,
  onProgress: (count: number) => void,
): Promise<{ readonly records: readonly AuditRecord[]; readonly isWhole: boolean }> {
  const records: AuditRecord[] = [];
  const query = queryOf(search, stationClock.now());
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof call<typeof listAudit>>> = await call(listAudit, {
      query: { ...query, limit: 500, ...(cursor === null ? {} : { cursor }) },
    });
    records.push(...page.items);
    cursor = page.next;
    onProgress(records.length);
  } while (cursor !== null && records.length < EXPORT_MOST);
  return { records, isWhole: cursor === null };
}
