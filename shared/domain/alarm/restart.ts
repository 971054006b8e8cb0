import type { Instant } from '../id.ts';
import { isOutOfOrder } from './order.ts';
import { NONE, type Step } from './verdict.ts';

/** An alarm about a restart clears by itself when the resource has run this long. */
export const SETTLED_UPTIME_S = 1800;

/** Two sources of one uptime, or a clock that is trimmed, differ by no more than this. */
const TOLERANCE_S = 5;

/** TimeTicks of 32 bits begin again after 497 days (RFC 2578 7.1.8). */
const WRAP_S = 2 ** 32 / 100;
const WRAP_TOLERANCE_S = 60;

/** What is remembered of a resource's uptime. JSON, so that a restart changes nothing. */
export interface RestartState {
  readonly lastAt: Instant | null;
  readonly uptimeS: number;
  readonly isActive: boolean;
}

export interface Restarted {
  readonly uptimeS: number;
}

export const NO_UPTIME: RestartState = { lastAt: null, uptimeS: 0, isActive: false };

/**
 * One uptime in seconds. It restarted when the uptime decreased, or when it is shorter than the time since the last look.
 * Neither is fooled by a clock that was set; the instant of the boot would be.
 */
export function observeUptime(
  state: RestartState,
  look: { readonly at: Instant; readonly uptimeS: number | null },
  now: Instant,
): Step<RestartState, Restarted> {
  const { at, uptimeS } = look;
  if (uptimeS === null || !(uptimeS >= 0) || isOutOfOrder(at, state.lastAt, now)) return { state, verdict: NONE };
  const elapsedS = state.lastAt === null ? 0 : (at - state.lastAt) / 1000;
  const hasWrapped = Math.abs(state.uptimeS + elapsedS - WRAP_S - uptimeS) <= WRAP_TOLERANCE_S;
  const isRestarted = state.lastAt !== null && !hasWrapped && uptimeS < Math.max(state.uptimeS, elapsedS) - TOLERANCE_S;
  if (isRestarted) return { state: { lastAt: at, uptimeS, isActive: true }, verdict: { kind: 'report', detail: { uptimeS } } };
  const ends = state.isActive && uptimeS >= SETTLED_UPTIME_S;
  return { state: { lastAt: at, uptimeS, isActive: state.isActive && !ends }, verdict: ends ? { kind: 'clear', detail: null } : NONE };
}
