import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FRESHNESS, freshness, wholeAge } from './age.ts';

const INTERVAL = 30_000;

describe('D-ALM-7 freshness', () => {
  const cases: readonly [string, number | null, string][] = [
    ['is lost when there never was a datum', null, 'lost'],
    ['is live for a datum of this moment', 0, 'live'],
    ['is live up to one and a half intervals', 44_999, 'live'],
    ['is late from one and a half intervals on', 45_000, 'late'],
    ['is late up to three intervals', 89_999, 'late'],
    ['is stale from three intervals on', 90_000, 'stale'],
    ['is live for a datum from the future, which a clock set back leaves behind', -5000, 'live'],
    ['is stale for one of so far in the future that it says nothing of now', -90_000, 'stale'],
  ];
  for (const [name, age, expected] of cases) it(name, () => expect(freshness(age, INTERVAL)).toBe(expected));

  it('never improves as a datum ages', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e7 }),
        fc.integer({ min: 0, max: 1e7 }),
        fc.integer({ min: 5000, max: 300_000 }),
        (age, more, interval) => {
          expect(FRESHNESS.indexOf(freshness(age + more, interval))).toBeGreaterThanOrEqual(FRESHNESS.indexOf(freshness(age, interval)));
        },
      ),
    );
  });
});

describe('age in its largest whole unit', () => {
  const SECOND = 1000;
  const cases: readonly [number, number, string][] = [
    [0, 0, 'second'],
    [-SECOND, 0, 'second'],
    [999, 0, 'second'],
    [59_999, 59, 'second'],
    [60 * SECOND, 1, 'minute'],
    [3600 * SECOND - 1, 59, 'minute'],
    [3600 * SECOND, 1, 'hour'],
    [86_400 * SECOND - 1, 23, 'hour'],
    [86_400 * SECOND, 1, 'day'],
    [412 * 86_400 * SECOND, 412, 'day'],
  ];
  for (const [age, value, unit] of cases) it(`of ${age} ms is ${value} ${unit}`, () => expect(wholeAge(age)).toEqual({ value, unit }));

  it('is the age to within one unit', () => {
    const size = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (age) => {
        const { value, unit } = wholeAge(age);
        expect(value * size[unit]).toBeLessThanOrEqual(age);
        expect((value + 1) * size[unit]).toBeGreaterThan(age);
      }),
    );
  });
});
