import type { MetricThreshold } from '../alarm/policy.ts';
import { type Importance, pollIntervalS } from '../inventory/resource.ts';
import type { MetricRule, Policy, Subject } from './policy.ts';
import { governing } from './target.ts';

/** What the policies make of one resource. */
export interface Effective {
  readonly intervalS: number;
  readonly thresholds: ReadonlyMap<string, MetricThreshold>;
  /** Metrics that are neither kept nor judged. */
  readonly off: ReadonlySet<string>;
}

export function thresholdFor(policy: Policy, { isCollected, threshold }: MetricRule, importance: Importance): MetricThreshold | null {
  if (!isCollected || threshold === null) return null;
  const levels = threshold.levels[importance];
  if (Object.values(levels).every((level) => level === null)) return null;
  return { ...threshold, levels, policyId: policy.id, policy: policy.name };
}

/** Each metric by the first policy that names it, the interval by the first that sets one; an interval of the resource's own comes before both. */
export function resolve(policies: readonly Policy[], subject: Subject): Effective {
  const own = governing(policies, subject);
  const named = new Set<string>();
  const thresholds = new Map<string, MetricThreshold>();
  const off = new Set<string>();
  for (const policy of own) {
    for (const rule of policy.metrics) {
      if (named.has(rule.metric)) continue;
      named.add(rule.metric);
      if (!rule.isCollected) off.add(rule.metric);
      const threshold = thresholdFor(policy, rule, subject.importance);
      if (threshold) thresholds.set(rule.metric, threshold);
    }
  }
  const byPolicy = own.find(({ intervalS }) => intervalS !== null)?.intervalS ?? null;
  return { intervalS: pollIntervalS({ importance: subject.importance, intervalS: subject.intervalS ?? byPolicy }), thresholds, off };
}

/** What tells two resources apart for these policies, as far as it matters: resources with one key have one answer. */
export function subjectKey(policies: readonly Policy[]): (subject: Subject) => string {
  const single = new Set(policies.flatMap(({ targets }) => targets.resourceIds));
  return ({ id, resourceClass, importance, domain, tags, intervalS }) =>
    JSON.stringify([resourceClass, importance, domain, intervalS, [...tags].sort(), single.has(id) ? id : null]);
}

/** `resolve` for many resources: each kind of resource is worked out once, and a record, which never changes, is asked for its kind once. */
export function createResolver(policies: readonly Policy[]): (subject: Subject) => Effective {
  const keyOf = subjectKey(policies);
  const ofKind = new Map<string, Effective>();
  const ofRecord = new WeakMap<Subject, Effective>();
  return (subject) => {
    const known = ofRecord.get(subject);
    if (known) return known;
    const key = keyOf(subject);
    const found = ofKind.get(key) ?? resolve(policies, subject);
    ofKind.set(key, found);
    ofRecord.set(subject, found);
    return found;
  };
}
