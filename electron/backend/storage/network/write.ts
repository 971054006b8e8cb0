import { addressOrder, parseAddress } from '../../../../shared/domain/discovery/address.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { NetworkInterface, NetworkPart } from '../../../../shared/domain/network/inventory.ts';
import { looked, REMEMBERED_MS } from '../../../../shared/domain/network/stay.ts';
import { reachOf } from '../../../../shared/domain/network/subnet.ts';
import type { LearnedAddresses, ResolvedAddress } from '../../../../shared/domain/topology/neighbour.ts';
import type { Sqlite } from '../sqlite.ts';
import type { Told } from './store.ts';

/** What is too old is thrown away after so many calls that write. */
const CLEAN_EVERY = 500;
/** Stays of one table of one device: one that invents addresses without end fills no disk; its newest stand. */
const MOST_STAYS = 20_000;
export const NO_VLAN = -1;

/** A text in whose order people count: Gi1/0/2 before Gi1/0/10. */
export const naturalKey = (text: string): string => text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(9, '0'));

/** Addresses that are told of: those of a loopback are everybody's, of a group nobody's. */
const isKept = (text: string): boolean => {
  const address = parseAddress(text);
  return address !== null && ['global', 'link'].includes(reachOf(address));
};

interface StayRow {
  readonly place: string;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** What is kept of what devices tell. `put` is one transaction. */
export function writerOf(db: Sqlite): (told: readonly Told[]) => void {
  const partAt = db.prepare<[string, string], number>('select at from part where resource_id = ? and part = ?').pluck();
  const putPart = db.prepare<[string, string, number, number, number]>(
    `insert into part values (?, ?, ?, ?, ?)
     on conflict do update set at = excluded.at, is_cut = excluded.is_cut, rows = excluded.rows where excluded.at >= at`,
  );
  const putInterface = db.prepare(
    `insert into interface (resource_id, port, port_key, idx, alias, type, speed, mtu, mac, pvid, changed_at, state_at, at)
     values (@resourceId, @port, @key, @index, @alias, @type, @speed, @mtu, @mac, @pvid, @changedAt, 0, @at)
     on conflict do update set idx = excluded.idx, alias = excluded.alias, type = excluded.type, speed = excluded.speed, mtu = excluded.mtu,
     mac = excluded.mac, pvid = excluded.pvid, changed_at = coalesce(excluded.changed_at, changed_at), at = excluded.at`,
  );
  const putStatus = db.prepare(
    `insert into interface (resource_id, port, port_key, alias, mac, is_admin_up, oper, state_at, at)
     values (@resourceId, @port, @key, '', '', @isAdminUp, @oper, @at, @at)
     on conflict do update set state_at = excluded.state_at, is_admin_up = excluded.is_admin_up, oper = excluded.oper,
     changed_at = case when state_at > 0 and (is_admin_up is not excluded.is_admin_up or oper is not excluded.oper)
       then excluded.state_at else changed_at end
     where excluded.state_at > state_at`,
  );
  const dropInterfaces = db.prepare<[string, number]>('delete from interface where resource_id = ? and at < ?');
  const putAddress = db.prepare<[string, string, string, string, number | null, number, number]>(
    `insert into address values (?, ?, ?, ?, ?, ?, ?)
     on conflict do update set port = excluded.port, prefix = excluded.prefix, at = excluded.at`,
  );
  const dropAddresses = db.prepare<[string, number]>('delete from address where resource_id = ? and at < ?');
  const putVlan = db.prepare<[string, number, string, number]>(
    'insert into vlan values (?, ?, ?, ?) on conflict do update set name = excluded.name, at = excluded.at',
  );
  const dropVlans = db.prepare<[string, number]>('delete from vlan where resource_id = ? and at < ?');
  const putVlanPort = db.prepare<[string, number, string, number]>('insert or replace into vlan_port values (?, ?, ?, ?)');
  const dropVlanPorts = db.prepare<[string, number]>('delete from vlan_port where resource_id = ? and vlan = ?');
  const dropLostPorts = db.prepare<[string, string]>(
    'delete from vlan_port where resource_id = ? and vlan not in (select vlan from vlan where resource_id = ?)',
  );
  const latestFdb = db.prepare<[string, string, number], StayRow>(
    `select port as place, first_at as firstAt, at as lastAt from fdb where resource_id = ? and mac = ? and vlan = ?
     order by first_at desc limit 1`,
  );
  const addFdb = db.prepare<[string, string, number, string, number, number]>('insert or ignore into fdb values (?, ?, ?, ?, ?, ?)');
  const stretchFdb = db.prepare<[number, string, string, number, number]>(
    'update fdb set at = ? where resource_id = ? and mac = ? and vlan = ? and first_at = ?',
  );
  const latestArp = db.prepare<[string, string, string], StayRow>(
    `select mac as place, first_at as firstAt, at as lastAt from arp where resource_id = ? and address = ? and port = ?
     order by first_at desc limit 1`,
  );
  const addArp = db.prepare<[string, string, string, string, string, number, number]>(
    'insert or ignore into arp values (?, ?, ?, ?, ?, ?, ?)',
  );
  const stretchArp = db.prepare<[number, string, string, string, number]>(
    'update arp set at = ? where resource_id = ? and address = ? and port = ? and first_at = ?',
  );
  const bounded = (
    [
      ['arp', 'resource_id, address, port, first_at'],
      ['fdb', 'resource_id, mac, vlan, first_at'],
    ] as const
  ).map(([table, key]) => ({
    count: db.prepare<[string], number>(`select count(*) from ${table} where resource_id = ?`).pluck(),
    dropOldest: db.prepare<[string, number]>(
      `delete from ${table} where (${key}) in (select ${key} from ${table} where resource_id = ? order by at limit ?)`,
    ),
  }));
  const forgets = ['part', 'interface', 'address', 'vlan', 'arp', 'fdb'].map((table) =>
    db.prepare<[number]>(`delete from ${table} where at < ?`),
  );
  let puts = 0;

  function putInterfaces(resourceId: ResourceId, at: Instant, items: readonly NetworkInterface[], isCut: boolean): void {
    for (const one of items) putInterface.run({ ...one, resourceId, at, key: naturalKey(one.port) });
    if (!isCut) dropInterfaces.run(resourceId, at);
  }

  function putVlans(resourceId: ResourceId, at: Instant, part: Extract<NetworkPart, { part: 'vlans' }>): void {
    for (const { id, name, tagged, untagged } of part.items) {
      putVlan.run(resourceId, id, name, at);
      dropVlanPorts.run(resourceId, id);
      for (const [places, isTagged] of [[tagged, 1] as const, [untagged, 0] as const])
        for (const place of places) putVlanPort.run(resourceId, id, part.ports[place] ?? '', isTagged);
    }
    if (part.isCut) return;
    dropVlans.run(resourceId, at);
    dropLostPorts.run(resourceId, resourceId);
  }

  function putPartOf(resourceId: ResourceId, at: Instant, part: NetworkPart): void {
    if (part.part === 'status') {
      for (const { port, isAdminUp, oper } of part.items)
        putStatus.run({ resourceId, at, port, key: naturalKey(port), isAdminUp: isAdminUp ? 1 : 0, oper });
      return;
    }
    const name = part.part === 'learned' ? part.table : part.part;
    if ((partAt.get(resourceId, name) ?? 0) > at) return;
    const rows = part.part === 'learned' ? part.rows : part.items.length;
    putPart.run(resourceId, name, at, part.isCut ? 1 : 0, rows);
    if (part.part === 'interfaces') putInterfaces(resourceId, at, part.items, part.isCut);
    else if (part.part === 'vlans') putVlans(resourceId, at, part);
    else if (part.part === 'addresses') {
      for (const { address, port, prefix } of part.items)
        if (isKept(address)) putAddress.run(resourceId, address, addressOrder(address), port, prefix, at, at);
      if (!part.isCut) dropAddresses.run(resourceId, at);
    }
  }

  function putLearned(resourceId: ResourceId, at: Instant, learned: LearnedAddresses | ResolvedAddress): void {
    if (learned.kind === 'arp') {
      const { address, mac, port } = learned;
      if (!isKept(address)) return;
      const latest = latestArp.get(resourceId, address, port) ?? null;
      const what = looked(latest, mac, at);
      if (what === 'other') addArp.run(resourceId, address, addressOrder(address), mac, port, at, at);
      else if (what === 'longer' && latest) stretchArp.run(at, resourceId, address, port, latest.firstAt);
      return;
    }
    const vlan = learned.vlan ?? NO_VLAN;
    for (const mac of learned.macs) {
      const latest = latestFdb.get(resourceId, mac, vlan) ?? null;
      const what = looked(latest, learned.port, at);
      if (what === 'other') addFdb.run(resourceId, mac, vlan, learned.port, at, at);
      else if (what === 'longer' && latest) stretchFdb.run(at, resourceId, mac, vlan, latest.firstAt);
    }
  }

  function bound(resourceId: ResourceId): void {
    for (const { count, dropOldest } of bounded) {
      const excess = (count.get(resourceId) ?? 0) - MOST_STAYS;
      if (excess > 0) dropOldest.run(resourceId, excess);
    }
  }

  const put = db.transaction((told: readonly Told[]) => {
    const learning = new Set<ResourceId>();
    let latest = 0;
    for (const { resourceId, at, ...one } of told) {
      latest = Math.max(latest, at);
      if ('network' in one) putPartOf(resourceId, at, one.network);
      else {
        putLearned(resourceId, at, one.learned);
        learning.add(resourceId);
      }
    }
    for (const resourceId of learning) bound(resourceId);
    puts += 1;
    if (puts % CLEAN_EVERY === 0) for (const forget of forgets) forget.run(latest - REMEMBERED_MS);
  });
  return put;
}
