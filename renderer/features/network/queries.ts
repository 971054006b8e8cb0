import { infiniteQueryOptions, keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import {
  type AddressHistory,
  countNetwork,
  getAddressHistory,
  getVlan,
  listAddresses,
  listArp,
  listFdb,
  listInterfaces,
  listSubnets,
  listVlans,
  MOST_ROWS,
  type NetworkCounts,
  type NetworkCoverage,
  type VlanDetail,
} from '../../../shared/contracts/network.ts';
import { call, type Failure } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { type NetworkSearch, orderOf, type Tab } from './model.ts';

const PAGE = 200;
/** States of interfaces are told when they change; the rest every half hour. */
const REFRESH_MS = 15_000;

/** One page of any of the lists. */
export interface Page<Row> {
  readonly at: number;
  readonly total: number;
  readonly coverage: NetworkCoverage;
  readonly items: readonly Row[];
}
interface Cut {
  readonly offset: number;
  readonly limit: number;
}
/** A list of the station by its conditions. */
export type Fetch<Row> = (search: NetworkSearch, cut: Cut, signal: AbortSignal) => Promise<Page<Row>>;

const common = (tab: Tab, search: NetworkSearch, { offset, limit }: Cut) => {
  const { sort, descending } = orderOf(tab, search);
  return { q: search.q ?? '', resourceId: search.resource, offset, limit, sort: sort as never, descending: String(descending) };
};
const days = ({ days: some = 7 }: NetworkSearch) => String(some) as '7';

export const fetchInterfaces = (search: NetworkSearch, cut: Cut, signal: AbortSignal) =>
  call(listInterfaces, { query: { ...common('interfaces', search, cut), state: search.state } }, { signal });
export const fetchVlans = (search: NetworkSearch, cut: Cut, signal: AbortSignal) =>
  call(listVlans, { query: common('vlans', search, cut) }, { signal });
export const fetchSubnets = (search: NetworkSearch, cut: Cut, signal: AbortSignal) =>
  call(
    listSubnets,
    {
      query: {
        ...common('subnets', search, cut),
        ...{ days: days(search), only: search.only === 'overlapping' ? search.only : undefined },
      },
    },
    { signal },
  );
export const fetchAddresses = (search: NetworkSearch, cut: Cut, signal: AbortSignal) =>
  call(
    listAddresses,
    {
      query: {
        ...common('addresses', search, cut),
        ...{ days: days(search), subnet: search.subnet, only: search.only === 'overlapping' ? undefined : search.only },
      },
    },
    { signal },
  );
export const fetchArp = (search: NetworkSearch, cut: Cut, signal: AbortSignal) =>
  call(listArp, { query: { ...common('arp', search, cut), state: search.stay } }, { signal });
export const fetchMacs = (search: NetworkSearch, cut: Cut, signal: AbortSignal) =>
  call(listFdb, { query: { ...common('macs', search, cut), state: search.stay } }, { signal });

/** A list page by page; only one that has no second page is asked again by itself, so that nothing moves under the hand. */
export function listQuery<Row>(tab: Tab, search: NetworkSearch, fetch: Fetch<Row>) {
  const { row: _, ...conditions } = search;
  return infiniteQueryOptions<Page<Row>, Failure, { readonly pages: readonly Page<Row>[] }, readonly unknown[], number>({
    queryKey: ['network', tab, conditions],
    queryFn: ({ signal, pageParam }) => fetch(conditions, { offset: pageParam, limit: PAGE }, signal),
    initialPageParam: 0,
    getNextPageParam: ({ total, items }, pages) => {
      const known = pages.reduce((sum, page) => sum + page.items.length, 0);
      return items.length === 0 || known >= total ? null : known;
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => ((data?.pages.length ?? 0) <= 1 ? REFRESH_MS : false),
  });
}

/** Counting goes through everything of all kinds: no more often than once a minute. */
const COUNTED_MS = 60_000;

/** How many of each kind a search finds. */
export function useCounts(search: Pick<NetworkSearch, 'q' | 'days'>) {
  const enabled = useCan('resource.read');
  return useQuery<NetworkCounts, Failure>({
    queryKey: ['network', 'counts', search.q ?? '', search.days ?? 7],
    queryFn: ({ signal }) => call(countNetwork, { query: { q: search.q ?? '', days: days(search) } }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: COUNTED_MS,
    enabled,
  });
}

/** The devices of a VLAN. */
export const vlanQuery = (id: number) =>
  queryOptions<VlanDetail, Failure>({
    queryKey: ['network', 'vlan', id],
    queryFn: ({ signal }) => call(getVlan, { params: { vlan: id } }, { signal }),
    refetchInterval: REFRESH_MS,
  });

/** Where an address has been. */
export const historyQuery = (address: string) =>
  queryOptions<AddressHistory, Failure>({
    queryKey: ['network', 'history', address],
    queryFn: ({ signal }) => call(getAddressHistory, { params: { address } }, { signal }),
    refetchInterval: REFRESH_MS,
  });

/** Most rows in one export. */
export const EXPORT_MOST = 50_000;

/** All rows of a list in its order, at most 50 000; `isWhole` tells whether that was everything. */
export async function collect<Row>(
  search: NetworkSearch,
  fetch: Fetch<Row>,
  signal: AbortSignal,
  onProgress: (count: number) => void,
): Promise<{ readonly rows: readonly Row[]; readonly isWhole: boolean }> {
  const rows: Row[] = [];
  for (;;) {
    const page = await fetch(search, { offset: rows.length, limit: MOST_ROWS }, signal);
    rows.push(...page.items);
    onProgress(rows.length);
    if (page.items.length === 0 || rows.length >= page.total) return { rows, isWhole: true };
    if (rows.length >= EXPORT_MOST) return { rows, isWhole: false };
  }
}
