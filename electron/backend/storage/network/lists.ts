import type { ArpQuery, FdbQuery, InterfaceQuery, VlanQuery, VlanRow } from '../../../../shared/contracts/network.ts';
import { canonicalAddress } from '../../../../shared/domain/discovery/address.ts';
import type { StayState } from '../../../../shared/domain/network/stay.ts';
import { soughtOf } from '../../../../shared/domain/topology/locate.ts';
import { type Condition, found, type Listing, type Statements } from './sql.ts';
import type { NetworkCalls, StoredArp, StoredFdb, StoredHistory, StoredInterface, StoredVlan } from './store.ts';
import { NO_VLAN } from './write.ts';

/** Devices of a VLAN, and stays of an address, that are told at once. */
const MOST_DEVICES = 500;
const MOST_HISTORY = 500;

const way = (isDescending: boolean): string => (isDescending ? 'desc' : 'asc');
const ofResource = (resourceId: string | undefined, table: string): readonly Condition[] =>
  resourceId === undefined ? [] : [{ sql: `${table}.resource_id = ?`, with: [resourceId] }];

/** RFC 2863: administratively down is off whatever is said besides; 1 up, 2 down, 7 the layer below is down. */
const INTERFACE_STATE = `case when i.is_admin_up is null and i.oper is null then null when i.is_admin_up = 0 then 'off'
  when i.oper = 1 then 'up' when i.oper in (2, 7) then 'down' else 'other' end`;

export function interfaceListing({ q, resourceId, state, sort, descending }: InterfaceQuery): Listing {
  const direction = way(descending);
  const order = {
    name: `s.name ${direction}, i.resource_id, i.port_key`,
    port: `i.port_key ${direction}, s.name, i.resource_id`,
    speed: `i.speed is null, i.speed ${direction}, s.name, i.resource_id, i.port_key`,
    state: `${INTERFACE_STATE} ${direction}, s.name, i.resource_id, i.port_key`,
    changedAt: `i.changed_at is null, i.changed_at ${direction}, s.name, i.resource_id, i.port_key`,
  }[sort];
  const byText = found(q, ['s.name', 'i.port', 'i.alias'], ['i.mac']).map(({ sql, with: parameters }) => ({
    sql: `(${sql} or exists (select 1 from address a where a.resource_id = i.resource_id and a.port = i.port and instr(a.address, ?) > 0))`,
    with: [...parameters, q.toLowerCase()],
  }));
  return {
    select: `i.resource_id as resourceId, s.name, i.port, i.idx as "index", i.alias, i.type, i.speed, i.mtu, i.mac, i.pvid, i.oper,
      ${INTERFACE_STATE} as state, i.changed_at as changedAt, max(i.at, i.state_at) as seenAt`,
    from: 'interface i join scope s on s.resource_id = i.resource_id',
    where: [...ofResource(resourceId, 'i'), ...byText, ...(state === undefined ? [] : [{ sql: `${INTERFACE_STATE} = ?`, with: [state] }])],
    order,
  };
}

export function vlanListing({ q, resourceId, sort, descending }: VlanQuery): Listing {
  const direction = way(descending);
  const ports = '(select count(*) from vlan_port p join scope o on o.resource_id = p.resource_id where p.vlan = v.vlan)';
  const order = { id: `v.vlan ${direction}`, devices: `devices ${direction}, v.vlan`, ports: `${ports} ${direction}, v.vlan` }[sort];
  return {
    select: 'v.vlan as id, count(*) as devices, max(v.at) as seenAt',
    from: 'vlan v join scope s on s.resource_id = v.resource_id',
    where: [...ofResource(resourceId, 'v'), ...found(q, ['s.name', 'v.name', "'vlan' || v.vlan"])],
    group: 'v.vlan',
    order,
  };
}

/** Of a stay `x` of a table `part`, by what the newest table of its device said. */
const stateOf = (): string =>
  "case when p.at is null then 'unknown' when x.at >= p.at then 'now' when p.is_cut = 1 then 'unknown' else 'gone' end";
const ofState = (state: StayState | undefined): readonly Condition[] =>
  state === undefined ? [] : [{ sql: `${stateOf()} = ?`, with: [state] }];
const staysFrom = (table: 'arp' | 'fdb'): string =>
  `${table} x join scope s on s.resource_id = x.resource_id left join part p on p.resource_id = x.resource_id and p.part = '${table}'`;
const STAY = `x.resource_id as resourceId, s.name, x.mac, x.port, x.first_at as firstAt, x.at as lastAt, ${stateOf()} as state, p.at as readAt`;

export function arpListing({ q, resourceId, state, sort, descending }: ArpQuery): Listing {
  const direction = way(descending);
  const rest = 'x.address_key, s.name, x.resource_id, x.port, x.first_at desc';
  const by = { address: 'x.address_key', mac: 'x.mac', name: 's.name', firstAt: 'x.first_at', lastAt: 'x.at' }[sort];
  return {
    select: `${STAY}, x.address`,
    from: staysFrom('arp'),
    where: [...ofResource(resourceId, 'x'), ...found(q, ['s.name', 'x.address', 'x.port'], ['x.mac']), ...ofState(state)],
    order: `${by} ${direction}, ${rest}`,
  };
}

export function fdbListing({ q, resourceId, state, sort, descending }: FdbQuery): Listing {
  const direction = way(descending);
  const by = { mac: 'x.mac', vlan: 'x.vlan', name: 's.name', firstAt: 'x.first_at', lastAt: 'x.at' }[sort];
  return {
    select: `${STAY}, nullif(x.vlan, ${NO_VLAN}) as vlan,
      (select count(distinct f.mac) from fdb f where f.resource_id = x.resource_id and f.port = x.port and f.at >= p.at) as beside`,
    from: staysFrom('fdb'),
    where: [...ofResource(resourceId, 'x'), ...found(q, ['s.name', 'x.port'], ['x.mac']), ...ofState(state)],
    order: `${by} ${direction}, x.mac, s.name, x.resource_id, x.vlan, x.first_at desc`,
  };
}

interface CoverageRow {
  readonly told: number;
  readonly oldestAt: number | null;
}

/** Of which devices a part is known, and of which there was more than is taken. */
export function coverageOf({ all, one }: Statements, part: string) {
  const row = one<CoverageRow>(
    'select count(*) as told, min(p.at) as oldestAt from part p join scope s on s.resource_id = p.resource_id where p.part = ?',
    [part],
  );
  const cut = all<{ readonly resourceId: string; readonly name: string }>(
    `select p.resource_id as resourceId, s.name from part p join scope s on s.resource_id = p.resource_id
     where p.part = ? and p.is_cut = 1 order by s.name`,
    [part],
  );
  return { told: row?.told ?? 0, oldestAt: row?.oldestAt ?? null, cut: [...cut] };
}

function addressesOf({ all }: Statements, rows: readonly { readonly resourceId: string; readonly port: string }[]) {
  const own = new Map<string, string[]>();
  for (const resourceId of new Set(rows.map((row) => row.resourceId))) {
    const found = all<{ readonly port: string; readonly address: string; readonly prefix: number | null }>(
      'select port, address, prefix from address where resource_id = ? order by address_key',
      [resourceId],
    );
    for (const { port, address, prefix } of found) {
      const key = `${resourceId} ${port}`;
      own.set(key, [...(own.get(key) ?? []), prefix === null ? address : `${address}/${prefix}`]);
    }
  }
  return (resourceId: string, port: string): string[] => own.get(`${resourceId} ${port}`) ?? [];
}

type VlanGroup = Pick<VlanRow, 'id' | 'devices' | 'seenAt'>;

function vlanOf({ all, one }: Statements, { id, devices, seenAt }: VlanGroup): VlanRow {
  const names = all<{ readonly name: string }>(
    `select v.name from vlan v join scope s on s.resource_id = v.resource_id where v.vlan = ? and v.name <> ''
     group by v.name order by count(*) desc, v.name limit 10`,
    [id],
  );
  const ports = one<{ readonly tagged: number | null; readonly untagged: number | null }>(
    `select sum(p.is_tagged) as tagged, sum(1 - p.is_tagged) as untagged from vlan_port p
     join scope s on s.resource_id = p.resource_id where p.vlan = ?`,
    [id],
  );
  const own = { tagged: ports?.tagged ?? 0, untagged: ports?.untagged ?? 0 };
  return { id, devices, seenAt, names: names.map(({ name }) => name), ...own };
}

function vlanDetail({ all, count }: Statements, id: number): StoredVlan {
  const listing: Listing = {
    select: '',
    from: 'vlan v join scope s on s.resource_id = v.resource_id',
    where: [{ sql: 'v.vlan = ?', with: [id] }],
    order: '',
  };
  const rows = all<{ readonly resourceId: string; readonly name: string; readonly vlanName: string; readonly seenAt: number }>(
    `select v.resource_id as resourceId, s.name, v.name as vlanName, v.at as seenAt from vlan v
     join scope s on s.resource_id = v.resource_id where v.vlan = ? order by s.name, v.resource_id limit ?`,
    [id, MOST_DEVICES],
  );
  const order = new Intl.Collator('en', { numeric: true });
  const devices = rows.map((row) => {
    const ports = all<{ readonly port: string; readonly isTagged: number }>(
      'select port, is_tagged as isTagged from vlan_port where resource_id = ? and vlan = ?',
      [row.resourceId, id],
    );
    const named = (isTagged: number): string[] =>
      ports
        .filter((one) => one.isTagged === isTagged)
        .map(({ port }) => port)
        .sort(order.compare);
    return { ...row, tagged: named(1), untagged: named(0) };
  });
  return { id, devices, more: Math.max(0, count(listing) - devices.length) };
}

function historyOf({ all }: Statements, text: string): StoredHistory {
  const sought = soughtOf(text);
  if (!sought) return { isAddress: false, items: [], more: 0 };
  const where = sought.kind === 'mac' ? 'x.mac = ?' : 'x.address = ?';
  const value = sought.kind === 'mac' ? sought.mac : canonicalAddress(sought.address);
  const of = <Row>(table: 'arp' | 'fdb', more: string, condition: string, parameters: readonly string[]) =>
    all<Row>(`select ${STAY}, ${more} from ${staysFrom(table)} where ${condition}`, parameters);
  type Item = StoredHistory['items'][number];
  const resolved = of<Item>('arp', '\'arp\' as "table", x.address, null as vlan', where, [value]);
  // An address of the network is where the hardware addresses are that it is resolved to.
  const macs = sought.kind === 'mac' ? [value] : [...new Set(resolved.map(({ mac }) => mac))];
  const learned = macs.flatMap((mac) =>
    of<Item>('fdb', `'fdb' as "table", '' as address, nullif(x.vlan, ${NO_VLAN}) as vlan`, 'x.mac = ?', [mac]),
  );
  const items = [...resolved, ...learned].sort((a, b) => b.lastAt - a.lastAt || b.firstAt - a.firstAt || (a.name < b.name ? -1 : 1));
  return { isAddress: true, items: items.slice(0, MOST_HISTORY), more: Math.max(0, items.length - MOST_HISTORY) };
}

/** Lists of what the tables have as it is. */
export function listsOf(statements: Statements): Pick<NetworkCalls, 'interfaces' | 'vlans' | 'vlan' | 'arp' | 'fdb' | 'history'> {
  const { page, count } = statements;
  return {
    interfaces: (query) => {
      const listing = interfaceListing(query);
      const rows = page<Omit<StoredInterface, 'addresses'>>(listing, query);
      const addresses = addressesOf(statements, rows);
      const items = rows.map((row) => ({ ...row, addresses: addresses(row.resourceId, row.port) }));
      return { total: count(listing), items, coverage: coverageOf(statements, 'interfaces') };
    },
    vlans: (query) => {
      const listing = vlanListing(query);
      const items = page<VlanGroup>(listing, query).map((row) => vlanOf(statements, row));
      return { total: count(listing), items, coverage: coverageOf(statements, 'vlans') };
    },
    vlan: (id) => vlanDetail(statements, id),
    arp: (query) => {
      const listing = arpListing(query);
      return { total: count(listing), items: page<StoredArp>(listing, query), coverage: coverageOf(statements, 'arp') };
    },
    fdb: (query) => {
      const listing = fdbListing(query);
      return { total: count(listing), items: page<StoredFdb>(listing, query), coverage: coverageOf(statements, 'fdb') };
    },
    history: (text) => historyOf(statements, text),
  };
}
