import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND, T0 } from '../../../test/support/alarms.ts';
import { cycleOutcome } from './lateCycle.ts';
import { isOutOfOrder } from './order.ts';
import { stateOutcome } from './stateMetric.ts';

describe('interface state', () => {
  it('is bad when down, good when up and unknown when not obtained', () => {
    expect([0, 1, null, Number.NaN].map(stateOutcome)).toEqual(['bad', 'good', 'unknown', 'unknown']);
  });
});

describe('R-8.4.3-b4-1 late cycle', () => {
  const cycle = { dueAt: T0, intervalMs: 30 * SECOND };
  it('is bad when it ended after the next one was due', () => {
    expect(cycleOutcome({ ...cycle, at: T0 + 30 * SECOND }, T0 - MINUTE)).toBe('good');
    expect(cycleOutcome({ ...cycle, at: T0 + 30 * SECOND + 1 }, T0 - MINUTE)).toBe('bad');
  });
  it('is unknown when it was due while the station slept', () => {
    expect(cycleOutcome({ ...cycle, at: T0 + 8 * 60 * MINUTE }, T0 + 1)).toBe('unknown');
  });
});

describe('order', () => {
  it('is lost by what is not newer, unless the newest lies in a future that a clock set back left behind', () => {
    expect(isOutOfOrder(T0, null, T0)).toBe(false);
    expect(isOutOfOrder(T0, T0, T0)).toBe(true);
    expect(isOutOfOrder(T0 + 1, T0, T0)).toBe(false);
    expect(isOutOfOrder(T0, T0 + 5 * SECOND, T0)).toBe(true);
    expect(isOutOfOrder(T0, T0 + 5 * SECOND + 1, T0)).toBe(false);
  });
});
