import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ChunkDamaged } from './codec.ts';
import { type Columns, makeColumns, sortUnique } from './columns.ts';
import { partitionFile } from './layout.ts';
import { resample } from './resample.ts';
import { decodeRollup, encodeRollup, ROLLUP_MS, rollUp } from './rollup.ts';
import type { SeriesColumns, StoredSample } from './store.ts';
import { type Bench, DAY, MINUTE, MONDAY, makeBench } from './testing/support.ts';

const DECIMALS = 1;
const columnsOf = (samples: readonly { readonly at: number; readonly value: number | null }[], intervalMs = MINUTE): Columns => {
  const columns = makeColumns(samples.length);
  samples.forEach(({ at, value }, i) => {
    columns.at[i] = at;
    columns.value[i] = value ?? Number.NaN;
    columns.intervalMs[i] = intervalMs;
  });
  return sortUnique(columns);
};

const tenths = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((whole) => whole / 10);
const value = fc.oneof({ weight: 8, arbitrary: tenths }, { weight: 1, arbitrary: fc.constant(null) });
const inDay = fc.array(fc.record({ at: fc.integer({ min: 0, max: DAY - 1 }), value }), { maxLength: 300 });

describe('rollups of a day', () => {
  test('are what its samples come to hour by hour, and come back as they were written', () => {
    fc.assert(
      fc.property(inDay, (samples) => {
        const columns = columnsOf(samples);
        const rollup = decodeRollup(encodeRollup(rollUp(columns), DECIMALS));
        for (let hour = 0; hour < 24; hour += 1) {
          const inside = [...columns.at.keys()].filter((i) => Math.floor((columns.at[i] ?? 0) / ROLLUP_MS) === hour);
          const measured = inside.map((i) => columns.value[i] ?? Number.NaN).filter((one) => !Number.isNaN(one));
          const place = rollup.at.indexOf(hour * ROLLUP_MS);
          if (measured.length === 0) {
            expect(place).toBe(-1);
            continue;
          }
          expect(rollup.count[place]).toBe(measured.length);
          expect(rollup.min[place]).toBe(Math.min(...measured));
          expect(rollup.max[place]).toBe(Math.max(...measured));
          expect(rollup.sum[place]).toBe(measured.reduce((sum, one) => sum + Math.round(one * 10), 0) / 10);
        }
      }),
    );
  });

  test('hold any number bit for bit, and bytes that are none are told', () => {
    const odd = columnsOf([1e300, Math.PI, -1e-9, 5e15].map((one, i) => ({ at: i * MINUTE, value: one })));
    const rollup = rollUp(odd);
    expect(decodeRollup(encodeRollup(rollup, DECIMALS))).toEqual(rollup);
    const bytes = encodeRollup(rollup, DECIMALS);
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
    expect(() => decodeRollup(bytes)).toThrow(ChunkDamaged);
  });
});

describe('R-8.4.2-c2-10 charts over months', () => {
  let bench: Bench;
  beforeEach(() => {
    bench = makeBench();
  });
  afterEach(() => bench.close());

  const KEY = { resourceId: 'r', metric: 'cpu.utilisation', component: '' };
  const INTERVAL = 5 * MINUTE;
  const DAYS = 40;

  /** What the same samples come to without any rollup. */
  function recomputed(samples: readonly StoredSample[], from: number, to: number, points: number): SeriesColumns {
    const inside = samples.filter(({ at }) => at >= from && at < to);
    return resample(columnsOf(inside, INTERVAL), { from, to, points, intervalMs: INTERVAL });
  }

  function expectSame(found: SeriesColumns, wanted: SeriesColumns): void {
    expect([found.stepMs, found.at, found.min, found.max]).toEqual([wanted.stepMs, wanted.at, wanted.min, wanted.max]);
    for (const [i, mean] of wanted.avg.entries()) {
      if (mean === null) expect(found.avg[i]).toBeNull();
      else expect(found.avg[i]).toBeCloseTo(mean, 9);
    }
  }

  test('equal the recomputation from all samples, whatever the range, with gaps, late samples and what is still in memory', async () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const samples: StoredSample[] = [];
    for (let at = MONDAY; at < MONDAY + DAYS * DAY; at += INTERVAL) {
      if (random() < 0.02) continue;
      const figure = random() < 0.02 ? null : Math.round(1000 * random()) / 10;
      samples.push({ ...KEY, at: at + Math.floor(random() * 3000), value: figure, intervalMs: INTERVAL });
    }
    // Early ones that arrive last, into days that were rolled up before.
    const late = samples.filter((_, i) => i % 97 === 0);
    const first = samples.filter((_, i) => i % 97 !== 0);
    const store = await bench.open({ limits: { headSamples: 2000 } });
    for (const part of [first, late]) for (let i = 0; i < part.length; i += 500) await store.append(part.slice(i, i + 500));
    await expect.poll(async () => (await store.stats()).head.samples, { timeout: 20_000 }).toBeLessThan(2000);
    const end = MONDAY + DAYS * DAY;
    const ranges: readonly (readonly [number, number, number])[] = [
      [MONDAY, end, 500],
      [MONDAY - 3 * DAY, end + DAY, 100],
      [MONDAY + 3 * DAY + 1_234_567, end - 2 * DAY - 7_654_321, 300],
      [MONDAY + 10 * DAY, MONDAY + 12 * DAY + 1, 40],
      [MONDAY + 39 * DAY + 1000, end, 10],
    ];
    for (const [from, to, points] of ranges)
      expectSame(await store.query({ ...KEY, from, to, points }), recomputed(samples, from, to, points));
  }, 60_000);

  test('of partitions written before there were rollups are made from their chunks', async () => {
    const samples = Array.from(
      { length: 6 * 288 },
      (_, i): StoredSample => ({ ...KEY, at: MONDAY + i * INTERVAL, value: i % 100, intervalMs: INTERVAL }),
    );
    const store = await bench.open({ limits: { headSamples: 100 } });
    await store.append(samples);
    await expect.poll(async () => (await store.stats()).head.samples, { timeout: 20_000 }).toBe(0);
    await store.stop();
    const file = new Database(join(bench.folder, partitionFile(MONDAY)));
    file.exec('drop table rollup; drop table quality; drop table whole; pragma user_version = 1');
    file.close();
    const again = await bench.open({ limits: { headSamples: 100 } });
    const range = [MONDAY, MONDAY + 6 * DAY, 100] as const;
    expectSame(await again.query({ ...KEY, from: range[0], to: range[1], points: range[2] }), recomputed(samples, ...range));
    const more: StoredSample = { ...KEY, at: MONDAY + 6 * DAY + 1, value: 7, intervalMs: INTERVAL };
    await again.append(Array.from({ length: 100 }, (_, i) => ({ ...more, at: more.at + i * INTERVAL })));
    await expect.poll(async () => (await again.stats()).head.samples, { timeout: 20_000 }).toBe(0);
    const mixed = await again.query({ ...KEY, from: MONDAY, to: MONDAY + 7 * DAY, points: 100 });
    expect(mixed.max[mixed.at.indexOf(MONDAY + 6 * DAY)]).toBe(7);
  }, 60_000);
});
