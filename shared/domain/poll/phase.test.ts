import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fractionOf, gridPointFrom, phaseMs } from './phase.ts';

describe('phase', () => {
  it('lies inside the interval and on the grain', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 5000, max: 299_000 }), fc.constantFrom(1, 1000), (nth, interval, grain) => {
        const phase = phaseMs(nth, interval, grain);
        expect(phase).toBeGreaterThanOrEqual(0);
        expect(phase).toBeLessThan(interval);
        expect(phase % grain).toBe(0);
      }),
    );
  });

  it('leaves every target at least a third of an even share, however many there are and wherever they begin', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 2000 }), fc.nat(100_000), fc.constantFrom(60_000, 180_000), (count, from, interval) => {
        const at = Array.from({ length: count }, (_, index) => phaseMs(from + index, interval, 1)).sort((a, b) => a - b);
        const gaps = at.map((phase, index) => (at[index + 1] ?? (at[0] ?? 0) + interval) - phase);
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(Math.floor(interval / count / 3) - 1);
      }),
    );
  });

  it('spreads ids that differ in one digit evenly', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 10_000; i += 1) {
      const tenth = Math.floor(fractionOf(`0190c8a0-0000-7000-8000-${String(i).padStart(12, '0')}`) * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('finds the first grid point that is not before a moment', () => {
    expect(gridPointFrom(0, 30_000, 7000)).toBe(7000);
    expect(gridPointFrom(7000, 30_000, 7000)).toBe(7000);
    expect(gridPointFrom(7000.5, 30_000, 7000)).toBe(37_000);
  });
});
