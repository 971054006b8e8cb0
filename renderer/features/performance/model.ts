import { z } from 'zod';
import { MAX_VIEW_SERIES, type PerformanceView, type SeriesRef, type SeriesSummary } from '../../../shared/contracts/performance.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import { METRICS } from '../../../shared/domain/metric/catalogue.ts';
import { COMPARISON_NAMES } from '../../../shared/domain/metric/comparison.ts';
import { PERIOD_NAMES, PERIODS, REFRESH_S } from '../../../shared/domain/metric/period.ts';
import { reaches } from '../../../shared/domain/metric/statistics.ts';
import type { Quality } from '../../../shared/domain/observation/quality.ts';
import { MOST_UNITS, unitOf, unitsOf } from '../../components/Chart/index.ts';
import { toCsv } from '../../lib/csv.ts';
import { formatDateTime } from '../../lib/format.ts';

const DAY_MS = 86_400_000;

/** The whole state of the page as it stands in the URL. A value this version does not know is left out, not an error. */
export const PerformanceSearch = z.object({
  /** Series as `resource~metric~component`. */
  s: z.array(z.string().max(450)).max(MAX_VIEW_SERIES).optional().catch(undefined),
  period: z
    .enum([...PERIOD_NAMES, 'own'])
    .optional()
    .catch(undefined),
  from: z.int().min(0).optional().catch(undefined),
  to: z.int().min(0).optional().catch(undefined),
  layout: z.enum(['overlay', 'split']).optional().catch(undefined),
  compare: z.enum(COMPARISON_NAMES).optional().catch(undefined),
  refresh: z.literal(REFRESH_S).optional().catch(undefined),
  /** Place of the curve that is looked at. */
  focus: z.int().min(0).max(MAX_VIEW_SERIES).optional().catch(undefined),
  board: z.uuid().optional().catch(undefined),
});
export type PerformanceSearch = z.output<typeof PerformanceSearch>;

/** A series as it stands in the URL. */
export function keyOf({ resourceId, metric, component }: SeriesRef): string {
  return `${resourceId}~${metric}~${component}`;
}

function refOf(key: string): SeriesRef | null {
  const [resourceId = '', metric = '', ...rest] = key.split('~');
  return z.uuid().safeParse(resourceId).success && metric !== '' ? { resourceId, metric, component: rest.join('~') } : null;
}

/** Series of the URL, each once; what cannot be read is left out. */
export function seriesOf({ s = [] }: PerformanceSearch): readonly SeriesRef[] {
  return [...new Set(s)].flatMap((key) => refOf(key) ?? []);
}

/** The view a URL describes, with its defaults filled in. */
export function viewOf(search: PerformanceSearch): PerformanceView {
  const { from = null, to = null } = search;
  const isOwn = search.period === 'own' && from !== null && to !== null && from < to;
  return {
    series: [...seriesOf(search)],
    layout: search.layout ?? 'overlay',
    period: isOwn ? 'own' : search.period === undefined || search.period === 'own' ? '24h' : search.period,
    from: isOwn ? from : null,
    to: isOwn ? to : null,
    compare: search.compare ?? null,
    refreshS: search.refresh ?? 60,
  };
}

/** The URL of a view. */
export function searchOf(view: PerformanceView): PerformanceSearch {
  return {
    s: view.series.map(keyOf),
    period: view.period,
    from: view.from ?? undefined,
    to: view.to ?? undefined,
    layout: view.layout,
    compare: view.compare ?? undefined,
    refresh: view.refreshS,
    focus: undefined,
  };
}

export const isSameView = (a: PerformanceView, b: PerformanceView): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Why a series cannot be added: enough are shown, or it is measured in a third unit of one plot. Null where it can. */
export function hindranceOf(view: PerformanceView, metric: string): 'full' | 'units' | null {
  if (view.series.length >= MAX_VIEW_SERIES) return 'full';
  if (view.layout === 'split') return null;
  const units = unitsOf(view.series.map((one) => one.metric));
  return units.length >= MOST_UNITS && !units.includes(unitOf(metric)) ? 'units' : null;
}

/** True where all series of a view have room in one plot. */
export function fitsOverlay(view: PerformanceView): boolean {
  return unitsOf(view.series.map(({ metric }) => metric)).length <= MOST_UNITS;
}

/** Length of the window in ms. */
export function lengthOf({ period, from, to }: PerformanceView): number {
  return period === 'own' ? (to ?? 0) - (from ?? 0) : PERIODS[period];
}

/** Comparing makes sense up to a month: beyond it the past of some weeks is mostly the window itself. */
export const isComparable = (view: PerformanceView): boolean => lengthOf(view) <= 31 * DAY_MS;

/** Fewer samples, or a line that explains less of them, promise nothing. */
const MIN_SAMPLES = 20;
const MIN_FIT = 0.3;

/** What the line through a series promises for the next level it has not reached. */
export type Forecast =
  | { readonly kind: 'reaches'; readonly level: number; readonly at: Instant; readonly fit: number }
  /** It moves towards no level, or reaches none as soon as the window is long once more. */
  | { readonly kind: 'none' }
  /** Too few samples, or no line. */
  | { readonly kind: 'unknown' };

/** When the newest straight line would reach the nearest level; no farther ahead than the stretch it was drawn through. */
export function forecastOf(summary: SeriesSummary, now: Instant): Forecast {
  const { trend, thresholds, from, to } = summary;
  if (trend === null || !hasTrend(summary)) return { kind: 'unknown' };
  const [next] = thresholds
    .filter(({ direction }) => (direction === 'above' ? trend.slopePerMs > 0 : trend.slopePerMs < 0))
    .flatMap(({ level }) => {
      const at = reaches(trend, level, now, to - from);
      return at === null ? [] : [{ level, at }];
    })
    .sort((a, b) => a.at - b.at);
  return next ? { kind: 'reaches', ...next, fit: trend.fit } : { kind: 'none' };
}

/** True where the line says something: enough samples, and it explains a part of their spread. */
export function hasTrend({ trend, samples }: SeriesSummary): boolean {
  return trend !== null && samples >= MIN_SAMPLES && (trend.fit >= MIN_FIT || trend.slopePerMs === 0);
}

/** The line through the samples, from the first of them on; null where it says nothing. */
export function lineOf(summary: SeriesSummary | undefined): { readonly since: Instant; readonly at: (at: Instant) => number } | null {
  if (!summary?.trend || !hasTrend(summary)) return null;
  const { trend, firstAt, from } = summary;
  return { since: firstAt ?? from, at: (at) => trend.level + trend.slopePerMs * (at - trend.at) };
}

/** Mark of the curve at a place: 1, 2, 3 … */
export const markOf = (place: number): string => String(place + 1);

/** Metrics of the catalogue by code, the order of the picker. */
export const METRIC_CODES = METRICS.map(({ code }) => code);

/** One line of an exported series. */
export interface ExportedSeries {
  readonly resource: string;
  readonly metric: string;
  readonly component: string;
  readonly unit: string;
  readonly at: readonly number[];
  readonly value: readonly (number | null)[];
  /** Of the samples that are less than good, by their place. */
  readonly quality: ReadonlyMap<number, Quality>;
}

/**
 * Samples as a CSV file; a gap is an empty cell. `wordOf` says how good a sample is, by its value and what is known against it. `note`
 * becomes a last line where something was left out.
 */
export function samplesCsv(
  head: readonly string[],
  series: readonly ExportedSeries[],
  wordOf: (value: number | null, quality: Quality | undefined) => string,
  note: string | null,
): string {
  const rows = series.flatMap(({ resource, metric, component, unit, at, value, quality }) =>
    at.map((time, i) => {
      const measured = value[i] ?? null;
      return [resource, metric, component, formatDateTime(time), measured, unit, wordOf(measured, quality.get(i))];
    }),
  );
  return toCsv(head, note === null ? rows : [...rows, [note]]);
}
