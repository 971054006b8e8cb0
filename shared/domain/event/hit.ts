import { eventTypeOf, severityOf } from '../alarm/causes.ts';
import { reason } from '../alarm/reasons.ts';
import { type ConditionReport, conditionOf, ended } from '../alarm/report.ts';
import type { Instant, ResourceId } from '../id.ts';
import type { Importance } from '../inventory/resource.ts';
import { type EventRuleDefinition, keyRuleOf } from './definition.ts';
import type { EventEffect } from './rule.ts';

/** What a rule made of records that came one after the other and say the same. */
export interface EventHit {
  readonly ruleId: string;
  /** Null: the sender is no resource. */
  readonly resourceId: ResourceId | null;
  readonly source: string;
  /** As the device calls it; '' for the resource as a whole. */
  readonly component: string;
  readonly effect: EventEffect;
  /** When the station received the first and the newest of them. */
  readonly at: Instant;
  readonly lastAt: Instant;
  readonly count: number;
  /** The newest of them, shortened. */
  readonly line: string;
}

/** Characters of a line that an alarm shows; the whole stands in the log. */
export const MOST_LINE = 500;

/** What is said of a rule when it raises an alarm. */
export type RaisingRule = Pick<EventRuleDefinition, 'name' | 'cause' | 'condition' | 'severity'> & { readonly id: string };

/** What a hit says to the alarms of a part of a resource. `now`: the station's clock. */
export function reportOf(
  rule: RaisingRule,
  hit: EventHit,
  resource: { readonly id: ResourceId; readonly importance: Importance },
  component: string,
  now: Instant,
): ConditionReport {
  const { cause: probableCause, name } = rule;
  const { importance } = resource;
  const condition = conditionOf(resource.id, probableCause, component, keyRuleOf(rule.condition));
  if (hit.effect === 'ends') return ended(condition, hit.at, now);
  const severity = rule.severity ?? severityOf(probableCause, importance);
  const eventType = eventTypeOf(probableCause);
  const isOccurrence = hit.effect === 'happens';
  return {
    ...condition,
    kind: 'report',
    at: isOccurrence ? hit.lastAt : hit.at,
    receivedAt: now,
    eventType,
    isOccurrence,
    times: isOccurrence ? hit.count : 1,
    finding: {
      severity,
      specificProblem: `event.${rule.id}`,
      threshold: null,
      additionalText: hit.line,
      reasons: [
        reason('observed.event', { ruleId: rule.id, rule: name, source: hit.source, count: hit.count, line: hit.line }),
        reason('normalised.cause', { eventType, probableCause }),
        reason('threshold.immediate', {}),
        rule.severity === null ? reason('raised.byCause', { severity, importance }) : reason('raised.byRule', { severity, rule: name }),
      ],
    },
  };
}
