import type { Instant } from '../id.ts';
import type { Alarm } from './record.ts';

/** D-ALM-3: this many changes inside the window make an alarm flapping. */
export const FLAP_CHANGES = 4;
export const FLAP_WINDOW_MS = 600_000;

/**
 * A flapping alarm settles when its condition did not change for this long. More than a third of the window, because four
 * changes inside it lie up to a third apart: one that toggles steadily must not settle between two of its changes.
 */
export const FLAP_QUIET_MS = 300_000;

/** The changes after one more at `at`: the newest few, all that the rule below needs. */
export function withChange(changes: readonly Instant[], at: Instant): readonly Instant[] {
  return [...changes, at].slice(-FLAP_CHANGES);
}

/** True when the newest change is the fourth within ten minutes. */
export function changesTooOften(changes: readonly Instant[]): boolean {
  const first = changes.at(-FLAP_CHANGES);
  const last = changes.at(-1);
  return first !== undefined && last !== undefined && Math.abs(last - first) <= FLAP_WINDOW_MS;
}

/** When a flapping alarm settles unless its condition changes before; null for one that does not flap. A query, not a timer. */
export function settlesAt(alarm: Pick<Alarm, 'isFlapping' | 'changes' | 'lastAt'>): Instant | null {
  return alarm.isFlapping ? (alarm.changes.at(-1) ?? alarm.lastAt) + FLAP_QUIET_MS : null;
}
