import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fractionOf, gridPointFrom, phaseMs } from './phase.ts';

describe('phase', () => {
  it('lies inside the interval, on the grain, and depends on the id alone', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 5000, max: 299_000 }), fc.constantFrom(1, 1000), (id, interval, grain) => {
        const phase = phaseMs(id, interval, grain);
        expect(phase).toBeGreaterThanOrEqual(0);
        expect(phase).toBeLessThan(interval);
        expect(phase % grain).toBe(0);
        expect(phaseMs(id, interval, grain)).toBe(phase);
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
