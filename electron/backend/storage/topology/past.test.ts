import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ResourceId } from '../../../../shared/domain/id.ts';
import { FORGET_MS } from '../../../../shared/domain/topology/evidence.ts';
import type { ResourcePast } from '../../../../shared/domain/topology/past.ts';
import { systemClock } from '../../lib/clock.ts';
import { createLog } from '../../lib/log.ts';
import { openTopology, type Sighting, type TopologyStore } from './index.ts';

const NOW = 1_900_000_000_000;
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const [CORE, ACCESS] = ['core', 'access'] as unknown as readonly [ResourceId, ResourceId];
const BOTH = [CORE, ACCESS];
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

const macOf = (id: ResourceId) => (id === CORE ? '00:00:5e:00:53:01' : '00:00:5e:00:53:02');
const introduced = (id: ResourceId): Sighting => ({
  ...{ resourceId: id, at: NOW },
  identity: { sysName: id, chassisMac: macOf(id), addresses: [], ports: [{ name: 'Gi0/1', alias: '', mac: '', index: '1' }] },
});
const beside = (id: ResourceId, at: number): Sighting => ({
  ...{ resourceId: id, at },
  neighbour: {
    ...{ kind: 'lldp', port: 'Gi0/1', chassis: { kind: 'mac', value: macOf(id === CORE ? ACCESS : CORE) } },
    ...{ remotePort: { kind: 'name', value: 'Gi0/1' }, portDescription: '', sysName: '', addresses: [] },
  },
});
const stands = (name: string, reachable: boolean | null): ResourcePast => ({
  ...{ name, location: 'A', domain: '', resourceClass: 'RC2', isSimulated: false, effectiveIntervalS: 60, reachable, lostAt: null },
});
const reached = async (at: number) => Object.fromEntries((await store.past(at)).map(({ id, reachable }) => [id, reachable]));
/** What is written down every ten seconds from one moment to another. */
async function pass(from: number, until: number, reachable: (at: number) => boolean): Promise<void> {
  for (let at = from; at <= until; at += 10_000) await store.record([[CORE, stands('CORE', reachable(at))]], at, at === from);
}

test('R-8.4.2-c2-2 how resources stood is told of every moment at which somebody wrote it down, after a restart too', async () => {
  await store.record(
    BOTH.map((id) => [id, stands(id, true)] as const),
    NOW,
    true,
  );
  await store.record([[ACCESS, stands(ACCESS, false)]], NOW + 10_000, false);
  await store.record([[CORE, null]], NOW + 20_000, false);
  await store.stop();
  store = await open();
  expect(await reached(NOW)).toEqual({ core: true, access: true });
  expect(await reached(NOW + 9_999)).toEqual({ core: true, access: true });
  expect(await reached(NOW + 10_000)).toEqual({ core: true, access: false });
  expect(await reached(NOW + 20_000)).toEqual({ access: false });
  expect(await store.spans()).toEqual([{ from: NOW, until: NOW + 20_000 }]);
  for (const at of [NOW - 1, NOW + 20_001]) await expect(store.past(at)).rejects.toMatchObject({ code: 'topology.notRecorded' });
});

test('a stretch in which nobody wrote anything down is told as such, and what is whole again says what has gone meanwhile', async () => {
  await store.record(
    BOTH.map((id) => [id, stands(id, true)] as const),
    NOW,
    true,
  );
  await store.record([], NOW + MINUTE, false);
  await store.record([[CORE, stands(CORE, true)]], NOW + HOUR, true);
  expect(await store.spans()).toEqual([
    { from: NOW, until: NOW + MINUTE },
    { from: NOW + HOUR, until: NOW + HOUR },
  ]);
  await expect(store.past(NOW + 2 * MINUTE)).rejects.toMatchObject({ code: 'topology.notRecorded' });
  expect(await reached(NOW + HOUR)).toEqual({ core: true });
});

test('R-8.4.2-c2-2 links are told as they were: there, not seen any more, gone; the map around a device and between places is of then', async () => {
  await store.put([...BOTH.map(introduced), ...BOTH.map((id) => beside(id, NOW))]);
  const moments: { at: number; around: unknown; lost: readonly boolean[] }[] = [];
  for (const at of [NOW, NOW + 2 * HOUR, NOW + FORGET_MS + 1]) {
    await store.workOut(BOTH, at);
    await store.record(
      BOTH.map((id) => [id, stands(id, true)] as const),
      at,
      true,
    );
    moments.push({ at, around: await store.around(CORE, 1), lost: [] });
  }
  await store.put(BOTH.map((id) => beside(id, NOW + 8 * DAY)));
  await store.workOut(BOTH, NOW + 8 * DAY);
  for (const { at, around } of moments) expect(await store.around(CORE, 1, at)).toEqual(around);
  const lost = async (at: number) => (await store.pastLinks(at)).map(({ isLost }) => isLost);
  expect(await Promise.all(moments.map(({ at }) => lost(at)))).toEqual([[false], [true], []]);
  const groups = [[CORE, 0] as const, [ACCESS, 1] as const];
  expect(await store.bundles(groups, NOW)).toEqual([{ a: 0, b: 1, links: 1 }]);
  expect(await store.bundles(groups, NOW + FORGET_MS + 1)).toEqual([]);
  expect((await store.among([ACCESS], NOW)).nodes.map(({ key }) => key)).toEqual([ACCESS]);
});

test('what is learned anew all day is no new version of a link', async () => {
  const fdb = (at: number, macs: readonly string[]): Sighting => ({
    ...{ resourceId: CORE, at },
    neighbour: { kind: 'fdb', port: 'Gi0/1', vlan: 1, macs: [macOf(ACCESS), ...macs] },
  });
  await store.put([...BOTH.map(introduced), ...BOTH.map((id) => beside(id, NOW))]);
  for (let round = 0; round < 5; round++) {
    const at = NOW + round * MINUTE;
    await store.put([fdb(at, [`00:00:00:00:00:0${round}`]), ...BOTH.map((id) => beside(id, at))]);
    await store.workOut(BOTH, at);
  }
  const db = new Database(join(folder, 'topology.db'), { readonly: true });
  expect(db.prepare(`select count(*) from past where kind = 'link'`).pluck().get()).toBe(1);
  db.close();
});

test('D-ALM-7 while the clock is behind what was written nothing is; after a day it is believed, and what lies ahead is no past', async () => {
  await pass(NOW, NOW + MINUTE, () => true);
  const ahead = NOW + 400 * DAY;
  await pass(ahead, ahead + MINUTE, () => false);
  await pass(NOW + 2 * MINUTE, NOW + 3 * MINUTE, () => false);
  await expect(store.past(NOW + 2 * MINUTE)).rejects.toMatchObject({ code: 'topology.notRecorded' });
  const later = NOW + 2 * MINUTE + DAY;
  await pass(later, later + MINUTE, () => true);
  expect(await store.spans()).toEqual([
    { from: NOW, until: NOW + MINUTE },
    { from: later, until: later + MINUTE },
  ]);
  expect(await reached(later)).toEqual({ core: true });
  expect(await reached(NOW)).toEqual({ core: true });
});

test('a folder of the version before keeps its evidence and begins to write down', async () => {
  await store.put([...BOTH.map(introduced), ...BOTH.map((id) => beside(id, NOW))]);
  await store.stop();
  const db = new Database(join(folder, 'topology.db'));
  db.exec('drop table past; drop table span; pragma user_version = 1');
  db.close();
  store = await open();
  await store.workOut(BOTH, NOW);
  await store.record([[CORE, stands('CORE', true)]], NOW, true);
  expect(await store.pastLinks(NOW)).toHaveLength(1);
});
