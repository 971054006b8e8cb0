import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { QUALITIES, type Quality } from '../../../../shared/domain/observation/quality.ts';
import { ChunkDamaged, encodeChunk } from './codec.ts';
import { type Columns, makeColumns, merge } from './columns.ts';
import { chunkId, partitionFile, REGISTRY_FILE } from './layout.ts';
import { codeOf, decodeRuns, encodeRuns, qualityOf, runsOf, stretchesOf, withRuns } from './quality.ts';
import type { StoredSample, TelemetryStore } from './store.ts';
import { type Bench, CPU, DAY, MINUTE, MONDAY, makeBench, sample, untilTransferred } from './testing/support.ts';

const codes = fc.array(fc.integer({ min: 0, max: QUALITIES.length }), { maxLength: 300 });

function columnsOf(all: readonly number[], start = MONDAY): Columns {
  const columns = makeColumns(all.length, true);
  all.forEach((code, i) => {
    columns.at[i] = start + i * MINUTE;
    columns.intervalMs[i] = MINUTE;
    columns.quality![i] = code;
  });
  return columns;
}

describe('R-8.2.2-0-4 runs of samples that are less than good', () => {
  test('say of each sample what was said of it, also after they were written down', () => {
    fc.assert(
      fc.property(codes, (all) => {
        const columns = columnsOf(all);
        const { quality: _, ...bare } = columns;
        const read = withRuns(bare, decodeRuns(encodeRuns(runsOf(columns))));
        expect([...(read.quality ?? new Uint8Array(all.length))]).toEqual(all);
      }),
    );
  });

  test('cost nothing where all is good, ten bytes and a few for an outage, and are refused where they were damaged', () => {
    expect(runsOf(columnsOf([0, 0, 0]))).toEqual([]);
    const outage = encodeRuns(runsOf(columnsOf(Array.from({ length: 1440 }, (_, i) => (i > 100 && i < 700 ? 3 : 0)))));
    expect(outage.length).toBeLessThan(24);
    outage[7]! ^= 1;
    expect(() => decodeRuns(outage)).toThrow(ChunkDamaged);
  });

  test('of a later version are kept and not told', () => {
    const later = columnsOf([200, 200, 3]);
    expect(decodeRuns(encodeRuns(runsOf(later))).map(({ code }) => code)).toEqual([200, 3]);
    expect(stretchesOf(runsOf(later), MONDAY, MONDAY + DAY, 0).map(({ quality }) => quality)).toEqual([qualityOf(3)]);
  });

  test('stand in files by numbers that stay as they are', () => {
    const numbered = [
      'wrapped',
      'aboveSpeed',
      'timeout',
      'refused',
      'unreachable',
      'auth',
      'protocol',
      'mismatch',
      'tool',
      'first',
    ] as const;
    const others = ['restarted', 'tooFast', 'implausible', 'wrongType', 'noValue', 'absent', 'loop', 'tooBig'] as const;
    const all: readonly Quality[] = [...numbered, ...others];
    expect(all.map(codeOf)).toEqual(all.map((_, i) => i + 1));
    expect(all.map((_, i) => qualityOf(i + 1))).toEqual(all);
    expect([...QUALITIES].sort()).toEqual([...all].sort());
    expect([qualityOf(0), qualityOf(undefined), qualityOf(all.length + 1), codeOf(undefined)]).toEqual([
      undefined,
      undefined,
      undefined,
      0,
    ]);
  });

  test('end where samples are missing: nothing was said while nobody asked', () => {
    const columns = columnsOf([3, 3, 3, 3]);
    columns.at[2]! += 9 * MINUTE;
    columns.at[3]! += 9 * MINUTE;
    expect(stretchesOf(runsOf(columns), MONDAY, MONDAY + DAY, 0).map(({ from, to }) => [from - MONDAY, to - MONDAY])).toEqual([
      [0, 2 * MINUTE],
      [11 * MINUTE, 13 * MINUTE],
    ]);
  });

  test('belong to the sample that stays of two with one time', () => {
    const both = merge([columnsOf([3, 0, 0]), columnsOf([4, 4, 0, 5])]);
    expect([...both.quality!]).toEqual([3, 0, 0, 5]);
  });
});

describe('the store', () => {
  let bench: Bench;
  beforeEach(() => {
    bench = makeBench();
  });
  afterEach(() => bench.close());

  const day = { ...CPU, from: MONDAY, to: MONDAY + DAY };
  const minute = (number: number, value: number | null, quality?: Quality): StoredSample => ({
    ...sample(MONDAY + number * MINUTE, value),
    ...(quality && { quality }),
  });
  const stretches = async (store: TelemetryStore, joinMs = 0) =>
    (await store.qualities({ ...day, joinMs })).map(({ from, to, quality }) => [(from - MONDAY) / MINUTE, (to - MONDAY) / MINUTE, quality]);
  const flags = async (store: TelemetryStore) =>
    (await store.samples({ ...day, most: 2000 })).flags.map(({ place, quality }) => [place, quality]);
  const said = [minute(0, 1), minute(1, null, 'timeout'), minute(2, null, 'timeout'), minute(3, 4, 'wrapped'), minute(4, 5)];
  const STRETCHES = [
    [1, 3, 'timeout'],
    [3, 4, 'wrapped'],
  ];
  const FLAGS = [
    [1, 'timeout'],
    [2, 'timeout'],
    [3, 'wrapped'],
  ];

  test('says what is known against samples in memory, after a start, in files, and once where they came twice', async () => {
    const first = await bench.open();
    await first.append(said);
    await first.append(said);
    expect([await stretches(first), await flags(first)]).toEqual([STRETCHES, FLAGS]);
    await first.stop();
    const second = await bench.open({ limits: { headSamples: 11 } });
    expect([await stretches(second), await flags(second)]).toEqual([STRETCHES, FLAGS]);
    await second.append([minute(5, 6)]);
    await untilTransferred(second);
    expect([await stretches(second), await flags(second)]).toEqual([STRETCHES, FLAGS]);
    await second.stop();
    const third = await bench.open({ limits: { headSamples: 3 } });
    // Again what is in files, now with another word against it: the sample that was there stays, and so does its quality.
    await third.append([minute(0, 1, 'aboveSpeed'), minute(3, 4), minute(7, null, 'restarted')]);
    const more = [...FLAGS, [6, 'restarted']];
    expect(await flags(third)).toEqual(more);
    await untilTransferred(third);
    expect(await flags(third)).toEqual(more);
    expect(await stretches(third)).toEqual([...STRETCHES, [7, 8, 'restarted']]);
    expect((await third.query({ ...day, points: 100 })).avg).toEqual([1, null, null, 4, 5, 6, null]);
  });

  test('says of the newest value what is less than good about it, also after its log is gone', async () => {
    const first = await bench.open({ limits: { headSamples: 2 } });
    await first.append([minute(0, 1), minute(1, null, 'auth')]);
    await untilTransferred(first);
    expect(await first.latest()).toEqual([minute(1, null, 'auth')]);
    await first.stop();
    const second = await bench.open();
    expect(await second.latest()).toEqual([minute(1, null, 'auth')]);
    await second.append([minute(2, 3)]);
    expect(await second.latest()).toEqual([minute(2, 3)]);
  });

  test('tells stretches as finely as it is asked, cut to the range, those of a day before that reach into it too', async () => {
    const store = await bench.open({ limits: { headSamples: 8 } });
    await store.append(
      [-1, 3, 5, 7, 20].map((number) => minute(number, null, 'timeout')).concat([4, 6, 8].map((number) => minute(number, 1))),
    );
    await untilTransferred(store);
    const fine = [3, 5, 7, 20].map((number) => [number, number + 1, 'timeout']);
    expect(await stretches(store)).toEqual(fine);
    expect(await stretches(store, 5 * MINUTE)).toEqual([
      [3, 8, 'timeout'],
      [20, 21, 'timeout'],
    ]);
    const late = { ...day, from: MONDAY - MINUTE / 2, joinMs: 0 };
    expect((await store.qualities(late))[0]).toEqual({ from: late.from, to: MONDAY, quality: 'timeout' });
    expect(await store.qualities({ ...day, metric: 'nothing', joinMs: 0 })).toEqual([]);
  });

  test('refuses a doubt about no value and a reason for one that is there', async () => {
    const store = await bench.open();
    for (const wrong of [minute(0, null, 'wrapped'), minute(0, Number.NaN, 'wrapped'), minute(0, 1, 'timeout')])
      await expect(store.append([wrong])).rejects.toMatchObject({ code: 'telemetry.invalid' });
  });

  test('opens folders of before: nothing is known against what they hold, and what comes is kept beside it', async () => {
    const first = await bench.open({ limits: { headSamples: 2 } });
    await first.append([minute(0, 1), minute(1, null)]);
    await untilTransferred(first);
    await first.stop();
    const db = new Database(join(bench.folder, partitionFile(MONDAY)));
    db.exec('drop table quality; pragma user_version = 2');
    db.close();
    const registry = new Database(join(bench.folder, REGISTRY_FILE));
    registry.exec('alter table series drop column last_quality; pragma user_version = 1');
    registry.close();
    const store = await bench.open({ limits: { headSamples: 2 } });
    expect([await stretches(store), await flags(store), (await store.latest())[0]?.value]).toEqual([[], [], null]);
    await store.append([minute(2, null, 'timeout'), minute(3, 4)]);
    await untilTransferred(store);
    expect([await stretches(store), await flags(store)]).toEqual([[[2, 3, 'timeout']], [[2, 'timeout']]]);
    expect((await store.query({ ...day, points: 100 })).avg).toEqual([1, null, null, 4]);
    expect((await store.stats()).damaged).toBe(0);
  });

  test('counts and goes around what was damaged on disk: the samples stay', async () => {
    const first = await bench.open({ limits: { headSamples: 5 } });
    await first.append(said);
    await untilTransferred(first);
    await first.stop();
    const db = new Database(join(bench.folder, partitionFile(MONDAY)));
    db.prepare("update quality set payload = x'10000000000000'").run();
    db.close();
    const store = await bench.open({ limits: { headSamples: 1 } });
    expect(await stretches(store)).toEqual([]);
    await store.append([minute(9, null, 'tool')]);
    await untilTransferred(store);
    expect((await store.query({ ...day, points: 100 })).avg).toEqual([1, null, null, 4, 5, null]);
    expect(await stretches(store)).toEqual([[9, 10, 'tool']]);
    expect((await store.stats()).damaged).toBeGreaterThan(0);
  });

  test('goes around one damaged day alone: of the others is said what was said', async () => {
    const store = await bench.open({ limits: { headSamples: 2 } });
    const nextDay = DAY / MINUTE + 5;
    await store.append([minute(1, null, 'timeout'), minute(nextDay, null, 'auth')]);
    await untilTransferred(store);
    const db = new Database(join(bench.folder, partitionFile(MONDAY)));
    db.prepare("update quality set payload = x'10000000000000' where id = ?").run(chunkId(1, MONDAY));
    db.close();
    const both = { ...day, to: MONDAY + 2 * DAY };
    expect((await store.qualities({ ...both, joinMs: 0 })).map(({ quality }) => quality)).toEqual(['auth']);
    expect((await store.samples({ ...both, most: 10 })).flags).toEqual([{ place: 1, quality: 'auth' }]);
    expect((await store.stats()).damaged).toBeGreaterThan(0);
  });

  test('is told whatever comes in whatever order, through transfers and starts', async () => {
    const all = fc.sample(
      fc.array(fc.tuple(fc.nat(200), fc.option(fc.nat(9), { nil: null }), fc.nat(QUALITIES.length)), { minLength: 400, maxLength: 400 }),
      { numRuns: 1, seed: 7 },
    )[0]!;
    const model = new Map<number, StoredSample>();
    let store = await bench.open({ limits: { headSamples: 40 } });
    for (let begin = 0; begin < all.length; begin += 25) {
      const group = all.slice(begin, begin + 25).map(([number, value, code]) => {
        const quality = qualityOf(code);
        const fits = quality !== undefined && codeOf(quality) <= 2 === (value !== null);
        return minute(number, value, fits ? quality : undefined);
      });
      await store.append(group);
      for (const one of group) if (!model.has(one.at)) model.set(one.at, one);
      if (begin % 100 === 75) {
        await store.stop();
        store = await bench.open({ limits: { headSamples: 40 } });
      }
    }
    const kept = [...model.values()].sort((a, b) => a.at - b.at);
    const page = await store.samples({ ...day, most: 2000 });
    const values = Array.from(page.value, (value) => (Number.isNaN(value) ? null : value));
    expect(values).toEqual(kept.map(({ value }) => value));
    expect(page.flags).toEqual(kept.flatMap(({ quality }, place) => (quality ? [{ place, quality }] : [])));
  });

  test('has in the file no byte more for a day that is good', async () => {
    const store = await bench.open({ limits: { headSamples: 100 } });
    const good = Array.from({ length: 100 }, (_, i) => minute(i, i % 7));
    await store.append(good);
    await untilTransferred(store);
    await store.stop();
    const db = new Database(join(bench.folder, partitionFile(MONDAY)), { readonly: true });
    const counted = db.prepare<[], { rows: number }>('select count(*) as rows from quality').get();
    const chunk = db.prepare<[number], Buffer>('select payload from chunk where id = ?').pluck().get(chunkId(1, MONDAY));
    db.close();
    const columns = makeColumns(100);
    good.forEach(({ at, value }, i) => {
      columns.at[i] = at;
      columns.value[i] = value ?? Number.NaN;
      columns.intervalMs[i] = MINUTE;
    });
    expect(counted?.rows).toBe(0);
    expect(chunk!.equals(encodeChunk(columns, 1))).toBe(true);
  });
});
