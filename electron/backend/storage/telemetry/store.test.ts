import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TelemetryError } from './store.ts';
import { type Bench, CPU, DAY, MINUTE, MONDAY, makeBench, sample, untilTransferred } from './testing/support.ts';

let bench: Bench;
beforeEach(() => {
  bench = makeBench();
});
afterEach(() => bench.close());

const minutes = (count: number, from = MONDAY, value: (i: number) => number | null = (i) => i % 100) =>
  Array.from({ length: count }, (_, i) => sample(from + i * MINUTE, value(i)));
const whole = { ...CPU, from: MONDAY, to: MONDAY + DAY, points: 2000 };

describe('telemetry store', () => {
  test('what was acknowledged is read at once, from memory and from chunks alike', async () => {
    const store = await bench.open({ limits: { headSamples: 100 } });
    await store.append(minutes(90));
    const fromMemory = await store.query(whole);
    expect(fromMemory).toMatchObject({ stepMs: 0, intervalMs: MINUTE });
    expect(fromMemory.avg).toEqual(Array.from({ length: 90 }, (_, i) => i));
    await store.append(minutes(10, MONDAY + 90 * MINUTE));
    await untilTransferred(store);
    await store.append(minutes(5, MONDAY + 100 * MINUTE));
    const mixed = await store.query(whole);
    expect(mixed.at).toEqual(Array.from({ length: 105 }, (_, i) => MONDAY + i * MINUTE));
    expect(mixed.min).toEqual(mixed.avg);
    expect(mixed.max).toEqual(mixed.avg);
  });

  test('everything is there again after a restart: samples in logs, samples in chunks, newest values, series', async () => {
    const first = await bench.open({ limits: { headSamples: 60 } });
    await first.append(minutes(60));
    await untilTransferred(first);
    await first.append([...minutes(30, MONDAY + 60 * MINUTE), sample(MONDAY, 7, { metric: 'load.1m' })]);
    const before = await first.query(whole);
    await first.stop();
    const second = await bench.open();
    expect(await second.query(whole)).toEqual(before);
    expect(before.at.length).toBe(90);
    expect(await second.series(CPU.resourceId)).toEqual([
      { ...CPU, intervalMs: MINUTE, lastAt: MONDAY + 89 * MINUTE },
      { ...CPU, metric: 'load.1m', intervalMs: MINUTE, lastAt: MONDAY },
    ]);
    expect((await second.stats()).head.samples).toBe(31);
  });

  test('newest values are known after a restart with an empty head', async () => {
    const first = await bench.open({ limits: { headSamples: 10 } });
    await first.append(minutes(10));
    await untilTransferred(first);
    await first.stop();
    const second = await bench.open();
    expect((await second.stats()).head.samples).toBe(0);
    expect(await second.latest([CPU.resourceId])).toEqual([sample(MONDAY + 9 * MINUTE, 9)]);
    expect(await second.latest(['another'])).toEqual([]);
    expect((await second.latest()).length).toBe(1);
  });

  test('the newest value is the one of the newest time, except after a clock that ran ahead was set back', async () => {
    const store = await bench.open();
    const now = Date.now();
    await store.append([sample(now, 2)]);
    await store.append([sample(now - MINUTE, 1)]);
    expect(await store.latest()).toEqual([sample(now, 2)]);
    await store.append([sample(now + 3650 * DAY, 3)]);
    expect(await store.latest()).toEqual([sample(now + 3650 * DAY, 3)]);
    await store.append([sample(now + 1, 4)]);
    expect(await store.latest()).toEqual([sample(now + 1, 4)]);
  });

  test('a gap is kept as a gap, in memory, in chunks, as the newest value and never as zero', async () => {
    const store = await bench.open({ limits: { headSamples: 4 } });
    await store.append([sample(MONDAY, 5), sample(MONDAY + MINUTE, null), sample(MONDAY + 2 * MINUTE, Number.NaN)]);
    expect(await store.latest()).toEqual([sample(MONDAY + 2 * MINUTE, null)]);
    await store.append([sample(MONDAY + 3 * MINUTE, Number.POSITIVE_INFINITY)]);
    await untilTransferred(store);
    expect(await store.query(whole)).toMatchObject({ min: [5, null, null, null], avg: [5, null, null, null], max: [5, null, null, null] });
    const buckets = await store.query({ ...whole, to: MONDAY + 4 * MINUTE, points: 2 });
    expect(buckets).toMatchObject({ stepMs: 3 * MINUTE, at: [MONDAY, MONDAY + 3 * MINUTE], avg: [5, null] });
  });

  test('a redelivered sample does not appear twice, whether its first copy is in the same group, in memory, in a chunk or in a log read back', async () => {
    const first = await bench.open({ limits: { headSamples: 100 } });
    const batch = minutes(50);
    await Promise.all([first.append(batch), first.append(batch)]);
    await untilTransferred(first);
    await first.append(batch);
    expect((await first.query(whole)).at.length).toBe(50);
    await first.stop();
    const second = await bench.open({ limits: { headSamples: 100 } });
    await second.append(batch.map((one) => ({ ...one, value: 99 })));
    const values = await second.query(whole);
    expect(values.avg).toEqual(batch.map(({ value }) => value));
    await untilTransferred(second);
    expect(await second.query(whole)).toEqual(values);
  });

  test('a late and disordered delivery finds its place in chunks already written', async () => {
    const store = await bench.open({ limits: { headSamples: 20 } });
    const all = minutes(60);
    const late = all.filter((_, i) => i % 3 === 1).reverse();
    await store.append(all.filter((_, i) => i % 3 !== 1));
    await untilTransferred(store);
    await store.append(late);
    await untilTransferred(store);
    expect((await store.query(whole)).avg).toEqual(all.map(({ value }) => value));
    expect(await store.latest()).toEqual([all[59]]);
  });

  test('samples of several weeks go to the file of their week and are read across files', async () => {
    const store = await bench.open({ limits: { headSamples: 40 } });
    const days = Array.from({ length: 40 }, (_, i) => sample(MONDAY + i * DAY + 1, i, { intervalMs: DAY }));
    await store.append(days);
    await untilTransferred(store);
    expect((await store.query({ ...whole, from: MONDAY + 5 * DAY, to: MONDAY + 31 * DAY })).avg).toEqual(
      Array.from({ length: 26 }, (_, i) => i + 5),
    );
    await store.stop();
    const names = readdirSync(bench.folder).sort();
    expect(names.filter((name) => name.endsWith('.db'))).toEqual([
      'series.db',
      'week-2026-11-23.db',
      'week-2026-11-30.db',
      'week-2026-12-07.db',
      'week-2026-12-14.db',
      'week-2026-12-21.db',
      'week-2026-12-28.db',
    ]);
    // Each file is whole by itself: nothing waits in a write-ahead log, and the head is empty.
    for (const name of names.filter((one) => /wal$|log$/.test(one))) expect(statSync(join(bench.folder, name)).size).toBe(0);
  });

  test('R-8.2.2-d-3 values are kept with the decimals of the catalogue, others as they are', async () => {
    const store = await bench.open();
    const own = { resourceId: CPU.resourceId, metric: 'plugin.ratio', component: 'a\u0000b' };
    await store.append([sample(MONDAY, 12.3456), { ...own, at: MONDAY, value: Math.PI, intervalMs: MINUTE }]);
    expect((await store.query(whole)).avg).toEqual([12.3]);
    expect((await store.query({ ...whole, ...own })).avg).toEqual([Math.PI]);
  });

  test('appends that arrive together are committed together, each acknowledged', async () => {
    const store = await bench.open();
    await Promise.all(minutes(500).map((one) => store.append([one])));
    const { appended, head, writeP95Ms } = await store.stats();
    expect(appended).toBe(500);
    expect(head.samples).toBe(500);
    // 500 frames of their own would be 500 x (8 + 1 + 24) bytes.
    expect(head.logBytes).toBeLessThan(8_000);
    expect(writeP95Ms).toBeGreaterThan(0);
  });

  test('an unknown series and an empty range are empty columns', async () => {
    const store = await bench.open();
    await store.append([sample(MONDAY, 1)]);
    const empty = { stepMs: 0, at: [], min: [], avg: [], max: [] };
    expect(await store.query({ ...whole, metric: 'load.1m' })).toEqual({ ...empty, intervalMs: 0 });
    expect(await store.query({ ...whole, to: whole.from })).toEqual({ ...empty, intervalMs: 0 });
    expect(await store.query({ ...whole, from: MONDAY + 1 })).toEqual({ ...empty, intervalMs: MINUTE });
    expect(await store.series('another')).toEqual([]);
  });

  test('a sample that is not what its type says is refused alone', async () => {
    const store = await bench.open();
    const wrong = [{ at: 1.5 }, { at: -1 }, { at: Number.NaN }, { intervalMs: 0 }, { metric: '' }, { at: Date.UTC(10_000, 0) }];
    for (const change of wrong) {
      await expect(store.append([sample(MONDAY, 1), sample(MONDAY, 1, change)])).rejects.toMatchObject({ code: 'telemetry.invalid' });
    }
    await expect(store.query({ ...whole, points: 0 })).rejects.toMatchObject({ code: 'telemetry.invalid' });
    await store.append([]);
    expect((await store.stats()).head.samples).toBe(0);
  });

  test('pause refuses at once and writes nothing, reading goes on, resume takes up where it was', async () => {
    const store = await bench.open({ limits: { headSamples: 10 } });
    await store.append(minutes(5));
    const caught = store.append(minutes(1, MONDAY + 5 * MINUTE)).then(
      () => 'kept',
      (error: unknown) => error,
    );
    const pausing = store.pause('disk.full');
    expect(await caught).toBeInstanceOf(TelemetryError);
    expect(await caught).toMatchObject({ code: 'telemetry.paused', message: 'disk.full' });
    await pausing;
    const size = (await store.stats()).bytes;
    await expect(store.append(minutes(20))).rejects.toMatchObject({ code: 'telemetry.paused' });
    expect(await store.stats()).toMatchObject({ paused: 'disk.full', bytes: size, head: { samples: 5 } });
    expect((await store.query(whole)).at.length).toBe(5);
    await store.resume();
    await store.append(minutes(20));
    await untilTransferred(store);
    expect((await store.query(whole)).at.length).toBe(20);
    expect((await store.stats()).paused).toBeNull();
  });

  test('after stop everything is refused, and stopping twice is stopping once', async () => {
    const store = await bench.open();
    const last = store.append([sample(MONDAY, 1)]);
    await Promise.all([store.stop(), store.stop()]);
    await last;
    await expect(store.append([sample(MONDAY, 1)])).rejects.toMatchObject({ code: 'telemetry.stopped' });
    await expect(store.query(whole)).rejects.toMatchObject({ code: 'telemetry.stopped' });
    expect(readdirSync(bench.folder).sort()).toEqual(['head-0000000001.log', 'series.db']);
    const again = await bench.open();
    expect((await again.query(whole)).avg).toEqual([1]);
  });
});
