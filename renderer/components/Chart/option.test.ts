import { describe, expect, it } from 'vitest';
import { metricDefinition } from '../../../shared/domain/metric/catalogue.ts';
import type { Columns } from './gaps.ts';
import { type ChartInput, chartModel } from './model.ts';
import { lineData, outline, PLOT, seriesOption } from './option.ts';
import type { ChartSkin } from './skin.ts';

const MINUTE = 60_000;
const skin: ChartSkin = {
  ink: '#000',
  inkSecond: '#111',
  inkMeta: '#222',
  grid: '#333',
  trace: '#444',
  band: '#555',
  panel: '#666',
  font: 'test',
  outline: '#777',
  severity: {
    critical: { fill: 'red', ink: 'white' },
    major: { fill: 'orange', ink: 'black' },
    minor: { fill: 'yellow', ink: 'black' },
    warning: { fill: 'blue', ink: 'white' },
  },
  hatch: null,
};
const line = (points: readonly (readonly [number, number])[]): Columns => ({
  at: points.map(([minute]) => minute * MINUTE),
  min: points.map(([, value]) => value - 1),
  avg: points.map(([, value]) => value),
  max: points.map(([, value]) => value + 1),
  stepMs: MINUTE,
  intervalMs: MINUTE,
});
const holed = line([
  [0, 10],
  [1, 12],
  [6, 50],
  [9, 30],
  [10, 31],
]);
const option = (lines: readonly Columns[] = [holed], monitoredSince: number | null = null) =>
  seriesOption(
    chartModel({
      definition: metricDefinition('cpu.utilisation'),
      window: { from: 0, to: 11 * MINUTE },
      monitoredSince,
      monitoredUntil: null,
      lines,
      thresholds: [{ level: 80, label: 'limit 80 %' }],
      markers: [{ at: 6 * MINUTE, severity: 'major', glyph: 'M' }],
      points: [{ at: 6 * MINUTE, value: 52 }],
    }),
    { skin, width: 600 },
    { unit: '%', begins: 'begins', doubted: 'doubted' },
  );
const data = (value: unknown): any => value;

describe('option builder', () => {
  it('never joins what a gap separates: a null stands between the pieces and nothing is connected', () => {
    const main = data(option().series)[1];
    expect(main.connectNulls).toBe(false);
    expect(main.data.map((item: unknown) => (Array.isArray(item) ? item[1] : data(item).value[1]))).toEqual([
      10,
      12,
      null,
      50,
      null,
      30,
      31,
    ]);
  });

  it('draws a single measured value where it was measured, and grid lines only at the ticks of the axis', () => {
    const dot = data(option().series)[1].markPoint.data.find((item: { name: string }) => item.name === 'observed');
    expect(dot.coord).toEqual([6 * MINUTE, 52]);
    const yAxis = data(option().yAxis);
    expect(yAxis.axisTick.customValues).toEqual([0, 25, 50, 75, 100]);
    expect(yAxis.axisLabel.customValues).toEqual(yAxis.axisTick.customValues);
  });

  it('shows a point that stands alone as a dot', () => {
    expect(lineData(holed, null).filter((item) => !Array.isArray(item))).toEqual([
      { value: [6 * MINUTE, 50], symbol: 'circle', symbolSize: 4 },
    ]);
  });

  it('writes where monitoring began beside a mark that stands there, never under it', () => {
    const paddingAt = (since: number) => {
      const lines: { xAxis?: number; label: { padding?: number[] } }[] = data(option([holed], since).series)[1].markLine.data;
      return lines.find(({ xAxis, label }) => xAxis === since && label.padding)?.label.padding?.[1];
    };
    expect(paddingAt(6 * MINUTE - 5000)).toBeGreaterThan(9);
    expect(paddingAt(2 * MINUTE)).toBe(0);
  });

  it('R-8.2.2-0-4 frames a stretch that is to be doubted, says so where it fits, and makes its points rings', () => {
    const stretch = (from: number, to: number) => ({ from: from * MINUTE, to: to * MINUTE, quality: 'wrapped' as const });
    const doubted = { ...holed, quality: [stretch(1, 2), stretch(9, 11)] };
    const main = data(option([doubted]).series)[1];
    const rings = main.data.filter((item: { symbolSize?: number }) => item.symbolSize === 6);
    expect(rings.map(({ value }: { value: number[] }) => value[0]! / MINUTE)).toEqual([1, 9, 10]);
    expect(rings[0].itemStyle).toMatchObject({ color: skin.panel, borderColor: skin.trace });
    const framed = main.markArea.data.filter(([one]: { name?: string }[]) => one?.name === 'doubted');
    expect(framed.map(([from, to]: { xAxis: number }[]) => [from!.xAxis / MINUTE, to!.xAxis / MINUTE])).toEqual([
      [1, 2],
      [9, 11],
    ]);
    expect(framed[0][0].itemStyle.borderType).toEqual([2, 3]);
    expect(framed.map(([one]: { label: { show: boolean } }[]) => one?.label.show)).toEqual([true, true]);
    const dense = { ...line(Array.from({ length: 100 }, (_, i) => [i / 10, 5])), quality: [stretch(0, 10)] };
    const thinned = data(option([dense]).series)[1].data.filter((item: { symbolSize?: number }) => item.symbolSize === 6);
    expect(thinned.length, 'as many rings as have room').toBeGreaterThan(20);
    expect(thinned.length).toBeLessThan(60);
    const short = data(option([{ ...holed, quality: [{ ...stretch(1, 2), to: MINUTE + 20_000 }] }]).series)[1];
    expect(short.markArea.data.at(-1)[0].label.show).toBe(false);
    expect(data(option().series)[1].markArea.data.some(([one]: { name?: string }[]) => one?.name === 'doubted')).toBe(false);
  });

  it('hatches the gaps between the pieces', () => {
    expect(data(option().series)[1].markArea.data.map(([a, b]: { xAxis: number }[]) => [a!.xAxis / MINUTE, b!.xAxis / MINUTE])).toEqual([
      [2, 6],
      [7, 9],
    ]);
  });

  it('draws the band of extremes along the maxima and back along the minima', () => {
    expect(
      outline([
        { at: 1, min: 2, avg: 3, max: 4 },
        { at: 5, min: 6, avg: 7, max: 8 },
      ]),
    ).toEqual([
      [1, 4],
      [5, 8],
      [5, 6],
      [1, 2],
    ]);
  });

  it('writes the limit inside the plot and marks an alarm by shape, character and colour', () => {
    const main = data(option().series)[1];
    expect(main.markLine.data[0]).toMatchObject({ yAxis: 80, label: { formatter: 'limit 80 %', position: 'insideStartTop' } });
    expect(main.markPoint.data[0]).toMatchObject({
      coord: [6 * MINUTE, 100],
      itemStyle: { color: 'orange' },
      label: { formatter: 'M', color: 'black' },
    });
    expect(main.markPoint.data[0].symbol).toMatch(/^path:/);
  });

  it('annotates the main line only, and tells companions by their dashes', () => {
    const series = data(option([holed, holed, holed]).series);
    expect(series.map((item: { markArea?: unknown }) => item.markArea !== undefined)).toEqual([false, true, false, false]);
    expect(new Set(series.slice(1).map((item: { lineStyle: { type: unknown } }) => JSON.stringify(item.lineStyle.type))).size).toBe(3);
  });

  it('does not move: no animation, and a plot whose margins do not follow its labels', () => {
    expect(data(option()).animation).toBe(false);
    expect(data(option()).grid).toEqual({ ...PLOT, outerBoundsMode: 'none' });
  });

  it('spans the window asked for, not the data found', () => {
    expect(data(option()).xAxis).toMatchObject({ min: 0, max: 11 * MINUTE });
  });

  it('draws the past in place of the extremes as a band, or beside them as a dotted line; a state is compared with nothing', () => {
    const types = (compared: (ChartInput['compared'] & {}) | null, metric = 'cpu.utilisation') => {
      const model = chartModel({
        definition: metricDefinition(metric),
        window: { from: 0, to: 10 * MINUTE },
        monitoredSince: null,
        monitoredUntil: null,
        lines: [holed],
        thresholds: [],
        markers: [],
        points: [],
        compared,
      });
      const { series } = seriesOption(model, { skin, width: 600 }, { unit: '', begins: '', doubted: '' }) as {
        series: { type: string; data: unknown[] }[];
      };
      return series.map(({ type, data }) => [type, data.length]);
    };
    const past = line([
      [0, 5],
      [1, 6],
      [2, 7],
    ]);
    expect(types(null)).toEqual([
      ['custom', 2],
      ['line', 7],
    ]);
    expect(types({ kind: 'band', columns: past })).toEqual([
      ['custom', 1],
      ['line', 7],
    ]);
    expect(types({ kind: 'line', columns: past })).toEqual([
      ['custom', 2],
      ['line', 3],
      ['line', 7],
    ]);
    expect(types({ kind: 'band', columns: past }, 'interface.up')).toEqual([['line', 7]]);
  });
});
