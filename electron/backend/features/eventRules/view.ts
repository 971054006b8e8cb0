import type { EventRule, EventRuleView } from '../../../../shared/contracts/eventRules.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import type { EventRuleShelf } from './book.ts';
import type { HitCounts } from './hits.ts';
import { definitionOf, type EventRuleRecord } from './repository.ts';

/** What stands beside a rule. */
export interface RuleSurroundings {
  hits(ruleId: string): HitCounts;
  /** Active alarms by the id of the rule that raised them. */
  readonly alarms: ReadonlyMap<string, number>;
}

const MOST_REMOVED = 50;

export function viewRule(rule: EventRuleRecord, around: RuleSurroundings): EventRule {
  const { id, delivered, version, updatedAt } = rule;
  const isDecided = delivered !== null && (delivered.severity !== rule.severity || delivered.isOn !== rule.isOn);
  return {
    ...structuredClone(definitionOf(rule) as EventRule),
    ...{ id, version, updatedAt, isBuiltIn: delivered !== null },
    delivered: isDecided ? { severity: delivered.severity, isOn: delivered.isOn } : null,
    family: delivered?.family ?? '',
    source: delivered?.source ?? '',
    examples: (delivered?.examples ?? []).map((example) => ({ ...example })),
    hits: { ...around.hits(id) },
    activeAlarms: around.alarms.get(id) ?? 0,
  };
}

export function viewRules(shelf: EventRuleShelf, around: RuleSurroundings, at: Instant, countedSince: Instant): EventRuleView {
  return {
    at,
    countedSince,
    items: shelf.all().map((rule) => viewRule(rule, around)),
    removed: shelf
      .removed()
      .slice(0, MOST_REMOVED)
      .map(({ id, name, version, updatedAt }) => ({ id, name, version, removedAt: updatedAt })),
  };
}
