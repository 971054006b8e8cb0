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
const TEXTS = { unit: () => '', doubted: 'doubted' };
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

  test('R-8.2.2-0-4 say why nothing is known of any of them, and where the one that is looked at is to be doubted', () => {
    const said = (quality: NonNullable<Columns['quality']>) => ({ ...columns([1, 2, null, null, null, null, 3, 4, 5, 6]), quality });
    const doubt = { from: 7000, to: 8000, quality: 'wrapped' as const };
    const lines = [
      { metric: 'cpu.utilisation', mark: '1', since: null, columns: said([{ from: 2000, to: 3000, quality: 'timeout' }, doubt]) },
      { metric: 'memory.utilisation', mark: '2', since: null, columns: said([{ from: 3000, to: 6000, quality: 'auth' }]) },
    ];
    const of = (focus: number) => overlayModel(input({ lines, focus, levels: [] }));
    expect([of(0).gaps, of(0).doubted]).toEqual([[{ from: 1000, to: 6000, reasons: ['timeout', 'auth'] }], [{ from: 7000, to: 8000 }]]);
    expect(of(1).doubted).toEqual([]);
    const drawn = JSON.stringify(overlayOption(of(0), { skin, width: 800 }, TEXTS).series);
    expect(drawn).toContain('"borderType":[2,3]');
    expect(drawn.match(/"symbolSize":6/g)).toHaveLength(1);
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
    const option = overlayOption(overlayModel(input()), { skin, width: 800 }, TEXTS);
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
    const before = (overlayOption(overlayModel(input()), { skin, width: 800 }, TEXTS).series as unknown[]).length;
    const series = overlayOption(overlayModel(input(more)), { skin, width: 800 }, TEXTS).series as { yAxisIndex: number }[];
    expect(series.length).toBe(before + 2);
    expect(series.slice(3, 5).map(({ yAxisIndex }) => yAxisIndex)).toEqual([1, 0]);
  });
});
