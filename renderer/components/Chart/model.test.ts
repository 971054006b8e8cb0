import { describe, expect, it } from 'vitest';
import { metricDefinition } from '../../../shared/domain/metric/catalogue.ts';
import type { Columns } from './gaps.ts';
import { type ChartInput, chartModel, type Marker, thinMarkers } from './model.ts';

const MINUTE = 60_000;
const line = (values: readonly (number | null)[]): Columns => ({
  at: values.map((_, index) => index * MINUTE),
  min: [...values],
  avg: [...values],
  max: [...values],
  stepMs: MINUTE,
  intervalMs: MINUTE,
});
const input = (change: Partial<ChartInput> = {}): ChartInput => ({
  definition: metricDefinition('cpu.utilisation'),
  window: { from: 0, to: 10 * MINUTE },
  monitoredSince: null,
  monitoredUntil: null,
  lines: [line([1, 2, 3])],
  thresholds: [],
  markers: [],
  points: [],
  ...change,
});

describe('chart model', () => {
  it('keeps a percentage between 0 and 100 whatever was measured', () => {
    expect(chartModel(input()).axis).toEqual({ min: 0, max: 100, ticks: [0, 25, 50, 75, 100] });
  });

  it('makes room for a limit above every value', () => {
    const model = chartModel(input({ definition: metricDefinition('icmp.rtt'), thresholds: [{ level: 200, label: 'limit' }] }));
    expect(model.axis.max).toBeGreaterThan(200);
  });

  it('makes room for what the curve is compared with', () => {
    const definition = metricDefinition('icmp.rtt');
    const model = chartModel(input({ definition, compared: { kind: 'band', columns: line([900, 950]) } }));
    expect(model.axis.max).toBeGreaterThanOrEqual(950);
  });

  it('reads bytes in the unit of the highest value', () => {
    const model = chartModel(input({ definition: metricDefinition('memory.used'), lines: [line([5 * 1024 ** 3])] }));
    expect([model.scale.unit, model.hasAxisUnit]).toEqual(['unit.GB', true]);
    expect(model.axis.ticks.map((tick) => tick / 1024 ** 3)).toEqual([0, 1.5, 3, 4.5, 6]);
  });

  it('a single value that a bucket averaged away is on the axis, one outside the window is not drawn', () => {
    const points = [
      { at: 5 * MINUTE, value: 180 },
      { at: 11 * MINUTE, value: 9000 },
    ];
    const model = chartModel(input({ definition: metricDefinition('icmp.rtt'), points }));
    expect(model.points).toEqual([points[0]]);
    expect(model.axis.max).toBeGreaterThan(180);
    expect(model.axis.max).toBeLessThan(9000);
  });

  it('counts what is missing only while the resource was monitored', () => {
    const young = chartModel(input({ window: { from: -60 * MINUTE, to: 3 * MINUTE }, monitoredSince: 0 }));
    expect([young.gaps, young.beginsAt]).toEqual([[], 0]);
    const old = chartModel(input({ window: { from: -60 * MINUTE, to: 3 * MINUTE }, monitoredSince: -99 * MINUTE }));
    expect([old.gaps, old.beginsAt]).toEqual([[{ from: -60 * MINUTE, to: 0 }], null]);
    const retired = chartModel(input({ monitoredUntil: 3 * MINUTE }));
    expect(retired.gaps).toEqual([]);
  });

  it('a series without one value is drawn as not known, not as zero', () => {
    const model = chartModel(input({ definition: metricDefinition('icmp.rtt'), lines: [line([null, null])] }));
    expect(model.gaps).toEqual([model.window]);
    expect(model.axis).toEqual({ min: 0, max: 1, ticks: [0, 1] });
  });
});

describe('alarm marks', () => {
  const marker = (at: number, severity: Marker['severity']): Marker => ({ at, severity, glyph: severity });
  it('stay inside the window', () => {
    expect(thinMarkers([marker(-1, 'minor'), marker(50, 'minor'), marker(101, 'minor')], { from: 0, to: 100 }).map(({ at }) => at)).toEqual(
      [50],
    );
  });
  it('that would cover one another leave the most severe', () => {
    const kept = thinMarkers([marker(10, 'minor'), marker(11, 'critical'), marker(12, 'warning'), marker(60, 'warning')], {
      from: 0,
      to: 100,
    });
    expect(kept.map(({ at }) => at)).toEqual([11, 60]);
  });
});
