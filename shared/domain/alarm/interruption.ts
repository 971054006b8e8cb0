import type { Instant, ResourceId } from '../id.ts';
import type { Importance } from '../inventory/resource.ts';
import { severityOf } from './causes.ts';
import { reason } from './reasons.ts';
import { type Condition, type ConditionReport, conditionOf, ended, told, withdrawn } from './report.ts';
import { RULES } from './state.ts';

const conditionOfSource = (resourceId: ResourceId): Condition => conditionOf(resourceId, 'monitoringInterrupted', '', RULES.heartbeat);

/** A resource that used to send of itself is not heard from its address any more: since when, and how long it might be quiet in ms. */
export function sourceSilent(
  resource: { readonly id: ResourceId; readonly importance: Importance },
  { address, since, limitMs, isSet, now }: Silent,
): ConditionReport {
  return told(conditionOfSource(resource.id), {
    at: now,
    now,
    importance: resource.importance,
    severity: severityOf('monitoringInterrupted', resource.importance),
    specificProblem: 'monitoringInterrupted',
    additionalText: address,
    observed: reason('observed.heartbeat', { address, lastAt: since }),
    crossed: reason('threshold.quiet', { seconds: Math.round(limitMs / 1000), origin: isSet ? 'set' : 'usual' }),
  });
}

interface Silent {
  readonly address: string;
  readonly since: Instant;
  readonly limitMs: number;
  /** People set the limit; else it is what is usual. */
  readonly isSet: boolean;
  readonly now: Instant;
}

/** It was heard again at `at`. */
export function sourceHeard(resourceId: ResourceId, at: Instant, now: Instant): ConditionReport {
  return ended(conditionOfSource(resourceId), at, now);
}

/** Nothing is expected of it any more: its limit was taken away, or its address is that of another resource. */
export function sourceForgotten(resourceId: ResourceId, now: Instant): ConditionReport {
  return withdrawn(conditionOfSource(resourceId), now, 'checkWithdrawn');
}
