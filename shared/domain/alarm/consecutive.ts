import type { Instant } from '../id.ts';
import { isOutOfOrder } from './order.ts';
import { NONE, type Step } from './verdict.ts';

/** How one look at a yes-or-no condition ended. `unknown`: it could not be seen; that neither counts nor breaks a row. */
export type Outcome = 'bad' | 'good' | 'unknown';

/** What is remembered of one yes-or-no condition. JSON, so that a restart changes nothing. */
export interface ConsecutiveState {
  readonly lastAt: Instant | null;
  readonly bad: number;
  readonly good: number;
  readonly isActive: boolean;
}

/** How many bad looks in a row make the condition, and how many good ones end it. */
export interface ConsecutiveRule {
  readonly failAfter: number;
  readonly clearAfter: number;
}

export const NO_LOOK: ConsecutiveState = { lastAt: null, bad: 0, good: 0, isActive: false };

/** One look. The detail of a report is how many bad looks in a row stand behind it, counted up to `failAfter`. */
export function observeConsecutive(
  state: ConsecutiveState,
  look: { readonly at: Instant; readonly outcome: Outcome },
  rule: ConsecutiveRule,
  now: Instant,
): Step<ConsecutiveState, { readonly failures: number }> {
  const { at, outcome } = look;
  if (outcome === 'unknown' || isOutOfOrder(at, state.lastAt, now)) return { state, verdict: NONE };
  if (outcome === 'bad') {
    const bad = Math.min(state.bad + 1, rule.failAfter);
    const isActive = state.isActive || bad >= rule.failAfter;
    return {
      state: { lastAt: at, bad, good: 0, isActive },
      verdict: isActive ? { kind: 'report', detail: { failures: bad } } : NONE,
    };
  }
  const good = Math.min(state.good + 1, rule.clearAfter);
  const ends = state.isActive && good >= rule.clearAfter;
  return {
    state: { lastAt: at, bad: 0, good, isActive: state.isActive && !ends },
    verdict: ends ? { kind: 'clear', detail: null } : NONE,
  };
}
