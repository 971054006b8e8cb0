import { describe, expect, test } from 'vitest';
import type { Columns } from './gaps.ts';
import { commonSpans, type OverlayInput, overlayModel, overlayOption, unitsOf } from './overlay.ts';
import type { ChartSkin } from './skin.ts';

const skin = {
  ink: 'ink',
  inkSecond: 'second',
  inkMeta: 'meta',
  grid: 'g',
  trace: 'trace',
  band: 'band',
  panel: 'p',
  font: 'f',
  outline: 'o',
  hatch: null,
} as ChartSkin;
const columns = (values: readonly (number | null)[]): Columns => ({
  stepMs: 0,
  intervalMs: 1000,
  at: values.map((_, i) => i * 1000),
  min: [...values],
  avg: [...values],
  max: [...values],
});
const input = (more: Partial<OverlayInput> = {}): OverlayInput => ({
  window: { from: 0, to: 10_000 },
  lines: [
    { metric: 'cpu.utilisation', mark: '1', since: null, columns: columns([1, 2, null, null, null, 3, 4, 5, 6, 7]) },
    { metric: 'interface.in', mark: '2', since: null, columns: columns([2e9, 1e9, null, null, null, null, 1e9, 1e9, 1e9, 1e9]) },
    { metric: 'memory.utilisation', mark: '3', since: null, columns: columns([5, 5, 5, null, null, 5, 5, 5, 5, 5]) },
  ],
  focus: 1,
  levels: [{ metric: 'interface.in', level: 3e9, label: 'limit', look: 'threshold' }],
  trend: null,
  past: null,
  ...more,
});

describe('R-8.4.2-c2-8 several curves in one plot', () => {
  test('have the units of the first two quantities on two sides, each with its own scale', () => {
    const { sides } = overlayModel(input());
    expect(sides.map(({ unit, scale, axis }) => [unit, scale.unit, axis.max >= (unit === '%' ? 100 : 3e9)])).toEqual([
      ['%', 'unit.%', true],
      ['bit/s', 'unit.Gbit/s', true],
    ]);
    expect(unitsOf(['cpu.utilisation', 'icmp.rtt', 'memory.utilisation', 'nobody.knows'])).toEqual(['%', 'ms', '1']);
  });

  test('are hatched only where nothing is known of any of them', () => {
    expect(
      commonSpans([
        [{ from: 0, to: 5 }],
        [
          { from: 3, to: 9 },
          { from: 20, to: 30 },
        ],
      ]),
    ).toEqual([{ from: 3, to: 5 }]);
    expect(overlayModel(input()).gaps).toEqual([{ from: 2000, to: 5000 }]);
    const [first, ...rest] = input().lines;
    const young = { ...first, since: 4000 } as (typeof rest)[number];
    expect(overlayModel(input({ lines: [young, ...rest] })).gaps).toEqual([]);
  });

  test('the one that is looked at stands out, its level lies on its side, and no gap is bridged', () => {
    const option = overlayOption(overlayModel(input()), { skin, width: 800 }, () => '');
    const series = option.series as {
      lineStyle?: { color: string; width: number };
      yAxisIndex: number;
      data: unknown[][];
      markLine?: { data: unknown[] };
    }[];
    expect(series.slice(0, 3).map(({ lineStyle, yAxisIndex }) => [lineStyle?.color, lineStyle?.width, yAxisIndex])).toEqual([
      ['second', 1.25, 0],
      ['trace', 2.5, 1],
      ['second', 1.25, 0],
    ]);
    expect(series.filter(({ markLine }) => (markLine?.data.length ?? 0) > 0).map(({ yAxisIndex }) => yAxisIndex)).toEqual([1]);
    expect(series[1]?.data.some((point) => Array.isArray(point) && point[1] === null)).toBe(true);
  });

  test('trend and past are lines of their own on the side of the curve they belong to', () => {
    const more = { trend: { metric: 'cpu.utilisation', from: [0, 1], to: [9000, 8] }, past: columns([1e9, 2e9]) } as const;
    const before = (overlayOption(overlayModel(input()), { skin, width: 800 }, () => '').series as unknown[]).length;
    const series = overlayOption(overlayModel(input(more)), { skin, width: 800 }, () => '').series as { yAxisIndex: number }[];
    expect(series.length).toBe(before + 2);
    expect(series.slice(3, 5).map(({ yAxisIndex }) => yAxisIndex)).toEqual([1, 0]);
  });
});
