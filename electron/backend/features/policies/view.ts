import type { Policy as PolicyView } from '../../../../shared/contracts/policies.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import { explain } from '../../../../shared/domain/policy/explain.ts';
import type { Subject } from '../../../../shared/domain/policy/policy.ts';
import { subjectKey } from '../../../../shared/domain/policy/resolve.ts';
import { isTarget } from '../../../../shared/domain/policy/target.ts';
import { definitionOf, type PolicyRecord } from './repository.ts';

/** What the list of policies counts in. */
export interface Surroundings {
  readonly subjects: readonly Subject[];
  /** Series kept of a resource. */
  points(id: ResourceId): number;
  /** Active threshold alarms by the id of the policy that raised them. */
  readonly alarms: ReadonlyMap<string, number>;
  silentUntil(policyId: string): Instant | null;
}

/** For each policy how many resources it has a say about. */
function governed(policies: readonly PolicyRecord[], subjects: readonly Subject[]): ReadonlyMap<string, number> {
  const keyOf = subjectKey(policies);
  const kinds = new Map<string, { readonly subject: Subject; count: number }>();
  for (const subject of subjects) {
    const kind = kinds.get(keyOf(subject));
    if (kind) kind.count += 1;
    else kinds.set(keyOf(subject), { subject, count: 1 });
  }
  const counts = new Map<string, number>();
  for (const { subject, count } of kinds.values()) {
    const { interval, metrics } = explain(policies, subject);
    const chosen = interval.from === 'policy' && interval.chosen ? [interval.chosen, ...metrics] : metrics;
    for (const id of new Set(chosen.map(({ policyId }) => policyId))) counts.set(id, (counts.get(id) ?? 0) + count);
  }
  return counts;
}

/** Policies with what they reach, in the order given. */
export function viewPolicies(
  policies: readonly PolicyRecord[],
  { subjects, points, alarms, silentUntil }: Surroundings,
): readonly PolicyView[] {
  const governing = governed(policies, subjects);
  const kept = new Map(subjects.map(({ id }) => [id, points(id)]));
  return policies.map((policy) => {
    const targets = subjects.filter((subject) => isTarget(policy.targets, subject));
    const { id, isBuiltIn, version, updatedAt } = policy;
    return {
      ...structuredClone(definitionOf(policy) as PolicyView),
      ...{ id, isBuiltIn, version, updatedAt },
      targeted: targets.length,
      governing: governing.get(id) ?? 0,
      points: targets.reduce((sum, subject) => sum + (kept.get(subject.id) ?? 0), 0),
      activeAlarms: alarms.get(id) ?? 0,
      silentUntil: silentUntil(id),
    };
  });
}
