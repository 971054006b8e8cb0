import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RESOURCE_CLASSES } from '../inventory/resource.ts';
import { daysOfClass, daysOfRollups, type Held, heldAfter, inForce, type Keeping, longest, shortenings } from './keeping.ts';

const DAY = 86_400_000;
const keeping = (change: Partial<Keeping> = {}): Keeping => ({ samplesDays: 184, rollupsDays: 397, longer: [], ...change });
const routers = (days: number) => ({ resourceClass: 'RC2', metric: null, days }) as const;
const uptime = (days: number) => ({ resourceClass: null, metric: 'system.uptime', days }) as const;
const set = (change: Partial<Keeping>, held: Held | null = null) => ({ ...keeping(change), held });

const anyDays = fc.integer({ min: 184, max: 3660 });
const anyKeeping: fc.Arbitrary<Keeping> = fc.record({
  samplesDays: anyDays,
  rollupsDays: fc.integer({ min: 397, max: 3660 }),
  longer: fc.array(
    fc.record({
      resourceClass: fc.constantFrom(null, ...RESOURCE_CLASSES.slice(0, 3)),
      metric: fc.constantFrom(null, 'system.uptime', 'cpu.utilisation'),
      days: anyDays,
    }),
    { maxLength: 4 },
  ),
});

describe('R-8.4.3-f1-2 what a change makes shorter', () => {
  it('is said of samples, of what they come to and of each class, and a longer time is none', () => {
    const before = keeping({ samplesDays: 400, rollupsDays: 800, longer: [routers(900), uptime(500)] });
    expect(shortenings(before, before)).toEqual([]);
    expect(shortenings(before, keeping({ samplesDays: 900, rollupsDays: 900 }))).toEqual([]);
    expect(shortenings(before, keeping({ samplesDays: 200, longer: [routers(900), uptime(300)] }))).toEqual([
      { what: 'samples', from: 400, to: 200 },
      { what: 'rollups', from: 800, to: 397 },
      { what: 'class', resourceClass: null, metric: 'system.uptime', from: 500, to: 300 },
    ]);
    // A class that is taken away where all samples, or a wider class, are kept as long is not shorter.
    expect(shortenings(keeping({ longer: [uptime(300)] }), keeping({ samplesDays: 300 }))).toEqual([]);
    const narrow = { resourceClass: 'RC2', metric: 'system.uptime', days: 300 } as const;
    expect(shortenings(keeping({ longer: [narrow] }), keeping({ longer: [routers(300)] }))).toEqual([]);
  });

  it('what they come to goes no sooner than the samples', () => {
    expect(daysOfRollups(keeping({ samplesDays: 500 }))).toBe(500);
    expect(shortenings(keeping({ samplesDays: 500 }), keeping({ samplesDays: 450 }))).toEqual([
      { what: 'samples', from: 500, to: 450 },
      { what: 'rollups', from: 500, to: 450 },
    ]);
  });

  it('the longest of two keeps everything as long as either', () => {
    fc.assert(
      fc.property(anyKeeping, anyKeeping, (a, b) => {
        const both = longest(a, b);
        expect(shortenings(a, both)).toEqual([]);
        expect(shortenings(b, both)).toEqual([]);
        for (const one of both.longer) expect([daysOfClass(a, one), daysOfClass(b, one)]).toContain(daysOfClass(both, one));
      }),
    );
  });
});

describe('R-8.2.2-e-1 a day of grace', () => {
  it('what was kept longer is kept for a day more, and taking the change back takes that back', () => {
    const held = heldAfter(set({ samplesDays: 400 }), keeping(), 0, DAY);
    expect(held).toEqual({ ...keeping({ samplesDays: 400 }), endsAt: DAY });
    const after = set({}, held);
    expect(inForce(after, DAY - 1)).toEqual(keeping({ samplesDays: 400 }));
    expect(inForce(after, DAY)).toEqual(keeping());
    expect(heldAfter(after, keeping({ samplesDays: 400 }), DAY / 2, DAY)).toBeNull();
    expect(heldAfter(set({}), keeping({ samplesDays: 400 }), 0, DAY)).toBeNull();
  });

  it('a second change within it loses nothing of the first', () => {
    const first = heldAfter(set({ samplesDays: 400, longer: [routers(900)] }), keeping({ longer: [routers(900)] }), 0, DAY);
    const second = heldAfter(set({ longer: [routers(900)] }, first), keeping({ rollupsDays: 500 }), DAY / 2, DAY);
    expect(second).toEqual({ samplesDays: 400, rollupsDays: 500, longer: [routers(900)], endsAt: 1.5 * DAY });
    // What ended by then is not held again.
    expect(heldAfter(set({}, first), keeping(), DAY, DAY)).toBeNull();
  });
});
