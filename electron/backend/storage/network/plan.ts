import type { AddressQuery, SubnetQuery } from '../../../../shared/contracts/network.ts';
import { addressOrder, formatAddress, parseAddress } from '../../../../shared/domain/discovery/address.ts';
import type { Span } from '../../../../shared/domain/discovery/ranges.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import {
  duplicatesOf,
  type HeldAddress,
  prefixSpan,
  type Subnet,
  type SubnetUse,
  subnetsOf,
  useOf,
} from '../../../../shared/domain/network/subnet.ts';
import { coverageOf } from './lists.ts';
import { type Condition, found, type Listing, type Statements } from './sql.ts';
import type { NetworkCalls, StoredAddress, StoredSubnet } from './store.ts';

const DAY_MS = 86_400_000;
/** Working out what is in use takes a second with thousands of routers; devices tell of it every half hour. */
const FRESH_MS = 30_000;
const MOST_HOLDERS = 10;

interface Named extends HeldAddress {
  readonly name: string;
}
type UsedSubnet = Omit<Subnet, 'held'> & SubnetUse & { readonly held: readonly Named[] };

/** Ends of a span in the order in which addresses stand in the store. */
const keysOf = ({ family, first, last }: Span): readonly [string, string] => [
  addressOrder(formatAddress({ family, value: first })),
  addressOrder(formatAddress({ family, value: last })),
];

function spanOf(cidr: string): Span | null {
  const [text = '', length = ''] = cidr.split('/');
  const base = parseAddress(text);
  return base && /^\d{1,3}$/.test(length) ? prefixSpan(base, Number(length)) : null;
}

const HELD = 'address a join scope s on s.resource_id = a.resource_id';

/** Subnets, their use, and addresses of the network: what is worked out of the tables, kept for half a minute. */
export function planOf(statements: Statements) {
  const { all, pageOfGroups, count } = statements;
  let known: { readonly at: Instant; readonly days: number; readonly subnets: readonly UsedSubnet[] } | null = null;
  let doubled: { readonly at: Instant; readonly keys: readonly string[] } | null = null;
  const isFresh = (at: Instant, now: Instant): boolean => now >= at && now - at < FRESH_MS;

  /** Addresses resolved in a span since a moment, each once. */
  function seenIn(span: Span, since: Instant): readonly string[] {
    return all<{ readonly address: string }>(
      `select distinct r.address from arp r join scope s on s.resource_id = r.resource_id
       where r.address_key between ? and ? and r.at >= ?`,
      [...keysOf(span), since],
    ).map(({ address }) => address);
  }

  function subnets(now: Instant, days: number): readonly UsedSubnet[] {
    if (known && known.days === days && isFresh(known.at, now)) return known.subnets;
    const held = all<Named>(
      `select a.resource_id as resourceId, s.name, a.port, a.address, a.prefix from ${HELD} order by a.address_key, s.name, a.resource_id`,
    );
    const names = new Map(held.map(({ resourceId, name }) => [resourceId, name]));
    const used = subnetsOf(held).map(
      (subnet): UsedSubnet => ({
        ...subnet,
        ...useOf(subnet, seenIn(subnet.span, now - days * DAY_MS)),
        held: subnet.held.map((one) => ({ ...one, name: names.get(one.resourceId) ?? '' })),
      }),
    );
    known = { at: now, days, subnets: used };
    return used;
  }

  function matching(query: Pick<SubnetQuery, 'q' | 'days' | 'resourceId' | 'only'> & { readonly now: Instant }): readonly UsedSubnet[] {
    const q = query.q.toLowerCase();
    const address = parseAddress(q);
    const has = ({ cidr, span, held }: UsedSubnet): boolean =>
      cidr.includes(q) ||
      (address !== null && address.family === span.family && span.first <= address.value && address.value <= span.last) ||
      held.some(({ name, port, address: own }) => name.toLowerCase().includes(q) || port.toLowerCase().includes(q) || own.includes(q));
    return subnets(query.now, query.days).filter(
      (subnet) =>
        (q === '' || has(subnet)) &&
        (query.resourceId === undefined || subnet.held.some(({ resourceId }) => resourceId === query.resourceId)) &&
        (query.only !== 'overlapping' || subnet.overlaps.length > 0),
    );
  }

  /** Addresses that more than one has now, by their keys. */
  function duplicates(now: Instant): readonly string[] {
    if (doubled && isFresh(doubled.at, now)) return doubled.keys;
    const held = all<HeldAddress>(
      `select a.resource_id as resourceId, a.port, a.address, a.prefix from ${HELD} where a.address_key in
       (select b.address_key from address b join scope o on o.resource_id = b.resource_id group by b.address_key
        having count(distinct b.resource_id) > 1)`,
    );
    const current = `arp r join scope s on s.resource_id = r.resource_id
      join part p on p.resource_id = r.resource_id and p.part = 'arp' and r.at >= p.at`;
    const seen = all<{ readonly address: string; readonly mac: string }>(
      `select r.address, r.mac from ${current} where r.address_key in
       (select r.address_key from ${current} group by r.address_key having count(distinct r.mac) > 1)`,
    );
    doubled = { at: now, keys: duplicatesOf(held, seen).map(({ address }) => addressOrder(address)) };
    return doubled.keys;
  }

  const KNOWN = `(
    select a.address, a.address_key, a.resource_id, a.first_at, a.at, 1 as is_own, '' as mac, a.port, s.name
    from ${HELD}
    union all
    select r.address, r.address_key, r.resource_id, r.first_at, r.at, 0, r.mac, r.port, s.name
    from arp r join scope s on s.resource_id = r.resource_id) k`;

  type Asked = Pick<AddressQuery, 'q' | 'days' | 'resourceId' | 'subnet' | 'only' | 'sort' | 'descending'> & { readonly now: Instant };
  function addressListing({ q, days, resourceId, subnet, only, sort, descending, now }: Asked): Listing {
    const direction = descending ? 'desc' : 'asc';
    const span = subnet === undefined ? null : spanOf(subnet);
    const where: Condition[] = [
      { sql: '(k.is_own = 1 or k.at >= ?)', with: [now - days * DAY_MS] },
      ...found(q, ['k.address', 'k.name', 'k.port'], ['k.mac']),
      ...(resourceId === undefined ? [] : [{ sql: 'k.resource_id = ?', with: [resourceId] }]),
    ];
    if (subnet !== undefined) where.push(span ? { sql: 'k.address_key between ? and ?', with: keysOf(span) } : { sql: '0', with: [] });
    if (only === 'own') where.push({ sql: 'k.is_own = 1', with: [] });
    if (only === 'duplicate')
      where.push({ sql: 'k.address_key in (select value from json_each(?))', with: [JSON.stringify(duplicates(now))] });
    return {
      select: 'min(k.address) as address, k.address_key as "key", min(k.first_at) as firstAt, max(k.at) as lastAt',
      ...{ from: KNOWN, where, group: 'k.address_key' },
      order: sort === 'address' ? `"key" ${direction}` : `lastAt ${direction}, "key"`,
    };
  }

  interface AddressGroup {
    readonly address: string;
    readonly key: string;
    readonly firstAt: Instant;
    readonly lastAt: Instant;
  }

  function addressOf({ key, ...row }: AddressGroup, isDuplicate: boolean): StoredAddress {
    const holders = all<{ readonly resourceId: ResourceId; readonly name: string; readonly port: string }>(
      `select a.resource_id as resourceId, s.name, a.port from ${HELD} where a.address_key = ? order by s.name, a.resource_id limit ?`,
      [key, MOST_HOLDERS],
    );
    const macs = all<{ readonly mac: string }>(
      `select r.mac from arp r join scope s on s.resource_id = r.resource_id
       left join part p on p.resource_id = r.resource_id and p.part = 'arp' where r.address_key = ?
       group by r.mac order by max(r.at >= p.at) desc, max(r.at) desc, r.mac limit ?`,
      [key, MOST_HOLDERS],
    );
    return { ...row, holders, macs: macs.map(({ mac }) => mac), isDuplicate };
  }

  const calls: Pick<NetworkCalls, 'subnets' | 'addresses'> = {
    subnets: (query) => {
      const sorted = [...matching(query)];
      const by = { cidr: () => 0, used: (one: UsedSubnet) => one.used, share: (one: UsedSubnet) => one.share }[query.sort];
      if (query.sort === 'cidr' && query.descending) sorted.reverse();
      else sorted.sort((a, b) => (query.descending ? by(b) - by(a) : by(a) - by(b)));
      const items = sorted.slice(query.offset, query.offset + query.limit).map(
        ({ held, size, span: _, prefix: __, overlaps, ...subnet }): StoredSubnet => ({
          ...subnet,
          size: String(size),
          overlaps: [...overlaps],
          devices: new Set(held.map(({ resourceId }) => resourceId)).size,
          holders: held.slice(0, MOST_HOLDERS).map(({ resourceId, name, port, address }) => ({ resourceId, name, port, address })),
        }),
      );
      return { total: sorted.length, items, coverage: coverageOf(statements, 'addresses') };
    },
    addresses: (query) => {
      const listing = addressListing(query);
      const twice = new Set(duplicates(query.now));
      const { rows, total } = pageOfGroups<AddressGroup>(listing, query);
      const items = rows.map(({ address, key, firstAt, lastAt }) => addressOf({ address, key, firstAt, lastAt }, twice.has(key)));
      return { total, items, coverage: coverageOf(statements, 'addresses') };
    },
  };
  return {
    ...calls,
    /** How many a search finds. */
    counted: (q: string, days: number, now: Instant) => ({
      subnets: matching({ q, days, now }).length,
      addresses: count(addressListing({ q, days, now, sort: 'address', descending: false })),
    }),
    /** What was worked out is of other resources. */
    forget: () => {
      known = null;
      doubled = null;
    },
  };
}
