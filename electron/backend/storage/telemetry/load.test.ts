import { afterEach, beforeEach, expect, test } from 'vitest';
import { BILLING_MS } from '../../../../shared/domain/network/load.ts';
import { billingBuckets } from './billing.ts';
import type { StoredSample } from './store.ts';
import { type Bench, CPU, DAY, MINUTE, MONDAY, makeBench } from './testing/support.ts';

let bench: Bench;
beforeEach(() => {
  bench = makeBench();
});
afterEach(() => bench.close());

const IN = { ...CPU, metric: 'interface.in', component: 'Gi0/1' };

/** A sample every minute: the traffic of an hour of the day grows by the day; an hour of the second day is missing. */
const samples = (days: number): readonly StoredSample[] =>
  Array.from({ length: days * 1440 }, (_, i): StoredSample => {
    const [day, minute] = [Math.floor(i / 1440), i % 1440];
    const hour = Math.floor(minute / 60);
    const value = day === 1 && hour === 3 ? null : hour === 2 ? 1_000_000 + 100_000 * day + (minute % 2) * 20 : 500_000;
    return { ...IN, at: MONDAY + i * MINUTE, value, intervalMs: MINUTE };
  });

test('R-8.2.2-a2-1 what traffic comes to is the same from memory and from files, by means of five minutes', async () => {
  const store = await bench.open({ limits: { headSamples: 2000 } });
  const all = samples(10);
  for (let i = 0; i < all.length; i += 1000) await store.append(all.slice(i, i + 1000));
  await expect.poll(async () => (await store.stats()).head.samples, { timeout: 20_000 }).toBeLessThan(2000);
  const range = { ...IN, from: MONDAY, to: MONDAY + 10 * DAY };
  const found = await store.load(range);
  // The mean of the two minutes in turn: three of five or two of five are higher.
  const peak = 1_000_000 + 100_000 * 9;
  expect(found?.stepMs).toBe(BILLING_MS);
  expect(found?.load).toMatchObject({ peak: peak + 20, measured: (2880 - 12) / 2880, lastAt: MONDAY + 10 * DAY - BILLING_MS });
  // One hour of 24 is busy: less than a twentieth.
  expect(found?.load.p95).toBe(500_000);
  expect(found?.load.busyHour).toMatchObject({ hour: 10, days: 10 });
  expect(found?.load.busyHour?.mean).toBeCloseTo(1_450_010, -1);
  // Monday 00:00 of UTC is eight in the morning: eleven days are touched, of which the first has sixteen hours.
  expect(found?.load.trend).toMatchObject({ days: 9 });
  expect(found?.load.trend?.perDay).toBeCloseTo(100_000, -1);
  expect(await store.load({ ...range, component: 'Gi0/2' })).toBeNull();
  expect(await store.load({ ...range, from: range.to + DAY, to: range.to + 2 * DAY })).toBeNull();
  expect(await store.load({ ...range, to: range.from })).toBeNull();
});

test('samples that are rarer than five minutes are taken in means of what they are', async () => {
  const store = await bench.open();
  const rare = Array.from(
    { length: 500 },
    (_, i): StoredSample => ({ ...IN, at: MONDAY + i * 10 * MINUTE, value: i, intervalMs: 10 * MINUTE }),
  );
  await store.append(rare);
  const found = await store.load({ ...IN, from: MONDAY, to: MONDAY + 500 * 10 * MINUTE });
  expect(found?.stepMs).toBeGreaterThanOrEqual(BILLING_MS);
  expect(found?.load.peak).toBe(499);
});

test('samples as they were taken are put into five minutes, gaps into none', () => {
  const at = [MONDAY, MONDAY + MINUTE, MONDAY + 5 * MINUTE, MONDAY + 11 * MINUTE];
  const values = [1, 3, null, 7];
  const { at: starts, avg, max } = billingBuckets({ stepMs: 0, at, avg: values, max: values });
  expect([[...starts], [...avg], [...max]]).toEqual([
    [MONDAY, MONDAY + 10 * MINUTE],
    [2, 7],
    [3, 7],
  ]);
});
