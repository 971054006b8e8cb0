import { describe, expect, it } from 'vitest';
import { ScalarReading, TableReading } from '../profile/schema.ts';
import type { Table } from '../walk.ts';
import { createRates, NO_COUNTERS } from './rates.ts';
import { firstOfEach, type ProfileReading, readProfile } from './readings.ts';
import type { Value } from './value.ts';

const A = '1.3.6.1.4.1.99999.1';
const column = (number: number): string => `${A}.${number}`;
const text = (value: string): Value => ({ kind: 'octets', value: Buffer.from(value) });
const number = (value: number): Value => ({ kind: 'number', value });
const table = (rows: Readonly<Record<string, Readonly<Record<number, Value>>>>): Table =>
  new Map(
    Object.entries(rows).map(([index, cells]) => [
      index,
      new Map(Object.entries(cells).map(([key, value]) => [column(Number(key)), value])),
    ]),
  );

const ENTITIES: Readonly<Record<string, string>> = { 3001: 'Switch 3', 3002: 'Board' };

const PORTS: Readonly<Record<string, string>> = { 7: 'GE1/0/7' };

function read(readings: readonly unknown[], known: Table, now: Table): readonly ProfileReading[] {
  const tables = readings.map((one) => TableReading.parse(one));
  return readProfile(
    { scalars: [], tables },
    new Map(),
    { known, now, entity: (index) => ENTITIES[index] ?? null, port: (index) => PORTS[index] ?? null },
    createRates(NO_COUNTERS, 0, true),
  );
}
const namesOf = (component: unknown, rows: Table): readonly string[] =>
  read([{ metric: 'hardware.up', value: column(1), component }], rows, rows).map((one) => one.component);

describe('R-8.4.2-c2-9 what a profile says of a device', () => {
  it('is a sum where the whole is not said, a share of it, and nothing where a part is missing or what is left is below nothing', () => {
    const scalar = (rest: object) => ScalarReading.parse({ metric: 'memory.used', value: `${A}.1.0`, ...rest });
    const values = new Map<string, Value>([
      [`${A}.1.0`, number(30)],
      [`${A}.2.0`, number(70)],
    ]);
    const one = (rest: object) =>
      readProfile(
        { scalars: [scalar(rest)], tables: [] },
        values,
        { known: new Map(), now: new Map(), entity: () => null, port: () => null },
        createRates(NO_COUNTERS, 0, true),
      );
    const figure = (rest: object) => one(rest)[0]?.value;
    expect(figure({ plus: [`${A}.2.0`], scale: 1024 })).toBe(102_400);
    expect(figure({ of: [`${A}.1.0`, `${A}.2.0`] })).toBe(30);
    expect(figure({ of: [`${A}.1.0`, `${A}.2.0`], isFree: true })).toBe(70);
    expect(figure({ of: `${A}.2.0` })).toBeCloseTo(42.857, 3);
    expect(figure({ of: [`${A}.1.0`, `${A}.3.0`] })).toBeNull();
    expect(figure({ plus: [`${A}.3.0`] })).toBeNull();
    expect(figure({ minus: [`${A}.2.0`] })).toBeNull();
    const reasons = [{ of: [`${A}.1.0`, `${A}.3.0`] }, { plus: [`${A}.3.0`] }, { minus: [`${A}.2.0`] }, { none: [30] }, { isRate: true }];
    expect(reasons.map((rest) => one(rest)[0]?.quality)).toEqual(['absent', 'absent', 'implausible', 'noValue', 'wrongType']);
    expect(figure({ value: `${A}.2.0`, minus: [`${A}.1.0`] })).toBe(40);
    expect(one({ value: `${A}.3.0` }), 'what the device does not have').toEqual([]);
  });

  it('is of the rows chosen when the device was identified, whatever they say now', () => {
    const known = table({ 1: { 2: number(0), 3: text('Fan 1') }, 2: { 2: number(40), 3: text('Board 1') }, 3: { 3: text('Board 2') } });
    const now = table({ 1: { 1: number(5), 2: number(9) }, 2: { 1: number(6), 2: number(0) }, 3: { 1: number(7) } });
    const chosen = (condition: object) =>
      read([{ metric: 'cpu.core.utilisation', value: column(1), where: [condition], component: { column: column(3) } }], known, now).map(
        (one) => one.component,
      );
    expect(chosen({ column: column(2), isNot: [0] })).toEqual(['Board 1', 'Board 2']);
    expect(chosen({ column: column(2), is: [40] })).toEqual(['Board 1']);
    expect(chosen({ column: column(3), like: '^Board' })).toEqual(['Board 1', 'Board 2']);
    expect(chosen({ column: column(3), not: '^Board' })).toEqual(['Fan 1']);
    expect(chosen({ column: column(9), is: [1] })).toEqual([]);
  });

  it('is named by a text without its state, by an entity, by an index; names that stand twice get the index behind them', () => {
    const rows = table({
      '3001.1': { 1: number(1), 2: text('Sw3, PS1 Normal, RPS NotExist') },
      '4001.1': { 1: number(1), 2: text('RPS') },
    });
    expect(namesOf({ column: column(2), pattern: '^(Sw\\d+, PS\\w*|.+)' }, rows)).toEqual(['Sw3, PS1', 'RPS']);
    expect(namesOf({ column: column(2), pattern: '^never (.)' }, rows)).toEqual(['Sw3, PS1 Normal, RPS NotExist', 'RPS']);
    expect(namesOf({ interface: 'index' }, rows)).toEqual(['3001.1', '4001.1']);
    expect(namesOf({ interface: 'index' }, table({ 7: { 1: number(1) } }))).toEqual(['GE1/0/7']);
    expect(namesOf({ entity: 'index' }, rows)).toEqual(['Switch 3', '4001']);
    expect(namesOf({ indexed: 'fan ' }, rows)).toEqual(['fan 3001.1', 'fan 4001.1']);
    const twins = table({
      1: { 1: number(1), 2: text('temp') },
      2: { 1: number(1), 2: text('temp') },
      3: { 1: number(1), 2: text('fan') },
    });
    expect(namesOf({ column: column(2) }, twins)).toEqual(['temp#1', 'temp#2', 'fan']);
    expect(namesOf({ entity: column(4) }, table({ 1: { 1: number(1), 4: number(3002) } }))).toEqual(['Board']);
  });

  it('is the first that has a value, and one figure of many where it is combined', () => {
    const rows = table({ 1: { 1: number(53), 2: number(10) }, 2: { 1: number(20), 2: number(30) } });
    const cpu = (value: number, combine: string, more: object = {}) => ({
      metric: 'cpu.utilisation',
      value: column(value),
      component: { combine },
      ...more,
    });
    expect(read([cpu(1, 'max'), cpu(2, 'max')], rows, rows)).toEqual([{ metric: 'cpu.utilisation', component: '', value: 53 }]);
    expect(read([cpu(1, 'max', { none: [53, 20] }), cpu(2, 'mean')], rows, rows)).toEqual([
      { metric: 'cpu.utilisation', component: '', value: 20 },
    ]);
    expect(read([cpu(7, 'max')], rows, rows)).toEqual([]);
    const inlet = (value: number | null) => ({ metric: 'sensor.temperature', component: 'Inlet', value });
    expect(firstOfEach([inlet(null), inlet(31), inlet(30)]), 'one sensor in several tables').toEqual([inlet(31)]);
  });
});
