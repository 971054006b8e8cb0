import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption, MarkAreaComponentOption, MarkLineComponentOption, MarkPointComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { Severity } from '../../../shared/domain/alarm/severity.ts';
import { timeAxis, timeLabel } from './axis.ts';
import { type Columns, type Point, type Span, segments } from './gaps.ts';
import { type ChartModel, type ChartPoint, isUnderMark, type Marker } from './model.ts';
import { doubtOf } from './quality.ts';
import type { ChartSkin } from './skin.ts';

export type ChartOption = ComposeOption<
  LineSeriesOption | CustomSeriesOption | GridComponentOption | MarkAreaComponentOption | MarkLineComponentOption | MarkPointComponentOption
>;

/** Room around the plot in pixels. The cursor line is placed by it, so the plot never moves with its labels. */
export const PLOT = { left: 52, right: 16, top: 22, bottom: 24 } as const;

const LABEL_PX = 12;
const MARK_PX = 18;
const POINT_PX = 8;
/** Width in pixels a time label needs with air. */
const TICK_ROOM_PX = 88;

/** Outlines of the severity marks in a box of 100: octagon, triangle, square, circle. */
const MARK_SHAPES: Readonly<Record<Severity, string>> = {
  critical: 'path://M30 2 L70 2 L98 30 L98 70 L70 98 L30 98 L2 70 L2 30 Z',
  major: 'path://M50 2 L99 96 L1 96 Z',
  minor: 'path://M4 4 L96 4 L96 96 L4 96 Z',
  warning: 'circle',
};

/** What the plot may use of the page: colours, width in pixels, and the text of the axis unit. */
export interface Frame {
  readonly skin: ChartSkin;
  readonly width: number;
}

/** Words inside the plot: `doubted` stands over a stretch that is to be doubted. `level` gives the text of a tick where a number would not tell, as for a state. */
export interface ChartTexts {
  readonly unit: string;
  readonly begins: string;
  readonly doubted: string;
  readonly level?: (value: number) => string;
}

/** The one way charts of the product look: trace in ink, band of extremes, gaps hatched and never joined, limits dashed, alarms marked. Pure. */
export function seriesOption(model: ChartModel, frame: Frame, texts: ChartTexts): ChartOption {
  const { skin } = frame;
  return {
    animation: false,
    textStyle: { fontFamily: skin.font, fontSize: LABEL_PX },
    grid: { ...PLOT, outerBoundsMode: 'none' },
    xAxis: xAxis(model, frame),
    yAxis: yAxis(model, skin, texts),
    series: [...background(model, skin), ...model.lines.map((line, index) => trace(line, index, model, frame, texts))],
  };
}

function xAxis(model: ChartModel, { skin, width }: Frame): NonNullable<ChartOption['xAxis']> {
  const room = Math.max(1, width - PLOT.left - PLOT.right);
  const { ticks, stepMs } = timeAxis(model.window, Math.max(2, Math.floor(room / TICK_ROOM_PX)));
  return {
    type: 'value',
    min: model.window.from,
    max: model.window.to,
    axisLine: { onZero: false, lineStyle: { color: skin.inkMeta } },
    axisTick: { show: true, length: 4, customValues: [...ticks], lineStyle: { color: skin.inkMeta } },
    splitLine: { show: false },
    axisLabel: {
      customValues: [...ticks],
      formatter: (value: number) => timeLabel(value, stepMs),
      color: skin.inkMeta,
      fontSize: LABEL_PX,
      hideOverlap: true,
    },
  };
}

function yAxis(model: ChartModel, skin: ChartSkin, texts: ChartTexts): NonNullable<ChartOption['yAxis']> {
  const { axis, scale } = model;
  return {
    type: 'value',
    min: axis.min,
    max: axis.max,
    name: model.hasAxisUnit ? texts.unit : '',
    nameGap: 8,
    nameTextStyle: { color: skin.inkMeta, fontSize: LABEL_PX, align: 'right', padding: [0, 6, 0, 0] },
    axisLine: { show: false },
    axisTick: { show: false, customValues: [...axis.ticks] },
    splitLine: { lineStyle: { color: skin.grid, width: 1 } },
    axisLabel: {
      customValues: [...axis.ticks],
      formatter: (value: number) => texts.level?.(value) ?? String(Number((value / scale.factor).toPrecision(4))),
      color: skin.inkMeta,
      fontSize: LABEL_PX,
      margin: 6,
    },
  };
}

/** Behind the lines: the band of extremes, or in its place what the curve is compared with. */
function background({ compared, lines: [main], isStep }: ChartModel, skin: ChartSkin): readonly (CustomSeriesOption | LineSeriesOption)[] {
  if (isStep || !main) return [];
  if (!compared) return [band(main, skin)];
  return compared.kind === 'band' ? [band(compared.columns, skin)] : [band(main, skin), past(compared.columns, skin)];
}

function past(line: Columns, skin: ChartSkin): LineSeriesOption {
  return {
    type: 'line',
    silent: true,
    z: 2,
    data: lineData(line, null),
    symbol: 'none',
    connectNulls: false,
    lineStyle: { color: skin.inkMeta, width: 1.5, type: [8, 3, 2, 3] },
    itemStyle: { color: skin.inkMeta },
  };
}

/** Extremes of every unbroken piece as one polygon; custom, because stacked lines would bridge gaps and miscount negatives. */
function band(line: Columns, skin: ChartSkin): CustomSeriesOption {
  const pieces = segments(line).filter((piece) => piece.length > 1);
  return {
    type: 'custom',
    silent: true,
    clip: true,
    z: 1,
    data: pieces.map((piece) => [piece[0]?.at ?? 0, piece[0]?.max ?? 0]),
    renderItem: (params, api) => ({
      type: 'polygon',
      shape: { points: outline(pieces[params.dataIndex] ?? []).map((point) => api.coord([...point])) },
      style: { fill: skin.band },
      silent: true,
    }),
  };
}

/** Corners of the band: along the maxima, and back along the minima. */
export function outline(piece: readonly Point[]): readonly (readonly [number, number])[] {
  return [...piece.map(({ at, max }) => [at, max] as const), ...piece.map(({ at, min }) => [at, min] as const).reverse()];
}

const DASHES = ['solid', [6, 4], [2, 3]] as const;

function trace(line: Columns, index: number, model: ChartModel, frame: Frame, texts: ChartTexts): LineSeriesOption {
  const { skin } = frame;
  const dash = DASHES[index] ?? DASHES[2];
  return {
    type: 'line',
    silent: true,
    z: 3,
    data: lineData(line, {
      trace: index === 0 ? skin.trace : skin.inkMeta,
      panel: skin.panel,
      pxPerMs: pxPerMs(model.window, frame.width),
    }),
    symbol: 'none',
    connectNulls: false,
    ...(model.isStep ? { step: 'end' } : {}),
    lineStyle: { color: index === 0 ? skin.trace : skin.inkMeta, width: 1.5, type: dash === 'solid' ? 'solid' : [...dash] },
    itemStyle: { color: index === 0 ? skin.trace : skin.inkMeta },
    ...(index === 0 ? annotations(model, frame, texts) : {}),
  };
}

const pxPerMs = ({ from, to }: Span, width: number): number => (width - PLOT.left - PLOT.right) / (to - from);

const RING_PX = 6;
/** Rings nearer to one another than this, from centre to centre, would run together. */
const RING_ROOM_PX = 9;

/** How the points of a line that are to be doubted are drawn, and how wide the plot is. */
export interface Rings extends Pick<ChartSkin, 'trace' | 'panel'> {
  readonly pxPerMs: number;
}

/**
 * Points with a null between unbroken pieces. A point that stands alone would be no line at all: it is drawn as a dot. One that is to be
 * doubted is a ring, as many as have room; `rings` null for a line of which nothing is doubted.
 */
export function lineData(line: Columns, rings: Rings | null): NonNullable<LineSeriesOption['data']> {
  let newest = Number.NEGATIVE_INFINITY;
  return segments(line).flatMap((piece, index) => {
    const points = piece.map(({ at, avg }) => {
      if (rings && at - newest >= RING_ROOM_PX / rings.pxPerMs && doubtOf(line, at) !== null) {
        newest = at;
        return { value: [at, avg], ...ring(rings) };
      }
      return piece.length === 1 ? { value: [at, avg], symbol: 'circle', symbolSize: 4 } : [at, avg];
    });
    const before = piece[0]?.at;
    return index === 0 || before === undefined ? points : [[before, null] as unknown as number[], ...points];
  });
}

const ring = ({ trace, panel }: Rings) => ({
  symbol: 'circle',
  symbolSize: RING_PX,
  itemStyle: { color: panel, borderColor: trace, borderWidth: 1.5 },
});

/** Width in pixels the word over a stretch needs. */
const DOUBT_ROOM_PX = 34;

type MarkAreaItem = NonNullable<MarkAreaComponentOption['data']>[number];

/** A stretch that is to be doubted: a dotted frame, and the word where it fits. `scale`: pixels of a millisecond. */
export function doubtArea({ from, to }: Span, word: string, skin: Pick<ChartSkin, 'inkSecond'>, scale: number): MarkAreaItem {
  return [
    {
      name: 'doubted',
      xAxis: from,
      itemStyle: { color: 'transparent', borderColor: skin.inkSecond, borderWidth: 1, borderType: [2, 3] },
      label: {
        show: (to - from) * scale >= DOUBT_ROOM_PX,
        formatter: word,
        position: 'insideTop',
        color: skin.inkSecond,
        fontSize: LABEL_PX,
      },
    },
    { xAxis: to },
  ];
}

function annotations(
  model: ChartModel,
  { skin, width }: Frame,
  { begins, doubted }: ChartTexts,
): Pick<LineSeriesOption, 'markArea' | 'markLine' | 'markPoint'> {
  const text = { color: skin.inkSecond, fontSize: LABEL_PX, distance: [4, 2] as [number, number] };
  return {
    markArea: {
      silent: true,
      z: 2,
      itemStyle: { color: (skin.hatch ?? skin.band) as never },
      data: [
        ...model.gaps.map((gap): MarkAreaItem => [{ xAxis: gap.from }, { xAxis: gap.to }]),
        ...model.doubted.map((span) => doubtArea(span, doubted, skin, pxPerMs(model.window, width))),
      ],
    },
    markLine: {
      silent: true,
      symbol: 'none',
      z: 4,
      data: [
        ...model.thresholds.map(({ level, label }) => ({
          yAxis: level,
          lineStyle: { color: skin.inkSecond, type: [5, 4], width: 1 },
          label: { ...text, formatter: label, position: 'insideStartTop' as const },
        })),
        ...model.markers.map(({ at }) => ({
          xAxis: at,
          lineStyle: { color: skin.inkSecond, type: 'solid' as const, width: 1 },
          label: { show: false },
        })),
        ...(model.beginsAt === null
          ? []
          : [
              {
                xAxis: model.beginsAt,
                lineStyle: { color: skin.inkMeta, type: [1, 3], width: 1 },
                label: {
                  ...text,
                  formatter: begins,
                  position: 'insideEndTop' as const,
                  rotate: 0,
                  align: 'right' as const,
                  padding: [0, isUnderMark(model, model.beginsAt) ? MARK_PX : 0, 0, 0],
                },
              },
            ]),
      ],
    },
    markPoint: {
      silent: true,
      z: 5,
      animation: false,
      data: [...model.markers.map((marker) => mark(marker, model.axis.max, skin)), ...model.points.map((point) => dot(point, skin))],
    },
  };
}

type MarkPointItem = NonNullable<MarkPointComponentOption['data']>[number];

function dot({ at, value }: ChartPoint, skin: ChartSkin): MarkPointItem {
  return {
    name: 'observed',
    coord: [at, value],
    symbol: 'circle',
    symbolSize: POINT_PX,
    itemStyle: { color: skin.ink, borderColor: skin.panel, borderWidth: 1 },
    label: { show: false },
  };
}

function mark(marker: Marker, top: number, skin: ChartSkin): MarkPointItem {
  const { fill, ink } = skin.severity[marker.severity];
  const isOutlined = marker.severity === 'major' || marker.severity === 'minor';
  return {
    name: marker.severity,
    coord: [marker.at, top],
    symbol: MARK_SHAPES[marker.severity],
    symbolSize: MARK_PX,
    symbolOffset: [0, -MARK_PX / 3],
    itemStyle: { color: fill, borderColor: isOutlined ? skin.outline : 'transparent', borderWidth: isOutlined ? 1 : 0 },
    label: {
      show: true,
      formatter: marker.glyph,
      color: ink,
      fontSize: 11,
      fontWeight: 600,
      offset: [0, marker.severity === 'major' ? 3 : 1],
    },
  };
}
