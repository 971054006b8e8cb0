import type { ProbableCause } from '../alarm/record.ts';
import type { Severity } from '../alarm/severity.ts';
import type { SyslogSeverity } from '../syslog/message.ts';
import { interfaceWords } from './interface.ts';
import { matchTemplate, type Template } from './template.ts';
import { type EventVariable, isUnder, variableUnder } from './variable.ts';

/** A variable of a notification that must have one of these values, as text. `oid` is the column; what follows it is the row. */
export interface VariableCondition {
  readonly oid: string;
  readonly values: readonly string[];
}

/** Which notifications are meant: all conditions must hold. An identifier that ends in `.*` means everything under it. */
export interface TrapMatch {
  readonly kind: 'trap';
  readonly oid: string;
  readonly variables: readonly VariableCondition[];
}

/** Which lines are meant. Null is any. */
export interface LineMatch {
  readonly kind: 'line';
  readonly app: string | null;
  readonly messageId: string | null;
  /** The least severe that is meant. */
  readonly severity: SyslogSeverity | null;
  readonly template: Template | null;
}

/**
 * What part of the resource is meant: the row or the value of a variable, what stood in a hole, the interface that a notification names
 * with what it has of ifName, ifDescr and ifIndex (see `interfaceWords`), or the resource as a whole.
 */
export type ComponentSource =
  | { readonly kind: 'interface' }
  | { readonly kind: 'row'; readonly oid: string }
  | { readonly kind: 'value'; readonly oid: string }
  | { readonly kind: 'hole'; readonly name: string }
  | { readonly kind: 'whole' };

/** `begins` and `ends` are the two sides of one condition; what only happens begins and is never seen to end. */
export const EVENT_EFFECTS = ['begins', 'ends', 'happens'] as const;
export type EventEffect = (typeof EVENT_EFFECTS)[number];

/** What makes an event of a notification or a line. Rules with one `condition` are about one thing: what one begins, another ends. */
export interface EventRule {
  readonly id: string;
  readonly match: TrapMatch | LineMatch;
  readonly condition: string;
  readonly effect: EventEffect;
  readonly cause: ProbableCause;
  /** Null: as the cause weighs for the importance of the resource. */
  readonly severity: Severity | null;
  readonly component: ComponentSource;
}

/** What rules look at. */
export type EventSubject =
  | { readonly kind: 'trap'; readonly oid: string; readonly variables: readonly EventVariable[] }
  | {
      readonly kind: 'line';
      readonly app: string | null;
      readonly messageId: string | null;
      readonly severity: SyslogSeverity | null;
      readonly text: string;
    };

export interface RuleHit {
  readonly rule: EventRule;
  /** '' for the resource as a whole. */
  readonly component: string;
}

const MOST_COMPONENT = 300;

function isMeant(oid: string, pattern: string): boolean {
  return pattern.endsWith('.*') ? isUnder(oid, pattern.slice(0, -2)) : oid === pattern;
}

const same = (wanted: string | null, given: string | null): boolean =>
  wanted === null || (given !== null && given.toLowerCase() === wanted.toLowerCase());

const RANK: Readonly<Record<SyslogSeverity, number>> = { emerg: 0, alert: 1, crit: 2, err: 3, warning: 4, notice: 5, info: 6, debug: 7 };

function isSevereEnough(least: SyslogSeverity | null, given: SyslogSeverity | null): boolean {
  return least === null || (given !== null && RANK[given] <= RANK[least]);
}

/** What a rule finds in a subject: the values of its holes, or null where it is not meant. */
function holesOf({ match }: EventRule, subject: EventSubject): Readonly<Record<string, string>> | null {
  if (match.kind === 'trap') {
    if (subject.kind !== 'trap' || !isMeant(subject.oid, match.oid)) return null;
    const holds = ({ oid, values }: VariableCondition) => values.includes(variableUnder(subject.variables, oid)?.text ?? '');
    return match.variables.every(holds) ? {} : null;
  }
  if (subject.kind !== 'line' || !same(match.app, subject.app) || !same(match.messageId, subject.messageId)) return null;
  if (!isSevereEnough(match.severity, subject.severity)) return null;
  return match.template ? matchTemplate(match.template, subject.text) : {};
}

function componentOf(source: ComponentSource, subject: EventSubject, holes: Readonly<Record<string, string>>): string | null {
  if (source.kind === 'whole') return '';
  if (source.kind === 'hole') return holes[source.name] ?? null;
  if (source.kind === 'interface') return subject.kind === 'trap' ? interfaceWords(subject.variables) : null;
  const variable = subject.kind === 'trap' ? variableUnder(subject.variables, source.oid) : undefined;
  if (!variable) return null;
  return source.kind === 'value' ? variable.text : variable.oid.slice(source.oid.length + 1);
}

/**
 * What the first rule that means it makes of a subject; null where none does. A rule whose part cannot be told speaks of the whole:
 * rather an alarm that says less than none.
 */
export function firstHit(rules: readonly EventRule[], subject: EventSubject): RuleHit | null {
  for (const rule of rules) {
    const holes = holesOf(rule, subject);
    if (holes) return { rule, component: (componentOf(rule.component, subject, holes) ?? '').slice(0, MOST_COMPONENT) };
  }
  return null;
}

/** Rules by what finds them fast: the identifier of a notification, the module and digest of a line; the rest is asked in turn. */
export interface RuleIndex {
  hit(subject: EventSubject): RuleHit | null;
}

/** Makes rules ready for thousands of subjects a second. The order of rules is kept: of two that mean a subject the first counts. */
export function indexRules(rules: readonly EventRule[]): RuleIndex {
  const exact = new Map<string, EventRule[]>();
  const others: EventRule[] = [];
  const order = new Map(rules.map((rule, place) => [rule, place]));
  const keyOf = ({ match }: EventRule): string | null => {
    if (match.kind === 'trap') return match.oid.endsWith('.*') ? null : `trap ${match.oid}`;
    return match.app !== null && match.messageId !== null ? `line ${match.app.toLowerCase()} ${match.messageId.toLowerCase()}` : null;
  };
  for (const rule of rules) {
    const key = keyOf(rule);
    if (key === null) others.push(rule);
    else exact.set(key, [...(exact.get(key) ?? []), rule]);
  }
  const NONE: readonly EventRule[] = [];
  const placeOf = (hit: RuleHit | null): number => (hit ? (order.get(hit.rule) ?? 0) : Number.POSITIVE_INFINITY);
  return {
    hit: (subject) => {
      const key =
        subject.kind === 'trap'
          ? `trap ${subject.oid}`
          : `line ${(subject.app ?? '').toLowerCase()} ${(subject.messageId ?? '').toLowerCase()}`;
      const near = firstHit(exact.get(key) ?? NONE, subject);
      const far = firstHit(others, subject);
      return placeOf(near) <= placeOf(far) ? near : far;
    },
  };
}
