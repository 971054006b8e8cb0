import type { PolicyInput } from '../../../shared/contracts/policies.ts';
import { SEVERITIES } from '../../../shared/domain/alarm/severity.ts';
import { IMPORTANCES } from '../../../shared/domain/inventory/resource.ts';
import type { Threshold } from '../../../shared/domain/policy/policy.ts';
import type { TimeWindow } from '../../../shared/domain/time/window.ts';
import { i18n, wireText } from '../../i18n/index.ts';
import { formatDuration, formatLevel } from '../../lib/format.ts';

/** One field of two versions of a policy in words; `before` or `after` null where that side does not have it. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

type Fields = ReadonlyMap<string, string>;

const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** 周一二三四五 08:00–20:00 */
export function windowText({ days, from, to }: TimeWindow): string {
  const names = [...days].sort().map((day) => wireText('policies', `day.${day}`) ?? '');
  return `${i18n.t('day.label', { ns: 'policies', day: names.join('') })} ${clock(from)}–${clock(to)}`;
}

export function metricName(metric: string): string {
  return wireText('terms', `metric.${metric}`) ?? metric;
}

const list = (items: readonly string[]): string => items.join(i18n.t('list.separator', { ns: 'common' }));
const any = (items: readonly string[]): string => (items.length === 0 ? i18n.t('field.any', { ns: 'policies' }) : list(items));

function thresholdFields(metric: string, threshold: Threshold): readonly (readonly [string, string])[] {
  const name = metricName(metric);
  const of = (key: 'direction' | 'duration' | 'hysteresis' | 'nOfM' | 'windows') =>
    `${name} · ${i18n.t(`field.${key}`, { ns: 'policies' })}`;
  const levels = IMPORTANCES.flatMap((importance) =>
    SEVERITIES.flatMap((severity): (readonly [string, string])[] => {
      const level = threshold.levels[importance][severity];
      const field = [name, wireText('terms', `importance.${importance}`), wireText('terms', `severity.${severity}`)].join(' · ');
      return level === null ? [] : [[field, formatLevel(metric, level)]];
    }),
  );
  return [
    [of('direction'), i18n.t(`direction.${threshold.direction}`, { ns: 'alarms' })],
    ...levels,
    [of('duration'), formatDuration(threshold.durationMs / 1000)],
    [of('hysteresis'), String(threshold.hysteresis)],
    [of('nOfM'), i18n.t('field.nOfM.text', { ns: 'policies', n: threshold.n, m: threshold.m })],
    [
      of('windows'),
      threshold.windows.length === 0 ? i18n.t('field.windows.always', { ns: 'policies' }) : list(threshold.windows.map(windowText)),
    ],
  ];
}

function fieldsOf(policy: PolicyInput, resourceName: (id: string) => string): Fields {
  const { name, targets, priority, intervalS, metrics } = policy;
  const t = (key: 'name' | 'classes' | 'importances' | 'domains' | 'tags' | 'resourceIds' | 'intervalS' | 'priority') =>
    i18n.t(`field.${key}`, { ns: 'policies' });
  const seconds = i18n.t('unit.second', { ns: 'policies' });
  return new Map([
    [t('name'), name],
    [t('classes'), any(targets.classes.map((one) => wireText('terms', `class.${one}`) ?? one))],
    [t('importances'), any(targets.importances.map((one) => wireText('terms', `importance.${one}`) ?? one))],
    [t('domains'), any(targets.domains)],
    [t('tags'), any(targets.tags)],
    [t('resourceIds'), any(targets.resourceIds.map(resourceName))],
    [t('intervalS'), intervalS === null ? i18n.t('field.intervalS.none', { ns: 'policies' }) : `${intervalS} ${seconds}`],
    [t('priority'), String(priority)],
    ...metrics.flatMap(({ metric, isCollected, threshold }) => [
      [
        `${metricName(metric)} · ${i18n.t('field.isCollected', { ns: 'policies' })}`,
        i18n.t(isCollected ? 'value.yes' : 'value.no', { ns: 'audit' }),
      ] as const,
      ...(isCollected && threshold ? thresholdFields(metric, threshold) : []),
    ]),
  ]);
}

/** What two versions differ in, in words, in the order of the form. */
export function changesBetween(before: PolicyInput, after: PolicyInput, resourceName: (id: string) => string): readonly FieldChange[] {
  const was = fieldsOf(before, resourceName);
  const is = fieldsOf(after, resourceName);
  return [...new Set([...is.keys(), ...was.keys()])]
    .filter((field) => was.get(field) !== is.get(field))
    .map((field) => ({ field, before: was.get(field) ?? null, after: is.get(field) ?? null }));
}
