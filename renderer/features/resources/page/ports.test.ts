import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import type { MetricLatest } from './metricGroups.ts';
import { interfaceFacts, portsOf } from './ports.ts';

const AT = 1_000_000;
const fact = (name: string, component: string, value: string | number | boolean) => ({ name, component, value, at: AT });
const up = (component: string, value: number | null, at = AT): MetricLatest => ({
  metric: 'interface.up',
  component,
  value,
  at,
  intervalMs: 30_000,
  quality: null,
});
const alarmOf = (component: string) => ({ component, cleared: null }) as Alarm;

const at = (facts: Parameters<typeof interfaceFacts>[0], latest: readonly MetricLatest[], alarms: readonly Alarm[] = []) =>
  portsOf(interfaceFacts(facts), latest, alarms, AT);

describe('R-8.4.2-c2-5 the ports of a device', () => {
  const facts = [1, 2, 3, 4, 10].flatMap((number) => [
    fact('interface.type', `GE1/0/${number}`, 6),
    fact('interface.adminUp', `GE1/0/${number}`, number !== 3),
  ]);

  it('say what is known of each: up, free, alarmed, switched off, unknown', () => {
    const latest = [up('GE1/0/1', 1), up('GE1/0/2', null), up('GE1/0/4', 0), up('GE1/0/10', 1, AT - 600_000)];
    expect(at(facts, latest, [alarmOf('GE1/0/4')]).map(({ component, state }) => [component, state])).toEqual([
      ['GE1/0/1', 'up'],
      ['GE1/0/2', 'down'],
      ['GE1/0/3', 'off'],
      ['GE1/0/4', 'fault'],
      ['GE1/0/10', 'unknown'],
    ]);
  });

  it('are unknown of a device that is silent, also those that are switched off', () => {
    const silent = [up('GE1/0/1', 1, AT - 600_000), { ...up('', null), metric: 'snmp.rtt' }];
    expect(new Set(at(facts, silent).map(({ state }) => state))).toEqual(new Set(['unknown']));
  });

  it('are none for a resource without interfaces', () => {
    expect(at([fact('hostname', '', 'x')], [])).toEqual([]);
  });

  it('show no old rate as one of now', () => {
    const rate = (when: number): MetricLatest => ({ ...up('GE1/0/1', 5e8, when), metric: 'interface.in' });
    expect(at(facts, [rate(AT)])[0]?.inRate).toBe(5e8);
    expect(at(facts, [rate(AT - 600_000)])[0]?.inRate).toBeNull();
  });

  it('R-8.2.2-0-4 know what is less than good about a rate of now, and why there is none', () => {
    const rate = (metric: string, value: number | null, quality: MetricLatest['quality']): MetricLatest => ({
      ...{ metric, component: 'GE1/0/1', value, quality, at: AT, intervalMs: 30_000 },
    });
    const latest = [rate('interface.in', 5e8, 'aboveSpeed'), rate('interface.out', null, 'restarted')];
    expect(at(facts, latest)[0]).toMatchObject({
      ...{ inRate: 5e8, inQuality: 'aboveSpeed', outRate: null, outQuality: 'restarted' },
    });
  });
});
