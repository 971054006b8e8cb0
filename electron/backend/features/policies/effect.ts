import type { PolicyEffect, PolicyIntent } from '../../../../shared/contracts/policyEffect.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { Importance } from '../../../../shared/domain/inventory/resource.ts';
import { type Effect, effectOf } from '../../../../shared/domain/policy/effect.ts';
import { policyFaults } from '../../../../shared/domain/policy/faults.ts';
import type { Policy, Subject } from '../../../../shared/domain/policy/policy.ts';
import { createResolver, type Effective } from '../../../../shared/domain/policy/resolve.ts';
import { isTarget } from '../../../../shared/domain/policy/target.ts';
import { isWithin } from '../../../../shared/domain/time/window.ts';
import { Refusal } from '../../http/problem.ts';

const SHOWN = 200;
/** The id of a draft that has none yet. */
export const DRAFT_ID = 'draft';

export interface NamedSubject extends Subject {
  readonly name: string;
}

/** An active alarm that a threshold raised. */
export interface ThresholdAlarm {
  readonly resourceId: string;
  readonly metric: string;
}

/** The draft as an applied policy; refuses one that contradicts itself. */
export function appliedDraft({ id, policy }: NonNullable<PolicyIntent['draft']>): Policy {
  const fields = policyFaults(policy).map(({ path, code }) => ({ path: ['body', 'draft', 'policy', ...path].join('.'), message: code }));
  if (fields.length > 0) throw new Refusal('request.invalid', { fields });
  return { ...policy, id: id ?? DRAFT_ID, isApplied: true };
}

/** The policies as they would be after what somebody intends. */
export function intended(policies: readonly Policy[], { apply, withdraw, draft }: PolicyIntent): readonly Policy[] {
  const switched = policies.map((policy) => {
    if (apply.includes(policy.id)) return { ...policy, isApplied: true };
    return withdraw.includes(policy.id) ? { ...policy, isApplied: false } : policy;
  });
  if (!draft) return switched;
  const drafted = appliedDraft(draft);
  return [...switched.filter(({ id }) => id !== drafted.id), drafted];
}

function countMetrics(effects: Iterable<Effect>): PolicyEffect['metrics'] {
  const counts = new Map<string, PolicyEffect['metrics'][number]>();
  for (const { metrics } of effects)
    for (const { metric, change } of metrics) {
      const key = `${metric} ${change}`;
      counts.set(key, { metric, change, resources: (counts.get(key)?.resources ?? 0) + 1 });
    }
  return [...counts.values()].sort((a, b) => b.resources - a.resources || (a.metric < b.metric ? -1 : 1));
}

function pollsPerMinute(policies: readonly Policy[], subjects: readonly Subject[]): number {
  const resolve = createResolver(policies);
  return Math.round(subjects.reduce((sum, subject) => sum + 60 / resolve(subject).intervalS, 0) * 10) / 10;
}

const RANK: Readonly<Record<Importance, number>> = { core: 0, key: 1, general: 2 };

/** What becomes of an alarm that is active: it ends at once, the next sample decides, or (null) nothing changes for it. */
function fateOf({ metric }: ThresholdAlarm, effect: Effect | undefined, after: Effective, now: Instant): 'ends' | 'undecided' | null {
  const change = effect?.metrics.find((one) => one.metric === metric)?.change;
  if (change === undefined) return null;
  const threshold = after.thresholds.get(metric);
  return threshold && isWithin(threshold.windows, now) ? 'undecided' : 'ends';
}

function countFates(
  alarms: readonly ThresholdAlarm[],
  effects: ReadonlyMap<ResourceId, Effect>,
  after: readonly Policy[],
  subjects: readonly Subject[],
  now: Instant,
): Pick<PolicyEffect, 'ending' | 'undecided'> {
  const resolve = createResolver(after);
  const known = new Map(subjects.map((subject) => [subject.id, subject]));
  const fates = alarms.map((alarm) => {
    const subject = known.get(alarm.resourceId);
    return subject ? fateOf(alarm, effects.get(subject.id), resolve(subject), now) : null;
  });
  return { ending: fates.filter((fate) => fate === 'ends').length, undecided: fates.filter((fate) => fate === 'undecided').length };
}

/** What would be different; core resources first. Pure. */
export function previewEffect(
  policies: readonly Policy[],
  intent: PolicyIntent,
  subjects: readonly NamedSubject[],
  alarms: readonly ThresholdAlarm[],
  now: Instant,
): PolicyEffect {
  const after = intended(policies, intent);
  const effects = effectOf(policies, after, subjects);
  const drafted = intent.draft ? appliedDraft(intent.draft) : null;
  const changed = subjects.filter(({ id }) => effects.has(id));
  changed.sort((a, b) => RANK[a.importance] - RANK[b.importance] || (a.name < b.name ? -1 : 1));
  return {
    at: now,
    resources: subjects.length,
    targeted: drafted && subjects.filter((subject) => isTarget(drafted.targets, subject)).length,
    changed: effects.size,
    pollsPerMinute: { before: pollsPerMinute(policies, subjects), after: pollsPerMinute(after, subjects) },
    intervals: [...effects.values()].filter(({ interval }) => interval !== null).length,
    metrics: countMetrics(effects.values()),
    ...countFates(alarms, effects, after, subjects, now),
    items: changed.slice(0, SHOWN).map(({ id, name, importance }) => {
      const effect = effects.get(id);
      return { resourceId: id, resourceName: name, importance, interval: effect?.interval ?? null, metrics: [...(effect?.metrics ?? [])] };
    }),
  };
}
