import { type Figure, missing } from '../../../../../shared/domain/observation/quality.ts';
import type { Condition, Expression, ScalarReading, SnmpMetric, TableReading } from '../profile/schema.ts';
import type { Table } from '../walk.ts';
import { readingOf } from './counter.ts';
import type { Rates } from './rates.ts';
import { numberOf, textOf, type Value } from './value.ts';

export interface ProfileReading extends Figure {
  readonly metric: SnmpMetric;
  readonly component: string;
}

type Lookup = (oid: string) => Value | undefined;

/** What an expression of a profile comes to; undefined where the device does not have it. */
function evaluate(expression: Expression, lookup: Lookup, rates: Rates, key: string): Figure | undefined {
  const { value: oid, plus, minus, times, of, isFree, scale, none, good, isRate } = expression;
  const cell = lookup(oid);
  if (cell === undefined) return undefined;
  const { value: raw, ...rest } = isRate ? rates.rate(`${expression.metric} ${key}`, readingOf(cell)) : figureOfCell(cell);
  if (raw === null) return { value: raw, ...rest };
  if (none.includes(raw)) return missing('noValue');
  if (good) return { value: good.includes(raw) ? 1 : 0 };
  const more = sumOf(plus, lookup);
  const less = sumOf(minus, lookup);
  const factor = times === undefined ? 1 : numericOf(lookup(times));
  if (factor === null || more === null || less === null) return missing('absent');
  const amount = raw + more - less;
  // The parts were not read at one moment: what is left can come out below nothing, which is no figure.
  if (amount < 0 && minus.length > 0) return missing('implausible');
  if (of === undefined) return { value: amount * factor * scale, ...rest };
  const whole = sumOf([of].flat(), lookup);
  if (whole === null) return missing('absent');
  if (whole <= 0) return missing('noValue');
  const share = (100 * amount) / whole;
  return share < 0 || share > 100 ? missing('implausible') : { value: isFree ? 100 - share : share, ...rest };
}

function figureOfCell(cell: Value): Figure {
  const value = numericOf(cell);
  return value === null ? missing('wrongType') : { value };
}

/** Null where one of them has no value. */
function sumOf(oids: readonly string[], lookup: Lookup): number | null {
  const values = oids.map((oid) => numericOf(lookup(oid)));
  return values.includes(null) ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

/** Numbers, and texts of digits as some agents give them (`12.5`, `38 %`). */
function numericOf(cell: Value | undefined): number | null {
  const number = numberOf(cell);
  if (number !== null) return number;
  const digits = /^-?\d+(?:\.\d+)?/.exec(textOf(cell) ?? '');
  return digits ? Number(digits[0]) : null;
}

/** Whether a row is one that a condition means. */
export function holds({ column, is, isNot, like, not }: Condition, cells: ReadonlyMap<string, Value>): boolean {
  const cell = cells.get(column);
  const said = cell?.kind === 'oid' ? cell.value : (numberOf(cell) ?? textOf(cell));
  const isOneOf = (values: readonly (number | string)[]): boolean => values.some((one) => one === said);
  if ((is && !isOneOf(is)) || (isNot && isOneOf(isNot))) return false;
  const text = textOf(cell) ?? '';
  return (like === undefined || new RegExp(like).test(text)) && (not === undefined || !new RegExp(not).test(text));
}

const COMBINE: Readonly<Record<'max' | 'mean' | 'sum' | 'first', (values: readonly number[]) => number>> = {
  max: (values) => Math.max(...values),
  mean: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  first: ([first = 0]) => first,
};

export interface Rows {
  /** What seldom changes. */
  readonly known: Table;
  readonly now: Table;
  /** Name of the physical entity of an index, and of the interface. */
  entity(index: string): string | null;
  port(index: string): string | null;
}

interface Row {
  readonly index: string;
  readonly cells: ReadonlyMap<string, Value>;
  readonly place: number;
}

function nameOf({ component }: TableReading, { index, cells, place }: Row, rows: Rows): string {
  if ('column' in component) {
    const text = textOf(cells.get(component.column)) || index;
    return component.pattern === undefined ? text : (new RegExp(component.pattern).exec(text)?.[1] ?? text);
  }
  if ('indexed' in component) return `${component.indexed}${index}`;
  if ('numbered' in component) return `${component.numbered}${component.from + place}`;
  if ('combine' in component) return '';
  if ('interface' in component) return rows.port(index) ?? index;
  const entity = component.entity === 'index' ? index.split('.')[0] : numberOf(cells.get(component.entity));
  return entity === null || entity === undefined ? index : (rows.entity(String(entity)) ?? String(entity));
}

/** The rows a reading is of, by what was known of them when the device was identified. */
function chosenRows({ value, where }: TableReading, { known, now }: Rows): readonly Row[] {
  const rows: Row[] = [];
  for (const [index, current] of now) {
    if (!current.has(value)) continue;
    const seldom = known.get(index);
    if (!where.every((condition) => holds(condition, seldom ?? current))) continue;
    rows.push({ index, place: rows.length, cells: new Map([...(seldom ?? []), ...current]) });
  }
  return rows;
}

function readTable(reading: TableReading, rows: Rows, rates: Rates): readonly ProfileReading[] {
  const { metric, component } = reading;
  const named = chosenRows(reading, rows).map((row) => ({ ...row, name: nameOf(reading, row, rows) }));
  const times = new Map<string, number>();
  for (const { name } of named) times.set(name, (times.get(name) ?? 0) + 1);
  const found = named.flatMap(({ index, cells, name }): ProfileReading[] => {
    const figure = evaluate(reading, (oid) => cells.get(oid), rates, `${reading.value}.${index}`);
    return figure === undefined ? [] : [{ metric, component: times.get(name) === 1 ? name : `${name}#${index}`, ...figure }];
  });
  if (!('combine' in component)) return found;
  const values = found.flatMap(({ value }) => (value === null ? [] : [value]));
  const [first] = found;
  if (!first) return [];
  if (values.length === 0) return [{ ...first, metric, component: '' }];
  const doubted = found.find(({ value, quality }) => value !== null && quality !== undefined);
  return [{ ...doubted, metric, component: '', value: COMBINE[component.combine](values) }];
}

/** Each metric of each component once: the first that has a value is believed. */
export function firstOfEach<Reading extends { readonly metric: string; readonly component: string; readonly value: number | null }>(
  readings: readonly Reading[],
): readonly Reading[] {
  const found = new Map<string, Reading>();
  for (const reading of readings) {
    const key = `${reading.metric} ${reading.component}`;
    if ((found.get(key)?.value ?? null) === null) found.set(key, reading);
  }
  return [...found.values()];
}

/** What the readings of a profile come to, in their order. */
export function readProfile(
  profile: { readonly scalars: readonly ScalarReading[]; readonly tables: readonly TableReading[] },
  scalars: ReadonlyMap<string, Value>,
  rows: Rows,
  rates: Rates,
): readonly ProfileReading[] {
  const own = profile.scalars.flatMap((reading): ProfileReading[] => {
    const figure = evaluate(reading, (oid) => scalars.get(oid), rates, reading.value);
    return figure === undefined ? [] : [{ metric: reading.metric, component: reading.component, ...figure }];
  });
  return firstOfEach([...own, ...profile.tables.flatMap((reading) => readTable(reading, rows, rates))]);
}
