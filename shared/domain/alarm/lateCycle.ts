import type { Instant } from '../id.ts';
import type { Cycle } from '../observation/observation.ts';
import { isLate } from '../poll/cycle.ts';
import type { ConsecutiveRule, Outcome } from './consecutive.ts';

/** One late cycle is an alarm (R-8.4.3-b4-1); it ends after two in time. */
export const LATE_CYCLE_RULE: ConsecutiveRule = { failAfter: 1, clearAfter: 2 };

/** A cycle as a look. One that was due before the station watched (it slept, or had just started) could not be in time. */
export function cycleOutcome(cycle: Pick<Cycle, 'at' | 'dueAt' | 'intervalMs'>, watchingSince: Instant): Outcome {
  if (cycle.dueAt < watchingSince) return 'unknown';
  return isLate(cycle) ? 'bad' : 'good';
}
