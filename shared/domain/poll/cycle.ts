import type { Instant } from '../id.ts';
import type { Assignment, Cycle } from '../observation/observation.ts';

/** When a cycle was due, began and ended, on the monotonic clock in ms. */
export interface CycleTimes {
  readonly dueAt: number;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** The observation that ends a cycle. Its two instants come from one reading of the wall clock, so that a clock set meanwhile makes no cycle late. */
export function cycleOf(assignment: Assignment, times: CycleTimes, wallNow: Instant): Cycle {
  return {
    kind: 'cycle',
    resourceId: assignment.resourceId,
    protocol: assignment.protocol,
    intervalMs: assignment.intervalMs,
    at: wallNow,
    dueAt: Math.round(wallNow - (times.endedAt - times.dueAt)),
    durationMs: Math.round(times.endedAt - times.startedAt),
  };
}

/** True for a cycle that began or ended after the next one was due (R-8.4.3-b4-1). */
export function isLate(cycle: Pick<Cycle, 'at' | 'dueAt' | 'intervalMs'>): boolean {
  return cycle.at - cycle.dueAt > cycle.intervalMs;
}
