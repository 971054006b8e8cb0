import type { ProbableCause } from '../alarm/record.ts';
import type { Severity } from '../alarm/severity.ts';
import { RULES } from '../alarm/state.ts';
import type { SyslogSeverity } from '../syslog/message.ts';
import { type ComponentSource, type EventEffect, type EventRule, indexRules, type RuleIndex, type TrapMatch } from './rule.ts';
import { parseTemplate, type TemplateFault } from './template.ts';

/** Causes an event can have: what devices say of themselves, not what the station finds out. */
export const EVENT_CAUSES = [
  'interfaceDown',
  'equipmentMalfunction',
  'powerProblem',
  'temperatureUnacceptable',
  'communicationsProtocolError',
  'configurationError',
  'unauthorizedAccessAttempt',
  'outOfMemory',
  'inputOutputDeviceError',
  'softwareError',
  'serviceUnavailable',
  'restarted',
  'indeterminate',
] as const satisfies readonly ProbableCause[];
export type EventCause = (typeof EVENT_CAUSES)[number];

/** Which lines are meant, as it is written: the sentence with its holes as a text. */
export interface LineDefinition {
  readonly kind: 'line';
  readonly app: string | null;
  readonly messageId: string | null;
  readonly severity: SyslogSeverity | null;
  readonly template: string | null;
}

/** What of a rule is written by people and kept by version. */
export interface EventRuleDefinition {
  readonly name: string;
  readonly match: TrapMatch | LineDefinition;
  /** What begins and ends: rules of one condition and cause are about one thing. */
  readonly condition: string;
  readonly effect: EventEffect;
  readonly cause: EventCause;
  /** Null: as the cause weighs for the importance of the resource. */
  readonly severity: Severity | null;
  readonly component: ComponentSource;
  readonly isOn: boolean;
}

/**
 * Conditions that polling watches too, by the rule that watches them: what a device says and what is seen of it are one alarm. Each has
 * the cause it has there.
 */
export const WATCHED: Readonly<Record<string, { readonly rule: string; readonly cause: EventCause }>> = {
  interface: { rule: RULES.state('interface.up'), cause: 'interfaceDown' },
  mains: { rule: RULES.state('ups.mains.up'), cause: 'powerProblem' },
  restart: { rule: RULES.restart, cause: 'restarted' },
};

/** The part of an alarm's key that says what watches the condition. */
export function keyRuleOf(condition: string): string {
  return Object.hasOwn(WATCHED, condition) ? (WATCHED[condition]?.rule ?? condition) : `event.${condition}`;
}

export type RuleFaultCode = TemplateFault | 'missing' | 'unknown' | 'unsuited';

/** A place in a definition and what is wrong there. */
export interface RuleFault {
  readonly path: readonly (string | number)[];
  readonly code: RuleFaultCode;
}

const OID = /^\d+(?:\.\d+){1,127}(?:\.\*)?$/;
const isColumn = (oid: string): boolean => OID.test(oid) && !oid.endsWith('.*');

function holesOf(match: LineDefinition): readonly string[] {
  const parsed = match.template === null ? 'empty' : parseTemplate(match.template);
  return typeof parsed === 'string' ? [] : parsed.holes.filter((name) => name !== null);
}

function matchFaults(match: EventRuleDefinition['match']): readonly RuleFault[] {
  if (match.kind === 'trap')
    return [
      ...(OID.test(match.oid) ? [] : [{ path: ['match', 'oid'], code: 'unknown' as const }]),
      ...match.variables.flatMap(({ oid, values }, index): RuleFault[] => [
        ...(isColumn(oid) ? [] : [{ path: ['match', 'variables', index, 'oid'], code: 'unknown' as const }]),
        ...(values.length > 0 ? [] : [{ path: ['match', 'variables', index, 'values'], code: 'missing' as const }]),
      ]),
    ];
  if (match.app === null && match.messageId === null && match.template === null) return [{ path: ['match', 'template'], code: 'missing' }];
  const parsed = match.template === null ? null : parseTemplate(match.template);
  return typeof parsed === 'string' ? [{ path: ['match', 'template'], code: parsed }] : [];
}

function componentFaults({ match, component }: Pick<EventRuleDefinition, 'match' | 'component'>): readonly RuleFault[] {
  const path = ['component'];
  switch (component.kind) {
    case 'whole':
      return [];
    case 'hole':
      return match.kind === 'line' && holesOf(match).includes(component.name) ? [] : [{ path, code: 'unknown' }];
    case 'interface':
      return match.kind === 'trap' ? [] : [{ path, code: 'unsuited' }];
    case 'row':
    case 'value':
      if (match.kind !== 'trap') return [{ path, code: 'unsuited' }];
      return isColumn(component.oid) ? [] : [{ path, code: 'unknown' }];
    default:
      return component satisfies never;
  }
}

/** Everything that contradicts itself in a definition, in the order of its fields. */
export function ruleFaults(rule: Omit<EventRuleDefinition, 'isOn' | 'name'>): readonly RuleFault[] {
  const watched = Object.hasOwn(WATCHED, rule.condition) ? WATCHED[rule.condition] : undefined;
  return [
    ...matchFaults(rule.match),
    ...(watched && watched.cause !== rule.cause ? [{ path: ['cause'], code: 'unsuited' as const }] : []),
    ...componentFaults(rule),
  ];
}

/** A rule ready to be asked; null for one that contradicts itself. */
export function compileRule(id: string, definition: Omit<EventRuleDefinition, 'isOn' | 'name'>): EventRule | null {
  const { match, condition, effect, cause, severity, component } = definition;
  const common = { id, condition, effect, cause, severity, component };
  if (match.kind === 'trap') return { ...common, match };
  const template = match.template === null ? null : parseTemplate(match.template);
  return typeof template === 'string' ? null : { ...common, match: { ...match, template } };
}

/** Rules that are on, in their order, ready for thousands of records a second. */
export function compileRules(rules: readonly (EventRuleDefinition & { readonly id: string })[]): RuleIndex {
  return indexRules(rules.flatMap((rule) => (rule.isOn ? (compileRule(rule.id, rule) ?? []) : [])));
}
