import type { Instant } from '../id.ts';
import type { Alarm } from './record.ts';
import { type DetectorState, type Target, watchKey } from './state.ts';

/** A look and an event of the same moment may overtake each other by this much; what is older than the newest look tells how things were. */
export const OVERTAKING_MS = 10_000;

/**
 * What the detectors remember after a device said itself that a condition began or ended which they watch too: their next look goes on
 * from there, so that both are one condition. Null where they have looked since. The very same memory where they do not watch it.
 */
export function follow(state: DetectorState, target: Omit<Target, 'protocol'>, at: Instant, isActive: boolean): DetectorState | null {
  const key = watchKey(target.probableCause, target.component, target.rule);
  const watch = state.watches[key];
  if (watch?.kind !== 'consecutive') return state;
  const lastAt = watch.state.lastAt ?? 0;
  if (at < lastAt - OVERTAKING_MS) return null;
  const known = { lastAt: Math.max(at, lastAt), bad: isActive ? 1 : 0, good: isActive ? 0 : 1, isActive };
  return { watches: { ...state.watches, [key]: { ...watch, state: known } } };
}

/** True for an alarm that was raised by what a device sent: no detector need know of it. */
export function isTold({ reasons }: Pick<Alarm, 'reasons'>): boolean {
  return reasons.some(({ key }) => key === 'observed.event');
}
