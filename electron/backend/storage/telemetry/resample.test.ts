import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Columns, makeColumns } from './columns.ts';
import { resample } from './resample.ts';
import { DAY, MINUTE, MONDAY } from './testing/support.ts';

function series(points: readonly (readonly [at: number, value: number | null, intervalMs?: number])[]): Columns {
  const columns = makeColumns(points.length);
  points.forEach(([at, value, intervalMs = MINUTE], i) => {
    columns.at[i] = at;
    columns.value[i] = value ?? Number.NaN;
    columns.intervalMs[i] = intervalMs;
  });
  return columns;
}

const range = { from: MONDAY, to: MONDAY + DAY, points: 600, intervalMs: MINUTE };

describe('samples as taken', () => {
  test('fewer samples than points come as they were taken', () => {
    const result = resample(
      series([
        [MONDAY + 1, 3],
        [MONDAY + MINUTE + 5, 4],
      ]),
      range,
    );
    expect(result).toEqual({ stepMs: 0, intervalMs: MINUTE, at: [MONDAY + 1, MONDAY + MINUTE + 5], min: [3, 4], avg: [3, 4], max: [3, 4] });
  });

  test('neighbours more than 2.5 intervals apart have one null point between them, 2.5 and less have none', () => {
    const at = (minutes: number) => MONDAY + minutes * MINUTE;
    const result = resample(
      series([
        [at(0), 1],
        [at(2.5), 2],
        [at(5.1), 3],
      ]),
      range,
    );
    expect(result.at).toEqual([at(0), at(2.5), at(3.5), at(5.1)]);
    expect(result.avg).toEqual([1, 2, null, 3]);
  });

  test('a stored gap is a null point and needs no second one beside it', () => {
    const result = resample(
      series([
        [MONDAY, 1],
        [MONDAY + 10 * MINUTE, null],
        [MONDAY + 20 * MINUTE, 2],
      ]),
      range,
    );
    expect(result.avg).toEqual([1, null, 2]);
  });

  test('after a change of the interval the longer one tells what a gap is', () => {
    const slow = 5 * MINUTE;
    const result = resample(
      series([
        [MONDAY, 1, MINUTE],
        [MONDAY + slow, 2, slow],
        [MONDAY + 2 * slow, 3, MINUTE],
      ]),
      range,
    );
    expect(result.avg).toEqual([1, 2, 3]);
  });

  test('never more points than asked for, gaps included', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(DAY - 1), { minLength: 1, maxLength: 60 }), fc.integer({ min: 2, max: 60 }), (times, points) => {
        const at = [...new Set(times)].sort((a, b) => a - b);
        const result = resample(series(at.map((time) => [MONDAY + time, 1])), { ...range, points });
        expect(result.at.length).toBeLessThanOrEqual(points);
      }),
    );
  });
});

describe('buckets', () => {
  const minutes = (count: number, value: (i: number) => number | null = (i) => i) =>
    series(Array.from({ length: count }, (_, i) => [MONDAY + i * MINUTE, value(i)]));

  test('each has minimum, mean and maximum of its samples and begins at a multiple of its width since the epoch', () => {
    const result = resample(minutes(1440), { ...range, points: 24 });
    expect(result.stepMs).toBe(60 * MINUTE);
    expect(result.at).toEqual(Array.from({ length: 24 }, (_, i) => MONDAY + i * 60 * MINUTE));
    expect(result.min[1]).toBe(60);
    expect(result.avg[1]).toBe(89.5);
    expect(result.max[1]).toBe(119);
  });

  test('they cover the whole range from the bucket of `from`, so that the same samples fall into the same bucket whenever it is asked', () => {
    const from = MONDAY + 17 * MINUTE;
    const result = resample(minutes(1440), { ...range, from, to: from + DAY, points: 25 });
    expect(result.stepMs).toBe(60 * MINUTE);
    expect(result.at[0]).toBe(MONDAY);
    expect(result.at.at(-1)).toBe(MONDAY + DAY);
  });

  test('a bucket without a measured value is null in all three, at the ends too', () => {
    const result = resample(
      minutes(1200, (i) => (i >= 240 && i < 420 ? null : i)),
      { ...range, points: 24 },
    );
    const empty = result.avg.map((value, i) => (value === null ? i : -1)).filter((i) => i >= 0);
    expect(empty).toEqual([4, 5, 6, 20, 21, 22, 23]);
    for (const i of empty) expect([result.min[i], result.max[i]]).toEqual([null, null]);
  });

  test('a series without gaps has no empty bucket, whatever the jitter and the width asked for', () => {
    const jitter = fc.array(fc.integer({ min: -40_000, max: 40_000 }), { minLength: 300, maxLength: 400 });
    fc.assert(
      fc.property(jitter, fc.integer({ min: 10, max: 299 }), fc.nat(DAY), (offsets, points, shift) => {
        const first = MONDAY + DAY + shift;
        const at = offsets.map((offset, i) => first + i * MINUTE + offset).sort((a, b) => a - b);
        const bounds = { ...range, from: at[0]!, to: at.at(-1)! + 1, points };
        const result = resample(series(at.map((time) => [time, 1])), bounds);
        expect(result.stepMs).toBeGreaterThan(0);
        expect(result.at.length).toBeLessThanOrEqual(points);
        expect(result.avg).not.toContain(null);
        for (const start of result.at) expect(start % result.stepMs).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test('minimum <= mean <= maximum and nothing measured is left out', () => {
    const values = fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }), { freq: 6 }), {
      minLength: 100,
      maxLength: 300,
    });
    fc.assert(
      fc.property(values, (taken) => {
        const result = resample(
          minutes(taken.length, (i) => taken[i] ?? null),
          { ...range, points: 50 },
        );
        const measured = taken.filter((value) => value !== null);
        result.avg.forEach((mean, i) => {
          if (mean === null) return;
          expect(result.min[i]).toBeLessThanOrEqual(mean);
          expect(result.max[i]).toBeGreaterThanOrEqual(mean);
        });
        const lows = result.min.filter((value) => value !== null);
        expect(lows.length === 0 ? null : Math.min(...lows)).toBe(measured.length === 0 ? null : Math.min(...measured));
      }),
    );
  });

  test('half a year in ten points is buckets of four weeks', () => {
    const days = series(Array.from({ length: 184 }, (_, i) => [MONDAY + i * DAY, i, DAY]));
    const result = resample(days, { from: MONDAY, to: MONDAY + 184 * DAY, points: 10, intervalMs: DAY });
    expect(result.stepMs).toBe(28 * DAY);
    expect(result.at.length).toBeLessThanOrEqual(10);
  });
});
