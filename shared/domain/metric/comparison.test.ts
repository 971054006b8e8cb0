import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMPARISONS, compare, type Past } from './comparison.ts';

const HOUR = 3_600_000;
const WEEK = COMPARISONS.week[0];
const FROM = 1_000 * WEEK;
const past = (weeks: number, values: readonly (number | null)[]): Past => ({
  shiftMs: weeks * WEEK,
  at: values.map((_, hour) => FROM + hour * HOUR - weeks * WEEK),
  avg: values,
});

describe('R-8.4.2-c2-3 comparison with the past', () => {
  it('lays the same moments of earlier weeks over the present', () => {
    expect(compare([past(1, [10, 20, null]), past(2, [30, 10, null])], FROM, FROM + 3 * HOUR, HOUR)).toEqual({
      at: [FROM, FROM + HOUR],
      min: [10, 10],
      avg: [20, 15],
      max: [30, 20],
      pasts: 2,
    });
  });

  it('counts the stretches that had something to say, and says nothing of what lies outside the window', () => {
    const { at, pasts } = compare([past(1, [1, 2, 3, 4]), past(2, [null, null])], FROM, FROM + HOUR, HOUR);
    expect([at.length, pasts]).toEqual([2, 1]);
    expect(compare([], FROM, FROM + HOUR, HOUR)).toEqual({ at: [], min: [], avg: [], max: [], pasts: 0 });
  });

  it('keeps the mean between the extremes, and the extremes among what was measured, whatever the past', () => {
    const values = fc.array(fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { nil: null }), { maxLength: 40 });
    fc.assert(
      fc.property(values, values, fc.integer({ min: 1, max: 5 }), (one, two, hours) => {
        const all = [...one, ...two].flatMap((value) => value ?? []);
        const { at, min, avg, max } = compare([past(1, one), past(2, two)], FROM, FROM + 50 * HOUR, hours * HOUR);
        expect(at).toEqual([...at].sort((a, b) => a - b));
        for (const [index, middle] of avg.entries()) {
          expect(middle).toBeGreaterThanOrEqual((min[index] ?? 0) - 1e-6);
          expect(middle).toBeLessThanOrEqual((max[index] ?? 0) + 1e-6);
          expect(min[index]).toBeGreaterThanOrEqual(Math.min(...all) - 1e-6);
          expect(max[index]).toBeLessThanOrEqual(Math.max(...all) + 1e-6);
        }
      }),
    );
  });
});
