import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { summarise } from '../../../../shared/domain/metric/statistics.ts';
import type { RankStatistic } from './bound.ts';
import { type SamplePage, type StoredSample, TelemetryError, type TelemetryStore } from './store.ts';
import { makeRandom } from './testing/mix.ts';
import { type Bench, CPU, DAY, MINUTE, MONDAY, makeBench, sample, untilTransferred } from './testing/support.ts';

const HOUR = 60 * MINUTE;
const STATISTICS: readonly RankStatistic[] = ['avg', 'max', 'p95'];

let bench: Bench;
beforeEach(() => {
  bench = makeBench();
});
afterEach(() => bench.close());

/** The same ranking from the samples themselves. */
function recomputed(samples: readonly StoredSample[], from: number, to: number, statistic: RankStatistic) {
  const bySeries = new Map<string, StoredSample[]>();
  for (const one of samples) {
    if (one.at < from || one.at >= to) continue;
    const own = bySeries.get(one.resourceId);
    if (own) own.push(one);
    else bySeries.set(one.resourceId, [one]);
  }
  return [...bySeries]
    .map(([resourceId, own]) => {
      const inOrder = [...own].sort((a, b) => a.at - b.at);
      return {
        resourceId,
        ...summarise(
          Float64Array.from(inOrder, ({ at }) => at),
          Float64Array.from(inOrder, ({ value }) => value ?? NaN),
        ),
      };
    })
    .flatMap((one) => (one[statistic] === null ? [] : [{ ...one, value: one[statistic] }]))
    .sort((a, b) => b.value - a.value);
}

async function expectSame(store: TelemetryStore, samples: readonly StoredSample[], from: number, to: number): Promise<void> {
  for (const statistic of STATISTICS) {
    const found = await store.top({ metric: CPU.metric, from, to, statistic, most: 7 });
    const all = recomputed(samples, from, to, statistic);
    expect(found.ranked, statistic).toBe(all.length);
    // Of series of equal value anyone may be the one shown: what is compared is the value at each place, and that it is the series' own.
    const values = found.items.map(({ summary }) => Number(summary[statistic]?.toFixed(9)));
    expect(values, statistic).toEqual(all.slice(0, 7).map(({ value }) => Number(value.toFixed(9))));
    const own = found.items.map(({ resourceId }) => all.find((one) => one.resourceId === resourceId)?.value ?? Number.NaN);
    expect(values, statistic).toEqual(own.map((value) => Number(value.toFixed(9))));
  }
}

/** 120 series over two days: levels, bursts, gaps; each time has jitter, so that no two samples of different series agree. */
function makeSamples(): StoredSample[] {
  const random = makeRandom(11);
  return Array.from({ length: 120 }, (_, series) => {
    const level = 100 * random();
    const calm = random() < 0.3;
    return Array.from({ length: (2 * DAY) / (5 * MINUTE) }, (_, i): StoredSample => {
      const burst = random() < 0.03 ? 400 * random() : 0;
      const value = random() < 0.02 ? null : level + (calm ? 0 : 30 * random() + burst);
      const at = MONDAY + i * 5 * MINUTE + Math.floor(1000 * random());
      return { ...CPU, resourceId: `r${series}`, at, value: value === null ? null : Math.round(value * 10) / 10, intervalMs: 5 * MINUTE };
    });
  }).flat();
}

describe('R-8.4.2-c7-3 the highest of many series', () => {
  test('are those of a ranking of all samples, wherever these lie', async () => {
    const samples = makeSamples().sort((a, b) => a.at - b.at);
    const store = await bench.open({ limits: { headSamples: 15_000 } });
    // Late ones come into hours that are rolled up already, some twice.
    const late = samples.filter((_, i) => i % 89 === 0);
    const first = samples.filter((_, i) => i % 89 !== 0);
    for (const part of [first, late, late.slice(0, 100)])
      for (let i = 0; i < part.length; i += 3000) await store.append(part.slice(i, i + 3000));
    await expect.poll(async () => (await store.stats()).head.samples, { timeout: 20_000 }).toBeLessThan(15_000);
    const end = MONDAY + 2 * DAY;
    for (const [from, to] of [
      [end - DAY, end],
      [end - DAY - 1_234_567, end - 777_777],
      [MONDAY, MONDAY + HOUR],
      [end - HOUR - 60_000, end - 60_000],
      [MONDAY - DAY, end + DAY],
    ] as const)
      await expectSame(store, samples, from, to);
  }, 60_000);

  test('leave out who had no value, count them, and keep to the resources asked for', async () => {
    const store = await bench.open();
    await store.append([
      sample(MONDAY, 5, { resourceId: 'a' }),
      sample(MONDAY, 9, { resourceId: 'b' }),
      sample(MONDAY, null, { resourceId: 'c' }),
      sample(MONDAY, 99, { resourceId: 'a', metric: 'memory.utilisation' }),
    ]);
    const range = { metric: CPU.metric, from: MONDAY, to: MONDAY + 1, statistic: 'max', most: 10 } as const;
    const all = await store.top(range);
    expect([all.items.map(({ resourceId, lastAt }) => [resourceId, lastAt]), all.ranked, all.silent]).toEqual([
      [
        ['b', MONDAY],
        ['a', MONDAY],
      ],
      2,
      1,
    ]);
    const some = await store.top({ ...range, resourceIds: ['a', 'c'] });
    expect([some.items.map(({ resourceId }) => resourceId), some.ranked, some.silent]).toEqual([['a'], 1, 1]);
    expect(await store.top({ ...range, from: MONDAY + 1, to: MONDAY + 1 })).toEqual({ items: [], ranked: 0, silent: 0 });
    await expect(store.top({ ...range, most: 0 })).rejects.toThrow(TelemetryError);
  });

  test('a chunk without a readable rollup is judged by its samples', async () => {
    const store = await bench.open({ limits: { headSamples: 10 } });
    const samples = ['a', 'b', 'c'].flatMap((resourceId, place) =>
      Array.from({ length: 10 }, (_, i) => sample(MONDAY + i * MINUTE, place * 10 + i, { resourceId })),
    );
    await store.append(samples);
    await untilTransferred(store);
    await store.stop();
    const { default: Database } = await import('better-sqlite3');
    const { partitionFile } = await import('./layout.ts');
    const file = new Database(`${bench.folder}/${partitionFile(MONDAY)}`);
    // As files of before: two series have none, and that of the third is damaged.
    file.exec('drop table whole; delete from rollup where id / 8 <> 2; update rollup set payload = zeroblob(40)');
    expect(file.prepare('select count(*) from rollup').pluck().get()).toBe(1);
    file.close();
    await expectSame(await bench.open(), samples, MONDAY, MONDAY + DAY);
  });
});

describe('R-8.4.2-c2-8 the summary of a series', () => {
  test('is that of its samples in memory and in chunks', async () => {
    const samples = Array.from({ length: 100 }, (_, i) => sample(MONDAY + i * MINUTE, i % 10 === 9 ? null : i));
    const store = await bench.open({ limits: { headSamples: 50 } });
    await store.append(samples.slice(0, 60));
    await untilTransferred(store);
    await store.append(samples.slice(60));
    const { samples: count, gaps, min, max, avg, p95, trend, lastAt } = await store.summary({ ...CPU, from: MONDAY, to: MONDAY + DAY });
    expect({ count, gaps, min, max, p95, lastAt }).toEqual({ count: 90, gaps: 10, min: 0, max: 98, p95: 94, lastAt: MONDAY + 98 * MINUTE });
    expect(avg).toBeCloseTo(49, 9);
    expect((trend?.slopePerMs ?? 0) * MINUTE).toBeCloseTo(1, 9);
    expect(await store.summary({ ...CPU, component: 'none', from: 0, to: MONDAY })).toEqual(
      summarise(new Float64Array(0), new Float64Array(0)),
    );
  });

  test('its samples come in pages, each sample once, wherever it lies', async () => {
    const samples = Array.from({ length: 300 }, (_, i) => sample(MONDAY + i * HOUR, i % 7 === 0 ? null : i));
    const store = await bench.open({ limits: { headSamples: 100 } });
    await store.append(samples.filter((_, i) => i % 3 !== 0));
    await untilTransferred(store);
    await store.append(samples.filter((_, i) => i % 3 === 0).slice(0, 99));
    const found: (readonly [number, number | null])[] = [];
    for (let from: number | null = MONDAY; from !== null; ) {
      const { at, value, next }: SamplePage = await store.samples({ ...CPU, from, to: MONDAY + 400 * HOUR, most: 70 });
      expect(at.length).toBeLessThanOrEqual(70);
      at.forEach((time, i) => {
        const one = value[i] ?? Number.NaN;
        found.push([time, Number.isNaN(one) ? null : one]);
      });
      from = next;
    }
    const kept = samples.filter((_, i) => i % 3 !== 0 || i < 99 * 3);
    expect(found).toEqual(kept.map(({ at, value }) => [at, value]));
  });
});
