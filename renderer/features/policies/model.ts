import type { Policy, PolicyInput, PolicyVersion } from '../../../shared/contracts/policies.ts';
import type { PolicyIntent } from '../../../shared/contracts/policyEffect.ts';
import type { Problem } from '../../../shared/contracts/problems.ts';
import { isIntervalAllowed } from '../../../shared/domain/inventory/resource.ts';
import { policyFaults } from '../../../shared/domain/policy/faults.ts';
import type { MetricRule, Threshold } from '../../../shared/domain/policy/policy.ts';
import { i18n, wireText } from '../../i18n/index.ts';

const NO_LEVELS = { critical: null, major: null, minor: null, warning: null };

/** A threshold that says nothing yet. */
export const NEW_THRESHOLD: Threshold = {
  direction: 'above',
  levels: { core: NO_LEVELS, key: NO_LEVELS, general: NO_LEVELS },
  durationMs: 0,
  hysteresis: 0,
  n: 1,
  m: 1,
  windows: [],
};

export function newRule(metric: string): MetricRule {
  return { metric, isCollected: true, threshold: NEW_THRESHOLD };
}

/** An empty policy, for every resource. */
export const NEW_POLICY: PolicyInput = {
  name: '',
  targets: { classes: [], importances: [], domains: [], tags: [], resourceIds: [] },
  priority: 0,
  intervalS: null,
  metrics: [],
};

/** What of a policy is written by hand. */
export function inputOf({ name, targets, priority, intervalS, metrics }: PolicyInput): PolicyInput {
  return { name, targets, priority, intervalS, metrics };
}

/** A copy under a name of its own. */
export function copyOf(policy: Policy, names: readonly string[]): PolicyInput {
  let name = policy.name;
  for (let i = 2; names.includes(name); i++) name = `${policy.name} ${i}`;
  return { ...inputOf(policy), name };
}

export const isSame = (a: PolicyInput, b: PolicyInput): boolean => JSON.stringify(inputOf(a)) === JSON.stringify(inputOf(b));

/** A place in a draft and the sentence that stands there. */
export interface DraftError {
  readonly path: string;
  readonly text: string;
}

const text = (key: 'name' | 'name.duplicate' | 'intervalS' | 'duplicate' | 'unknown' | 'essential' | 'inverted' | 'window' | 'other') =>
  i18n.t(`error.${key}`, { ns: 'policies' });

const CODES = ['duplicate', 'unknown', 'essential', 'inverted'] as const;

function faultText(path: readonly (string | number)[], code: string): string {
  const importance = path.at(-1);
  if (code === 'disordered')
    return i18n.t('error.disordered', { ns: 'policies', importance: wireText('terms', `importance.${importance}`) ?? '' });
  if (path[0] === 'name') return text(code === 'duplicate' ? 'name.duplicate' : 'name');
  return text(CODES.find((known) => known === code) ?? 'other');
}

/** Everything that is wrong with a draft, in the order of its fields. */
export function errorsOf(draft: PolicyInput): readonly DraftError[] {
  return [
    ...(draft.name.trim() === '' ? [{ path: 'name', text: text('name') }] : []),
    ...(draft.intervalS !== null && !isIntervalAllowed(draft.intervalS) ? [{ path: 'intervalS', text: text('intervalS') }] : []),
    ...policyFaults(draft).map(({ path, code }) => ({ path: path.join('.'), text: faultText(path, code) })),
    ...draft.metrics.flatMap(({ threshold }, index) =>
      (threshold?.windows ?? []).some(({ days }) => days.length === 0)
        ? [{ path: `metrics.${index}.threshold.windows`, text: text('window') }]
        : [],
    ),
  ];
}

/** What the station refuses, at the same places. */
export function errorsOfProblem(problem: Problem | null): readonly DraftError[] {
  return (problem?.fields ?? []).map(({ path, message }) => {
    const steps = path.split('.').slice(1);
    return { path: steps.join('.'), text: faultText(steps, message) };
  });
}

/** Policies whose name or one of whose metrics holds the words. */
export function found(policies: readonly Policy[], words: string): readonly Policy[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return policies;
  return policies.filter(({ name, metrics }) =>
    [name, ...metrics.flatMap(({ metric }) => [metric, wireText('terms', `metric.${metric}`) ?? ''])]
      .join('\n')
      .toLowerCase()
      .includes(wanted),
  );
}

/** What going back to a version is: its draft applied, or withdrawn where it was not applied. */
export function goingBackTo({ id, isApplied }: Pick<Policy, 'id' | 'isApplied'>, version: PolicyVersion): PolicyIntent {
  if (version.isApplied) return { apply: [], withdraw: [], draft: { id, policy: inputOf(version) } };
  return { apply: [], withdraw: isApplied ? [id] : [], draft: null };
}

/** The versions a policy can go back to, newest first. */
export function earlierThan(versions: readonly PolicyVersion[], version: number): readonly PolicyVersion[] {
  return versions.filter((one) => one.version < version);
}
