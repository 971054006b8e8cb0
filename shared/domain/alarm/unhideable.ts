import type { Alarm, ProbableCause } from './record.ts';

/** Causes that say that nobody watches any more. Whatever holds alarms back, hides them or clears them by hand passes these by while they last. */
export const UNHIDEABLE: readonly ProbableCause[] = ['monitoringInterrupted'];

/** True for an alarm that nothing may suppress, shelve, clear by hand, or hide by maintenance or rules. */
export function isUnhideable({ probableCause }: Pick<Alarm, 'probableCause'>): boolean {
  return UNHIDEABLE.includes(probableCause);
}
