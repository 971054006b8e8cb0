import type { Policy, Subject, TargetSet } from './policy.ts';

const isAmong = <T>(named: readonly T[], value: T): boolean => named.length === 0 || named.includes(value);

/** True where the set is meant for the resource. */
export function isTarget({ classes, importances, domains, tags, resourceIds }: TargetSet, subject: Subject): boolean {
  return (
    isAmong(resourceIds, subject.id) &&
    isAmong(classes, subject.resourceClass) &&
    isAmong(importances, subject.importance) &&
    isAmong(domains, subject.domain) &&
    (tags.length === 0 || tags.some((tag) => subject.tags.includes(tag)))
  );
}

/** Facets from the least to the most specific; one outweighs all before it together. */
const FACETS = ['importances', 'classes', 'domains', 'tags', 'resourceIds'] as const satisfies readonly (keyof TargetSet)[];

/** 0 for every resource up to 31; single resources before tags before domains before classes before importances. */
export function specificity(targets: TargetSet): number {
  return FACETS.reduce((sum, facet, place) => sum + (targets[facet].length > 0 ? 2 ** place : 0), 0);
}

/** Why one policy comes before another. */
export const PRECEDENCES = ['specificity', 'priority', 'name'] as const;
export type Precedence = (typeof PRECEDENCES)[number];

type Ranked = Pick<Policy, 'id' | 'name' | 'priority' | 'targets'>;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Negative where `a` comes before `b`: the more specific, then the greater priority, then the name, and last the id, so that no two are equal. */
export function comparePolicies(a: Ranked, b: Ranked): number {
  return specificity(b.targets) - specificity(a.targets) || b.priority - a.priority || byText(a.name, b.name) || byText(a.id, b.id);
}

/** What decided between the first and a later one. */
export function decidedBy(first: Ranked, later: Ranked): Precedence {
  if (specificity(first.targets) !== specificity(later.targets)) return 'specificity';
  return first.priority === later.priority ? 'name' : 'priority';
}

/** The applied policies meant for the resource, the one that wins first. */
export function governing<P extends Policy>(policies: readonly P[], subject: Subject): readonly P[] {
  return policies.filter((policy) => policy.isApplied && isTarget(policy.targets, subject)).sort(comparePolicies);
}
