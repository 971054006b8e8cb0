import type { LineSeriesOption } from 'echarts/charts';
import { metricDefinition, type Unit } from '../../../shared/domain/metric/catalogue.ts';
import { timeAxis, timeLabel, type ValueAxis, valueAxis } from './axis.ts';
import { type Columns, findGaps, type Gap, observedSpan, type Span } from './gaps.ts';
import { type ChartOption, doubtArea, type Frame, lineData, PLOT } from './option.ts';
import { doubtedSpans, explained } from './quality.ts';
import { type Scale, scaleOf } from './scale.ts';
import type { ChartSkin } from './skin.ts';

/** One curve among others: `mark` is the short word that tells it apart, at its end and in the table beside the chart. */
export interface OverlayLine {
  readonly metric: string;
  readonly mark: string;
  readonly columns: Columns;
  /** When it began to be collected; null where that is not known. */
  readonly since: number | null;
}

/** A level across the chart, measured like one of its curves. `label` is a whole phrase. */
export interface OverlayLevel {
  readonly metric: string;
  readonly level: number;
  readonly label: string;
  readonly look: 'threshold' | 'statistic';
}

/** A straight line between two moments inside the window. */
export interface OverlayTrend {
  readonly metric: string;
  readonly from: readonly [at: number, value: number];
  readonly to: readonly [at: number, value: number];
}

export interface OverlayInput {
  readonly window: Span;
  readonly lines: readonly OverlayLine[];
  /** Place of the curve that is looked at: drawn stronger, and what levels, trend and past belong to. */
  readonly focus: number;
  readonly levels: readonly OverlayLevel[];
  readonly trend: OverlayTrend | null;
  /** The past of the curve that is looked at. */
  readonly past: Columns | null;
}

/** One side of the chart: what it measures and how far. */
interface Side {
  readonly unit: Unit;
  readonly axis: ValueAxis;
  readonly scale: Scale;
  readonly isStep: boolean;
}

/** Everything the option builder draws; `sides` are at most two. */
export interface OverlayModel extends OverlayInput {
  readonly sides: readonly Side[];
  readonly gaps: readonly Gap[];
  /** Where the curve that is looked at is to be doubted. */
  readonly doubted: readonly Span[];
}

/** Units a chart can show at once: one on each side. */
export const MOST_UNITS = 2;

/** What a metric is measured in; plain numbers where it is not in the catalogue. */
export function unitOf(metric: string): Unit {
  return metricDefinition(metric)?.unit ?? '1';
}

/** Units of these metrics, each once, in their order. */
export function unitsOf(metrics: readonly string[]): readonly Unit[] {
  return [...new Set(metrics.map(unitOf))];
}

function sideOf(unit: Unit, { lines, levels, past, focus }: OverlayInput): Side {
  const own = lines.filter(({ metric }) => unitOf(metric) === unit);
  const isPastHere = past !== null && unitOf(lines[focus]?.metric ?? '') === unit;
  const columns = [...own.map((line) => line.columns), ...(isPastHere ? [past] : [])];
  const values = columns.flatMap(({ avg, max }, i) => (i === 0 && own.length === 1 ? max : avg)).filter((one) => one !== null);
  const limits = levels.filter(({ metric }) => unitOf(metric) === unit).map(({ level }) => level);
  const value = values.length === 0 ? null : values.reduce((a, b) => Math.max(a, b));
  const limit = limits.length === 0 ? null : Math.max(...limits);
  const ranges = own.map(({ metric }) => metricDefinition(metric)?.range);
  const [range] = ranges;
  const isShared = ranges.every((one) => one?.[0] === range?.[0] && one?.[1] === range?.[1]);
  const scale = scaleOf(unit, Math.max(value ?? 0, limit ?? 0));
  return { unit, scale, axis: valueAxis({ value, limit }, isShared ? range : undefined, scale.factor), isStep: unit === 'state' };
}

/** Stretches that are in every one of these lists. */
export function commonSpans(lists: readonly (readonly Span[])[]): readonly Span[] {
  const [first = [], ...rest] = lists;
  return rest.reduce<readonly Span[]>(
    (common, spans) =>
      common.flatMap((one) =>
        spans.flatMap((other) => {
          const from = Math.max(one.from, other.from);
          const to = Math.min(one.to, other.to);
          return from < to ? [{ from, to }] : [];
        }),
      ),
    first,
  );
}

const gapsOf = (columns: Columns, observed: Span | null): readonly Span[] => (observed ? findGaps(columns, observed) : []);

/** Decides sides, units and where nothing is known of any curve; draws nothing. */
export function overlayModel(input: OverlayInput): OverlayModel {
  const focused = input.lines[input.focus];
  return {
    ...input,
    sides: unitsOf(input.lines.map(({ metric }) => metric)).map((unit) => sideOf(unit, input)),
    gaps: explained(
      commonSpans(input.lines.map(({ columns, since }) => gapsOf(columns, observedSpan(input.window, since, null)))),
      input.lines.map(({ columns }) => columns),
    ),
    doubted: focused ? doubtedSpans(focused.columns, input.window) : [],
  };
}

const LABEL_PX = 12;
const TICK_ROOM_PX = 88;
/** Width in pixels the words of a level need. */
const LEVEL_ROOM_PX = 132;
/** Room for the second side and the marks at the ends of the curves. */
export const OVERLAY_PLOT = { ...PLOT, right: 52 } as const;

/** Curves differ by dash and by ink; colour is kept for what is abnormal. */
const DASHES: readonly (number[] | 'solid')[] = ['solid', [7, 4], [2, 3], [10, 3, 2, 3]];

function look(place: number, isFocus: boolean, skin: ChartSkin): NonNullable<LineSeriesOption['lineStyle']> {
  const dash = DASHES[place % DASHES.length] ?? 'solid';
  const ink = place < DASHES.length ? skin.inkSecond : skin.inkMeta;
  return { color: isFocus ? skin.trace : ink, width: isFocus ? 2.5 : 1.25, type: dash === 'solid' ? 'solid' : [...dash] };
}

/** How the curve at a place looks, for a legend: dashes in px, empty for an unbroken line. */
export function dashOf(place: number): readonly number[] {
  const dash = DASHES[place % DASHES.length] ?? 'solid';
  return dash === 'solid' ? [] : dash;
}

function sideIndex(model: OverlayModel, metric: string): number {
  return Math.max(
    0,
    model.sides.findIndex(({ unit }) => unit === unitOf(metric)),
  );
}

const pxPerMs = ({ window: { from, to } }: OverlayModel, width: number): number =>
  (width - OVERLAY_PLOT.left - OVERLAY_PLOT.right) / (to - from);

function curve(model: OverlayModel, { metric, mark, columns }: OverlayLine, place: number, { skin, width }: Frame): LineSeriesOption {
  const isFocus = place === model.focus;
  const side = sideIndex(model, metric);
  return {
    type: 'line',
    silent: true,
    z: isFocus ? 4 : 3,
    yAxisIndex: side,
    data: lineData(columns, { panel: skin.panel, trace: isFocus ? skin.trace : skin.inkSecond, pxPerMs: pxPerMs(model, width) }),
    symbol: 'none',
    connectNulls: false,
    ...(model.sides[side]?.isStep ? { step: 'end' } : {}),
    lineStyle: look(place, isFocus, skin),
    itemStyle: { color: isFocus ? skin.trace : skin.inkSecond },
    endLabel:
      model.lines.length > 1
        ? {
            show: true,
            formatter: mark,
            color: isFocus ? skin.ink : skin.inkSecond,
            fontSize: LABEL_PX,
            fontWeight: isFocus ? 600 : 400,
            distance: 3,
          }
        : { show: false },
  };
}

/** Levels, trend and gaps: a line without points of its own carries them on each side. */
function annotations(model: OverlayModel, side: number, { skin, width }: Frame, doubted: string): LineSeriesOption {
  const own = model.levels.filter(({ metric }) => sideIndex(model, metric) === side);
  return {
    type: 'line',
    silent: true,
    z: 5,
    yAxisIndex: side,
    data: [],
    markLine: {
      silent: true,
      symbol: 'none',
      data: own.map(({ level, label, look: kind }, i) => ({
        yAxis: level,
        lineStyle: { color: skin.inkSecond, type: kind === 'threshold' ? [5, 4] : [1, 3], width: 1 },
        label: {
          formatter: label,
          color: skin.inkSecond,
          fontSize: LABEL_PX,
          // Levels may lie close together: each has its words beside those of the one before.
          distance: [4 + (kind === 'threshold' ? i * LEVEL_ROOM_PX : 0), 2] as [number, number],
          position: kind === 'threshold' ? ('insideStartTop' as const) : ('insideMiddleTop' as const),
        },
      })),
    },
    ...(side === 0
      ? {
          markArea: {
            silent: true,
            itemStyle: { color: (skin.hatch ?? skin.band) as never },
            data: [
              ...model.gaps.map((gap): [{ xAxis: number }, { xAxis: number }] => [{ xAxis: gap.from }, { xAxis: gap.to }]),
              ...model.doubted.map((span) => doubtArea(span, doubted, skin, pxPerMs(model, width))),
            ],
          },
        }
      : {}),
  };
}

function plain(model: OverlayModel, metric: string, data: LineSeriesOption['data'], type: number[], skin: ChartSkin): LineSeriesOption {
  return {
    type: 'line',
    silent: true,
    z: 2,
    yAxisIndex: sideIndex(model, metric),
    data: data ?? [],
    symbol: 'none',
    connectNulls: false,
    lineStyle: { color: skin.inkMeta, width: 1.5, type },
    itemStyle: { color: skin.inkMeta },
  };
}

/** Words inside the plot: of a side its unit, and what stands over a stretch that is to be doubted. */
export interface OverlayTexts {
  readonly unit: (side: Side) => string;
  readonly doubted: string;
}

/** Several curves in one plot, their units left and right. Pure. */
export function overlayOption(model: OverlayModel, frame: Frame, texts: OverlayTexts): ChartOption {
  const { skin, width } = frame;
  const room = Math.max(1, width - OVERLAY_PLOT.left - OVERLAY_PLOT.right);
  const { ticks, stepMs } = timeAxis(model.window, Math.max(2, Math.floor(room / TICK_ROOM_PX)));
  const { trend, past } = model;
  const focused = model.lines[model.focus];
  return {
    animation: false,
    textStyle: { fontFamily: skin.font, fontSize: LABEL_PX },
    grid: { ...OVERLAY_PLOT, outerBoundsMode: 'none' },
    xAxis: {
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
    },
    yAxis: model.sides.map((side, place) => ({
      type: 'value' as const,
      position: place === 0 ? ('left' as const) : ('right' as const),
      min: side.axis.min,
      max: side.axis.max,
      name: texts.unit(side),
      nameGap: 8,
      nameTextStyle: {
        color: skin.inkMeta,
        fontSize: LABEL_PX,
        align: place === 0 ? ('right' as const) : ('left' as const),
        padding: [0, 6, 0, 6],
      },
      axisLine: { show: place === 1, lineStyle: { color: skin.grid } },
      axisTick: { show: false, customValues: [...side.axis.ticks] },
      splitLine: { show: place === 0, lineStyle: { color: skin.grid, width: 1 } },
      axisLabel: {
        customValues: [...side.axis.ticks],
        formatter: (value: number) => String(Number((value / side.scale.factor).toPrecision(4))),
        color: skin.inkMeta,
        fontSize: LABEL_PX,
        margin: place === 0 ? 6 : 20,
      },
    })),
    series: [
      ...model.lines.map((line, place) => curve(model, line, place, frame)),
      ...(past && focused ? [plain(model, focused.metric, lineData(past, null), [8, 3, 2, 3], skin)] : []),
      ...(trend ? [plain(model, trend.metric, [[...trend.from], [...trend.to]], [1, 2], skin)] : []),
      ...model.sides.map((_, side) => annotations(model, side, frame, texts.doubted)),
    ],
  };
}
