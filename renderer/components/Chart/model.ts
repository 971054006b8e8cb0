import type { Severity } from '../../../shared/domain/alarm/severity.ts';
import { severityRank } from '../../../shared/domain/alarm/severity.ts';
import type { MetricDefinition } from '../../../shared/domain/metric/catalogue.ts';
import { type ValueAxis, valueAxis } from './axis.ts';
import { type Columns, findGaps, type Gap, observedSpan, type Span } from './gaps.ts';
import { doubtedSpans, explained } from './quality.ts';
import { type Scale, scaleOf } from './scale.ts';

/** An alarm on the time axis. `glyph` is its one-character mark. */
export interface Marker {
  readonly at: number;
  readonly severity: Severity;
  readonly glyph: string;
}

/** A limit to draw. `label` is a whole phrase with level and unit. */
export interface ThresholdLine {
  readonly level: number;
  readonly label: string;
}

/** One measured value at its instant, in stored units. */
export interface ChartPoint {
  readonly at: number;
  readonly value: number;
}

/** What the main line is compared with: a band of extremes, or one more line. */
export interface ComparedLine {
  readonly kind: 'band' | 'line';
  readonly columns: Columns;
}

export interface ChartInput {
  readonly definition: MetricDefinition | undefined;
  readonly window: Span;
  /** When monitoring of the resource began and ended; null where it is not known or goes on. */
  readonly monitoredSince: number | null;
  readonly monitoredUntil: number | null;
  /** First is the main line, the only one with a band and gaps; the rest are companions of the same unit. */
  readonly lines: readonly Columns[];
  readonly thresholds: readonly ThresholdLine[];
  readonly markers: readonly Marker[];
  readonly points: readonly ChartPoint[];
  readonly compared?: ComparedLine | null;
}

/** Everything the option builder draws, in stored units. */
export interface ChartModel {
  readonly window: Span;
  readonly lines: readonly Columns[];
  readonly gaps: readonly Gap[];
  /** Where the main line is to be doubted. */
  readonly doubted: readonly Span[];
  readonly axis: ValueAxis;
  readonly scale: Scale;
  readonly hasAxisUnit: boolean;
  readonly isStep: boolean;
  readonly thresholds: readonly ThresholdLine[];
  readonly markers: readonly Marker[];
  readonly points: readonly ChartPoint[];
  readonly compared: ComparedLine | null;
  /** Where monitoring began, when that lies inside the window. */
  readonly beginsAt: number | null;
}

/** Marks nearer to each other than this part of the window cover one another. */
const MARKER_ROOM = 1 / 40;

/** Decides axis, unit, gaps and which marks fit, from series and window; draws nothing. */
export function chartModel(input: ChartInput): ChartModel {
  const { definition, window, compared = null } = input;
  const unit = definition?.unit ?? '1';
  const points = input.points.filter(({ at }) => at >= window.from && at <= window.to);
  const need = {
    value: highestValue(compared ? [...input.lines, compared.columns] : input.lines, points),
    limit: highestLimit(input.thresholds),
  };
  const observed = observedSpan(window, input.monitoredSince, input.monitoredUntil);
  const scale = scaleOf(unit, Math.max(need.value ?? 0, need.limit ?? 0));
  const main = input.lines[0];
  const begins = input.monitoredSince;
  return {
    window,
    lines: input.lines,
    gaps: main && observed ? explained(findGaps(main, observed), [main]) : [],
    doubted: main ? doubtedSpans(main, window) : [],
    axis: valueAxis(need, definition?.range, scale.factor),
    scale,
    hasAxisUnit: unit !== '%' && unit !== 'state' && unit !== '1',
    isStep: unit === 'state',
    thresholds: input.thresholds,
    markers: thinMarkers(input.markers, window),
    points,
    compared,
    beginsAt: begins !== null && begins > window.from && begins < window.to ? begins : null,
  };
}

function highestValue(lines: readonly Columns[], points: readonly ChartPoint[]): number | null {
  let highest = points.reduce<number | null>((most, { value }) => (most === null || value > most ? value : most), null);
  for (const line of lines) for (const value of line.max) if (value !== null && (highest === null || value > highest)) highest = value;
  return highest;
}

function highestLimit(thresholds: readonly ThresholdLine[]): number | null {
  return thresholds.length === 0 ? null : Math.max(...thresholds.map(({ level }) => level));
}

/** True where a mark stands so near to this moment that a label there would lie under it. */
export function isUnderMark({ markers, window }: Pick<ChartModel, 'markers' | 'window'>, at: number): boolean {
  return markers.some((marker) => Math.abs(marker.at - at) < (window.to - window.from) * MARKER_ROOM);
}

/** The marks inside the window; of those that would cover one another the most severe stays. */
export function thinMarkers(markers: readonly Marker[], window: Span): readonly Marker[] {
  const room = (window.to - window.from) * MARKER_ROOM;
  const kept: Marker[] = [];
  for (const marker of [...markers].sort((a, b) => a.at - b.at)) {
    if (marker.at < window.from || marker.at > window.to) continue;
    const last = kept.at(-1);
    if (last && marker.at - last.at < room) {
      if (severityRank(marker.severity) < severityRank(last.severity)) kept[kept.length - 1] = marker;
    } else kept.push(marker);
  }
  return kept;
}
