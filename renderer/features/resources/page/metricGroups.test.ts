import { describe, expect, it } from 'vitest';
import { METRICS, metricDefinition } from '../../../../shared/domain/metric/catalogue.ts';
import { arrange, chosenComponents, GROUP_SPECS, heldComponents, highest, latestOf, type MetricLatest } from './metricGroups.ts';

const item = (metric: string, component = '', value: number | null = 1): MetricLatest => ({
  metric,
  component,
  at: 0,
  value,
  intervalMs: 30_000,
  quality: null,
});
const NOW = 60_000;
const charts = GROUP_SPECS.flatMap((group) => group.charts);

describe('charts of a resource', () => {
  it('R-8.4.2-c3-1 every metric of the catalogue is in exactly one chart', () => {
    const charted = charts.flatMap((chart) => chart.metrics);
    expect([...charted].sort()).toEqual(METRICS.map(({ code }) => code).sort());
  });

  it('lines of one chart share unit and kind, and have a legend where there are several', () => {
    for (const chart of charts) {
      const [main, ...rest] = chart.metrics.map((code) => metricDefinition(code));
      for (const other of rest) expect([other?.unit, other?.perComponent]).toEqual([main?.unit, main?.perComponent]);
      expect(chart.legend?.length ?? 1).toBe(chart.metrics.length);
    }
  });

  it('shows only what the resource has', () => {
    const { groups, unknown } = arrange([item('icmp.rtt'), item('icmp.loss'), item('tcp.connect', '22')], NOW);
    expect(groups.map(({ id, series }) => [id, series])).toEqual([
      ['icmp', 2],
      ['tcp', 1],
    ]);
    expect(unknown).toEqual([]);
  });

  it('R-8.2.2-d-3 flags a series outside the catalogue instead of hiding it', () => {
    expect(arrange([item('vendor.secret', 'x')], NOW).unknown).toEqual([{ metric: 'vendor.secret', component: 'x' }]);
  });

  it('R-8.2.2-a3-1 keeps whole and per core apart', () => {
    const [cpu] = arrange(
      [item('cpu.utilisation'), item('cpu.core.utilisation', 'cpu0'), item('cpu.core.utilisation', 'cpu1')],
      NOW,
    ).groups;
    expect(cpu?.whole.map(({ id }) => id)).toEqual(['cpu.utilisation']);
    expect(cpu?.perComponent.map(({ id }) => id)).toEqual(['cpu.core.utilisation']);
    expect(cpu?.series).toBe(3);
  });
});

describe('components', () => {
  const group = arrange(
    [
      item('filesystem.utilisation', '/boot', 30),
      item('filesystem.utilisation', '/data', 91),
      item('filesystem.utilisation', '/', 30),
      item('filesystem.utilisation', '/gone', null),
      item('filesystem.used', '/late', 5),
    ],
    NOW,
  ).groups[0]!;

  it('stand by name, and rank fullest first, equals by name, those without a figure last', () => {
    expect(group.components).toEqual(['/', '/boot', '/data', '/gone', '/late']);
    expect(group.ranked).toEqual(['/data', '/', '/boot', '/gone', '/late']);
  });
  it('stand by the number in their name', () => {
    const cores = arrange(
      ['cpu10', 'cpu2', 'cpu0'].map((core, index) => item('cpu.core.utilisation', core, index)),
      NOW,
    ).groups[0];
    expect(cores?.components).toEqual(['cpu0', 'cpu2', 'cpu10']);
  });
  it('are the highest few unless somebody chose, and a chosen one that went away is not invented', () => {
    expect(heldComponents(group, [], 2)).toEqual(['/', '/data']);
    expect(chosenComponents(group, ['/late', '/nowhere'])).toEqual(['/late']);
    expect(chosenComponents(group, ['/nowhere'])).toBeNull();
  });
  it('that are shown stay shown when others overtake them; only a place that came free is filled', () => {
    const held = ['/', '/boot'];
    expect(heldComponents(group, held, 2)).toBe(held);
    expect(heldComponents(group, ['/', '/nowhere'], 2)).toEqual(['/', '/data']);
    expect(heldComponents(group, held, 3)).toEqual(['/', '/boot', '/data']);
  });
  it('that no longer deliver come last and are drawn only when chosen: their history is not their state', () => {
    const late = 10 * 60_000;
    const left = { ...item('filesystem.utilisation', '/mnt/usb', 100), at: 0 };
    const [kept] = arrange([left, { ...item('filesystem.utilisation', '/', 30), at: late }], late).groups;
    expect([kept?.ranked, kept?.silent]).toEqual([['/', '/mnt/usb'], 1]);
    expect(heldComponents(kept!, [], 4)).toEqual(['/']);
    expect(chosenComponents(kept!, ['/mnt/usb'])).toEqual(['/mnt/usb']);
    expect(highest([left], 'filesystem.utilisation', 5, late)).toEqual([]);
    const [gone] = arrange([left], late).groups;
    expect(heldComponents(gone!, [], 4)).toEqual(['/mnt/usb']);
  });
  it('rank by value for the short lists, leaving out what is not known', () => {
    const latest = [item('interface.in', 'eth0', 5), item('interface.in', 'eth1', 9), item('interface.in', 'eth2', null)];
    expect(highest(latest, 'interface.in', 5, NOW).map(({ component }) => component)).toEqual(['eth1', 'eth0']);
    expect(latestOf(latest, 'interface.in', 'eth2')?.value).toBeNull();
    expect(latestOf(latest, 'interface.in', 'eth9')).toBeNull();
  });
});
