import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import { metricDefinition } from '../../../../shared/domain/metric/catalogue.ts';
import { createNumbering, createNumberMap, type NumberMap } from '../../lib/numberMap.ts';
import { quantise } from './codec.ts';
import type { Batch } from './head.ts';
import { qualityOf } from './quality.ts';
import type { SeriesRow } from './registry.ts';
import type { LatestValue, SeriesInfo, SeriesKey } from './store.ts';

/** Places kept of a metric that is not in the catalogue where its values have no more; else they are kept as they are. */
const UNKNOWN_DECIMALS = 3;

/** A time this far ahead of the clock of the station was not taken by it as it is now. */
const CLOCK_TOLERANCE_MS = 300_000;

/** A series as it is now. `sid` 0: it has no number (yet, or no longer). */
export interface Series extends SeriesKey {
  readonly sid: number;
  readonly intervalMs: number;
  readonly lastAt: Instant | null;
  readonly lastValue: number | null;
  /** A code of `quality.ts`. */
  readonly lastQuality: number;
}

/**
 * Every series with its newest sample, by its key, its number, its resource, or its place in the table. A place stands for one series as
 * long as the table lives, also after that was removed. Columns and no objects: there are millions.
 */
export interface SeriesTable {
  find(key: SeriesKey): Series | undefined;
  /** Place of the one series of a key; a new one has no number. */
  define(key: SeriesKey): number;
  keyAt(place: number): SeriesKey;
  metricAt(place: number): string;
  /** 0 where it has no number. */
  sidAt(place: number): number;
  bySid(sid: number): Series | undefined;
  /** Those that have a number. */
  ofResource(resourceId: ResourceId): readonly Series[];
  all(): Iterable<Series>;
  /** Those of all that are sought, the others never as objects at one time. */
  where(isSought: (one: Series) => boolean): Series[];
  /** Gives the series of a place its number. */
  number(place: number, sid: number): void;
  remove(series: Pick<Series, 'sid'>): void;
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
export function latestOf({ resourceId, metric, component, intervalMs, lastAt, lastValue, lastQuality }: Series): LatestValue | null {
  if (lastAt === null) return null;
  const quality = qualityOf(lastQuality);
  return { resourceId, metric, component, at: lastAt, value: lastValue, intervalMs, ...(quality && { quality }) };
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

/** `lastAt` NaN: there is none. */
function isNewer(time: Instant, lastAt: number, limit: Instant): boolean {
  return Number.isNaN(lastAt) || time > lastAt || (lastAt > limit && time <= limit);
}

const orNull = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);

/** Numbers of resource, name and series, and the newest sample, by place. */
interface Columns {
  readonly resource: Uint32Array;
  readonly name: Uint32Array;
  readonly sid: Uint32Array;
  readonly intervalMs: Float64Array;
  readonly lastAt: Float64Array;
  readonly lastValue: Float64Array;
  readonly lastQuality: Uint8Array;
}

function columnsOf(room: number): Columns {
  return {
    resource: new Uint32Array(room),
    name: new Uint32Array(room),
    sid: new Uint32Array(room),
    intervalMs: new Float64Array(room),
    lastAt: new Float64Array(room).fill(Number.NaN),
    lastValue: new Float64Array(room).fill(Number.NaN),
    lastQuality: new Uint8Array(room),
  };
}

function longer(columns: Columns, room: number): Columns {
  const made = columnsOf(room);
  for (const name of ['resource', 'name', 'sid', 'intervalMs', 'lastAt', 'lastValue', 'lastQuality'] as const)
    made[name].set(columns[name]);
  return made;
}

const FIRST_ROOM = 1024;
const GROWTH = 1.5;

/** The table as the registry knows it. */
export function createSeriesTable(rows: readonly SeriesRow[]): SeriesTable {
  const resources = createNumbering();
  const names = createNumbering();
  /** Metric and component by the number of the name. */
  const metrics: string[] = [];
  const components: string[] = [];
  /** Places of a resource's series by the number of their name. */
  const places: NumberMap[] = [];
  let columns = columnsOf(Math.max(FIRST_ROOM, rows.length));
  let used = 0;
  /** Place of a number and one more; 0 for a number that none has. A number is never used twice. */
  let placeOfSid = new Uint32Array(FIRST_ROOM);
  let size = 0;
  const removed = new Set<number>();

  const textOf = ({ metric, component }: SeriesKey): string => `${metric}\0${component}`;
  function nameOf(key: SeriesKey): number {
    const name = names.numberOf(textOf(key));
    metrics[name] ??= key.metric;
    components[name] ??= key.component;
    return name;
  }
  function knownOwnOf(resourceId: ResourceId): NumberMap | undefined {
    const resource = resources.knownOf(resourceId);
    return resource === undefined ? undefined : places[resource];
  }
  function ownOf(resourceId: ResourceId): NumberMap {
    const resource = resources.numberOf(resourceId);
    const known = places[resource] ?? createNumberMap();
    places[resource] = known;
    return known;
  }

  function keyAt(place: number): SeriesKey {
    const name = columns.name[place] ?? 0;
    return {
      resourceId: resources.textOf(columns.resource[place] ?? 0),
      metric: metrics[name] ?? '',
      component: components[name] ?? '',
    };
  }
  const sidAt = (place: number): number => columns.sid[place] ?? 0;
  const seriesAt = (place: number): Series => ({
    ...keyAt(place),
    sid: sidAt(place),
    intervalMs: columns.intervalMs[place] ?? 0,
    lastAt: orNull(columns.lastAt[place]),
    lastValue: orNull(columns.lastValue[place]),
    lastQuality: columns.lastQuality[place] ?? 0,
  });
  const placeOf = (sid: number): number => (placeOfSid[sid] ?? 0) - 1;

  function define(key: SeriesKey): number {
    const own = ownOf(key.resourceId);
    const name = nameOf(key);
    const known = own.get(name);
    if (known !== undefined && !removed.has(known)) return known;
    if (used === columns.sid.length) columns = longer(columns, Math.ceil(used * GROWTH));
    columns.resource[used] = resources.numberOf(key.resourceId);
    columns.name[used] = name;
    own.set(name, used);
    return used++;
  }

  function number(place: number, sid: number): void {
    if (sid >= placeOfSid.length) {
      const wider = new Uint32Array(Math.max(sid + 1, Math.ceil(placeOfSid.length * GROWTH)));
      wider.set(placeOfSid);
      placeOfSid = wider;
    }
    columns.sid[place] = sid;
    placeOfSid[sid] = place + 1;
    size += 1;
  }

  for (const { sid, intervalMs, lastAt, lastValue, lastQuality, ...key } of rows) {
    const place = define(key);
    number(place, sid);
    columns.intervalMs[place] = intervalMs;
    columns.lastAt[place] = lastAt ?? Number.NaN;
    columns.lastValue[place] = lastValue ?? Number.NaN;
    columns.lastQuality[place] = lastQuality;
  }

  function* all(): Iterable<Series> {
    for (let place = 0; place < used; place += 1) if (sidAt(place) !== 0) yield seriesAt(place);
  }

  return {
    find: (key) => {
      const name = names.knownOf(textOf(key));
      const place = name === undefined ? undefined : knownOwnOf(key.resourceId)?.get(name);
      return place === undefined || removed.has(place) ? undefined : seriesAt(place);
    },
    define,
    keyAt,
    metricAt: (place) => metrics[columns.name[place] ?? 0] ?? '',
    sidAt,
    bySid: (sid) => (placeOf(sid) < 0 ? undefined : seriesAt(placeOf(sid))),
    ofResource: (resourceId) => [...(knownOwnOf(resourceId)?.values() ?? [])].filter((place) => sidAt(place) !== 0).map(seriesAt),
    all,
    where: (isSought) => {
      const found: Series[] = [];
      for (const one of all()) if (isSought(one)) found.push(one);
      return found;
    },
    number,
    remove: ({ sid }) => {
      const place = placeOf(sid);
      if (place < 0) return;
      placeOfSid[sid] = 0;
      columns.sid[place] = 0;
      removed.add(place);
      size -= 1;
    },
    noteLatest: ({ sid, at, value, intervalMs, quality }, now) => {
      const limit = now + CLOCK_TOLERANCE_MS;
      for (let i = 0; i < sid.length; i++) {
        const place = placeOf(sid[i] ?? 0);
        const time = at[i] ?? 0;
        if (place < 0 || !isNewer(time, columns.lastAt[place] ?? Number.NaN, limit)) continue;
        columns.lastAt[place] = time;
        columns.lastValue[place] = value[i] ?? Number.NaN;
        columns.lastQuality[place] = quality?.[i] ?? 0;
        columns.intervalMs[place] = intervalMs[i] ?? columns.intervalMs[place] ?? 0;
      }
    },
    size: () => size,
  };
}
