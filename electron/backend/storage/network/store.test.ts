import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AddressQuery, ArpQuery, FdbQuery, InterfaceQuery, SubnetQuery, VlanQuery } from '../../../../shared/contracts/network.ts';
import type { ResourceId } from '../../../../shared/domain/id.ts';
import type { NetworkInterface, NetworkPart } from '../../../../shared/domain/network/inventory.ts';
import { REMEMBERED_MS } from '../../../../shared/domain/network/stay.ts';
import { systemClock } from '../../lib/clock.ts';
import { createLog } from '../../lib/log.ts';
import { startWorker } from '../../lib/workerThread.ts';
import { type NetworkStore, openNetwork, type Told } from './index.ts';

const NOW = 1_900_000_000_000;
const HALF_HOUR = 1_800_000;
const [CORE, ACCESS, EDGE] = ['core', 'access', 'edge'] as unknown as readonly [ResourceId, ResourceId, ResourceId];
const SCOPE = [
  { resourceId: CORE, name: 'SW-CORE-1' },
  { resourceId: ACCESS, name: 'SW-ACC-A01' },
  { resourceId: EDGE, name: '出口路由器' },
];
let folder: string;
let store: NetworkStore;
const open = () => openNetwork({ folder, log: createLog('test', 'silent'), clock: systemClock });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sw-network-'));
  store = await open();
  await store.scope(SCOPE);
});
afterEach(async () => {
  await store.stop();
  rmSync(folder, { recursive: true });
});

const told = (resourceId: ResourceId, network: NetworkPart, at = NOW): Told => ({ resourceId, at, network });
const port = (name: string, rest: Partial<NetworkInterface> = {}): NetworkInterface => ({
  ...{ port: name, index: 1, alias: '', type: 6, speed: 1e9, mtu: 1500, mac: '', pvid: null, changedAt: null },
  ...rest,
});
const ports = (items: readonly NetworkInterface[], isCut = false): NetworkPart => ({ part: 'interfaces', items, isCut });
function vlans(
  ...list: readonly (readonly [id: number, name: string, tagged: readonly string[], untagged: readonly string[]])[]
): NetworkPart {
  const names = [...new Set(list.flatMap(([, , tagged, untagged]) => [...tagged, ...untagged]))];
  const places = (some: readonly string[]) => some.map((one) => names.indexOf(one));
  const items = list.map(([id, name, tagged, untagged]) => ({ id, name, tagged: places(tagged), untagged: places(untagged) }));
  return { part: 'vlans', ports: names, items, isCut: false };
}
const status = (name: string, isAdminUp: boolean, oper: number | null): NetworkPart => ({
  part: 'status',
  items: [{ port: name, isAdminUp, oper }],
});
const own = (...items: (readonly [port: string, address: string, prefix: number | null])[]): NetworkPart => ({
  ...{ part: 'addresses', isCut: false },
  items: items.map(([name, address, prefix]) => ({ port: name, address, prefix })),
});
const arp = (resourceId: ResourceId, at: number, ...rows: (readonly [address: string, mac: string, port?: string])[]): readonly Told[] => [
  ...rows.map(([address, mac, name = 'Vlan10']): Told => ({ resourceId, at, learned: { kind: 'arp', address, mac, port: name } })),
  told(resourceId, { part: 'learned', table: 'arp', rows: rows.length, isCut: false }, at),
];
const fdb = (
  resourceId: ResourceId,
  at: number,
  isCut: boolean,
  ...rows: (readonly [port: string, ...macs: string[]])[]
): readonly Told[] => [
  ...rows.map(([name, ...macs]): Told => ({ resourceId, at, learned: { kind: 'fdb', port: name, vlan: 10, macs } })),
  told(resourceId, { part: 'learned', table: 'fdb', rows: rows.length, isCut }, at),
];
const mac = (n: number): string => `00:1a:2b:00:00:${n.toString(16).padStart(2, '0')}`;

const interfaces = (query: Partial<InterfaceQuery> = {}) => store.interfaces({ ...InterfaceQuery.parse({}), ...query });
const addresses = (query: Partial<AddressQuery> = {}, now = NOW) => store.addresses({ ...AddressQuery.parse({}), ...query, now });
const subnets = (query: Partial<SubnetQuery> = {}, now = NOW) => store.subnets({ ...SubnetQuery.parse({}), ...query, now });
const arps = (query: Partial<ArpQuery> = {}) => store.arp({ ...ArpQuery.parse({}), ...query });
const macs = (query: Partial<FdbQuery> = {}) => store.fdb({ ...FdbQuery.parse({}), ...query });
const named = (rows: readonly { readonly name: string; readonly port: string }[]) => rows.map(({ name, port: own }) => `${name} ${own}`);

describe('R-8.4.2-c2-6 interfaces', () => {
  test('are listed in the order in which people count, found by what stands in them, and paged', async () => {
    await store.put([
      told(CORE, ports([port('Gi1/0/10', { alias: '上联' }), port('Gi1/0/2', { mac: mac(7), speed: 1e10 }), port('Vlan10')])),
      told(ACCESS, ports([port('Gi1/0/2')])),
      told(CORE, own(['Vlan10', '10.1.2.1', 24], ['Vlan10', '2001:db8::1', null])),
      told('retired' as ResourceId, ports([port('Gi1/0/1')])),
    ]);
    const all = await interfaces();
    expect(named(all.items)).toEqual(['SW-ACC-A01 Gi1/0/2', 'SW-CORE-1 Gi1/0/2', 'SW-CORE-1 Gi1/0/10', 'SW-CORE-1 Vlan10']);
    expect(all.items[3]).toMatchObject({ addresses: ['10.1.2.1/24', '2001:db8::1'], state: null, seenAt: NOW });
    expect([all.total, all.coverage.told]).toEqual([4, 2]);
    const found = async (q: string) => named((await interfaces({ q })).items);
    expect(await found('上联')).toEqual(['SW-CORE-1 Gi1/0/10']);
    expect(await found('acc-a')).toEqual(['SW-ACC-A01 Gi1/0/2']);
    expect(await found('001a-2b00')).toEqual(['SW-CORE-1 Gi1/0/2']);
    expect(await found('10.1.2.')).toEqual(['SW-CORE-1 Vlan10']);
    expect(await found("'; drop table interface; --")).toEqual([]);
    expect(named((await interfaces({ offset: 1, limit: 2 })).items)).toEqual(['SW-CORE-1 Gi1/0/2', 'SW-CORE-1 Gi1/0/10']);
    expect(named((await interfaces({ sort: 'speed', descending: true, limit: 1 })).items)).toEqual(['SW-CORE-1 Gi1/0/2']);
    expect(named((await interfaces({ resourceId: ACCESS })).items)).toEqual(['SW-ACC-A01 Gi1/0/2']);
  });

  test('have the state that was told last, also before anything else was told of them, and since when', async () => {
    await store.put([told(CORE, status('Gi1', true, 1), NOW - 5000)]);
    await store.put([told(CORE, ports([port('Gi1', { changedAt: NOW - 90_000 }), port('Gi2')]), NOW)]);
    const state = async () => (await interfaces()).items.map((one) => [one.port, one.state, one.changedAt]);
    expect(await state()).toEqual([
      ['Gi1', 'up', NOW - 90_000],
      ['Gi2', null, null],
    ]);
    await store.put([told(CORE, status('Gi1', true, 2), NOW + 1000), told(CORE, status('Gi2', false, 2), NOW + 1000)]);
    expect(await state()).toEqual([
      ['Gi1', 'down', NOW + 1000],
      ['Gi2', 'off', null],
    ]);
    await store.put([told(CORE, status('Gi1', true, 1), NOW + 500)]);
    expect(
      (await interfaces({ state: 'down' })).items.map((one) => one.port),
      'what comes late changes nothing',
    ).toEqual(['Gi1']);
    // The agent began anew, and says that all is as it was then: what was seen to change stands.
    await store.put([told(CORE, ports([port('Gi1'), port('Gi2')]), NOW + 2000)]);
    expect(await state()).toEqual([
      ['Gi1', 'down', NOW + 1000],
      ['Gi2', 'off', null],
    ]);
  });

  test('those a device no longer has are gone, unless its table was cut: that is said', async () => {
    await store.put([told(CORE, ports([port('Gi1'), port('Gi2')]))]);
    await store.put([told(CORE, ports([port('Gi1')], true), NOW + 1)]);
    const cut = await interfaces();
    expect([named(cut.items), cut.coverage.cut]).toEqual([['SW-CORE-1 Gi1', 'SW-CORE-1 Gi2'], [{ resourceId: CORE, name: 'SW-CORE-1' }]]);
    await store.put([told(CORE, ports([port('Gi1')]), NOW + 2)]);
    await store.put([told(CORE, ports([port('Gi1'), port('Gi2')]), NOW)]);
    const whole = await interfaces();
    expect([named(whole.items), whole.coverage.cut]).toEqual([['SW-CORE-1 Gi1'], []]);
  });
});

test('R-8.4.2-c2-6 VLANs are those of all devices by number, with names that differ and their ports', async () => {
  await store.put([
    told(CORE, vlans([10, '办公', ['Gi10', 'Gi2'], []], [20, 'old', [], []])),
    told(ACCESS, vlans([10, 'OFFICE', ['Gi48'], ['Gi1', 'Gi2']])),
    told(EDGE, vlans([10, '办公', [], []])),
  ]);
  await store.put([told(CORE, vlans([10, '办公', ['Gi10', 'Gi2'], []]), NOW + 1)]);
  const list = await store.vlans(VlanQuery.parse({}));
  expect(list.items).toEqual([{ id: 10, names: ['办公', 'OFFICE'], devices: 3, tagged: 3, untagged: 2, seenAt: NOW + 1 }]);
  expect((await store.vlans(VlanQuery.parse({ q: 'vlan1' }))).total).toBe(1);
  expect((await store.vlans(VlanQuery.parse({ q: 'vlan2' }))).total, 'it is gone with its last device').toBe(0);
  expect((await store.vlan(10)).devices.map(({ name, tagged, untagged }) => [name, tagged, untagged])).toEqual([
    ['SW-ACC-A01', ['Gi48'], ['Gi1', 'Gi2']],
    ['SW-CORE-1', ['Gi2', 'Gi10'], []],
    ['出口路由器', [], []],
  ]);
});

describe('R-8.4.2-c2-6 subnets and addresses', () => {
  beforeEach(async () => {
    await store.put([
      told(CORE, own(['Vlan10', '10.1.2.1', 24], ['Vlan20', '10.1.3.1', 24], ['lo', '127.0.0.1', 8], ['Vlan10', 'fe80::1', 64])),
      told(EDGE, own(['Gi0', '10.1.2.2', 24], ['Gi1', '10.1.0.1', 16])),
      ...arp(CORE, NOW, ['10.1.2.2', mac(2)], ['10.1.2.50', mac(50)], ['10.1.3.9', mac(9)], ['224.0.0.5', '01:00:5e:00:00:05']),
      ...arp(EDGE, NOW, ['10.1.2.50', mac(51), 'Gi0']),
    ]);
  });

  test('use is what devices have and what was resolved lately; overlaps are said', async () => {
    const { items, coverage } = await subnets();
    expect(
      items.map(({ cidr, size, used, own: mine, seen, devices, overlaps }) => [cidr, size, used, mine, seen, devices, overlaps]),
    ).toEqual([
      ['10.1.0.0/16', '65534', 4, 1, 3, 1, ['10.1.2.0/24', '10.1.3.0/24']],
      ['10.1.2.0/24', '254', 3, 2, 2, 2, ['10.1.0.0/16']],
      ['10.1.3.0/24', '254', 2, 1, 1, 1, ['10.1.0.0/16']],
    ]);
    expect(coverage).toMatchObject({ told: 2, cut: [], oldestAt: NOW });
    expect(items[1]?.holders).toEqual([
      { resourceId: CORE, name: 'SW-CORE-1', port: 'Vlan10', address: '10.1.2.1' },
      { resourceId: EDGE, name: '出口路由器', port: 'Gi0', address: '10.1.2.2' },
    ]);
    const later = NOW + 8 * 86_400_000;
    expect((await subnets({ days: 7 }, later)).items.map(({ seen }) => seen)).toEqual([0, 0, 0]);
    expect((await subnets({ days: 30 }, later)).items.map(({ seen }) => seen)).toEqual([3, 2, 1]);
    expect(
      (await subnets({ q: '10.1.3.77' })).items.map(({ cidr }) => cidr),
      'the subnets an address is in',
    ).toEqual(['10.1.0.0/16', '10.1.3.0/24']);
    expect((await subnets({ sort: 'used', descending: true })).items[0]?.cidr).toBe('10.1.0.0/16');
  });

  test('an address is one row whoever knows it; one that two hardware addresses answer for is said to be double', async () => {
    const { items, total } = await addresses({ subnet: '10.1.2.0/24' });
    expect(total).toBe(3);
    expect(items.map(({ address, holders, macs: found, isDuplicate }) => [address, holders.length, found, isDuplicate])).toEqual([
      ['10.1.2.1', 1, [], false],
      ['10.1.2.2', 1, [mac(2)], false],
      ['10.1.2.50', 0, [mac(50), mac(51)], true],
    ]);
    expect((await addresses({ only: 'duplicate' })).items.map(({ address }) => address)).toEqual(['10.1.2.50']);
    expect((await addresses({ only: 'own' })).total, 'without those of a loopback').toBe(5);
    expect((await addresses({ q: '001a.2b00.0009' })).items.map(({ address }) => address)).toEqual(['10.1.3.9']);
    expect((await addresses({ subnet: 'nonsense' })).total).toBe(0);
    // The edge no longer says so: nobody contradicts the core now.
    await store.put(arp(EDGE, NOW + HALF_HOUR, ['10.1.2.77', mac(77), 'Gi0']));
    expect((await addresses({ only: 'duplicate' }, NOW + 60_000)).total).toBe(0);
  });

  test('an address that two devices say is theirs is double', async () => {
    await store.put([told(ACCESS, own(['Vlan1', '10.1.2.1', 24]))]);
    expect((await addresses({ only: 'duplicate' }, NOW + 60_000)).items.map(({ address, holders }) => [address, named(holders)])).toEqual([
      ['10.1.2.1', ['SW-ACC-A01 Vlan1', 'SW-CORE-1 Vlan10']],
      ['10.1.2.50', []],
    ]);
  });
});

describe('R-8.4.2-c2-6 what was learned, with its history', () => {
  const rows = async (query: Partial<FdbQuery> = {}) =>
    (await macs(query)).items.map((one) => [one.mac, one.name, one.port, one.firstAt - NOW, one.lastAt - NOW, one.state]);

  test('a hardware address that moved has been at the one port until, and is at the other since', async () => {
    await store.put(fdb(ACCESS, NOW, false, ['Gi1', mac(1)], ['Gi2', mac(2)]));
    await store.put(fdb(ACCESS, NOW + HALF_HOUR, false, ['Gi1', mac(1)], ['Gi2', mac(2)]));
    await store.put(fdb(ACCESS, NOW + 2 * HALF_HOUR, false, ['Gi2', mac(2), mac(1)]));
    await store.put(fdb(ACCESS, NOW + 2 * HALF_HOUR, false, ['Gi2', mac(2), mac(1)]));
    expect(await rows()).toEqual([
      [mac(1), 'SW-ACC-A01', 'Gi2', 2 * HALF_HOUR, 2 * HALF_HOUR, 'now'],
      [mac(1), 'SW-ACC-A01', 'Gi1', 0, HALF_HOUR, 'gone'],
      [mac(2), 'SW-ACC-A01', 'Gi2', 0, 2 * HALF_HOUR, 'now'],
    ]);
    expect((await macs({ state: 'now' })).items.map(({ mac: one, beside, vlan }) => [one, beside, vlan])).toEqual([
      [mac(1), 2, 10],
      [mac(2), 2, 10],
    ]);
    expect((await macs({ state: 'gone' })).total).toBe(1);
  });

  test('history of an address is that of its hardware addresses too, the latest first', async () => {
    await store.put([...arp(CORE, NOW, ['10.1.2.50', mac(1)]), ...fdb(ACCESS, NOW, false, ['Gi1', mac(1)])]);
    await store.put([...arp(CORE, NOW + HALF_HOUR, ['10.1.2.50', mac(2)]), ...fdb(ACCESS, NOW + HALF_HOUR, false, ['Gi7', mac(2)])]);
    const said = async (text: string) =>
      (await store.history(text)).items.map(({ table, name, port: at, mac: one, state }) => [table, name, at, one, state]);
    expect(await said('10.1.2.50')).toEqual([
      ['fdb', 'SW-ACC-A01', 'Gi7', mac(2), 'now'],
      ['arp', 'SW-CORE-1', 'Vlan10', mac(2), 'now'],
      ['fdb', 'SW-ACC-A01', 'Gi1', mac(1), 'gone'],
      ['arp', 'SW-CORE-1', 'Vlan10', mac(1), 'gone'],
    ]);
    expect((await said('001A-2B00-0002')).length).toBe(2);
    expect(await store.history('SW-1')).toEqual({ isAddress: false, items: [], more: 0 });
  });

  test('of a table that was cut nobody knows what is gone', async () => {
    await store.put(fdb(ACCESS, NOW, false, ['Gi1', mac(1)]));
    await store.put(fdb(ACCESS, NOW + HALF_HOUR, true, ['Gi1', mac(2)]));
    expect(await rows({ q: mac(1) })).toEqual([[mac(1), 'SW-ACC-A01', 'Gi1', 0, 0, 'unknown']]);
    expect((await macs()).coverage.cut.map(({ name }) => name)).toEqual(['SW-ACC-A01']);
  });

  test('a device that invents addresses keeps its newest twenty thousand, also where all were told at once', async () => {
    const invented = (round: number) =>
      Array.from(
        { length: 9000 },
        (_, n) => `02:00:${[round, n >> 8, n & 0xff].map((part) => part.toString(16).padStart(2, '0')).join(':')}:00`,
      );
    for (let round = 0; round < 3; round++) await store.put(fdb(ACCESS, NOW + round, false, ['Gi1', ...invented(round)]));
    expect((await macs()).total).toBe(20_000);
    expect((await macs({ state: 'now' })).total, 'those of the newest table all').toBe(9000);
  });

  test('what was last seen ninety days ago is forgotten', async () => {
    await store.put(fdb(ACCESS, NOW, false, ['Gi1', mac(1)]));
    for (let round = 0; round < 500; round++) await store.put(fdb(ACCESS, NOW + REMEMBERED_MS + 1 + round, false, ['Gi1', mac(2)]));
    expect((await rows()).map(([one]) => one)).toEqual([mac(2)]);
  });
});

test('a search is counted over all kinds', async () => {
  await store.put([
    told(CORE, ports([port('Vlan10', { alias: 'office' })])),
    told(CORE, own(['Vlan10', '10.1.2.1', 24])),
    told(CORE, vlans([10, 'office', [], []])),
    ...arp(CORE, NOW, ['10.1.2.50', mac(50)]),
    ...fdb(ACCESS, NOW, false, ['Gi1', mac(50)]),
  ]);
  const counted = (q: string) => store.counts({ q, days: 7, now: NOW });
  expect(await counted('')).toEqual({ interfaces: 1, vlans: 1, subnets: 1, addresses: 2, arp: 1, fdb: 1 });
  expect(await counted('office')).toEqual({ interfaces: 1, vlans: 1, subnets: 0, addresses: 0, arp: 0, fdb: 0 });
  expect(await counted('001a-2b00-0032')).toEqual({ interfaces: 0, vlans: 0, subnets: 0, addresses: 1, arp: 1, fdb: 1 });
  expect((await arps({ q: '2.50' })).items.map(({ address, port: at }) => [address, at])).toEqual([['10.1.2.50', 'Vlan10']]);
});

test('what was told stands after a restart; a file that is no database is set aside, one of a later version refused', async () => {
  await store.put([told(CORE, ports([port('Gi1')]))]);
  await store.stop();
  store = await open();
  await store.scope(SCOPE);
  expect((await interfaces()).total).toBe(1);
  await store.stop();
  for (const suffix of ['-wal', '-shm']) rmSync(join(folder, `network.db${suffix}`), { force: true });
  writeFileSync(join(folder, 'network.db'), 'not a database at all, and long enough to be taken for one'.repeat(40));
  store = await open();
  await store.scope(SCOPE);
  expect((await interfaces()).total).toBe(0);
  expect(readdirSync(folder)).toContain('network.db.damaged');
  await store.stop();
  const db = new Database(join(folder, 'network.db'));
  db.pragma('user_version = 99');
  db.close();
  await expect(open()).rejects.toMatchObject({ code: 'network.fromTheFuture' });
});

test('a file of the first version is brought up to this one, with what is in it', async () => {
  await store.put([told(CORE, vlans([10, 'office', ['Gi1'], []]))]);
  await store.stop();
  const before = new Database(join(folder, 'network.db'));
  before.exec('drop index vlan_port_by_number; pragma user_version = 1');
  before.close();
  store = await open();
  await store.scope(SCOPE);
  expect((await store.vlans(VlanQuery.parse({}))).items).toMatchObject([{ id: 10, tagged: 1 }]);
  await store.stop();
  const after = new Database(join(folder, 'network.db'), { readonly: true });
  expect(after.pragma('user_version', { simple: true })).toBe(2);
  expect(after.prepare("select 1 from sqlite_master where name = 'vlan_port_by_number'").get()).toBeDefined();
  after.close();
  store = await open();
});

test('R-8.4.3-d2-6 a thread that began anew is told again which resources are watched: no list is empty for want of it', async () => {
  await store.put([told(CORE, ports([port('Gi1')]))]);
  await store.stop();
  const threads: ReturnType<typeof startWorker>[] = [];
  store = await openNetwork({
    ...{ folder, log: createLog('test', 'silent'), clock: systemClock },
    spawn: (data) => {
      const thread = startWorker('networkWorker', data);
      threads.push(thread);
      return thread;
    },
  });
  await store.scope(SCOPE);
  await threads[0]?.terminate();
  const began = () =>
    store.stats().then(
      () => threads.length,
      () => 0,
    );
  await expect.poll(began, { timeout: 20_000 }).toBe(2);
  await store.scope(SCOPE);
  expect((await interfaces()).total).toBe(1);
});
