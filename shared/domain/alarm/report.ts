import type { Instant, ResourceId } from '../id.ts';
import type { Importance } from '../inventory/resource.ts';
import type { Finding } from './action.ts';
import { eventTypeOf } from './causes.ts';
import { conditionKey } from './key.ts';
import { reason } from './reasons.ts';
import type { EventType, ProbableCause, Reason } from './record.ts';
import type { Severity } from './severity.ts';

/** Which condition of which resource; `rule` names what watches it. */
export interface Condition {
  readonly key: string;
  readonly resourceId: ResourceId;
  readonly probableCause: ProbableCause;
  readonly component: string;
  readonly rule: string;
}

/** Why a condition is over although no observation said so; the renderer has a text for each. */
export const CLEAR_REASONS = ['policyWithdrawn', 'windowClosed', 'checkWithdrawn', 'componentGone', 'ruleWithdrawn'] as const;
export type ClearReason = (typeof CLEAR_REASONS)[number];

/** What the detectors say to the alarms. `at`: at the source; `receivedAt`: the station's clock. */
export type ConditionReport =
  | (Condition & {
      readonly kind: 'report';
      readonly at: Instant;
      readonly receivedAt: Instant;
      readonly eventType: EventType;
      /** True for something that happened (a restart): counted each time. False for something that is so: counted when it begins. */
      readonly isOccurrence: boolean;
      /** How often it happened since the last report; 1 where nothing is said. */
      readonly times?: number;
      readonly finding: Finding;
    })
  | (Condition & {
      readonly kind: 'clear';
      readonly at: Instant;
      readonly receivedAt: Instant;
      /** The rule, the check or the component is gone: nothing holds the clear back. */
      readonly isFinal: boolean;
      readonly reason: ClearReason | null;
    });

export function conditionOf(resourceId: ResourceId, probableCause: ProbableCause, component: string, rule: string): Condition {
  return { key: conditionKey(resourceId, probableCause, component, rule), resourceId, probableCause, component, rule };
}

interface Told {
  readonly at: Instant;
  readonly now: Instant;
  readonly importance: Importance;
  readonly severity: Severity;
  readonly specificProblem: string;
  readonly threshold?: Finding['threshold'];
  readonly additionalText?: string;
  readonly isOccurrence?: boolean;
  /** How it was seen, and what made a condition of it. */
  readonly observed: Reason;
  readonly crossed: Reason;
}

/** A report with its explanation in the order of the stages; the step of de-duplication is added where the alarms are known. */
export function told(condition: Condition, what: Told): ConditionReport {
  const { probableCause } = condition;
  const eventType = eventTypeOf(probableCause);
  const { severity, importance } = what;
  return {
    ...condition,
    kind: 'report',
    at: what.at,
    receivedAt: what.now,
    eventType,
    isOccurrence: what.isOccurrence ?? false,
    finding: {
      severity,
      specificProblem: what.specificProblem,
      threshold: what.threshold ?? null,
      additionalText: what.additionalText ?? '',
      reasons: [
        what.observed,
        reason('normalised.cause', { eventType, probableCause }),
        what.crossed,
        reason(what.threshold ? 'raised.byPolicy' : 'raised.byCause', { severity, importance }),
      ],
    },
  };
}

/** The condition ended by an observation at `at`. */
export function ended(condition: Condition, at: Instant, now: Instant): ConditionReport {
  return { ...condition, kind: 'clear', at, receivedAt: now, isFinal: false, reason: null };
}

/** The condition is over because nothing watches it any more. */
export function withdrawn(condition: Condition, now: Instant, why: ClearReason): ConditionReport {
  return { ...condition, kind: 'clear', at: now, receivedAt: now, isFinal: true, reason: why };
}
