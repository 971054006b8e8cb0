import type { Condition, Expression, ScalarReading, SnmpMetric, TableReading } from '../profile/schema.ts';
import type { Table } from '../walk.ts';
import { readingOf } from './counter.ts';
import type { Rates } from './rates.ts';
import { numberOf, textOf, type Value } from './value.ts';

export interface ProfileReading {
  readonly metric: SnmpMetric;
  readonly component: string;
  readonly value: number | null;
}

type Lookup = (oid: string) => Value | undefined;

/** What an expression of a profile comes to; undefined where the device does not have it, null where it has no value now. */
function evaluate(expression: Expression, lookup: Lookup, rates: Rates, key: string): number | null | undefined {
  const { value: oid, minus, times, of, isFree, scale, none, good, isRate } = expression;
  const cell = lookup(oid);
  if (cell === undefined) return undefined;
  const raw = isRate ? rates.rate(`${expression.metric} ${key}`, readingOf(cell)) : numericOf(cell);
  if (raw === null || none.includes(raw)) return null;
  if (good) return good.includes(raw) ? 1 : 0;
  const others = minus.map((one) => numericOf(lookup(one)));
  const factor = times === undefined ? 1 : numericOf(lookup(times));
  if (factor === null || others.includes(null)) return null;
  const amount = others.reduce<number>((rest, other) => rest - (other ?? 0), raw) * factor * scale;
  if (of === undefined) return amount;
  const whole = numericOf(lookup(of));
  if (whole === null || whole <= 0) return null;
  const share = (100 * amount) / (whole * factor * scale);
  return share < 0 || share > 100 ? null : isFree ? 100 - share : share;
}

/** Numbers, and texts of digits as some agents give them (`12.5`, `38 %`). */
function numericOf(cell: Value | undefined): number | null {
  const number = numberOf(cell);
  if (number !== null) return number;
  const digits = /^-?\d+(?:\.\d+)?/.exec(textOf(cell) ?? '');
  return digits ? Number(digits[0]) : null;
}

function holds({ column, is, not }: Condition, cells: ReadonlyMap<string, Value>): boolean {
  const cell = cells.get(column);
  if (is) {
    const said = cell?.kind === 'oid' ? cell.value : (numberOf(cell) ?? textOf(cell));
    if (said === null || !is.some((one) => one === said)) return false;
  }
  return not === undefined || !new RegExp(not).test(textOf(cell) ?? '');
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
  /** Name of the physical entity of an index. */
  entity(index: string): string | null;
}

function componentOfRow(reading: TableReading, place: number, index: string, cells: ReadonlyMap<string, Value>, rows: Rows): string {
  const { component } = reading;
  if ('column' in component) return textOf(cells.get(component.column)) || index;
  if ('numbered' in component) return `${component.numbered}${component.from + place}`;
  if ('combine' in component) return '';
  const entity = component.entity === 'index' ? index : numberOf(cells.get(component.entity));
  return entity === null ? index : (rows.entity(String(entity)) ?? String(entity));
}

function readTable(reading: TableReading, rows: Rows, rates: Rates): readonly ProfileReading[] {
  const { metric, where, component } = reading;
  const found: ProfileReading[] = [];
  for (const [index, now] of rows.now) {
    if (!now.has(reading.value)) continue;
    const cells = new Map([...(rows.known.get(index) ?? []), ...now]);
    if (!where.every((condition) => holds(condition, cells))) continue;
    const name = componentOfRow(reading, found.length, index, cells, rows);
    const value = evaluate(reading, (oid) => cells.get(oid), rates, `${reading.value}.${index}`);
    if (value !== undefined) found.push({ metric, component: name, value });
  }
  if (!('combine' in component)) return found;
  const values = found.flatMap(({ value }) => (value === null ? [] : [value]));
  return found.length === 0 ? [] : [{ metric, component: '', value: values.length === 0 ? null : COMBINE[component.combine](values) }];
}

/** What the readings of a profile come to, each metric of each component once: the first that has a value is believed. */
export function readProfile(
  profile: { readonly scalars: readonly ScalarReading[]; readonly tables: readonly TableReading[] },
  scalars: ReadonlyMap<string, Value>,
  rows: Rows,
  rates: Rates,
): readonly ProfileReading[] {
  const found = new Map<string, ProfileReading>();
  const take = (reading: ProfileReading): void => {
    const key = `${reading.metric} ${reading.component}`;
    if ((found.get(key)?.value ?? null) === null) found.set(key, reading);
  };
  for (const reading of profile.scalars) {
    const value = evaluate(reading, (oid) => scalars.get(oid), rates, reading.value);
    if (value !== undefined) take({ metric: reading.metric, component: reading.component, value });
  }
  for (const reading of profile.tables) for (const one of readTable(reading, rows, rates)) take(one);
  return [...found.values()];
}
