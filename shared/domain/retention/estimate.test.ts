import { describe, expect, it } from 'vitest';
import { estimate, logsPerDay, type Measured, rollupsPerDay, samplesPerDay, type Week, weeksThatGo } from './estimate.ts';

const DAY = 86_400_000;
const WEEK = 7 * DAY;
const MONDAY = Date.UTC(2026, 10, 23);
const week = (ago: number, bytes: number, isHeld = false): Week => ({
  from: MONDAY - ago * WEEK,
  to: MONDAY - (ago - 1) * WEEK,
  bytes,
  isHeld,
});
const measured = (change: Partial<Measured> = {}): Measured => ({
  at: MONDAY + 3 * DAY,
  since: MONDAY - 100 * WEEK,
  samples: [week(2, 700), week(1, 700), week(0, 300)],
  rollups: [],
  inMemorySince: null,
  telemetryBytes: 2000,
  logs: { bytes: 1000, oldestDay: MONDAY - 7 * DAY, keptDays: 184 },
  disk: { total: 1e6, free: 1e6, low: 1e5 },
  ...change,
});
const shortest = { samplesDays: 184, rollupsDays: 397, longer: [] };
const none = { series: 10, longer: [] };

describe('R-8.4.3-f1-2 how much comes in a day', () => {
  it('is what the newest weeks took, by the days they have', () => {
    expect(samplesPerDay(measured())).toBe(100);
    // The week of the set-up has the days since; what is in memory is in no file.
    expect(samplesPerDay(measured({ samples: [week(0, 200)], since: MONDAY + DAY }))).toBe(100);
    expect(samplesPerDay(measured({ samples: [week(0, 200)], inMemorySince: MONDAY + 2 * DAY }))).toBe(100);
    // Old weeks say little of today.
    expect(samplesPerDay(measured({ samples: [week(9, 9e9), ...[3, 2, 1].map((ago) => week(ago, 700)), week(0, 300)] }))).toBe(100);
  });

  it('is unknown before a day of it stands in files', () => {
    expect(samplesPerDay(measured({ samples: [] }))).toBeNull();
    expect(samplesPerDay(measured({ samples: [week(0, 50)], since: MONDAY + 2.5 * DAY }))).toBeNull();
    expect(rollupsPerDay(measured())).toBeNull();
    expect(rollupsPerDay({ rollups: [week(30, 140), week(29, 280)] })).toBe(30);
    expect(logsPerDay(measured())).toBe(100);
    expect(logsPerDay(measured({ logs: { bytes: 5, oldestDay: null, keptDays: 184 } }))).toBeNull();
    expect(logsPerDay(measured({ logs: { bytes: 5, oldestDay: MONDAY + 2.5 * DAY, keptDays: 184 } }))).toBeNull();
  });
});

describe('R-8.4.3-f1-2 how large it becomes', () => {
  it('is the days of each kind by what comes in a day, whole weeks at a time', () => {
    const found = estimate(measured({ rollups: [week(30, 350)] }), shortest, none);
    expect(found).toMatchObject({
      perDay: { samples: 100, rollups: 50, logs: 100 },
      atEnd: { samples: 19_100, longer: 0, rollups: 50 * (397 + 7 - 156), logs: 18_500 },
      ...{ now: 3000, isRollupAssumed: false, fits: true, fullInDays: null, room: 900_000 },
    });
    expect(found?.total).toBe(19_100 + 12_400 + 18_500);
    expect(found?.more).toBe(47_000);
  });

  it('counts a class by its share of the series, for the days beyond the others', () => {
    const longer = [{ resourceClass: 'RC2', metric: null, days: 384 }] as const;
    const counted = { series: 10, longer: [{ days: 384, series: 5 }] };
    expect(estimate(measured(), { ...shortest, longer }, counted)?.atEnd.longer).toBe(100 * 0.5 * (384 + 7 - 156));
  });

  it('says when a disk is too small, and in how many days', () => {
    const small = measured({ disk: { total: 20_000, free: 4_000, low: 2_000 } });
    expect(estimate(small, shortest, none)).toMatchObject({ fits: false, room: 2000, fullInDays: 10, isRollupAssumed: true });
    expect(estimate(measured({ samples: [] }), shortest, none)).toBeNull();
  });
});

describe('R-8.2.2-e-1 what goes', () => {
  it('is whole weeks that ended before, the oldest first, and none that is held', () => {
    const weeks = [week(1, 1), week(30, 2), week(29, 3, true), week(28, 4), week(27, 5)];
    expect(weeksThatGo(weeks, 27 * 7, MONDAY).map(({ bytes }) => bytes)).toEqual([2, 4]);
    expect(weeksThatGo(weeks, 27 * 7, MONDAY - 1).map(({ bytes }) => bytes)).toEqual([2]);
  });
});
