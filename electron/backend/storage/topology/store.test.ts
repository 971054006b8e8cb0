import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ResourceId } from '../../../../shared/domain/id.ts';
import { FORGET_MS } from '../../../../shared/domain/topology/evidence.ts';
import { systemClock } from '../../lib/clock.ts';
import { createLog } from '../../lib/log.ts';
import { startWorker } from '../../lib/workerThread.ts';
import { openTopology, type Sighting, type TopologyStore } from './index.ts';

const NOW = 1_900_000_000_000;
const [CORE, ACCESS] = ['core', 'access'] as unknown as readonly [ResourceId, ResourceId];
let folder: string;
let store: TopologyStore;
const open = () => openTopology({ folder, log: createLog('test', 'silent'), clock: systemClock });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sw-topology-'));
  store = await open();
});
afterEach(async () => {
  await store.stop();
  rmSync(folder, { recursive: true });
});

const linksAt = async (now: number, resources: readonly ResourceId[] = [CORE, ACCESS]) => {
  await store.workOut(resources, now);
  return store.linksOf(CORE);
};
const introduced = (resourceId: ResourceId, mac: string): Sighting => ({
  ...{ resourceId, at: NOW },
  identity: { sysName: resourceId, chassisMac: mac, addresses: [], ports: [{ name: 'Gi0/1', alias: '', mac: '', index: '1' }] },
});
const beside = (resourceId: ResourceId, mac: string, at = NOW): Sighting => ({
  ...{ resourceId, at },
  neighbour: {
    ...{ kind: 'lldp', port: 'Gi0/1', chassis: { kind: 'mac', value: mac }, remotePort: { kind: 'name', value: 'Gi0/1' } },
    ...{ portDescription: '', sysName: '', addresses: [] },
  },
});
const BOTH = [
  introduced(CORE, '00:00:5e:00:53:01'),
  introduced(ACCESS, '00:00:5e:00:53:02'),
  beside(CORE, '00:00:5e:00:53:02'),
  beside(ACCESS, '00:00:5e:00:53:01'),
];

test('R-8.4.2-c2-1 what was seen is links, after a restart too', async () => {
  await store.put(BOTH);
  const links = await linksAt(NOW);
  expect(links).toMatchObject([
    { a: { resourceId: ACCESS, port: 'Gi0/1' }, b: { resourceId: CORE, port: 'Gi0/1' }, confidence: 0.99, seenAt: NOW },
  ]);
  await store.stop();
  store = await open();
  expect(await linksAt(NOW)).toEqual(links);
  expect(await store.stats()).toMatchObject({ devices: 2, evidence: 2 });
});

test('seen again it is the same with a newer time; an older sighting changes nothing', async () => {
  await store.put(BOTH);
  await store.put([beside(CORE, '00:00:5e:00:53:02', NOW + 5), beside(ACCESS, '00:00:5e:00:53:01', NOW - 5)]);
  expect((await linksAt(NOW + 5)).map(({ seenAt }) => seenAt)).toEqual([NOW + 5]);
  expect(await store.stats()).toMatchObject({ evidence: 2 });
});

test('a resource that is not asked for speaks for nothing, and its neighbour knows it by name only', async () => {
  await store.put(BOTH);
  const [link] = await linksAt(NOW, [CORE]);
  expect([link?.a, link?.b].map((end) => [end?.resourceId, end?.name]).sort()).toEqual(
    [
      [null, '00:00:5e:00:53:02'],
      [CORE, ''],
    ].sort(),
  );
});

test('what nobody has seen for seven days is no link any more', async () => {
  await store.put(BOTH);
  expect(await linksAt(NOW + FORGET_MS)).toHaveLength(1);
  expect(await linksAt(NOW + FORGET_MS + 1)).toEqual([]);
});

test('a file that is no database is set aside and begun anew; one of a later version is refused', async () => {
  await store.put(BOTH);
  await store.stop();
  for (const suffix of ['-wal', '-shm']) rmSync(join(folder, `topology.db${suffix}`), { force: true });
  writeFileSync(join(folder, 'topology.db'), 'not a database at all, and long enough to be taken for one'.repeat(40));
  store = await open();
  expect(await linksAt(NOW)).toEqual([]);
  expect(readdirSync(folder)).toContain('topology.db.damaged');
  await store.stop();
  const db = new Database(join(folder, 'topology.db'));
  db.pragma('user_version = 99');
  db.close();
  await expect(open()).rejects.toMatchObject({ code: 'topology.fromTheFuture' });
});

test('a device that invents neighbours without end keeps its newest ten thousand', async () => {
  await store.put(BOTH);
  for (let round = 0; round < 12; round++) {
    const invented = Array.from({ length: 1000 }, (_, at) => beside(CORE, `invented ${round} ${at}`, NOW + round));
    await store.put(invented);
  }
  expect(await store.stats()).toMatchObject({ evidence: 10_001 });
  expect((await linksAt(NOW + 12)).length).toBe(10_001);
});

test('what is asked leaves the thread, and no list of what was learned with it', async () => {
  const macs = Array.from(
    { length: 3000 },
    (_, at) => `00:00:5e:00:${String(at >> 8).padStart(2, '0')}:${String(at & 99).padStart(2, '0')}`,
  );
  await store.put([
    ...BOTH,
    { resourceId: CORE, at: NOW, neighbour: { kind: 'fdb', port: 'Gi0/1', vlan: 7, macs: [...macs, '00:00:5e:00:53:02'] } },
  ]);
  const [link] = await linksAt(NOW);
  expect(link?.evidence.find(({ kind }) => kind === 'fdb')).toEqual({
    kind: 'fdb',
    resourceId: CORE,
    port: 'Gi0/1',
    at: NOW,
    vlan: 7,
    addresses: 3001,
  });
  expect((await store.around(CORE, 1)).nodes.map(({ key, hops }) => [key, hops])).toEqual([
    [CORE, 0],
    [ACCESS, 1],
  ]);
});

test('R-8.4.2-c2-6 an address is found where it is plugged in, by itself or by what it was resolved to', async () => {
  const mac = '00:1e:ec:0a:0b:0c';
  const learned = (resourceId: ResourceId, port: string, macs: readonly string[]): Sighting => ({
    ...{ resourceId, at: NOW },
    neighbour: { kind: 'fdb', port, vlan: 10, macs },
  });
  await store.put([
    ...BOTH,
    learned(CORE, 'Gi0/1', [mac, '00:00:00:00:00:01']),
    learned(ACCESS, 'Gi0/7', [mac]),
    { resourceId: CORE, at: NOW, neighbour: { kind: 'arp', port: 'Vlan10', address: '10.1.2.3', mac } },
  ]);
  const both = [CORE, ACCESS];
  const found = await store.locate('10.1.2.3', both, NOW);
  expect(found?.map(({ ports }) => ports.map(({ resourceId, port, leadsOn }) => [resourceId, port, leadsOn]))).toEqual([
    [
      [ACCESS, 'Gi0/7', false],
      [CORE, 'Gi0/1', true],
    ],
  ]);
  expect(await store.locate('001e-ec0a-0b0c', both, NOW)).toEqual(found);
  expect((await store.locate('00:00:5e:00:53:02', both, NOW))?.[0]?.owner).toEqual({ resourceId: ACCESS, port: '' });
  expect(await store.locate('10.1.2.4', both, NOW)).toEqual([]);
  expect(await store.locate('SW-1', both, NOW)).toBeNull();
  expect((await store.locate(mac, [ACCESS], NOW))?.[0]?.ports).toHaveLength(1);
  expect(await store.locate(mac, both, NOW + FORGET_MS + 1)).toEqual([]);
});

test('R-8.4.3-d2-6 a thread that began anew knows the links again: nothing is held to be without any', async () => {
  await store.put(BOTH);
  const links = await linksAt(NOW);
  await store.stop();
  const threads: ReturnType<typeof startWorker>[] = [];
  store = await openTopology({
    ...{ folder, log: createLog('test', 'silent'), clock: systemClock },
    spawn: (data) => {
      const thread = startWorker('topologyWorker', data);
      threads.push(thread);
      return thread;
    },
  });
  await store.workOut([CORE, ACCESS], NOW);
  await threads[0]?.terminate();
  await expect
    .poll(
      () =>
        store.stats().then(
          () => threads.length,
          () => 0,
        ),
      { timeout: 20_000 },
    )
    .toBe(2);
  expect(await store.linksOf(CORE)).toEqual(links);
  expect((await store.roots({ silent: [ACCESS], unknown: [], down: [] })).map(({ cause }) => cause)).toEqual([
    { kind: 'resource', resourceId: ACCESS },
  ]);
});
