import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import type { MetricLatest } from './metricGroups.ts';
import { portPanelOf } from './ports.ts';

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

describe('R-8.4.2-c2-5 the panel of ports', () => {
  const facts = [1, 2, 3, 4, 10].flatMap((number) => [
    fact('interface.type', `GE1/0/${number}`, 6),
    fact('interface.adminUp', `GE1/0/${number}`, number !== 3),
  ]);

  it('says of each port what is known: up, free, alarmed, switched off, unknown; numbers in their order', () => {
    const latest = [up('GE1/0/1', 1), up('GE1/0/2', null), up('GE1/0/4', 0), up('GE1/0/10', 1, AT - 600_000)];
    const panel = portPanelOf(facts, latest, [alarmOf('GE1/0/4')], AT);
    expect(panel?.groups).toHaveLength(1);
    expect(panel?.groups[0]?.ports.map(({ component, state }) => [component, state])).toEqual([
      ['GE1/0/1', 'up'],
      ['GE1/0/2', 'down'],
      ['GE1/0/3', 'off'],
      ['GE1/0/4', 'fault'],
      ['GE1/0/10', 'unknown'],
    ]);
  });

  it('knows nothing of a device that is silent, not even that a port is switched off', () => {
    const silent = [up('GE1/0/1', 1, AT - 600_000), { ...up('', null), metric: 'snmp.rtt' }];
    const states = portPanelOf(facts, silent, [], AT)?.groups[0]?.ports.map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['unknown']));
  });

  it('counts what has no socket apart, and is none for a resource without interfaces', () => {
    const panel = portPanelOf([...facts, fact('interface.type', 'Vlanif10', 53), fact('interface.index', 'Vlanif10', 7)], [], [], AT);
    expect([panel?.total, panel?.logical]).toEqual([5, 1]);
    expect(portPanelOf([fact('hostname', '', 'x')], [], [], AT)).toBeNull();
  });

  it('shows no old rate as one of now', () => {
    const rate = (at: number): MetricLatest => ({
      metric: 'interface.in',
      component: 'GE1/0/1',
      value: 5e8,
      at,
      intervalMs: 30_000,
      quality: null,
    });
    expect(portPanelOf(facts, [rate(AT)], [], AT)?.groups[0]?.ports[0]?.inRate).toBe(5e8);
    expect(portPanelOf(facts, [rate(AT - 600_000)], [], AT)?.groups[0]?.ports[0]?.inRate).toBeNull();
  });

  it('R-8.2.2-0-4 knows what is less than good about a rate of now, and why there is none', () => {
    const rate = (metric: string, value: number | null, quality: MetricLatest['quality']): MetricLatest => ({
      ...{ metric, component: 'GE1/0/1', value, quality, at: AT, intervalMs: 30_000 },
    });
    const latest = [rate('interface.in', 5e8, 'aboveSpeed'), rate('interface.out', null, 'restarted')];
    expect(portPanelOf(facts, latest, [], AT)?.groups[0]?.ports[0]).toMatchObject({
      ...{ inRate: 5e8, inQuality: 'aboveSpeed', outRate: null, outQuality: 'restarted' },
    });
  });
});
