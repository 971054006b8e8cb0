import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chunkSid, keptFile, PARTITION_MS, partitionFile, rolledFile, rolledOfFile } from './layout.ts';
import { ROLLED_TABLES } from './rolled.ts';
import { DAY_MS, decodeRollup, FIVE_MINUTES_MS, ROLLUP_MS } from './rollup.ts';
import { MIN_RETENTION_MS, MIN_ROLLUP_RETENTION_MS, type StoredSample, type TelemetryStore } from './store.ts';
import { makeRandom } from './testing/mix.ts';
import { type Bench, CPU, DAY, MINUTE, MONDAY, makeBench, sample, untilTransferred } from './testing/support.ts';

let bench: Bench;
beforeEach(() => {
  bench = makeBench();
});
afterEach(() => bench.close());

const WEEK = PARTITION_MS;
/** When the samples of the first `weeks` weeks may go. */
const whenOld = (weeks: number) => MONDAY + weeks * WEEK + MIN_RETENTION_MS;

interface Bucket {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  /** In tenths, so that no rounding hides a difference. */
  readonly tenths: number;
}

/** What samples come to in buckets of a width, by component and start; of equal times of one series the first counts. */
function recomputed(samples: readonly StoredSample[], width: number): ReadonlyMap<string, Bucket> {
  const seen = new Set<string>();
  const buckets = new Map<string, Bucket>();
  for (const { component, at, value } of samples) {
    const time = `${component} ${at}`;
    if (seen.has(time)) continue;
    seen.add(time);
    if (value === null) continue;
    const key = `${component} ${Math.floor(at / width) * width}`;
    const { count, min, max, tenths } = buckets.get(key) ?? { count: 0, min: value, max: value, tenths: 0 };
    const sum = tenths + Math.round(10 * value);
    buckets.set(key, { count: count + 1, min: Math.min(min, value), max: Math.max(max, value), tenths: sum });
  }
  return new Map([...buckets].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a file of rollups says, in the same form; component `c<sid - 1>`. */
function stored(start: number, { table, width }: (typeof ROLLED_TABLES)[number], componentOf: (sid: number) => string) {
  const db = new Database(join(bench.folder, rolledFile(start)), { readonly: true });
  const rows = db.prepare<[], { id: number; payload: Uint8Array }>(`select id, payload from ${table}`).all();
  db.close();
  const buckets = new Map<string, Bucket>();
  for (const { id, payload } of rows) {
    const { at, count, min, max, sum } = decodeRollup(payload, width);
    at.forEach((time, i) => {
      const key = `${componentOf(table === 'day' ? id : chunkSid(id))} ${time}`;
      expect(buckets.has(key)).toBe(false);
      buckets.set(key, { count: count[i]!, min: min[i]!, max: max[i]!, tenths: Math.round(10 * sum[i]!) });
      expect(Math.abs(10 * sum[i]! - Math.round(10 * sum[i]!))).toBeLessThan(1e-6);
    });
  }
  return new Map([...buckets].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sids(): ReadonlyMap<number, string> {
  const db = new Database(join(bench.folder, 'series.db'), { readonly: true });
  const rows = db.prepare<[], { sid: number; component: string }>('select sid, component from series').all();
  db.close();
  return new Map(rows.map(({ sid, component }) => [sid, component]));
}

async function appendAll(store: TelemetryStore, samples: readonly StoredSample[], most: number): Promise<void> {
  for (let i = 0; i < samples.length; i += most) await store.append(samples.slice(i, i + most));
}

const arrival = fc.record({
  component: fc.constantFrom('a', 'b', 'c'),
  // Mostly the first week; what is of the second must not come into its rollups.
  at: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: WEEK - 1 }) },
    { weight: 3, arbitrary: fc.integer({ min: 2 * DAY, max: 2 * DAY + 40 * MINUTE }) },
    { weight: 1, arbitrary: fc.integer({ min: WEEK, max: WEEK + DAY }) },
  ),
  value: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: -100_000, max: 100_000 }).map((whole) => whole / 10) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
});

describe('R-8.4.2-c2-10 rollups of five minutes, hours and days', () => {
  test('equal a recomputation from all samples: late, out of order, twice, and gaps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arrival, { minLength: 40, maxLength: 400 }), fc.integer({ min: 1, max: 9 }), async (arrivals, twice) => {
        const own = makeBench();
        const outer = bench;
        bench = own;
        try {
          const store = await own.open({ limits: { headSamples: 40 } });
          const samples = arrivals.map(({ component, at, value }) => sample(MONDAY + at, value, { component }));
          // Redelivered, with another value: the first one stays.
          const again = samples.filter((_, i) => i % twice === 0).map((one) => ({ ...one, value: 1 }));
          await appendAll(store, samples, 25);
          await appendAll(store, again, 40);
          // Whatever waits in memory goes into chunks before the week is closed.
          await store.append(Array.from({ length: 40 }, (_, i) => sample(MONDAY + 3 * WEEK + i, i, { component: 'later' })));
          await untilTransferred(store);
          await store.expire(whenOld(1), MIN_RETENTION_MS);
          const named = sids();
          const inWeek = [...samples, ...again].filter(({ at }) => at < MONDAY + WEEK);
          for (const level of ROLLED_TABLES)
            expect(
              stored(MONDAY, level, (sid) => named.get(sid) ?? ''),
              level.table,
            ).toEqual(recomputed(inWeek, level.width));
          expect(existsSync(join(own.folder, partitionFile(MONDAY)))).toBe(false);
        } finally {
          await own.close();
          bench = outer;
        }
      }),
      { numRuns: 8 },
    );
  }, 300_000);
});

/** Two weeks at five minutes, with gaps, and one more that keeps its samples. */
function threeWeeks(): StoredSample[] {
  const random = makeRandom(5);
  const samples: StoredSample[] = [];
  for (let at = MONDAY; at < MONDAY + 3 * WEEK; at += 5 * MINUTE) {
    if (random() < 0.02 || (at > MONDAY + 4 * DAY && at < MONDAY + 5 * DAY + 3 * ROLLUP_MS)) continue;
    samples.push(
      sample(at + Math.floor(random() * 200_000), random() < 0.02 ? null : Math.round(1000 * random()) / 10, { intervalMs: 5 * MINUTE }),
    );
  }
  return samples;
}

describe('R-8.4.2-c2-10 charts over weeks whose samples are gone', () => {
  test('show what the samples came to, gaps as gaps, in buckets that fit, together with weeks that have theirs', async () => {
    const samples = threeWeeks();
    const store = await bench.open({ limits: { headSamples: 500 } });
    await appendAll(store, samples, 500);
    await store.append(Array.from({ length: 500 }, (_, i) => sample(MONDAY + 3 * WEEK + i, 1, { component: 'other' })));
    await untilTransferred(store);
    await store.expire(whenOld(2), MIN_RETENTION_MS);
    const { partitions, rolled } = await store.stats();
    expect([partitions.map(({ from }) => from), rolled.map(({ from }) => from)]).toEqual([
      [MONDAY + 2 * WEEK, MONDAY + 3 * WEEK],
      // The third is rolled up a month before its samples go, and its samples are what is read.
      [MONDAY, MONDAY + WEEK, MONDAY + 2 * WEEK, MONDAY + 3 * WEEK],
    ]);
    const kept = MONDAY + 2 * WEEK;
    const ranges: readonly (readonly [from: number, to: number, points: number])[] = [
      [MONDAY, MONDAY + 3 * WEEK, 30],
      [MONDAY, MONDAY + 3 * WEEK, 200],
      [MONDAY - DAY, MONDAY + 2 * WEEK, 400],
      [MONDAY + 3_723_456, MONDAY + 9 * DAY + 777_777, 700],
      [MONDAY + 2 * DAY + 12_345, MONDAY + 2 * DAY + 9 * ROLLUP_MS, 500],
      [MONDAY + 13 * DAY + 1, MONDAY + 16 * DAY + 1, 1000],
    ];
    const steps = new Set<number>();
    let gaps = 0;
    for (const [from, to, points] of ranges) {
      const found = await store.query({ ...CPU, from, to, points });
      steps.add(found.stepMs);
      expect(found.at.length).toBeLessThanOrEqual(points);
      expect(found.stepMs % FIVE_MINUTES_MS).toBe(0);
      const inside = samples.filter(({ at }) => {
        const time = at < kept ? Math.floor(at / FIVE_MINUTES_MS) * FIVE_MINUTES_MS : at;
        return time >= from && time < to;
      });
      const wanted = recomputed(inside, found.stepMs);
      found.at.forEach((at, i) => {
        const bucket = wanted.get(`${CPU.component} ${at}`);
        const [min, avg, max] = [found.min[i], found.avg[i], found.max[i]];
        if (!bucket) expect([min, avg, max]).toEqual([null, null, null]);
        else {
          expect([min, max]).toEqual([bucket.min, bucket.max]);
          expect(avg).toBeCloseTo(bucket.tenths / 10 / bucket.count, 9);
        }
      });
      expect([...wanted.keys()].filter((key) => !found.at.includes(Number(key.split(' ')[1])))).toEqual([]);
      gaps += found.avg.filter((avg) => avg === null).length;
    }
    expect([...steps].some((step) => step % DAY_MS === 0)).toBe(true);
    expect([...steps].some((step) => step < ROLLUP_MS)).toBe(true);
    expect(gaps).toBeGreaterThan(0);
  }, 60_000);

  test('go on over a restart, and what arrives for such a week changes nothing', async () => {
    const first = await bench.open({ limits: { headSamples: 4 } });
    await first.append([0, 1, 2, 3].map((week) => sample(MONDAY + week * WEEK, week)));
    await untilTransferred(first);
    await first.expire(whenOld(1), MIN_RETENTION_MS);
    await first.stop();
    const store = await bench.open({ limits: { headSamples: 4 } });
    await store.append([1, 2, 3, 4].map((i) => sample(MONDAY + i, 100)));
    await untilTransferred(store);
    const { at, max } = await store.query({ ...CPU, from: MONDAY, to: MONDAY + WEEK, points: 10 });
    expect(max.filter((one) => one !== null)).toEqual([0]);
    expect(at.length).toBeGreaterThan(1);
    expect(existsSync(join(bench.folder, partitionFile(MONDAY)))).toBe(false);
  });
});

describe('retention by class', () => {
  const MEMORY = { ...CPU, metric: 'memory.utilisation' };
  const OTHER = { ...CPU, resourceId: '0198b1a0-0000-7000-8000-000000000002' };
  const keptFiles = () => readdirSync(bench.folder).filter((name) => name.startsWith('kept-') && name.endsWith('.db'));
  const longer = [
    { metrics: [MEMORY.metric], resourceIds: null, days: 300 },
    { metrics: null, resourceIds: [OTHER.resourceId], days: 400 },
    // No longer than all are kept: says nothing.
    { metrics: null, resourceIds: null, days: 184 },
  ];
  const retention = { samplesMs: MIN_RETENTION_MS, longer };
  const all = [CPU, MEMORY, OTHER];

  async function openWithClasses(): Promise<TelemetryStore> {
    const store = await bench.open({ limits: { headSamples: 120 } });
    for (const week of [0, 1]) {
      const samples = all.flatMap((key) =>
        Array.from({ length: 40 }, (_, i) =>
          sample(MONDAY + week * WEEK + i * 90_000, i % 7 === 0 ? null : i, {
            ...{ ...key, intervalMs: 90_000 },
            ...(i % 7 === 0 && { quality: 'timeout' as const }),
          }),
        ),
      );
      await store.append(samples);
      await untilTransferred(store);
    }
    return store;
  }

  async function samplesOf(store: TelemetryStore, key: typeof CPU): Promise<number> {
    return (await store.samples({ ...key, from: MONDAY, to: MONDAY + WEEK, most: 100 })).at.length;
  }

  test('R-8.4.3-f1-2 samples of a longer class stay as they were taken, each as long as its class, the others go', async () => {
    const store = await openWithClasses();
    await store.expire(whenOld(1), retention);
    expect(keptFiles()).toEqual([MONDAY, MONDAY + WEEK].flatMap((start) => [keptFile(start, 300), keptFile(start, 400)]).sort());
    expect(existsSync(join(bench.folder, partitionFile(MONDAY)))).toBe(false);
    expect(await Promise.all(all.map((key) => samplesOf(store, key)))).toEqual([0, 40, 40]);
    const stretches = all.map((key) => store.qualities({ ...key, from: MONDAY, to: MONDAY + WEEK, joinMs: 0 }));
    expect((await Promise.all(stretches)).map(({ length }) => length)).toEqual([0, 6, 6]);
    const hour = { from: MONDAY, to: MONDAY + ROLLUP_MS, points: 200 };
    const [cpu, memory] = await Promise.all([CPU, MEMORY].map((key) => store.query({ ...key, ...hour })));
    expect([cpu!.summedUntil, memory!.summedUntil]).toEqual([MONDAY + WEEK, undefined]);
    expect([cpu!.stepMs, memory!.stepMs, memory!.max.filter((one) => one === null).length]).toEqual([FIVE_MINUTES_MS, 0, 6]);
    const top = await store.top({ metric: CPU.metric, from: MONDAY, to: MONDAY + WEEK, statistic: 'max', most: 5 });
    expect(top.items.map(({ resourceId, summary }) => [resourceId, summary.max])).toEqual([[OTHER.resourceId, 39]]);

    await store.expire(MONDAY + WEEK + 300 * DAY, retention);
    expect(await Promise.all(all.map((key) => samplesOf(store, key)))).toEqual([0, 0, 40]);
    await store.stop();
    const again = await bench.open();
    await again.expire(MONDAY + WEEK + 400 * DAY - 1, retention);
    expect(await Promise.all(all.map((key) => samplesOf(again, key)))).toEqual([0, 0, 40]);
    await again.expire(MONDAY + WEEK + 400 * DAY, retention);
    expect(await samplesOf(again, OTHER)).toBe(0);
    expect(keptFiles().filter((name) => name.endsWith(partitionFile(MONDAY).slice(5)))).toEqual([]);
  }, 60_000);

  test('a full disk does not take what a class keeps', async () => {
    const store = await openWithClasses();
    await store.pause('storage.full');
    expect(await store.expire(whenOld(1), retention)).toEqual([]);
    await store.resume();
    expect((await store.expire(whenOld(1), retention)).map(({ from }) => from)).toEqual([MONDAY]);
    expect(await samplesOf(store, MEMORY)).toBe(40);
  });

  test('R-8.2.2-e-1 a class with less than half a year, and rollups with less than thirteen months, are refused', async () => {
    const store = await openWithClasses();
    const short = { metrics: null, resourceIds: null, days: 183 };
    for (const wrong of [
      { samplesMs: MIN_RETENTION_MS, longer: [short] },
      { samplesMs: MIN_RETENTION_MS, rollupsMs: MIN_ROLLUP_RETENTION_MS - 1 },
    ])
      await expect(store.expire(whenOld(9), wrong)).rejects.toMatchObject({ code: 'telemetry.retentionTooShort' });
    expect((await store.stats()).partitions.map(({ from }) => from)).toEqual([MONDAY, MONDAY + WEEK]);
  });
});

describe('the life of a week', () => {
  const rolledFiles = () => readdirSync(bench.folder).filter((name) => rolledOfFile(name) !== null);

  async function openWithWeeks(count: number): Promise<TelemetryStore> {
    const store = await bench.open({ limits: { headSamples: count } });
    await store.append(Array.from({ length: count }, (_, week) => sample(MONDAY + week * WEEK, week)));
    await untilTransferred(store);
    return store;
  }

  test('R-8.4.3-f1-2 what its samples came to stays thirteen months, then goes too', async () => {
    const store = await openWithWeeks(2);
    await store.expire(MONDAY + WEEK + MIN_ROLLUP_RETENTION_MS - 1, MIN_RETENTION_MS);
    expect(rolledFiles()).toEqual([rolledFile(MONDAY), rolledFile(MONDAY + WEEK)]);
    await store.query({ ...CPU, from: MONDAY, to: MONDAY + WEEK, points: 10 });
    await store.expire(MONDAY + WEEK + MIN_ROLLUP_RETENTION_MS, MIN_RETENTION_MS);
    expect(rolledFiles()).toEqual([rolledFile(MONDAY + WEEK)]);
    expect((await store.query({ ...CPU, from: MONDAY, to: MONDAY + WEEK, points: 10 })).max.filter((one) => one !== null)).toEqual([]);
  });

  test('a late sample makes its rollups anew, as long as its samples are there', async () => {
    const store = await openWithWeeks(4);
    await store.expire(whenOld(1) - 1, MIN_RETENTION_MS);
    expect(rolledFiles()).toContain(rolledFile(MONDAY));
    await store.append([1, 2, 3, 4].map((i) => sample(MONDAY + i * MINUTE, 10 * i)));
    await untilTransferred(store);
    expect(rolledFiles()).not.toContain(rolledFile(MONDAY));
    await store.expire(whenOld(1), MIN_RETENTION_MS);
    const { max } = await store.query({ ...CPU, from: MONDAY, to: MONDAY + DAY, points: 2 });
    expect(max).toEqual([40, null]);
  });

  test('on a full disk samples that are old enough go although nothing can be rolled up', async () => {
    const store = await openWithWeeks(2);
    await store.pause('storage.full');
    const removed = await store.expire(whenOld(1), MIN_RETENTION_MS);
    expect(removed.map(({ from }) => from)).toEqual([MONDAY]);
    expect(rolledFiles()).toEqual([]);
  });

  test('a folder written before there were rollups gets what is missing', async () => {
    const first = await openWithWeeks(30);
    await first.stop();
    for (let week = 0; week < 30; week++) {
      const file = new Database(join(bench.folder, partitionFile(MONDAY + week * WEEK)));
      file.exec(week < 15 ? 'drop table rollup; drop table quality; drop table whole; pragma user_version = 1' : 'drop table whole');
      file.close();
    }
    const store = await bench.open();
    await store.expire(whenOld(2), MIN_RETENTION_MS);
    const { partitions, rolled } = await store.stats();
    expect(partitions.map(({ from }) => from)).toEqual(Array.from({ length: 28 }, (_, i) => MONDAY + (i + 2) * WEEK));
    // Two that are gone, and those whose samples go within a month.
    expect(rolled.map(({ from }) => from)).toEqual([0, 1, 2, 3, 4, 5].map((week) => MONDAY + week * WEEK));
    for (const week of [2, 14, 29]) {
      const file = new Database(join(bench.folder, partitionFile(MONDAY + week * WEEK)), { readonly: true });
      expect(file.prepare('select count(*) from rollup').pluck().get()).toBe(1);
      expect(file.prepare("select count(*) from sqlite_master where name = 'whole'").pluck().get()).toBe(1);
      file.close();
    }
    const { max } = await store.query({ ...CPU, from: MONDAY, to: MONDAY + 30 * WEEK, points: 40 });
    expect(max.filter((one) => one !== null)).toEqual(Array.from({ length: 30 }, (_, week) => week));
  }, 60_000);

  test('a file of rollups that a stop left unfinished is begun anew', async () => {
    const first = await openWithWeeks(2);
    await first.stop();
    const leftover = new Database(join(bench.folder, `${rolledFile(MONDAY)}.building`));
    leftover.exec('create table day (id integer primary key); pragma user_version = 1');
    leftover.close();
    const store = await bench.open();
    await store.expire(whenOld(1), MIN_RETENTION_MS);
    expect(readdirSync(bench.folder).filter((name) => name.includes('building'))).toEqual([]);
    expect((await store.query({ ...CPU, from: MONDAY, to: MONDAY + DAY, points: 2 })).max).toEqual([0, null]);
  });
});
