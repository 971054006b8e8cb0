import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PARTITION_MS, partitionFile, partitionOfFile, partitionStart } from './layout.ts';
import { keepingOf } from './retention.ts';
import { MIN_RETENTION_MS, MIN_ROLLUP_RETENTION_MS, type TelemetryStore } from './store.ts';
import { type Bench, CPU, DAY, MONDAY, makeBench, sample, untilTransferred } from './testing/support.ts';

let bench: Bench;
beforeEach(() => {
  bench = makeBench();
});
afterEach(() => bench.close());

const WEEKS = [0, 1, 2, 3].map((week) => MONDAY + week * PARTITION_MS);
const everything = { ...CPU, from: MONDAY, to: MONDAY + 4 * PARTITION_MS, points: 100 };
const files = () => readdirSync(bench.folder).filter((name) => partitionOfFile(name) !== null);
/** What was measured, in buckets or as it was taken. */
const measured = async (store: TelemetryStore) => (await store.query(everything)).avg.filter((one) => one !== null);
const starts = async (store: TelemetryStore) => (await store.stats()).partitions.map(({ from }) => from);

async function openWithFourWeeks(): Promise<TelemetryStore> {
  const store = await bench.open({ limits: { headSamples: 4 } });
  await store.append(WEEKS.map((start, i) => sample(start + DAY, i, { intervalMs: DAY })));
  await untilTransferred(store);
  return store;
}

describe('layout', () => {
  test('a week begins on Monday UTC, and the name of its file tells it', () => {
    expect(partitionStart(MONDAY)).toBe(MONDAY);
    expect(partitionStart(MONDAY - 1)).toBe(MONDAY - PARTITION_MS);
    expect(partitionStart(0)).toBe(Date.UTC(1969, 11, 29));
    expect(partitionOfFile(partitionFile(MONDAY))).toBe(MONDAY);
    for (const name of ['week-2026-11-24.db', 'week-2026-11-23.db-wal', 'series.db', 'week-2026-13-01.db']) {
      expect(partitionOfFile(name)).toBeNull();
    }
  });
});

describe('retention', () => {
  test('R-8.2.2-e-1 R-8.4.3-f1-2 less than 184 days is refused and removes nothing', async () => {
    const store = await openWithFourWeeks();
    const now = MONDAY + 1000 * DAY;
    for (const retention of [MIN_RETENTION_MS - 1, 0, -1, Number.NaN]) {
      await expect(store.expire(now, retention)).rejects.toMatchObject({ code: 'telemetry.retentionTooShort' });
    }
    expect(await starts(store)).toEqual(WEEKS);
  });

  test('R-8.4.3-f1-2 a partition goes when its last moment is older than the retention, whole and not a moment sooner', async () => {
    const store = await openWithFourWeeks();
    await store.query(everything);
    const secondEnds = WEEKS[2]! + MIN_RETENTION_MS;
    expect(await store.expire(secondEnds - 1, MIN_RETENTION_MS)).toMatchObject([{ from: WEEKS[0], to: WEEKS[1] }]);
    expect(await store.expire(secondEnds, MIN_RETENTION_MS)).toMatchObject([{ from: WEEKS[1] }]);
    expect(files()).toEqual(['week-2026-12-07.db', 'week-2026-12-14.db']);
    for (const suffix of ['', '-wal', '-shm']) expect(existsSync(join(bench.folder, partitionFile(MONDAY) + suffix))).toBe(false);
    // What the samples came to is still there.
    expect(await measured(store)).toEqual([0, 1, 2, 3]);
  });

  test('R-8.4.3-f4-1 a held span is never removed until it is released, over a restart too', async () => {
    const first = await openWithFourWeeks();
    await first.hold(WEEKS[1]! + 1, WEEKS[1]! + 2);
    await first.hold(WEEKS[3]! - 1, WEEKS[3]!);
    await first.stop();
    const store = await bench.open();
    expect(await store.holds()).toEqual([
      { from: WEEKS[1]! + 1, to: WEEKS[1]! + 2 },
      { from: WEEKS[3]! - 1, to: WEEKS[3] },
    ]);
    const late = MONDAY + 1000 * DAY;
    expect((await store.stats()).partitions.map(({ held }) => held)).toEqual([false, true, true, false]);
    expect((await store.expire(late, MIN_RETENTION_MS)).map(({ from }) => from)).toEqual([WEEKS[0], WEEKS[3]]);
    expect(await measured(store)).toEqual([1, 2]);
    await store.release(WEEKS[1]! + 1, WEEKS[1]! + 2);
    expect((await store.expire(late, MIN_RETENTION_MS)).map(({ from }) => from)).toEqual([WEEKS[1]]);
  });

  test('series with nothing left are forgotten, and one that is measured again begins anew', async () => {
    const store = await openWithFourWeeks();
    await store.append([sample(WEEKS[0]!, 1, { component: 'gone' })]);
    const now = WEEKS[1]! + MIN_ROLLUP_RETENTION_MS;
    await store.expire(now, MIN_RETENTION_MS);
    expect((await store.series(CPU.resourceId)).map(({ component }) => component)).toEqual(['']);
    await Promise.all([
      store.append([sample(now, 5, { component: 'gone' })]),
      store.append([sample(now + 1, 6, { component: 'gone' }), sample(now, 7)]),
    ]);
    const anew = { ...CPU, component: 'gone', from: 0, to: now + DAY, points: 10 };
    expect((await store.query(anew)).avg).toEqual([5, 6]);
    expect((await store.stats()).series).toBe(2);
  });

  test('what arrives for a removed partition does not bring its file back', async () => {
    const store = await openWithFourWeeks();
    await store.expire(WEEKS[1]! + MIN_RETENTION_MS, MIN_RETENTION_MS);
    await store.append([0, 1, 2, 3, 4].map((i) => sample(WEEKS[0]! + i, i)));
    await untilTransferred(store);
    expect(await starts(store)).toEqual(WEEKS.slice(1));
    expect(files()).not.toContain(partitionFile(WEEKS[0]!));
  });

  test('a census counts the series of each class, and each series once where it is kept longest', async () => {
    const store = await bench.open();
    const host = (resourceId: string, metric: string) => sample(MONDAY, 1, { resourceId, metric });
    await store.append([
      ...['a', 'b', 'c'].flatMap((id) => [host(id, 'cpu.utilisation'), host(id, 'system.uptime')]),
      ...Array.from({ length: 12_000 }, (_, i) => sample(MONDAY, i, { component: `${i}` })),
    ]);
    const longer = [
      { metrics: null, resourceIds: ['a', 'b'], days: 400 },
      { metrics: ['system.uptime'], resourceIds: null, days: 700 },
      { metrics: null, resourceIds: ['c'], days: 184 },
    ];
    expect(await store.census({ samplesMs: MIN_RETENTION_MS, longer })).toEqual({
      series: 12_006,
      matching: [4, 3, 2],
      longer: [
        { days: 400, series: 2 },
        { days: 700, series: 3 },
      ],
    });
  });

  test('how long a series is kept is told in no time, though a class has thousands of devices', () => {
    const resourceIds = Array.from({ length: 5000 }, (_, i) => `resource-of-a-class-${10_000 + i}`);
    const classes = [
      { metrics: null, resourceIds, days: 400 },
      { metrics: ['cpu.utilisation'], resourceIds: null, days: 300 },
      { metrics: null, resourceIds: null, days: 184 },
    ];
    const daysOf = keepingOf({ now: MONDAY, samplesMs: MIN_RETENTION_MS, longer: classes });
    expect(daysOf({ resourceId: resourceIds[7]!, metric: 'cpu.utilisation' })).toBe(400);
    expect(daysOf({ resourceId: 'another', metric: 'cpu.utilisation' })).toBe(300);
    expect(daysOf({ resourceId: 'another', metric: 'memory.utilisation' })).toBe(0);
    const from = performance.now();
    for (let i = 0; i < 300_000; i++) daysOf({ resourceId: `resource-of-a-class-${20_000 + (i % 5000)}`, metric: 'memory.utilisation' });
    expect(performance.now() - from).toBeLessThan(2000);
  });
});
