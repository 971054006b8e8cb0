import { expect, test } from 'vitest';
import { anAlarm, aPolicy, at } from '../../testing/builders.ts';
import { isOfPort, nextLevel, picturedBy, windowAround } from './explain.ts';

const levels = (critical: number | null, major: number | null, minor: number | null, warning: number | null) => ({
  critical,
  major,
  minor,
  warning,
});
const policy = aPolicy({
  levels: { core: levels(98, 95, 90, 80), key: levels(99, null, 90, null), general: levels(null, null, 90, null) },
});
const values = { policyId: 'cpu.utilisation', policy: 'CPU 使用率' };
const byPolicy = { reasons: [{ stage: 'threshold', key: 'threshold.level', values }] } as const;
const threshold = { metric: 'cpu.utilisation', observed: 91, level: 90, direction: 'above' } as const;
const alarm = (severity: 'critical' | 'minor' | 'warning', importance: 'core' | 'key' | 'general') =>
  anAlarm({ severity, importance, threshold, reasons: [...byPolicy.reasons] });

test('the next level is that of the nearest higher severity the importance has', () => {
  expect(nextLevel(alarm('minor', 'core'), [policy])).toMatchObject({ severity: 'major', level: 95 });
  expect(nextLevel(alarm('minor', 'key'), [policy])).toMatchObject({ severity: 'critical', level: 99 });
});

test('an alarm of a station that had one policy for each metric finds it too', () => {
  const earlier = { stage: 'threshold', key: 'threshold.level', values: { policy: 'cpu.utilisation' } } as const;
  expect(nextLevel({ ...alarm('minor', 'core'), reasons: [earlier] }, [policy])).toMatchObject({ severity: 'major' });
});

test('there is none above the highest, none the policy leaves out, none without a policy', () => {
  expect(nextLevel(alarm('critical', 'core'), [policy])).toBeNull();
  expect(nextLevel(alarm('minor', 'general'), [policy])).toBeNull();
  expect(nextLevel(anAlarm({ severity: 'minor' }), [policy])).toBeNull();
  expect(nextLevel(alarm('minor', 'core'), [])).toBeNull();
});

test('the picture is the figure that crossed, else the latency of the check that failed', () => {
  const threshold = { metric: 'memory.utilisation', observed: 96, level: 95, direction: 'above' } as const;
  expect(picturedBy(anAlarm({ threshold }))).toEqual({ metric: 'memory.utilisation', component: '' });
  expect(picturedBy(anAlarm())).toEqual({ metric: 'icmp.rtt', component: '' });
  expect(picturedBy(anAlarm({ specificProblem: 'tcp.refused', component: '443' }))).toEqual({ metric: 'tcp.connect', component: '443' });
  expect(picturedBy(anAlarm({ probableCause: 'silentSource', specificProblem: 'silentSource' }))).toBeNull();
});

test('the window is half an hour on both sides, never in the future', () => {
  expect(windowAround(at(), at(3_600_000))).toEqual({ from: at(-1_800_000), to: at(1_800_000), isWhole: true });
  expect(windowAround(at(), at(60_000))).toEqual({ from: at(-1_800_000), to: at(60_000), isWhole: false });
});

test('R-8.4.2-c2-5 the panel of a device shows the port of an alarm of a port, and no other alarm', () => {
  expect(isOfPort(anAlarm({ probableCause: 'interfaceDown', component: 'Gi1/0/7' }))).toBe(true);
  const threshold = { metric: 'interface.in.errors', observed: 5, level: 1, direction: 'above' } as const;
  expect(isOfPort(anAlarm({ threshold, component: 'Gi1/0/7' }))).toBe(true);
  expect(isOfPort(anAlarm({ threshold: { ...threshold, metric: 'sensor.temperature' }, component: 'Board 1' }))).toBe(false);
  expect(isOfPort(anAlarm({ probableCause: 'interfaceDown', component: '' }))).toBe(false);
});
