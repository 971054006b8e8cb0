import { isAdministrator } from './can.ts';
import type { Role } from './roles.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Failed sign-ins before an account is locked (R-6.2-a-3). */
export const FAILURES_BEFORE_LOCK = 5;
/** How long a locked-out account stays locked. */
export const LOCK_OUT_MS = 15 * MINUTE;
/** How long a one-time password opens the account; at its first use the person chooses another. */
export const ONE_TIME_PASSWORD_MS = 72 * HOUR;

export interface SessionLimits {
  readonly idleMs: number;
  readonly absoluteMs: number;
  /** What the idle limit does: lock the actions while list and sound go on, or end the session. */
  readonly onIdle: 'lock' | 'end';
}

const WATCH: SessionLimits = { idleMs: 15 * MINUTE, absoluteMs: 13 * HOUR, onIdle: 'lock' };
const ADMINISTRATOR: SessionLimits = { idleMs: 15 * MINUTE, absoluteMs: 8 * HOUR, onIdle: 'end' };
const WALL: SessionLimits = { idleMs: Number.POSITIVE_INFINITY, absoluteMs: 24 * HOUR, onIdle: 'lock' };

/** Limits of a session: people on watch 15 min / 13 h, administrators 15 min / 8 h, walls 24 h and then a new proof of the device. */
export function sessionLimits(roles: readonly Role[]): SessionLimits {
  if (roles.includes('wall')) return WALL;
  return isAdministrator(roles) ? ADMINISTRATOR : WATCH;
}

export interface LockOut {
  readonly failures: number;
  /** Instant until which every attempt is refused, right or wrong; null: not locked. */
  readonly lockedUntil: number | null;
}

/** Counts one wrong password; the fifth locks for 15 minutes. A lock that has run out starts a new count. */
export function countFailure(state: LockOut, now: number): LockOut {
  const expired = state.lockedUntil !== null && state.lockedUntil <= now;
  const failures = expired ? 1 : state.failures + 1;
  return { failures, lockedUntil: failures >= FAILURES_BEFORE_LOCK ? now + LOCK_OUT_MS : null };
}

/** True while every attempt is refused. */
export function isLockedOut(state: LockOut, now: number): state is LockOut & { readonly lockedUntil: number } {
  return state.lockedUntil !== null && state.lockedUntil > now;
}

/** Attempts left before the lock, at least 0. */
export function attemptsLeft(state: LockOut): number {
  return Math.max(0, FAILURES_BEFORE_LOCK - state.failures);
}
