import type { MetricCode } from '../metric/catalogue.ts';
import type { ConsecutiveRule, Outcome } from './consecutive.ts';
import { reason } from './reasons.ts';
import type { ProbableCause, Reason } from './record.ts';

/** What is down says so itself: one look is enough, either way. */
export const STATE_RULE: ConsecutiveRule = { failAfter: 1, clearAfter: 1 };

/** Metrics that say by 0 that something is not as it should be, and what that is. */
const CAUSES: Readonly<Partial<Record<MetricCode, ProbableCause>>> = {
  'interface.up': 'interfaceDown',
  'hardware.up': 'equipmentMalfunction',
  'ups.mains.up': 'powerProblem',
};

export const STATE_METRICS = Object.keys(CAUSES) as readonly MetricCode[];

/** The probable cause of a 0 of this metric, undefined for one that is no state. */
export const causeOfState = (metric: MetricCode): ProbableCause | undefined => CAUSES[metric];

/** The metric whose 0 has this probable cause, undefined for any other cause. */
export function stateOfCause(cause: ProbableCause): MetricCode | undefined {
  return STATE_METRICS.find((metric) => CAUSES[metric] === cause);
}

/** A state as a look: 0 down although it should be up, 1 up, null not obtained. */
export function stateOutcome(value: number | null): Outcome {
  if (value === null || Number.isNaN(value)) return 'unknown';
  return value === 0 ? 'bad' : 'good';
}

/** How the alarm explains what was seen. */
export function stateSeen(metric: MetricCode, component: string, intervalS: number): Reason {
  return metric === 'interface.up'
    ? reason('observed.interface', { component, intervalS })
    : reason('observed.state', { metric, component, intervalS });
}
