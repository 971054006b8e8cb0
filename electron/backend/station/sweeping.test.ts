import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../config/load.ts';
import type { ResourceBook, ResourceRecord } from '../features/resources/index.ts';
import { createLog } from '../lib/log.ts';
import { createIngest } from '../pipeline/ingest.ts';
import { OBSERVATIONS } from '../poller/messages.ts';
import { openStores, type Stores } from './books.ts';

const INTERVAL_S = 60;
const log = createLog('test', 'silent');
/** Stands still until it is moved. */
const time = { wall: Date.UTC(2026, 10, 28), monotonic: 1_000_000 };
const clock = { now: () => time.wall, monotonic: () => time.monotonic };
let folder: string;
let stores: Stores;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sw-sweeping-'));
  const config = loadConfig({ NOC_DATA: folder, NOC_BALLAST_MB: '1' }, process.platform);
  stores = await openStores({ config, clock, log, onLost: () => undefined, onDisk: () => undefined });
});
afterEach(async () => {
  await Promise.all([stores.telemetry.stop(), stores.logs.stop(), stores.topology.stop(), stores.network.stop()]);
  await stores.core.close();
  rmSync(folder, { recursive: true, force: true });
});

const RESOURCE: ResourceRecord = {
  ...{ id: '01a22262-01d3-761c-903f-b7cd088b8ab2', name: 'A', resourceClass: 'RC2', importance: 'general', address: '127.0.0.1' },
  ...{ domain: '', location: '', intervalS: INTERVAL_S, checks: [{ protocol: 'tcp', port: 80 }], tags: [] },
  ...{ isLocal: false, isSimulated: false, version: 1, createdAt: 0, updatedAt: 0, retiredAt: null },
};

/** The pipeline over real books; `looks` counts how often memories of detectors were asked for. */
async function aPipeline() {
  let looks = 0;
  const resources: ResourceBook = {
    ...stores.resources,
    within: (work) => {
      const shelf = stores.resources.within(work);
      return {
        ...shelf,
        status: (id) => {
          looks += 1;
          return shelf.status(id);
        },
      };
    },
  };
  const ingest = createIngest({
    ...stores,
    ...{ resources, clock, log, write: stores.core.write, silent: { pass: async (_work, reports) => reports } },
    hardware: { keep: () => undefined },
    ...{ onDiscovered: async () => undefined, onTool: async () => undefined, onEvents: async () => undefined },
  });
  await stores.core.write('test', (work) => stores.resources.save(work, RESOURCE));
  let seq = 0;
  const hear = async () => {
    seq += 1;
    const common = { kind: 'reachability', resourceId: RESOURCE.id, at: clock.now(), protocol: 'tcp', component: '80' };
    const payload = { observations: [{ ...common, reachable: true, fault: null }] };
    await ingest.batch('poller', seq, [{ seq, kind: OBSERVATIONS, at: clock.now(), payload } as never]);
  };
  const pass = async (seconds: number) => {
    const before = looks;
    for (let second = 0; second < seconds; second += 1) {
      time.wall += 1000;
      time.monotonic += 1000;
      await ingest.sweep();
    }
    return looks - before;
  };
  const silent = () => stores.alarmBook.open().filter(({ alarm }) => alarm.probableCause === 'silentSource' && !alarm.cleared).length;
  return { ingest, hear, pass, silent };
}

test('R-8.4.3-b4-1 a resource that was heard is not gone through every second, and its silence is found to the second', async () => {
  const { hear, pass, silent } = await aPipeline();
  await hear();
  expect(await pass(1)).toBeLessThanOrEqual(2);
  expect(await pass(3 * INTERVAL_S - 2)).toBe(0);
  expect(silent()).toBe(0);
  await pass(1);
  expect(silent()).toBe(1);
  await hear();
  expect(silent()).toBe(0);
  await pass(3 * INTERVAL_S);
  expect(silent()).toBe(1);
});

test('it is looked at again as soon as it is changed, and when the clock was set back', async () => {
  const { hear, pass } = await aPipeline();
  await hear();
  await pass(1);
  expect(await pass(10)).toBe(0);
  await stores.core.write('test', (work) => stores.resources.save(work, { ...RESOURCE, intervalS: 10, version: 2 }));
  expect(await pass(1)).toBeGreaterThan(0);
  expect(await pass(5)).toBe(0);
  time.wall -= 3_600_000;
  expect(await pass(1)).toBeGreaterThan(0);
});
