import type { ConsecutiveRule, Outcome } from './consecutive.ts';

/** An interface that is down says so itself: one look is enough, either way. */
export const INTERFACE_RULE: ConsecutiveRule = { failAfter: 1, clearAfter: 1 };

/** `interface.up` as a look: 0 down although it should be up, 1 up, null not obtained. */
export function interfaceOutcome(value: number | null): Outcome {
  if (value === null || Number.isNaN(value)) return 'unknown';
  return value === 0 ? 'bad' : 'good';
}
