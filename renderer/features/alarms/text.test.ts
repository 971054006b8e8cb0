import { beforeAll, describe, expect, it, test } from 'vitest';
import { REASONS, type ReasonKey } from '../../../shared/domain/alarm/reasons.ts';
import { PROBABLE_CAUSES } from '../../../shared/domain/alarm/record.ts';
import { CLEAR_REASONS } from '../../../shared/domain/alarm/report.ts';
import { startI18n } from '../../i18n/index.ts';
import { anAlarm, seen } from '../../testing/builders.ts';
import { alarmBrief, alarmTitle, eventText, quietTexts, reasonText } from './text.ts';

beforeAll(startI18n);

const threshold = { metric: 'filesystem.utilisation', observed: 98.6, level: 95, direction: 'above' } as const;
const VALUES = {
  metric: 'cpu.utilisation',
  policy: 'cpu.utilisation',
  component: 'eth0',
  value: 92,
  level: 90,
  protocol: 'icmp',
  fault: 'timeout',
  lastAt: 1_795_329_312_000,
  eventType: 'communications',
  probableCause: 'unreachable',
  severity: 'major',
  importance: 'core',
  direction: 'above',
} as const;

test.each(PROBABLE_CAUSES)('%s has a title without holes, with and without a figure', (probableCause) => {
  for (const alarm of [
    anAlarm({ probableCause, specificProblem: probableCause }),
    anAlarm({ probableCause, threshold, specificProblem: threshold.metric, component: '/data' }),
  ]) {
    expect(alarmTitle(alarm)).not.toMatch(/\{\{|undefined|^\s*$/);
    const { fault, part } = alarmBrief(alarm);
    expect(`${fault}${part}`).not.toMatch(/\{\{|undefined|^\s*$/);
  }
});

test('a title holds the figure, its limit and the part', () => {
  const title = alarmTitle(
    anAlarm({ probableCause: 'thresholdCrossed', threshold, specificProblem: threshold.metric, component: '/data' }),
  );
  for (const part of ['98.6 %', '95 %', '/data']) expect(title).toContain(part);
});

test('R-8.4.2-c4-2 a title of what a device sent is the name of the rule, with the part', () => {
  const reasons = [
    { stage: 'observed', key: 'observed.event', values: { ruleId: 'r', rule: '风扇故障', source: 'x', count: 1, line: 'y' } },
  ] as const;
  const told = anAlarm({ specificProblem: 'event.r', probableCause: 'equipmentMalfunction', component: '2', reasons: [...reasons] });
  expect(alarmTitle(told)).toBe('风扇故障（2）');
  expect(alarmTitle({ ...told, specificProblem: 'equipmentMalfunction' })).toBe('部件故障（2）');
});

test('a title says how a check failed', () => {
  const [timeout, refused] = ['icmp.timeout', 'tcp.refused'].map((specificProblem) => alarmTitle(anAlarm({ specificProblem })));
  expect(timeout).toContain('ICMP');
  expect(refused).toContain('TCP');
  expect(timeout).not.toBe(refused);
});

test.each(Object.keys(REASONS) as ReasonKey[])('the reason %s is a sentence with every value filled in', (key) => {
  const values = Object.fromEntries(REASONS[key].values.map((name) => [name, (VALUES as Record<string, string | number>)[name] ?? 7]));
  const { text, note } = reasonText({ stage: REASONS[key].stage, key, values });
  expect(text).not.toBe(key);
  expect(`${text}${note}`).not.toMatch(/\{\{|\}\}|undefined|NaN/);
});

test.each([
  [{ n: 1, m: 1, durationS: 0 }, '一次越限即报'],
  [{ n: 3, m: 5, durationS: 0 }, '5 取 3 即报'],
  [{ n: 1, m: 1, durationS: 60 }, '1 取 1，持续 60 秒'],
])('how often and how long a limit must be crossed: %o', (values, expected) => {
  const reason = { stage: 'threshold', key: 'threshold.level', values: { ...VALUES, ...values } } as const;
  expect(reasonText(reason).note).toBe(expected);
});

test('a reason of a newer station is shown by its bare key', () => {
  expect(reasonText({ stage: 'raised', key: 'raised.byOracle', values: {} })).toEqual({ text: 'raised.byOracle', note: '' });
});

test('why not louder: who acknowledged, and the level of the next severity', () => {
  const next = { severity: 'critical', metric: 'cpu.utilisation', direction: 'above', level: 98 } as const;
  const texts = quietTexts(anAlarm({ severity: 'major', acknowledged: seen }), next);
  expect(texts[0]).toContain('Wang Lei');
  expect(texts.some((text) => text.includes('98 %'))).toBe(true);
});

test('an alarm that no policy grades says that its importance decides', () => {
  expect(quietTexts(anAlarm({ severity: 'minor' }), null)).toHaveLength(2);
  expect(quietTexts(anAlarm({ severity: 'critical' }), null)).toHaveLength(1);
});

test.each(CLEAR_REASONS)('the station says in Chinese that it cleared because of %s, a person is quoted', (code) => {
  expect(eventText({ kind: 'cleared', byName: null, text: code })).toMatch(/^\p{Script=Han}+$/u);
  expect(eventText({ kind: 'cleared', byName: 'Wang Lei', text: code })).toBe(code);
});

describe('R-8.4.3-d2-7 troubles of the station in words', () => {
  it.each([
    ['monitoringInterrupted', 'poller', '监测中断（采集进程）'],
    ['monitoringInterrupted', 'snmp', '监测中断（SNMP 采集器）'],
    ['monitoringInterrupted', 'reception', '监测中断（全部来源）'],
    ['monitoringInterrupted', '政务外网', '监测中断（政务外网）'],
    ['monitoringInterrupted', 'domain:政务外网', '监测中断（域 政务外网）'],
    ['performanceDegraded', 'requestP95', '自检越限（操作响应 p95）'],
    ['performanceDegraded', 'queueOldest/poller>pipeline', '自检越限（队列等待最久 poller>pipeline）'],
  ] as const)('%s of %s', (probableCause, component, title) => {
    expect(alarmTitle(anAlarm({ probableCause, component, rule: 'station', threshold: null, specificProblem: probableCause }))).toBe(title);
  });

  it.each([
    ['receiver', '接收进程'],
    ['domain:政务外网', '域 政务外网'],
    ['requestP95', '操作响应 p95'],
    ['syslogUdp', 'Syslog UDP'],
    ['telemetry', '指标库'],
  ])('what it found is said of %s in the same words', (subject, name) => {
    expect(reasonText({ stage: 'observed', key: 'observed.station', values: { subject } }).text).toBe(`主站自检发现：${name}`);
  });

  it('a source that fell silent is told with since when and how long it might be quiet', () => {
    const values = { seconds: 900, origin: 'usual' };
    expect(reasonText({ stage: 'threshold', key: 'threshold.quiet', values })).toEqual({
      text: '超过允许的静默 15 分',
      note: '按平常间隔；监测中断不可抑制，恢复后自动清除',
    });
  });
});
