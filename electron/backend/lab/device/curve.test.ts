import fc from 'fast-check';
import { expect, test } from 'vitest';
import { curveOf } from './curve.ts';

const NAMES = fc.constantFrom('SW-CORE-1 ifIn 1', 'RT-YZ-1 cpu', 'ST-A1 disk');
const MOMENTS = fc.integer({ min: 1_700_000_000, max: 2_000_000_000 });

test('a curve never goes below zero, and what it has counted never goes back', () => {
  fc.assert(
    fc.property(NAMES, MOMENTS, fc.integer({ min: 0, max: 10_000_000 }), (name, from, length) => {
      const curve = curveOf(name);
      expect(curve.at(from)).toBeGreaterThan(0);
      expect(curve.between(from, from + length)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('the area below it is what a sum of its values comes to, and the day has the mean of one', () => {
  const curve = curveOf('SW-CORE-1');
  const from = 1_790_000_000;
  const sum = Array.from({ length: 3600 }, (_, i) => curve.at(from + i + 0.5)).reduce((a, b) => a + b, 0);
  expect(curve.between(from, from + 3600)).toBeCloseTo(sum, 1);
  expect(curve.between(from, from + 7 * 86_400) / (7 * 86_400)).toBeCloseTo(1, 2);
});

test('the night is quiet and the working day is not', () => {
  const midnight = Date.parse('2026-11-27T00:00:00+08:00') / 1000;
  const hour = (name: string, at: number) => curveOf(name).between(midnight + at * 3600, midnight + (at + 1) * 3600) / 3600;
  for (const name of ['a', 'b', 'c', 'd']) {
    expect(hour(name, 4)).toBeLessThan(0.75);
    expect(hour(name, 15)).toBeGreaterThan(1.1);
  }
});

test('it depends on its name and the time alone', () => {
  expect(curveOf('x').at(1_790_000_123)).toBe(curveOf('x').at(1_790_000_123));
  expect(curveOf('x').at(1_790_000_123)).not.toBe(curveOf('y').at(1_790_000_123));
});
