import { describe, expect, it } from 'vitest';
import { attemptsLeft, countFailure, isLockedOut, LOCK_OUT_MS, type LockOut, sessionLimits } from './limits.ts';
import { ADMINISTRATOR_ROLES, ROLES } from './roles.ts';

const MINUTE = 60_000;
const NOW = 1_795_478_400_000;
const FRESH: LockOut = { failures: 0, lockedUntil: null };
const failed = (times: number, from: LockOut = FRESH, at = NOW): LockOut =>
  Array.from({ length: times }).reduce<LockOut>((state) => countFailure(state, at), from);

describe('R-6.2-a-3 lock-out', () => {
  it('locks at the fifth failure, not at the fourth', () => {
    expect(isLockedOut(failed(4), NOW)).toBe(false);
    expect(failed(5)).toEqual({ failures: 5, lockedUntil: NOW + 15 * MINUTE });
    expect(isLockedOut(failed(5), NOW)).toBe(true);
  });

  it('ends after fifteen minutes, and the next failure is the first of a new count', () => {
    const locked = failed(5);
    expect(isLockedOut(locked, NOW + LOCK_OUT_MS - 1)).toBe(true);
    expect(isLockedOut(locked, NOW + LOCK_OUT_MS)).toBe(false);
    expect(countFailure(locked, NOW + LOCK_OUT_MS)).toEqual({ failures: 1, lockedUntil: null });
  });

  it('lasts longer by failures during the lock', () => {
    expect(countFailure(failed(5), NOW + MINUTE).lockedUntil).toBe(NOW + MINUTE + LOCK_OUT_MS);
  });

  it('tells how many attempts are left', () => {
    expect([0, 1, 4, 5, 9].map((failures) => attemptsLeft({ failures, lockedUntil: null }))).toEqual([5, 4, 1, 0, 0]);
  });
});

describe('session limits', () => {
  it('are 15 min and 13 h on watch, where only the actions lock', () => {
    for (const role of ['operator', 'shiftLeader'] as const)
      expect(sessionLimits([role])).toEqual({ idleMs: 15 * MINUTE, absoluteMs: 780 * MINUTE, onIdle: 'lock' });
  });

  it('are 15 min and 8 h for administrators, where idleness ends the session', () => {
    for (const role of ADMINISTRATOR_ROLES)
      expect(sessionLimits([role])).toEqual({ idleMs: 15 * MINUTE, absoluteMs: 480 * MINUTE, onIdle: 'end' });
  });

  it('let a wall show alarms all day without a hand on it', () => {
    expect(sessionLimits(['wall'])).toEqual({ idleMs: Number.POSITIVE_INFINITY, absoluteMs: 1440 * MINUTE, onIdle: 'lock' });
  });

  it('are finite for every role', () => {
    for (const role of ROLES) expect(Number.isFinite(sessionLimits([role]).absoluteMs)).toBe(true);
  });
});
