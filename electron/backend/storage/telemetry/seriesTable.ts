import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import { metricDefinition } from '../../../../shared/domain/metric/catalogue.ts';
import { createNumbering } from '../../lib/numberMap.ts';
import { quantise } from './codec.ts';
import type { Batch } from './head.ts';
import type { SeriesRow } from './registry.ts';
import type { LatestValue, SeriesInfo, SeriesKey } from './store.ts';

/** Places kept of a metric that is not in the catalogue where its values have no more; else they are kept as they are. */
const UNKNOWN_DECIMALS = 3;

/** A time this far ahead of the clock of the station was not taken by it as it is now. */
const CLOCK_TOLERANCE_MS = 300_000;

/** A series in memory. `sid` 0: it has no number (yet, or no longer). */
export interface Series extends SeriesKey {
  sid: number;
  intervalMs: number;
  lastAt: Instant | null;
  lastValue: number | null;
}

/** Every series by its key, its number and its resource, with its newest sample. */
export interface SeriesTable {
  find(key: SeriesKey): Series | undefined;
  /** The one series of a key; a new one has no number. */
  define(key: SeriesKey): Series;
  bySid(sid: number): Series | undefined;
  ofResource(resourceId: ResourceId): readonly Series[];
  all(): Iterable<Series>;
  /** Gives a series its number. */
  number(series: Series, sid: number): void;
  remove(series: Series): void;
  /** Notes the newest samples of a batch. One that is ahead of the clock is replaced by any that is not: a clock was set back. */
  noteLatest(batch: Batch, now: Instant): void;
  size(): number;
}

/** Decimals the values of a series are stored with. */
export function decimalsOf(metric: string): number {
  return metricDefinition(metric)?.decimals ?? UNKNOWN_DECIMALS;
}

/** A value as the store keeps it: NaN (a gap) unless finite, rounded to the decimals of the catalogue where the metric is in it. */
export function keptValue(metric: string, value: number): number {
  if (!Number.isFinite(value)) return Number.NaN;
  const definition = metricDefinition(metric);
  return definition ? quantise(value, definition.decimals) : value;
}

/** The newest sample of a series, or null before the first. */
export function latestOf({ resourceId, metric, component, intervalMs, lastAt, lastValue }: Series): LatestValue | null {
  return lastAt === null ? null : { resourceId, metric, component, at: lastAt, value: lastValue, intervalMs };
}

/** Series that have samples, by metric and component. */
export function describeSeries(series: readonly Series[]): SeriesInfo[] {
  return series
    .flatMap(({ resourceId, metric, component, intervalMs, lastAt }) =>
      lastAt === null ? [] : [{ resourceId, metric, component, intervalMs, lastAt }],
    )
    .sort((a, b) => compare(a.metric, b.metric) || compare(a.component, b.component));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function isNewer(time: Instant, lastAt: Instant | null, limit: Instant): boolean {
  return lastAt === null || time > lastAt || (lastAt > limit && time <= limit);
}

/** The table as the registry knows it. */
export function createSeriesTable(rows: readonly SeriesRow[]): SeriesTable {
  /** By resource, then by the number of its name: that and the texts are kept once for all resources, for there may be millions of series. */
  const byKey = new Map<ResourceId, Map<number, Series>>();
  const names = createNumbering();
  const texts = new Map<string, string>();
  /** A number is never used twice, so places of removed series stay empty. */
  const byNumber: (Series | undefined)[] = [];
  let size = 0;
  const nameOf = ({ metric, component }: SeriesKey): number => names.numberOf(`${metric}\0${component}`);

  /** The text that stands for all that are the same. */
  function once(text: string): string {
    const known = texts.get(text);
    if (known === undefined) texts.set(text, text);
    return known ?? text;
  }

  function keep(series: Series): void {
    const own = byKey.get(series.resourceId) ?? new Map<number, Series>();
    byKey.set(series.resourceId, own.set(nameOf(series), series));
  }

  function number(series: Series, sid: number): void {
    series.sid = sid;
    byNumber[sid] = series;
    size++;
    keep(series);
  }
  for (const { sid, ...rest } of rows)
    number({ ...rest, sid: 0, resourceId: once(rest.resourceId), metric: once(rest.metric), component: once(rest.component) }, sid);

  return {
    find: (key) => byKey.get(key.resourceId)?.get(nameOf(key)),
    define: (key) => {
      const known = byKey.get(key.resourceId)?.get(nameOf(key));
      if (known) return known;
      const [resourceId, metric, component] = [once(key.resourceId), once(key.metric), once(key.component)];
      const series: Series = { resourceId, metric, component, sid: 0, intervalMs: 0, lastAt: null, lastValue: null };
      keep(series);
      return series;
    },
    bySid: (sid) => byNumber[sid],
    ofResource: (resourceId) => [...(byKey.get(resourceId)?.values() ?? [])].filter(({ sid }) => sid !== 0),
    all: () => byNumber.filter((series) => series !== undefined),
    number,
    remove: (series) => {
      byNumber[series.sid] = undefined;
      size--;
      const own = byKey.get(series.resourceId);
      own?.delete(nameOf(series));
      if (own?.size === 0) byKey.delete(series.resourceId);
      series.sid = 0;
    },
    noteLatest: ({ sid, at, value, intervalMs }, now) => {
      const limit = now + CLOCK_TOLERANCE_MS;
      for (let i = 0; i < sid.length; i++) {
        const series = byNumber[sid[i] ?? 0];
        const time = at[i] ?? 0;
        if (!series || !isNewer(time, series.lastAt, limit)) continue;
        const newest = value[i] ?? Number.NaN;
        series.lastAt = time;
        series.lastValue = Number.isNaN(newest) ? null : newest;
        series.intervalMs = intervalMs[i] ?? series.intervalMs;
      }
    },
    size: () => size,
  };
}
