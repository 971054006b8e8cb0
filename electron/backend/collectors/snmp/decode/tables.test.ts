import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Quality } from '../../../../../shared/domain/observation/quality.ts';
import type { Table } from '../walk.ts';
import { chassisOf, entitiesOf } from './entities.ts';
import { type Interface, interfaceCyclesColumns, interfacesOf, NO_INTERFACES, readInterfaces } from './interfaces.ts';
import { type Counters, createRates, NO_COUNTERS, type Rates } from './rates.ts';
import { readSensors } from './sensors.ts';
import type { Value } from './value.ts';

const IF = '1.3.6.1.2.1.2.2.1';
const IFX = '1.3.6.1.2.1.31.1.1.1';
const ENTITY = '1.3.6.1.2.1.47.1.1.1.1';
const SENSOR = '1.3.6.1.2.1.99.1.1.1';
const text = (value: string): Value => ({ kind: 'octets', value: Buffer.from(value) });
const number = (value: number): Value => ({ kind: 'number', value });
const counter = (value: bigint | number, bits: 32 | 64 = 64): Value => ({ kind: 'counter', value: BigInt(value), bits });
const table = (rows: Readonly<Record<string, Readonly<Record<string, Value>>>>): Table =>
  new Map(Object.entries(rows).map(([index, cells]) => [index, new Map(Object.entries(cells))]));

describe('R-8.2.2-a2-2 interfaces', () => {
  it('are named as the device names them; names that stand twice or nowhere get their index', () => {
    const known = interfacesOf(
      table({
        1: {
          [`${IF}.2`]: text('GigabitEthernet0/0/1'),
          [`${IFX}.1`]: text('GE0/0/1'),
          [`${IFX}.15`]: number(1000),
          [`${IFX}.18`]: text('上联'),
        },
        2: { [`${IF}.2`]: text('Vlanif'), [`${IF}.5`]: number(100_000_000) },
        3: { [`${IF}.2`]: text('Vlanif'), [`${IF}.5`]: number(4_294_967_295) },
        4: { [`${IF}.2`]: text('') },
      }),
    );
    expect(known.map(({ component, speed, alias }) => [component, speed, alias])).toEqual([
      ['GE0/0/1', 1e9, '上联'],
      ['Vlanif#2', 1e8, ''],
      ['Vlanif#3', null, ''],
      ['#4', null, ''],
    ]);
  });

  const port: Interface = { index: '1', component: 'GE1', alias: '', type: 6, speed: 1e9, mac: null };
  const row = (octets: number, oper = 1, admin = 1, more: Readonly<Record<string, Value>> = {}) =>
    table({ 1: { [`${IF}.7`]: number(admin), [`${IF}.8`]: number(oper), [`${IFX}.6`]: counter(octets), ...more } });
  /** One counter of a cycle before. */
  const was = (key: string, value: bigint, bits: 32 | 64 = 64): Counters => ({
    ...{ at: 0, keys: [key], values: BigUint64Array.of(value), bits: Uint8Array.of(bits) },
  });
  const figureOf = (readings: readonly { metric: string; value: number | null }[], metric: string) =>
    readings.find((one) => one.metric === metric)?.value;

  it('give rates over the time between two readings, the first null, and their share of the speed', () => {
    const first = readInterfaces([port], row(1000), createRates(NO_COUNTERS, 0, true), NO_INTERFACES);
    expect(figureOf(first.readings, 'interface.in')).toBeNull();
    const rates = createRates(was('interface.in GE1', 1000n), 30_000, true);
    const second = readInterfaces([port], row(1000 + 30 * 12_500_000), rates, first.memory);
    expect(figureOf(second.readings, 'interface.in')).toBe(1e8);
    expect(figureOf(second.readings, 'interface.in.utilisation')).toBe(10);
  });

  it('give no figure over a discontinuity, a jump or a restart', () => {
    const before = was('interface.in GE1', 0n);
    const seen = { used: new Set(['GE1']), discontinuities: new Map([['GE1', 0]]) };
    const discontinued = row(100, 1, 1, { [`${IFX}.19`]: number(500) });
    const inOf = (now: Table, rates: Rates) =>
      readInterfaces([port], now, rates, seen).readings.find(({ metric }) => metric === 'interface.in');
    const missing = (quality: Quality) => ({ metric: 'interface.in', component: 'GE1', value: null, quality });
    expect(inOf(discontinued, createRates(before, 30_000, true))).toEqual(missing('restarted'));
    expect(inOf(row(2 ** 50), createRates(before, 30_000, true))).toEqual(missing('implausible'));
    expect(inOf(row(100), createRates(before, 30_000, false))).toEqual(missing('restarted'));
    expect(inOf(row(100), createRates(was('interface.in GE1', 500n), 30_000, true))).toEqual(missing('restarted'));
    expect(inOf(row(100), createRates(NO_COUNTERS, 0, true))).toEqual(missing('first'));
  });

  it('R-8.2.2-0-4 are doubted above their speed, and where a counter of 32 bits went round at an unknown one', () => {
    const cellsOf = (octets: number, bits: 32 | 64, more: Readonly<Record<string, Value>> = {}) =>
      table({ 1: { [`${IF}.7`]: number(1), [`${IF}.8`]: number(1), [`${IF}.10`]: counter(octets, bits), ...more } });
    const figures = (one: Interface, now: Table, before: Counters, elapsedMs: number) =>
      Object.fromEntries(
        readInterfaces([one], now, createRates(before, elapsedMs, true), NO_INTERFACES).readings.map(
          ({ metric, component: _, ...rest }) => [metric, rest],
        ),
      );
    const before = was('interface.in GE1', 0n);
    expect(figures(port, cellsOf(3_937_500_000, 64), before, 30_000)).toMatchObject({
      'interface.in': { value: 1.05e9, quality: 'aboveSpeed' },
      'interface.in.utilisation': { value: 100, quality: 'aboveSpeed' },
    });
    expect(figures(port, cellsOf(3_787_500_000, 64), before, 30_000)['interface.in']).toEqual({ value: 1.01e9 });
    const high = was('interface.in GE1', 2n ** 32n - 10n, 32);
    const nameless: Interface = { ...port, speed: null };
    expect(figures(nameless, cellsOf(20, 32), high, 30_000)['interface.in']).toEqual({ value: 8, quality: 'wrapped' });
    expect(figures({ ...port, speed: 1e8 }, cellsOf(20, 32), high, 30_000)['interface.in'], 'it goes round once at most').toEqual({
      value: 8,
    });
    expect(figures(port, cellsOf(20, 32), high, 60_000)['interface.in']).toEqual({ value: null, quality: 'tooFast' });
    const errors = was('interface.in.errors GE1', 2n ** 32n - 10n, 32);
    const counted = cellsOf(20, 32, { [`${IF}.14`]: counter(20, 32) });
    expect(figures(nameless, counted, errors, 30_000)['interface.in.errors']).toEqual({ value: 1 });
    const wrong = cellsOf(0, 64, { [`${IF}.10`]: text('many') });
    expect(figures(port, wrong, before, 30_000)['interface.in']).toEqual({ value: null, quality: 'wrongType' });
  });

  it('have their errors and discards on fast links, and their traffic where the speed is a name only', () => {
    const fast: Interface = { ...port, speed: 1e11 };
    const errors = (octets: number, count: number) =>
      table({ 1: { [`${IF}.7`]: number(1), [`${IF}.8`]: number(1), [`${IFX}.6`]: counter(octets), [`${IF}.14`]: counter(count, 32) } });
    const first = readInterfaces([fast], errors(0, 10), createRates(NO_COUNTERS, 0, true), NO_INTERFACES);
    const before = was('interface.in.errors GE1', 10n, 32);
    const second = readInterfaces([fast], errors(0, 610), createRates(before, 60_000, true), first.memory);
    expect(figureOf(second.readings, 'interface.in.errors')).toBe(10);
    const tunnel: Interface = { ...port, type: 131, speed: 100_000 };
    const octets = was('interface.in GE1', 0n);
    const through = readInterfaces([tunnel], row(30 * 12_500_000), createRates(octets, 30_000, true), NO_INTERFACES);
    expect(figureOf(through.readings, 'interface.in')).toBe(1e8);
  });

  it('that were in use before a restart of the device are down after it, although they counted nothing yet', () => {
    const restarted = { used: new Set(['GE1']), discontinuities: new Map<string, number>() };
    const { readings } = readInterfaces([port], row(0, 2), createRates(NO_COUNTERS, 0, false), restarted);
    expect(figureOf(readings, 'interface.up')).toBe(0);
  });

  it('that one answer left out have been in use as before', () => {
    const used = { used: new Set(['GE1']), discontinuities: new Map([['GE1', 0]]) };
    expect(readInterfaces([port], new Map(), createRates(NO_COUNTERS, 0, true), used).memory.used).toEqual(new Set(['GE1']));
  });

  it('are down only where they have been in use; administratively down or absent they report nothing', () => {
    const read = (oper: number, admin: number, octets: number) =>
      readInterfaces([port], row(octets, oper, admin), createRates(NO_COUNTERS, 0, true), NO_INTERFACES);
    expect(figureOf(read(2, 1, 0).readings, 'interface.up')).toBeNull();
    expect(figureOf(read(2, 1, 7).readings, 'interface.up')).toBe(0);
    expect(figureOf(read(7, 1, 7).readings, 'interface.up')).toBe(0);
    expect(figureOf(read(1, 1, 0).readings, 'interface.up')).toBe(1);
    for (const oper of [3, 4, 5]) expect(figureOf(read(oper, 1, 7).readings, 'interface.up'), String(oper)).toBeNull();
    expect(read(2, 2, 7).readings).toEqual([]);
    expect(read(2, 2, 7).states).toEqual([{ component: 'GE1', isAdminUp: false, oper: 2 }]);
    expect([read(6, 1, 7).readings, read(6, 1, 7).states]).toEqual([[], []]);
  });

  it('are asked for 32-bit counters only where there are none of 64', () => {
    expect(interfaceCyclesColumns(null)).toHaveLength(15);
    const known = new Set([`${IF}.7`, `${IF}.8`, `${IF}.10`, `${IF}.16`, `${IFX}.6`]);
    expect(interfaceCyclesColumns(known)).toEqual([`${IF}.7`, `${IF}.8`, `${IFX}.6`, `${IF}.16`]);
  });

  it('are compared with themselves, wherever they stood in the cycle before; the same counters in the same order share their keys', () => {
    const reading = (value: bigint) => ({ value, bits: 64 as const });
    const cycleOf = (before: Counters, at: number, read: readonly (readonly [string, bigint])[]) => {
      const rates = createRates(before, at, true);
      const found = read.map(([key, value]) => rates.rate(key, reading(value)).value);
      return { found, counters: rates.counters };
    };
    const first = cycleOf(NO_COUNTERS, 0, [
      ['a', 10n],
      ['b', 20n],
      ['c', 2n ** 64n - 1n],
    ]);
    const second = cycleOf(first.counters, 1000, [
      ['a', 11n],
      ['b', 22n],
      ['c', 2n ** 64n - 1n],
    ]);
    expect([first.found, second.found]).toEqual([
      [null, null, null],
      [1, 2, 0],
    ]);
    expect(second.counters.keys).toBe(first.counters.keys);
    const moved = cycleOf(second.counters, 2000, [
      ['c', 2n ** 64n - 1n],
      ['new', 5n],
      ['a', 14n],
    ]);
    expect(moved.found).toEqual([0, null, 3]);
    expect(
      cycleOf(moved.counters, 3000, [
        ['b', 30n],
        ['a', 14n],
      ]).found,
    ).toEqual([null, 0]);
  });

  it('never have a rate above their speed or below nothing, whatever the counters say', () => {
    const any = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    fc.assert(
      fc.property(any, any, fc.integer({ min: 1, max: 300_000 }), fc.constantFrom(32 as const, 64 as const), (a, b, elapsed, bits) => {
        const narrow = (value: bigint) => (bits === 32 ? value & 0xffffffffn : value);
        const before = was('interface.in GE1', narrow(a), bits);
        const now = row(0, 1, 1, { [`${IFX}.6`]: counter(narrow(b), bits) });
        const { readings } = readInterfaces([port], now, createRates(before, elapsed, true), NO_INTERFACES);
        const value = figureOf(readings, 'interface.in') ?? 0;
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1.1e9 + 1);
        expect(figureOf(readings, 'interface.in.utilisation') ?? 0).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe('R-8.4.2-c2-9 parts', () => {
  const parts = table({
    1: { [`${ENTITY}.5`]: number(11), [`${ENTITY}.7`]: text('Stack') },
    1001: { [`${ENTITY}.5`]: number(3), [`${ENTITY}.7`]: text('1'), [`${ENTITY}.11`]: text('FDO1'), [`${ENTITY}.13`]: text('WS-C3750') },
    1006: {
      [`${ENTITY}.5`]: number(8),
      [`${ENTITY}.2`]: text('temperature'),
      [`${ENTITY}.13`]: text('N/A'),
      [`${ENTITY}.11`]: text('none'),
    },
    1007: { [`${ENTITY}.5`]: number(8), [`${ENTITY}.2`]: text('temperature') },
  });

  it('have a name of their own, and the chassis that says its model is that of the device', () => {
    const entities = entitiesOf(parts);
    expect(entities.map(({ component }) => component)).toEqual(['Stack', '1', 'temperature#1006', 'temperature#1007']);
    expect(chassisOf(entities)).toMatchObject({ model: 'WS-C3750', serial: 'FDO1' });
    expect(chassisOf([])).toBeNull();
    expect(entities[2], 'what an agent writes where it has nothing to say').toMatchObject({ model: '', serial: '' });
  });

  it('are measured in their scale and precision (RFC 3433); what does not work has no value', () => {
    const sensor = (type: number, scale: number, precision: number) => ({
      [`${SENSOR}.1`]: number(type),
      [`${SENSOR}.2`]: number(scale),
      [`${SENSOR}.3`]: number(precision),
    });
    const known = table({
      1: sensor(8, 9, 1),
      2: sensor(4, 8, 0),
      3: sensor(10, 9, 0),
      4: sensor(6, 9, 0),
      5: sensor(12, 9, 0),
      6: sensor(10, 9, -2),
      7: sensor(14, 9, 1),
    });
    const reading = (value: number, status = 1) => ({ [`${SENSOR}.4`]: number(value), [`${SENSOR}.5`]: number(status) });
    const now = table({
      1: reading(385),
      2: reading(3315),
      3: reading(4200, 2),
      4: reading(1_000_000_000),
      5: reading(1),
      6: reading(4200),
      7: reading(-32),
    });
    expect(readSensors(SENSOR, known, now)).toEqual([
      { metric: 'sensor.temperature', index: '1', value: 38.5 },
      { metric: 'sensor.voltage', index: '2', value: 3.315 },
      { metric: 'sensor.fan', index: '3', value: null, quality: 'noValue' },
      { metric: 'sensor.power', index: '4', value: null, quality: 'noValue' },
      { metric: 'sensor.fan', index: '6', value: 4200 },
      { metric: 'light', index: '7', value: -3.2 },
    ]);
  });
});
