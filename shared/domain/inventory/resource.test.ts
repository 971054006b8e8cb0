import { describe, expect, it } from 'vitest';
import { DEFAULT_INTERVAL_S, IMPORTANCES, INTERVAL_BOUND_S, isIntervalAllowed, pollIntervalS } from './resource.ts';

describe('R-8.2.2-b-4 polling interval', () => {
  it('R-8.2.2-b-1 is 30, 60 or 180 seconds by importance', () => {
    expect(IMPORTANCES.map((importance) => pollIntervalS({ importance, intervalS: null }))).toEqual([30, 60, 180]);
  });

  it('is the override where there is one', () => {
    expect(pollIntervalS({ importance: 'core', intervalS: 5 })).toBe(5);
  });

  it('R-8.4.3-c2-1 is accepted below five minutes and refused from there on', () => {
    expect([5, 30, 299].every(isIntervalAllowed)).toBe(true);
    for (const seconds of [300, 301, 4, 0, -30, 30.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(isIntervalAllowed(seconds), String(seconds)).toBe(false);
  });

  it('R-8.2.2-b-3 has defaults the rule itself allows', () => {
    for (const importance of IMPORTANCES) expect(isIntervalAllowed(DEFAULT_INTERVAL_S[importance])).toBe(true);
    expect(INTERVAL_BOUND_S).toBe(300);
  });
});
