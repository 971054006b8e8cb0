import type { EventRule, EventRuleInput } from '../../../../shared/contracts/eventRules.ts';
import type { Problem } from '../../../../shared/contracts/problems.ts';
import { ruleFaults, WATCHED } from '../../../../shared/domain/event/definition.ts';
import { parseTemplate } from '../../../../shared/domain/event/template.ts';
import { i18n, wireText } from '../../../i18n/index.ts';
import type { DraftError } from '../model.ts';
import type { PolicySearch } from '../search.ts';

/** A rule over lines that says nothing yet. */
export const NEW_RULE: EventRuleInput = {
  name: '',
  match: { kind: 'line', app: null, messageId: null, severity: null, template: null },
  condition: '',
  effect: 'begins',
  cause: 'indeterminate',
  severity: null,
  component: { kind: 'whole' },
};

/** What the logs hand over for a new rule. */
export type RuleSeed = Pick<PolicySearch, 'named' | 'app' | 'digest' | 'sentence' | 'oid' | 'least'>;

/** A new rule that means what was found in the logs. */
export function seeded({ named = '', app, digest, sentence, oid, least }: RuleSeed): EventRuleInput {
  if (oid !== undefined) return { ...NEW_RULE, match: { kind: 'trap', oid, variables: [] } };
  return {
    ...NEW_RULE,
    name: named,
    condition: named,
    match: { kind: 'line', app: app ?? null, messageId: digest ?? null, severity: least ?? null, template: sentence ?? null },
  };
}

/** What of a rule is written by hand. */
export function inputOf({ name, match, condition, effect, cause, severity, component }: EventRuleInput): EventRuleInput {
  return { name, match, condition, effect, cause, severity, component };
}

export const isSame = (a: EventRuleInput, b: EventRuleInput): boolean => JSON.stringify(inputOf(a)) === JSON.stringify(inputOf(b));

/** A copy under a name of its own. */
export function copyOf(rule: EventRule, names: readonly string[]): EventRuleInput {
  let { name } = rule;
  for (let i = 2; names.includes(name); i++) name = `${rule.name} ${i}`;
  return { ...inputOf(rule), name };
}

/** Names of the holes of a sentence, as far as it is one. */
export function holesOf(template: string | null): readonly string[] {
  const parsed = template === null ? 'empty' : parseTemplate(template);
  return typeof parsed === 'string' ? [] : parsed.holes.filter((hole) => hole !== null);
}

type ErrorKey =
  | 'name'
  | 'duplicate'
  | 'condition'
  | 'missing'
  | 'values'
  | 'oid'
  | 'hole'
  | 'edge'
  | 'adjacent'
  | 'twice'
  | 'empty'
  | 'component'
  | 'other';
const say = (key: ErrorKey): string => i18n.t(`error.${key}`, { ns: 'eventRules' });
const SHAPES = ['edge', 'adjacent', 'twice', 'empty'] as const;

function faultText(path: readonly (string | number)[], code: string, condition: string): string {
  const [first] = path;
  const last = path.at(-1);
  const shape = SHAPES.find((known) => known === code);
  if (shape) return say(shape);
  if (code === 'duplicate') return say('duplicate');
  if (first === 'name') return say('name');
  if (first === 'condition') return say('condition');
  if (first === 'cause') {
    const cause = WATCHED[condition]?.cause ?? '';
    return i18n.t('error.cause', { ns: 'eventRules', cause: wireText('terms', `cause.${cause}`) ?? cause });
  }
  if (first === 'component') return say(code === 'unsuited' ? 'component' : 'hole');
  if (last === 'template') return say('missing');
  if (last === 'values') return say('values');
  return last === 'oid' ? say('oid') : say('other');
}

/** Everything that is wrong with a draft, in the order of its fields. */
export function errorsOf(draft: EventRuleInput): readonly DraftError[] {
  return [
    ...(draft.name.trim() === '' ? [{ path: 'name', text: say('name') }] : []),
    ...(draft.condition.trim() === '' ? [{ path: 'condition', text: say('condition') }] : []),
    ...ruleFaults(draft).map(({ path, code }) => ({ path: path.join('.'), text: textOf(draft, path, code) })),
  ];
}

function textOf({ component, condition }: EventRuleInput, path: readonly (string | number)[], code: string): string {
  const isOid = path[0] === 'component' && code === 'unknown' && component.kind !== 'hole';
  return isOid ? say('oid') : faultText(path, code, condition);
}

/** What the station refuses, at the same places. */
export function errorsOfProblem(problem: Problem | null, condition: string): readonly DraftError[] {
  return (problem?.fields ?? []).map(({ path, message }) => {
    const steps = path.split('.').filter((step) => step !== 'body' && step !== 'rule');
    return { path: steps.join('.'), text: faultText(steps, message, condition) };
  });
}

export interface RuleFilter {
  readonly q?: string | undefined;
  readonly origin?: 'own' | 'builtIn' | undefined;
  readonly on?: 'on' | 'off' | undefined;
  readonly family?: string | undefined;
}

function wordsOf({ id, name, family, source, condition, match }: EventRule): string {
  const own = match.kind === 'trap' ? [match.oid] : [match.app, match.messageId, match.template];
  return [id, name, family, source, condition, ...own].join('\n').toLowerCase();
}

/** Rules that fit everything that is asked, in their order. */
export function found(rules: readonly EventRule[], { q = '', origin, on, family }: RuleFilter): readonly EventRule[] {
  const wanted = q.trim().toLowerCase();
  return rules.filter(
    (rule) =>
      (origin === undefined || rule.isBuiltIn === (origin === 'builtIn')) &&
      (on === undefined || rule.isOn === (on === 'on')) &&
      (family === undefined || rule.family === family) &&
      (wanted === '' || wordsOf(rule).includes(wanted)),
  );
}

/** Rules by whose they are, in their order: first those of the station itself. */
export function groupsOf(rules: readonly EventRule[]): readonly { readonly family: string; readonly items: readonly EventRule[] }[] {
  const families = [...new Set(rules.map(({ family }) => family))];
  return families.map((family) => ({ family, items: rules.filter((rule) => rule.family === family) }));
}

/** Every condition there is, those that polling watches first. */
export function conditionsOf(rules: readonly EventRule[]): readonly string[] {
  return [...new Set([...Object.keys(WATCHED), ...rules.map(({ condition }) => condition).toSorted()])];
}

/** The ids of the station's own rules after one of them went up or down; null where it cannot. */
export function moved(rules: readonly EventRule[], id: string, by: -1 | 1): readonly string[] | null {
  const ids = rules.filter(({ isBuiltIn }) => !isBuiltIn).map((rule) => rule.id);
  const from = ids.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= ids.length) return null;
  const next = ids.filter((one) => one !== id);
  next.splice(to, 0, id);
  return next;
}
