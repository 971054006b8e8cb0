import type { Alarm, AlarmEvent } from '../../../shared/contracts/alarms.ts';
import { RULES } from '../../../shared/domain/alarm/state.ts';
import { FAULT_KINDS, PROTOCOLS } from '../../../shared/domain/observation/observation.ts';
import { i18n, wireText } from '../../i18n/index.ts';
import { formatAge, formatDuration, formatLevel, formatTime } from '../../lib/format.ts';
import { domainName, figureName } from '../../lib/stationParts.ts';
import type { NextLevel } from './explain.ts';

type Wire = string | number;

/** The name of a metric, or its code where this version does not know it. */
export function metricName(code: string): string {
  return wireText('terms', `metric.${code}`) ?? code;
}

/** What happened, in one line without the object: figure, limit, part; or cause and how the check failed. */
export function alarmTitle(alarm: Alarm): string {
  const { threshold, probableCause, specificProblem } = alarm;
  const component = partOf(alarm);
  const told = ruleOf(alarm);
  if (told !== null) return withComponent(told, component);
  const [protocol, fault] = specificProblem.split('.');
  const text = i18n.t(`text.${probableCause}`, {
    ns: 'alarms',
    metric: threshold === null ? '' : metricName(threshold.metric),
    observed: threshold === null ? '' : formatLevel(threshold.metric, threshold.observed),
    direction: threshold === null ? '' : i18n.t(`direction.${threshold.direction}`, { ns: 'alarms' }),
    level: threshold === null ? '' : formatLevel(threshold.metric, threshold.level),
  });
  const withFault =
    isOneOf(PROTOCOLS, protocol) && isOneOf(FAULT_KINDS, fault)
      ? i18n.t('text.withFault', {
          ns: 'alarms',
          text,
          protocol: i18n.t(`protocol.${protocol}`, { ns: 'terms' }),
          fault: i18n.t(`fault.${fault}`, { ns: 'terms' }),
        })
      : text;
  return withComponent(withFault, component);
}

/** The name of the rule by which what a device sent became this alarm; null while it says what was polled. */
function ruleOf({ specificProblem, reasons }: Alarm): string | null {
  if (!specificProblem.startsWith('event.')) return null;
  const name = reasons.find(({ key }) => key === 'observed.event')?.values.rule;
  return typeof name === 'string' ? name : null;
}

/** What happened in as few words as a wall has room for: the figure, or the cause. */
export function alarmBrief(alarm: Alarm): { readonly fault: string; readonly part: string } {
  const { threshold, probableCause } = alarm;
  const fault =
    threshold !== null && probableCause === 'thresholdCrossed'
      ? `${metricName(threshold.metric)} ${formatLevel(threshold.metric, threshold.observed)}`
      : i18n.t(`cause.${probableCause}`, { ns: 'terms' });
  return { fault, part: withComponent('', partOf(alarm)) };
}

/** What an alarm is held to be a consequence of, in words; less than sure is said. */
export function causeText({ kind, name, certainty }: Pick<NonNullable<Alarm['cause']>, 'kind' | 'name' | 'certainty'>): string {
  const because = i18n.t(`because.${kind}`, { ns: 'alarms', name });
  return certainty < 1 ? i18n.t('because.maybe', { ns: 'alarms', because }) : because;
}

/** The part of the object in words: what the station is made of has names. */
function partOf({ rule, probableCause, component }: Alarm): string {
  if (rule !== RULES.station || !['monitoringInterrupted', 'performanceDegraded'].includes(probableCause)) return component;
  return stationPart(component);
}

/** What the station is made of, in words. */
function stationPart(subject: string): string {
  if (isOneOf(PROTOCOLS, subject))
    return i18n.t('text.collector', { ns: 'alarms', protocol: i18n.t(`protocol.${subject}`, { ns: 'terms' }) });
  return (
    wireText('collection', `process.${subject}`) ??
    domainName(subject) ??
    figureName(subject) ??
    wireText('health', `subject.${subject}`) ??
    wireText('health', `door.${subject}`) ??
    wireText('health', `store.${subject}`) ??
    subject
  );
}

/** The part of the object behind the words; a protocol is no part. */
function withComponent(text: string, component: string): string {
  return component === '' || isOneOf(PROTOCOLS, component) ? text : i18n.t('text.withComponent', { ns: 'alarms', text, component });
}

function isOneOf<T extends string>(list: readonly T[], value: string | undefined): value is T {
  return list.some((one) => one === value);
}

/** Why the station cleared an alarm although no observation said so; the bare code where this version does not know it. */
export function clearReasonText(code: string): string {
  return wireText('alarms', `clearReason.${code}`) ?? code;
}

/** What was said with an event: a person's words as they are, the station's in a sentence. */
export function eventText({ kind, byName, text }: Pick<AlarmEvent, 'kind' | 'byName' | 'text'>): string {
  if (text === null) return '';
  return kind === 'cleared' && byName === null ? clearReasonText(text) : text;
}

/** One step of the explanation as a sentence and a short note; the bare key where this version has no sentence for it. */
export function reasonText(reason: Alarm['reasons'][number]): { readonly text: string; readonly note: string } {
  const values = readable(reason.values);
  const text = wireText('alarms', `reasonText.${reason.key}`, values);
  return { text: text ?? reason.key, note: wireText('alarms', `reasonNote.${noteKey(reason)}`, values) ?? '' };
}

function noteKey({ key, values }: Alarm['reasons'][number]): string {
  if (key !== 'threshold.level' || values.durationS !== 0) return key;
  return values.m === 1 && values.n === 1 ? `${key}.once` : `${key}.atOnce`;
}

/** Values of a reason as people read them: names for codes, units for figures, times in the zone. */
function readable(values: Readonly<Record<string, Wire>>): Readonly<Record<string, Wire>> {
  const { metric, component, value, level, policy, lastAt, uptimeS, lateS } = values;
  const measured = String(metric ?? policy ?? '');
  const named = (prefix: 'protocol' | 'fault' | 'eventType' | 'severity' | 'importance', code: Wire | undefined): string =>
    code === undefined ? '' : (wireText('terms', `${prefix}.${code}`) ?? String(code));
  return {
    ...values,
    metric: metricName(measured),
    policy: metricName(String(policy ?? '')),
    component:
      component === undefined || component === ''
        ? ''
        : values.metric === undefined && values.fault === undefined
          ? component
          : i18n.t('text.withComponent', { ns: 'alarms', text: '', component }),
    value: typeof value === 'number' ? formatLevel(measured, value) : String(value ?? ''),
    level: typeof level === 'number' ? formatLevel(measured, level) : String(level ?? ''),
    protocol: named('protocol', values.protocol),
    fault: named('fault', values.fault),
    eventType: named('eventType', values.eventType),
    severity: named('severity', values.severity),
    importance: named('importance', values.importance),
    probableCause:
      values.probableCause === undefined ? '' : (wireText('terms', `cause.${values.probableCause}`) ?? String(values.probableCause)),
    direction: values.direction === 'below' ? i18n.t('direction.below', { ns: 'alarms' }) : i18n.t('direction.above', { ns: 'alarms' }),
    lastAt: typeof lastAt === 'number' ? formatTime(lastAt) : String(lastAt ?? ''),
    uptime: typeof uptimeS === 'number' ? formatDuration(uptimeS) : '',
    quiet: typeof values.seconds === 'number' ? formatDuration(values.seconds) : '',
    subject: values.subject === undefined ? '' : stationPart(String(values.subject)),
    origin: values.origin === undefined ? '' : (wireText('alarms', `quietOrigin.${values.origin}`) ?? String(values.origin)),
    late: typeof lateS === 'number' ? formatAge(lateS * 1000) : '',
  };
}

/** Why the alarm does not sound louder or rank higher, most telling first. `next` is the level of its policy for a higher severity. */
export function quietTexts(alarm: Alarm, next: NextLevel | null): readonly string[] {
  const ns = 'alarms';
  const texts: string[] = [];
  if (alarm.cause !== null && alarm.cleared === null) texts.push(i18n.t('quiet.suppressed', { ns, because: causeText(alarm.cause) }));
  else if (alarm.acknowledged !== null) texts.push(i18n.t('quiet.acknowledged', { ns, name: alarm.acknowledged.byName }));
  else if (alarm.cleared !== null) texts.push(i18n.t('quiet.cleared', { ns }));
  else texts.push(i18n.t(SOUND_TEXTS[alarm.severity], { ns }));
  if (alarm.isFlapping) texts.push(i18n.t('quiet.flapping', { ns }));
  if (alarm.trend === 'lessSevere') texts.push(i18n.t('quiet.lessSevere', { ns }));
  if (next !== null)
    texts.push(
      i18n.t('quiet.nextLevel', {
        ns,
        severity: i18n.t(`severity.${next.severity}`, { ns: 'terms' }),
        metric: metricName(next.metric),
        direction: i18n.t(`direction.${next.direction}`, { ns }),
        level: formatLevel(next.metric, next.level),
      }),
    );
  else if (alarm.threshold === null && alarm.severity !== 'critical')
    texts.push(
      i18n.t('quiet.byImportance', {
        ns,
        importance: i18n.t(`importance.${alarm.importance}`, { ns: 'terms' }),
        severity: i18n.t(`severity.${alarm.severity}`, { ns: 'terms' }),
      }),
    );
  return texts;
}

const SOUND_TEXTS = { critical: 'quiet.highest', major: 'quiet.major', minor: 'quiet.minor', warning: 'quiet.warning' } as const;
