import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import type { DeviceHardware } from '../../../../shared/contracts/hardware.ts';
import type { MetricLatest } from '../page/metricGroups.ts';
import { frontOf, neighbourOf, overlaysOf, portViews, socketsOf, worstOf } from './panelModel.ts';

const AT = 1_000_000;
const fact = (name: string, component: string, value: string | number | boolean) => ({ name, component, value, at: AT });
const figure = (metric: string, component: string, value: number | null, at = AT): MetricLatest => ({
  ...{ metric, component, value, at, intervalMs: 30_000, quality: null },
});
const names = [1, 2, 3, 4, 5, 6].map((number) => `Gi1/0/${number}`);
const facts = [...names, 'Te1/0/1'].flatMap((name) => [fact('interface.type', name, 6), fact('interface.adminUp', name, true)]);
const hardware: DeviceHardware = {
  ...{ at: AT, isCut: false, parts: [], panel: [], changes: [], changesTotal: 0 },
  power: {
    at: AT,
    groups: [],
    ports: [{ group: 1, number: 1, port: 'Gi1/0/1', isEnabled: true, state: 'delivering', deviceClass: 4, watts: 15.4 }],
  },
};

describe('R-8.4.2-c2-5 what is known of ports', () => {
  it('is the busier way, errors and discards together, light and power; what is old is not known', () => {
    const latest = [
      figure('interface.up', 'Gi1/0/1', 1),
      figure('interface.in.utilisation', 'Gi1/0/1', 12),
      figure('interface.out.utilisation', 'Gi1/0/1', 73),
      figure('interface.in.errors', 'Gi1/0/1', 0.5),
      figure('interface.out.discards', 'Gi1/0/1', 1),
      figure('optics.rx', 'Te1/0/1', -7.5),
      figure('interface.in.utilisation', 'Te1/0/1', 90, AT - 600_000),
    ];
    const alarms = [
      { component: 'Gi1/0/1', cleared: null, severity: 'warning' },
      { component: 'Gi1/0/1', cleared: null, severity: 'major' },
      { component: 'Te1/0/1', cleared: { at: 1 }, severity: 'critical' },
    ] as unknown as Alarm[];
    const ports = portViews(facts, latest, alarms, hardware, AT);
    expect(ports.get('Gi1/0/1')).toMatchObject({ state: 'fault', load: 73, errors: 1.5, rx: null, worst: 'major', power: { watts: 15.4 } });
    expect(ports.get('Te1/0/1')).toMatchObject({ state: 'unknown', load: null, errors: null, rx: -7.5, worst: null, power: null });
    expect(worstOf(alarms).get('Te1/0/1')).toBeUndefined();
    expect(overlaysOf(ports, hardware)).toEqual(['state', 'speed', 'load', 'errors', 'power', 'light', 'remote']);
    expect(overlaysOf(new Map(), null)).toEqual(['state', 'speed', 'load', 'errors', 'remote']);
  });

  it('arrow keys go to what is beside a port on the front, over the edge into the next block, and nowhere at the end', () => {
    const panel = frontOf(null, facts);
    expect(socketsOf(panel).map(({ name }) => name)).toEqual(['Gi1/0/1', 'Gi1/0/3', 'Gi1/0/5', 'Gi1/0/2', 'Gi1/0/4', 'Gi1/0/6', 'Te1/0/1']);
    expect(neighbourOf(panel, 'Gi1/0/1', 'right')).toBe('Gi1/0/3');
    expect(neighbourOf(panel, 'Gi1/0/1', 'down')).toBe('Gi1/0/2');
    expect(neighbourOf(panel, 'Gi1/0/4', 'up')).toBe('Gi1/0/3');
    expect(neighbourOf(panel, 'Gi1/0/6', 'right')).toBe('Te1/0/1');
    expect(neighbourOf(panel, 'Te1/0/1', 'left')).toBe('Gi1/0/5');
    expect(neighbourOf(panel, 'Gi1/0/1', 'left')).toBe('Gi1/0/1');
    expect(neighbourOf(panel, 'Te1/0/1', 'down')).toBe('Te1/0/1');
    expect([neighbourOf(panel, 'Gi1/0/4', 'first'), neighbourOf(panel, 'Gi1/0/4', 'last')]).toEqual(['Gi1/0/1', 'Te1/0/1']);
  });
});
