import type { TFunction } from 'i18next';
import { wireText } from '../../i18n/index.ts';
import { formatDateTime } from '../../lib/format.ts';
import { resourceText } from '../../lib/resourceText.ts';
import type { AuditRecord } from './model.ts';

type T = TFunction<['audit', 'common', 'terms']>;

/** What was done, in words; the bare id where this version does not know it. */
export function actionName(action: string): string {
  return wireText('audit', `action.${action}`) ?? action;
}

type Named = Pick<AuditRecord, 'objectType' | 'objectName' | 'objectId' | 'actorKind' | 'actorName'> &
  Partial<Pick<AuditRecord, 'before' | 'after'>>;

/** True for the record of what a laboratory simulates. */
const saysSimulated = (state: AuditRecord['after'] | undefined): boolean =>
  typeof state === 'object' && state !== null && 'isSimulated' in state && state.isSimulated === true;

/** Kind and name of the object; a session by the person and, where the record has it, the account. */
export function objectName({ objectType, objectName: name, objectId, actorKind, actorName: person, before, after }: Named): string {
  const type = wireText('audit', `object.${objectType}`) ?? objectType;
  const isNamed = objectType === 'session' && actorKind === 'person' && name !== '' && name !== person;
  const what = isNamed ? `${person} ${name}` : name || objectId || '';
  return what === '' ? type : `${type} ${resourceText(what, saysSimulated(after) || saysSimulated(before))}`;
}

/** Who did it: a person by name, everything else by kind. */
export function actorName(t: T, record: Pick<AuditRecord, 'actorKind' | 'actorName'>): string {
  if (record.actorKind === 'person') return record.actorName;
  const kind = wireText('audit', `actor.${record.actorKind}.${record.actorName}`) ?? t(`audit:actor.${record.actorKind}`);
  return record.actorKind === 'wall' || record.actorKind === 'token' ? `${kind} ${record.actorName}` : kind;
}

export function roleNames(t: T, roles: readonly string[]): string {
  return roles.map((role) => wireText('terms', `role.${role}`) ?? role).join(t('common:list.separator'));
}

/** 成功, or why it was refused. */
export function resultText(t: T, { result, code }: Pick<AuditRecord, 'result' | 'code'>): string {
  if (result === 'done') return t('audit:result.done');
  if (code === null) return t('audit:result.refused');
  return t('audit:result.because', { reason: wireText('audit', `refusal.${code}`) ?? wireText('terms', `problem.${code}`) ?? code });
}

/** From where: the seat by name, else the address; the station itself has neither. */
export function originName(t: T, { device, address }: AuditRecord['origin']): string {
  return device ?? (address === 'local' ? t('audit:origin.local') : address);
}

/** Field names of the records the station writes; a name this version does not know stays as it is. */
export function fieldName(path: string): string {
  const whole = wireText('audit', `field.${path}`);
  if (whole !== null) return whole;
  const [metric, rest] = metricIn(path);
  if (metric !== null) return [metric, ...(rest === '' ? [] : [fieldName(rest)])].join(' · ');
  return path
    .split('.')
    .map((part) => wireText('audit', `field.${part}`) ?? part)
    .join(' · ');
}

/** The metric a path under `metrics.` is about, by name, and what is left of the path: codes of metrics have dots of their own. */
function metricIn(path: string): readonly [string | null, string] {
  const steps = path.startsWith('metrics.') ? path.split('.').slice(1) : [];
  for (let length = steps.length; length > 0; length--) {
    const name = wireText('terms', `metric.${steps.slice(0, length).join('.')}`);
    if (name !== null) return [name, steps.slice(length).join('.')];
  }
  return [null, path];
}

/** A value as people read it: instants of fields named `at` or ending in `At` or `Until` as times, names for known words, JSON for the rest. */
export function fieldValue(t: T, path: string, value: unknown): string {
  if (value === undefined) return t('audit:value.absent');
  if (value === null || value === '') return t('common:value.none');
  if (typeof value === 'boolean') return t(value ? 'audit:value.yes' : 'audit:value.no');
  if (typeof value === 'number') return /(?:^|\.)at$|(?:At|Until)$/.test(path) ? formatDateTime(value) : String(value);
  if (typeof value === 'string') return nameOf(path, value);
  if (Array.isArray(value)) return value.map((item) => itemText(path, item)).join(t('common:list.separator')) || t('common:value.none');
  return JSON.stringify(value);
}

/** One item of a list: a word by its name, an object by its values (a check: `TCP 22`), anything deeper as JSON. */
function itemText(path: string, item: unknown): string {
  if (typeof item === 'string') return nameOf(path, item);
  if (typeof item !== 'object' || item === null || Object.values(item).some((value) => typeof value === 'object'))
    return JSON.stringify(item);
  return Object.entries(item)
    .filter(([, value]) => value !== '' && typeof value !== 'boolean')
    .map(([key, value]) => nameOf(key, String(value)))
    .join(' ');
}

const PREFIXES = {
  protocol: 'protocol',
  importance: 'importance',
  resourceClass: 'class',
  classes: 'class',
  importances: 'importance',
  roles: 'role',
  scopes: 'permission',
  severity: 'severity',
} as const;

function nameOf(path: string, value: string): string {
  const last = path.split('.').at(-1) ?? '';
  const prefix = Object.hasOwn(PREFIXES, last) ? PREFIXES[last as keyof typeof PREFIXES] : null;
  return (prefix === null ? wireText('audit', `word.${last}.${value}`) : wireText('terms', `${prefix}.${value}`)) ?? value;
}
