import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, gapsIn, HOUR_MS, MINUTE_MS, nearest, reach, type Span, sliderStep, widest, windowOf } from './timeModel.ts';

const T = 1_900_000_020_000;
const SPANS: readonly Span[] = [
  { from: T, until: T + 2 * HOUR_MS },
  { from: T + 3 * HOUR_MS, until: T + 40 * HOUR_MS },
];

test('R-8.4.2-c2-2 the slider reaches no further back than anything was written down', () => {
  expect(reach([], 'day')).toBeNull();
  expect(reach(SPANS, 'all')).toEqual({ from: T, until: T + 40 * HOUR_MS });
  expect(sliderStep({ from: T, until: T + HOUR_MS })).toBe(5000);
  expect(sliderStep({ from: T, until: T + 40 * HOUR_MS })).toBe(MINUTE_MS);
  const day = reach(SPANS, 'day');
  expect(day && day.until - day.from).toBe(DAY_MS);
  expect(windowOf(SPANS, T + 39 * HOUR_MS)).toBe('day');
  expect(windowOf(SPANS, T + HOUR_MS)).toBe('week');
  expect([widest('day', 'week'), widest('all', 'week'), widest('day', 'day')]).toEqual(['week', 'all', 'day']);
});

test('a moment of which nothing was written down leads to the next one in the direction one goes', () => {
  const gap = T + 2.5 * HOUR_MS;
  expect(nearest(SPANS, gap, -1)).toBe(T + 2 * HOUR_MS);
  expect(nearest(SPANS, gap, 1)).toBe(T + 3 * HOUR_MS);
  expect(nearest(SPANS, T - 5, -1)).toBe(T);
  expect(nearest(SPANS, T + 41 * HOUR_MS, 1)).toBe(T + 40 * HOUR_MS);
  expect(nearest([], T, 1)).toBeNull();
});

test('every moment is in a gap or in a span, and in no other', () => {
  const spans = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 12 }).map((all) => {
    const sorted = all.sort((a, b) => a - b);
    return sorted.flatMap((from, index): readonly Span[] => (index % 2 === 0 ? [{ from, until: sorted[index + 1] ?? from }] : []));
  });
  fc.assert(
    fc.property(spans, fc.integer({ min: 1, max: 999 }), (all, at) => {
      const whole = { from: 0, until: 1000 };
      const isTold = all.some(({ from, until }) => from <= at && at <= until);
      const isGap = gapsIn(all, whole).some(({ start, end }) => start * 1000 < at - 1e-6 && at + 1e-6 < end * 1000);
      expect(isGap).toBe(!isTold);
      const next = nearest(all, at, 1) ?? -1;
      expect(all.some(({ from, until }) => from <= next && next <= until)).toBe(true);
    }),
  );
});
