import { z } from 'zod';
import {
  ADDRESS_ORDERS,
  ARP_ORDERS,
  FDB_ORDERS,
  INTERFACE_ORDERS,
  INTERFACE_STATES,
  SUBNET_ORDERS,
  USE_DAYS,
  VLAN_ORDERS,
} from '../../../shared/contracts/network.ts';
import { BUSIEST_ORDERS, BUSIEST_PERIODS, LOAD_LEVELS } from '../../../shared/contracts/networkLoad.ts';
import { STAY_STATES } from '../../../shared/domain/network/stay.ts';
import { type Freshness, freshness } from '../../../shared/domain/time/age.ts';
import type { Sorting } from '../../components/DataTable/DataTable.tsx';

/** Kinds that are listed. */
export const TABS = ['interfaces', 'vlans', 'subnets', 'addresses', 'arp', 'macs'] as const;
export type Tab = (typeof TABS)[number];
/** What the page shows: a list of a kind, or the ranking of links. */
export const VIEWS = [...TABS, 'busiest'] as const;
export type View = (typeof VIEWS)[number];

/** By what a list can be sorted; the first is how it comes. */
export const ORDERS = {
  interfaces: INTERFACE_ORDERS,
  vlans: VLAN_ORDERS,
  subnets: SUBNET_ORDERS,
  addresses: ADDRESS_ORDERS,
  arp: ARP_ORDERS,
  macs: FDB_ORDERS,
} as const satisfies Readonly<Record<Tab, readonly string[]>>;

/** The whole state of the page as it stands in the URL. A value this version does not know is left out, not an error. */
export const NetworkSearch = z.object({
  tab: z.enum(VIEWS).optional().catch(undefined),
  q: z.string().max(100).optional().catch(undefined),
  resource: z.uuid().optional().catch(undefined),
  state: z.enum(INTERFACE_STATES).optional().catch(undefined),
  stay: z.enum(STAY_STATES).optional().catch(undefined),
  only: z.enum(['own', 'duplicate', 'overlapping']).optional().catch(undefined),
  subnet: z.string().max(50).optional().catch(undefined),
  days: z.literal(USE_DAYS).optional().catch(undefined),
  sort: z.string().max(20).optional().catch(undefined),
  desc: z.boolean().optional().catch(undefined),
  period: z.enum(BUSIEST_PERIODS).optional().catch(undefined),
  by: z.enum(BUSIEST_ORDERS).optional().catch(undefined),
  level: z.literal(LOAD_LEVELS).optional().catch(undefined),
  row: z.string().max(400).optional().catch(undefined),
});
export type NetworkSearch = z.output<typeof NetworkSearch>;

/** What another tab shows of the same search: filters and order are each tab's own. */
export const toTab = ({ q, resource, days, period, by, level }: NetworkSearch, tab: View): NetworkSearch => ({
  ...{ q, resource, days, period, by, level },
  tab: tab === 'interfaces' ? undefined : tab,
});

export const tabOf = ({ tab }: NetworkSearch): View => tab ?? 'interfaces';

/** True where less than everything is shown. */
export const isFiltered = ({ q, resource, state, stay, only, subnet }: NetworkSearch): boolean =>
  [q, resource, state, stay, only, subnet].some((one) => one !== undefined);

export const NO_FILTER = {
  ...{ q: undefined, resource: undefined, state: undefined, stay: undefined, only: undefined, subnet: undefined, row: undefined },
} as const;

/** The order of a tab; one that belongs to another tab is none. */
export function orderOf(tab: Tab, { sort, desc = false }: NetworkSearch): { readonly sort: string; readonly descending: boolean } {
  const known: readonly string[] = ORDERS[tab];
  return sort !== undefined && known.includes(sort) ? { sort, descending: desc } : { sort: ORDERS[tab][0], descending: false };
}

/** As the heads of the table show it. */
export function sortingOf(tab: Tab, search: NetworkSearch): Sorting {
  const { sort, descending } = orderOf(tab, search);
  return { columnId: sort, direction: descending ? 'descending' : 'ascending' };
}

/** A press on the head of a column: another column begins ascending, the same one turns. */
export function sorted(tab: Tab, search: NetworkSearch, column: string): Pick<NetworkSearch, 'sort' | 'desc'> {
  const { sort, descending } = orderOf(tab, search);
  return column === sort ? { sort, desc: !descending } : { sort: column, desc: false };
}

/** True for what was last heard of so long ago that nobody knows whether it is still so. */
export function isStale(at: number | null, intervalMs: number, now: number): boolean {
  const state: Freshness = freshness(at === null ? null : now - at, intervalMs);
  return state === 'stale' || state === 'lost';
}

/** IANAifType of interfaces people meet. */
const TYPES: Readonly<Record<number, 'ethernet' | 'loopback' | 'virtual' | 'tunnel' | 'vlan' | 'aggregate' | 'ppp'>> = {
  ...{ 6: 'ethernet', 62: 'ethernet', 69: 'ethernet', 117: 'ethernet', 24: 'loopback', 53: 'virtual', 131: 'tunnel' },
  ...{ 135: 'vlan', 136: 'vlan', 161: 'aggregate', 23: 'ppp' },
};
export const typeOf = (type: number | null) => (type === null ? null : (TYPES[type] ?? null));

/** Share of a subnet that is in use as people read it: of IPv6 subnets next to nothing is, and no share is said. */
export const shareShown = (family: 4 | 6, share: number): number | null => (family === 4 ? Math.min(1, share) : null);
