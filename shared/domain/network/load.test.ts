import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitLine, student95, whenReached } from './line.ts';
import { BILLING_MS, type Buckets, forecastOf, type Growth, loadOf } from './load.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A midnight in the zone of the product. */
const MIDNIGHT = Date.parse('2026-11-02T00:00:00+08:00');

/** Means of five minutes of some days; what `at` gives null for was not measured. */
function days(count: number, at: (hour: number, day: number, minute: number) => number | null): Buckets {
  const length = (count * DAY) / BILLING_MS;
  const times = Float64Array.from({ length }, (_, i) => MIDNIGHT + i * BILLING_MS);
  const avg = times.map((time) => {
    const since = time - MIDNIGHT;
    return at(Math.floor((since % DAY) / HOUR), Math.floor(since / DAY), Math.floor((since % HOUR) / 60_000)) ?? Number.NaN;
  });
  return { stepMs: BILLING_MS, at: times, avg, max: avg.map((one) => one * 2) };
}
const span = (count: number) => ({ from: MIDNIGHT, to: MIDNIGHT + count * DAY });
const whole = (count: number, at: Parameters<typeof days>[1]) => loadOf(days(count, at), span(count));

describe('R-8.2.2-a2-1 what the traffic of a direction comes to', () => {
  test('nothing of nothing', () => {
    expect(whole(2, () => null)).toBeNull();
  });

  test('the billing percentile leaves out the busiest twentieth of five minutes', () => {
    // Of 288 five minutes of a day 14 may be left out; with 15 at full load it counts.
    const busy = (minutes: number) => whole(1, (hour, _day, minute) => (hour * 60 + minute < minutes ? 1000 : 10))?.load.p95;
    expect([busy(14 * 5), busy(15 * 5)]).toEqual([10, 1000]);
  });

  test('the busy hour is that of the zone of the product, on the mean of all days', () => {
    const found = whole(8, (hour, day) => (hour === 10 ? 600 : hour === 20 && day === 3 ? 900 : 100))?.load;
    expect(found?.busyHour).toEqual({ hour: 10, mean: 600, days: 8 });
    expect(found).toMatchObject({ peak: 1800, peakAt: MIDNIGHT + 3 * DAY + 20 * HOUR, measured: 1 });
  });

  test('of less than every hour of a day no hour is called the busiest, and how much was measured is said', () => {
    const half = whole(1, (hour) => (hour < 12 ? 5 : null))?.load;
    expect(half).toMatchObject({ busyHour: null, trend: null, measured: 0.5, mean: 5 });
    // An hour of which little was measured is none.
    expect(whole(2, (hour, _day, minute) => (hour === 10 && minute >= 30 ? null : 5))?.load.busyHour).toBeNull();
  });

  test('figures lie within what was measured, in their order', () => {
    const value = fc.option(fc.double({ min: 0, max: 1e11, noNaN: true }), { freq: 5, nil: null });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 600 }), (values) => {
        const at = Float64Array.from(values, (_, i) => MIDNIGHT + i * BILLING_MS);
        const avg = Float64Array.from(values, (one) => one ?? Number.NaN);
        const found = loadOf({ stepMs: BILLING_MS, at, avg, max: avg }, { from: MIDNIGHT, to: MIDNIGHT + values.length * BILLING_MS });
        const measured = values.filter((one) => one !== null);
        if (found === null) {
          expect(measured).toEqual([]);
          return;
        }
        const { mean, p95, peak, measured: share } = found.load;
        expect(measured).toContain(p95);
        expect(peak).toBe(Math.max(...measured));
        expect(mean).toBeGreaterThanOrEqual(Math.min(...measured));
        expect(mean).toBeLessThanOrEqual(peak);
        expect(measured.filter((one) => one > p95).length).toBeLessThanOrEqual(0.05 * measured.length);
        expect(share).toBeCloseTo(measured.length / values.length, 9);
      }),
    );
  });
});

describe('R-8.4.2-c2-8 when a level is reached is an estimate with limits, or not said', () => {
  const growing = (count: number, perDay: number, noise: (day: number) => number = () => 0) =>
    whole(count, (hour, day) => (hour === 14 ? 100 + perDay * day + noise(day) : 1))!;
  const NOW = MIDNIGHT + 14 * DAY;

  test('a steady rise reaches its level on the day it does', () => {
    const { load, growth } = growing(14, 10);
    expect(load.trend).toMatchObject({ days: 14, fit: 1 });
    expect(load.trend?.perDay).toBeCloseTo(10, 6);
    const forecast = forecastOf(growth, 400, NOW);
    // 100 in the middle of the first day, 400 thirty days later.
    const expected = MIDNIGHT + DAY / 2 + 30 * DAY;
    expect(forecast.kind).toBe('reaches');
    if (forecast.kind === 'reaches')
      for (const at of [forecast.at, forecast.earliest, forecast.latest]) expect(Math.abs(at - expected)).toBeLessThan(60_000);
  });

  test('what cannot be told is not said', () => {
    const wobble = (day: number) => (day % 2 === 0 ? 40 : -40);
    expect(forecastOf(growing(6, 10).growth, 400, NOW)).toEqual({ kind: 'tooShort', days: 6, needed: 7 });
    expect(forecastOf(growing(14, 0.5, wobble).growth, 400, NOW).kind).toBe('noTrend');
    expect(forecastOf(growing(14, 0).growth, 400, NOW).kind).toBe('noTrend');
    expect(forecastOf(growing(14, -3).growth, 400, NOW).kind).toBe('falling');
    expect(forecastOf(growing(14, 0.1).growth, 400, NOW).kind).toBe('far');
    expect(forecastOf(growing(14, 30).growth, 400, NOW).kind).toBe('reached');
  });

  test('a day of which much is missing is no day', () => {
    const found = whole(10, (hour, day) => (day < 5 && hour >= 12 ? null : 100 + day));
    expect(found?.growth).toMatchObject({ days: 5, line: null });
  });

  const points = fc.array(fc.double({ min: 0, max: 1e10, noNaN: true }), { minLength: 3, maxLength: 60 });
  test('whatever the points: the limits hold the estimate, and the band crosses the level there', () => {
    fc.assert(
      fc.property(points, fc.double({ min: 0, max: 1e11, noNaN: true }), (values, level) => {
        const at = values.map((_, i) => MIDNIGHT + i * DAY);
        const line = fitLine(at, values)!;
        const found = whenReached(line, level);
        if (found === null) return;
        expect(found.earliest).toBeLessThanOrEqual(found.at + 1);
        expect(found.latest).toBeGreaterThanOrEqual(found.at - 1);
        const band = (time: number): number => {
          const u = time - line.meanAt;
          return student95(line.count - 2) * Math.sqrt(line.variance * (1 / line.count + (u * u) / line.spreadAt));
        };
        for (const time of [found.earliest, found.latest]) {
          const y = line.mean + line.slope * (time - line.meanAt);
          const scale = Math.max(1, Math.abs(y), level, band(time));
          expect(Math.abs(Math.abs(y - level) - band(time)) / scale).toBeLessThan(1e-3);
        }
      }),
    );
  });

  test('scaling all values scales nothing but the level', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 2, max: 1000 }), (values, factor) => {
        const at = values.map((_, i) => MIDNIGHT + i * DAY);
        const growth = (list: readonly number[]): Growth => ({ line: fitLine(at, list), days: list.length, lately: 0 });
        const level = Math.max(...values) + 1;
        const one = forecastOf(growth(values), level, MIDNIGHT);
        const other = forecastOf(growth(values.map((value) => value * factor)), level * factor, MIDNIGHT);
        if (one.kind === 'reaches' && other.kind === 'reaches') expect(Math.abs(one.at - other.at)).toBeLessThan(1000);
        else expect(other.kind).toBe(one.kind);
      }),
    );
  });

  test('Student’s t comes close to the normal distribution without a step', () => {
    expect(student95(5)).toBe(2.571);
    expect(Math.abs(student95(31) - student95(30))).toBeLessThan(0.004);
    expect(student95(1000)).toBeCloseTo(1.9623, 3);
  });
});
