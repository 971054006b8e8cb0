import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { NetworkPart } from '../../shared/domain/network/inventory.ts';
import type { Observation } from '../../shared/domain/observation/observation.ts';
import type { Neighbour } from '../../shared/domain/topology/neighbour.ts';
import { createTestClock } from '../support/clock.ts';
import { connectPoller, type TestPoller } from '../support/poller.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

const clock = createTestClock();
const NAMES = ['SW-CORE-1', 'SW-ACC-A01'] as const;
type Name = (typeof NAMES)[number];
const ids = new Map<Name, string>();
let station: TestStation;
let poller: TestPoller;
let operator: Browser;

const get = async (path: string) => (await operator.request('GET', `/api/v1/network/${path}`)).body;
/** When all of one look was so. */
let lookedAt = 0;
const of = (name: Name) => ({ resourceId: ids.get(name) ?? '', protocol: 'snmp', at: lookedAt }) as const;
const tells = (name: Name, network: NetworkPart): Observation => ({ ...of(name), kind: 'network', network });
const learned = (name: Name, neighbour: Neighbour): Observation => ({ ...of(name), kind: 'neighbour', neighbour });
const answers = (name: Name): Observation => ({ ...of(name), kind: 'reachability', component: '', reachable: true, fault: null });
const port = (name: string) => ({ port: name, index: 7, alias: '', type: 6, speed: 1e9, mtu: 1500, mac: '', pvid: 10, changedAt: null });

/** Lists are read as soon as they have what was sent: their store takes it beside the way of alarms. */
const until = (path: string, total: number) =>
  vi.waitFor(async () => expect((await get(path)).total).toBe(total), { timeout: 10_000, interval: 50 });

beforeAll(async () => {
  station = await startTestStation({ clock });
  await station.setUp();
  operator = await station.signIn('wanglei');
  const security = await station.signIn('secadmin');
  const set = { name: 'rig', settings: { kind: 'snmpCommunity', version: '2c' }, secrets: { community: 'canary-0000' } };
  const credential = (await security.request('POST', '/api/v1/credentials', set)).body.id;
  for (const name of NAMES) {
    const { body } = await operator.request('POST', '/api/v1/resources', {
      ...{ name, resourceClass: 'RC2', importance: 'core', address: `10.9.9.${NAMES.indexOf(name) + 1}`, domain: '', location: '' },
      ...{ intervalS: 60, checks: [{ protocol: 'snmp', port: 161, credential }] },
    });
    ids.set(name, body.id);
  }
  poller = await connectPoller(station.data);
  clock.advance(60_000);
  lookedAt = clock.now();
  await poller.send([
    answers('SW-CORE-1'),
    tells('SW-CORE-1', { part: 'interfaces', isCut: false, items: [port('Gi1/0/1'), port('Vlan10')] }),
    tells('SW-CORE-1', { part: 'status', items: [{ port: 'Gi1/0/1', isAdminUp: true, oper: 2 }] }),
    tells('SW-CORE-1', { part: 'addresses', isCut: false, items: [{ port: 'Vlan10', address: '10.1.2.1', prefix: 24 }] }),
    tells('SW-CORE-1', { part: 'vlans', isCut: false, ports: ['Gi1/0/1'], items: [{ id: 10, name: '办公', tagged: [], untagged: [0] }] }),
    learned('SW-CORE-1', { kind: 'arp', port: 'Vlan10', address: '10.1.2.50', mac: '00:1a:2b:00:00:50' }),
    tells('SW-CORE-1', { part: 'learned', table: 'arp', rows: 1, isCut: false }),
    learned('SW-ACC-A01', { kind: 'fdb', port: 'Gi0/7', vlan: 10, macs: ['00:1a:2b:00:00:50'] }),
    tells('SW-ACC-A01', { part: 'learned', table: 'fdb', rows: 1, isCut: true }),
  ]);
  await until('macs', 1);
}, 60_000);
afterAll(async () => {
  await poller.stop();
  await station.stop();
});

describe('R-8.4.2-c2-6 network resources', () => {
  test('interfaces with their state, since their device last answered', async () => {
    const { items, coverage, total } = await get('interfaces');
    expect(items).toMatchObject([
      { name: 'SW-CORE-1', port: 'Gi1/0/1', state: 'down', oper: 2, heardAt: lookedAt, intervalMs: 60_000, isSimulated: false },
      { name: 'SW-CORE-1', port: 'Vlan10', state: null, addresses: ['10.1.2.1/24'] },
    ]);
    expect([total, coverage]).toEqual([2, { told: 1, monitored: 2, cut: [], oldestAt: lookedAt }]);
    expect((await get('interfaces?state=down&sort=changedAt&descending=true')).total).toBe(1);
    expect((await operator.request('GET', '/api/v1/network/interfaces?state=nonsense')).status).toBe(400);
    expect((await operator.request('GET', '/api/v1/network/interfaces?limit=1001')).status).toBe(400);
  });

  test('VLANs, subnets, addresses, and what was learned lead to their resources', async () => {
    const core = { resourceId: ids.get('SW-CORE-1'), name: 'SW-CORE-1', isSimulated: false };
    expect((await get('vlans')).items).toMatchObject([{ id: 10, names: ['办公'], devices: 1, untagged: 1 }]);
    expect(await get('vlans/10')).toMatchObject({ id: 10, more: 0, devices: [{ ...core, untagged: ['Gi1/0/1'] }] });
    expect((await get('subnets')).items).toMatchObject([
      { cidr: '10.1.2.0/24', size: '254', used: 2, own: 1, seen: 1, overlaps: [], holders: [{ ...core, address: '10.1.2.1' }] },
    ]);
    expect((await get(`addresses?subnet=${encodeURIComponent('10.1.2.0/24')}`)).items).toMatchObject([
      { address: '10.1.2.1', holders: [{ ...core, port: 'Vlan10' }], isDuplicate: false },
      { address: '10.1.2.50', holders: [], macs: ['00:1a:2b:00:00:50'] },
    ]);
    expect((await get('arp')).items).toMatchObject([{ ...core, address: '10.1.2.50', state: 'now', readAt: lookedAt }]);
    expect((await get('macs')).coverage.cut).toEqual([{ resourceId: ids.get('SW-ACC-A01'), name: 'SW-ACC-A01' }]);
    expect(await get('counts?q=2.50')).toMatchObject({ interfaces: 0, subnets: 0, addresses: 1, arp: 1, fdb: 0 });
  });

  test('an address that moved has its history', async () => {
    clock.advance(60_000);
    lookedAt = clock.now();
    await poller.send([
      learned('SW-ACC-A01', { kind: 'fdb', port: 'Gi0/9', vlan: 10, macs: ['00:1a:2b:00:00:50'] }),
      tells('SW-ACC-A01', { part: 'learned', table: 'fdb', rows: 1, isCut: false }),
    ]);
    await until('macs', 2);
    const { items, isAddress } = await get('addresses/10.1.2.50/history');
    expect(isAddress).toBe(true);
    expect(items.map(({ table, name, port: at, state }: Record<string, unknown>) => [table, name, at, state])).toEqual([
      ['fdb', 'SW-ACC-A01', 'Gi0/9', 'now'],
      ['fdb', 'SW-ACC-A01', 'Gi0/7', 'gone'],
      ['arp', 'SW-CORE-1', 'Vlan10', 'now'],
    ]);
    expect(await get('addresses/nonsense/history')).toMatchObject({ isAddress: false, items: [] });
  });

  test('what is of the future is not believed, and of a resource that is retired nothing is listed', async () => {
    await poller.send([
      { ...tells('SW-ACC-A01', { part: 'interfaces', isCut: false, items: [port('Gi9')] }), at: clock.now() + 86_400_000 },
    ]);
    const { body } = await operator.request('GET', `/api/v1/resources/${ids.get('SW-CORE-1')}`);
    const retired = await operator.request('POST', `/api/v1/resources/${ids.get('SW-CORE-1')}/retire`, {
      reason: '下线',
      version: body.resource.version,
    });
    expect(retired.status).toBe(200);
    expect(await get('interfaces')).toMatchObject({ total: 0, coverage: { monitored: 1, told: 0 } });
    expect((await get('subnets')).total).toBe(0);
  });

  test('it stands after a restart', async () => {
    await station.restart();
    operator = await station.signIn('wanglei');
    expect((await get('macs')).total).toBe(2);
  });
});
