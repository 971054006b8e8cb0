import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Table } from '../walk.ts';
import { ENTITY_COLUMNS, entitiesOf } from './entities.ts';
import { ALIAS_COLUMNS, aliasesOf, HARDWARE_COLUMNS, hardwareOf, opticalSensorsOf } from './hardware.ts';
import type { Interface } from './interfaces.ts';
import { POWER_COLUMNS, readPower } from './power.ts';
import type { Value } from './value.ts';

const ENTITY = '1.3.6.1.2.1.47.1.1.1.1';
const ALIAS = '1.3.6.1.2.1.47.1.3.2.1.2';
const PSE = '1.3.6.1.2.1.105.1.1.1';
const text = (value: string): Value => ({ kind: 'octets', value: new TextEncoder().encode(value) });
const number = (value: number): Value => ({ kind: 'number', value });
const pointer = (value: string): Value => ({ kind: 'oid', value });

function tableOf(base: string, rows: Readonly<Record<string, Readonly<Record<number, Value>>>>): Table {
  return new Map(
    Object.entries(rows).map(([row, cells]) => [
      row,
      new Map(Object.entries(cells).map(([column, value]) => [`${base}.${column}`, value] as const)),
    ]),
  );
}

const interfaces: readonly Interface[] = ['Te1/0/1', 'Te1/0/2', 'Te2/0/1', 'Vlan7'].map((component, at) => ({
  ...{ index: String(at + 1), component, alias: '', speed: 1e10, mac: null },
  type: component === 'Vlan7' ? 53 : 6,
}));
const entity = (parent: number, kind: number, name: string, more: Readonly<Record<number, Value>> = {}) => ({
  ...{ 2: text(name), 4: number(parent), 5: number(kind), 7: text(name) },
  ...more,
});

describe('R-8.2.9-d1-2 parts of a device', () => {
  const table = tableOf(ENTITY, {
    1: entity(0, 3, 'Chassis', { 11: text('SN-1'), 13: text('M-1'), 12: text('N/A') }),
    10: entity(1, 9, 'Board'),
    20: entity(10, 5, 'Cage 1'),
    21: entity(20, 9, 'SFP-10G-LR', { 11: text('SFP-7') }),
    22: entity(21, 10, 'Te1/0/1'),
    30: entity(10, 10, 'Te1/0/2'),
    40: entity(21, 8, 'Te1/0/1 Receive Power Sensor'),
    41: entity(21, 8, 'Te1/0/1 Transmit Power Sensor'),
    42: entity(10, 8, 'Board Rx Power'),
    43: entity(21, 8, 'Te1/0/1 Bias Current'),
    99: entity(0, 77, 'x'),
  });
  const aliases = aliasesOf(
    tableOf(ALIAS.slice(0, -2), {
      '22.3': { 2: pointer('1.3.6.1.2.1.2.2.1.1.2') },
      '22.0': { 2: pointer('1.3.6.1.2.1.2.2.1.1.1') },
      '30.0': { 2: pointer('1.3.6.1.2.1.2.2.1.2') },
      '21.0': { 2: pointer('1.3.6.1.2.1.17.1.4.1.1.7') },
      '10.0': { 2: text('no pointer') },
    }),
    interfaces,
  );
  const known = { entities: entitiesOf(table), more: new Map(), aliases, interfaces, transceivers: null, panel: [], isCut: false };

  it('are told without sensors, with what holds them and the interface they are; what means nothing is empty', () => {
    const parts = hardwareOf(known)?.parts ?? [];
    expect(parts.map(({ index, parent, class: kind, port }) => [index, parent, kind, port])).toEqual([
      [1, 0, 'chassis', ''],
      [10, 1, 'module', ''],
      [20, 10, 'container', ''],
      [21, 20, 'module', ''],
      [22, 21, 'port', 'Te1/0/1'],
      [30, 10, 'port', 'Te1/0/2'],
      [99, 0, 'unknown', ''],
    ]);
    expect(parts[0]).toMatchObject({ serial: 'SN-1', model: 'M-1', manufacturer: '', position: -1, isReplaceable: null });
  });

  it('that a device tells in a table of its maker are added once, in their port', () => {
    const base = '1.3.6.1.4.1.9999.1';
    const transceivers = { model: `${base}.2`, manufacturer: `${base}.4`, serial: `${base}.5` };
    const more = tableOf(base, {
      1: { 2: text('10G_BASE_LR'), 5: text('SFP-7') },
      2: { 2: text('10G_BASE_SR'), 4: text('ACME'), 5: text('SFP-8') },
      3: { 2: text('absent'), 5: text('') },
    });
    const added = hardwareOf({ ...known, more, transceivers })?.parts.filter(({ index }) => index < 0);
    expect(added).toEqual([
      expect.objectContaining({
        index: -2,
        parent: 30,
        class: 'module',
        serial: 'SFP-8',
        model: '10G_BASE_SR',
        manufacturer: 'ACME',
        port: '',
      }),
    ]);
    const alone = hardwareOf({ ...known, entities: [], more, transceivers })?.parts;
    expect(alone?.map(({ parent, port, serial }) => [parent, port, serial])).toEqual([
      [0, 'Te1/0/1', 'SFP-7'],
      [0, 'Te1/0/2', 'SFP-8'],
    ]);
  });

  it('are no news where the agent tells of none', () => {
    expect(hardwareOf({ ...known, entities: [] })).toBeNull();
  });

  it('R-8.4.2-c2-5 light is measured on the one port beside its sensor, in the direction its name says', () => {
    expect([...opticalSensorsOf(known.entities, aliases)]).toEqual([
      ['40', { metric: 'optics.rx', component: 'Te1/0/1' }],
      ['41', { metric: 'optics.tx', component: 'Te1/0/1' }],
    ]);
  });

  it('that are put into each other by the agent end', () => {
    const circle = entitiesOf(tableOf(ENTITY, { 1: entity(2, 9, 'a'), 2: entity(1, 9, 'b'), 3: entity(3, 8, 'rx c') }));
    expect(opticalSensorsOf(circle, new Map([[1, 'Te1/0/1']])).size).toBe(0);
    expect(hardwareOf({ ...known, entities: circle })?.parts).toHaveLength(2);
  });
});

describe('R-8.4.2-c2-5 power of ports', () => {
  const row = (state: number, kind = 1) => ({ 3: number(1), 6: number(state), 10: number(kind) });

  it('stands on the port whose name ends with its number; in several groups, begins with the group', () => {
    const read = readPower(tableOf(PSE, { '1.1': row(3, 5), '1.2': row(2), '2.1': row(4) }), interfaces, new Map());
    expect(read?.ports.map(({ port, state, deviceClass, watts }) => [port, state, deviceClass, watts])).toEqual([
      ['Te1/0/1', 'delivering', 4, null],
      ['Te1/0/2', 'searching', null, null],
      ['Te2/0/1', 'fault', null, null],
    ]);
  });

  it('stands on no port where two could be meant, or two mean the same', () => {
    const portsOf = (rows: readonly string[]) =>
      readPower(tableOf(PSE, Object.fromEntries(rows.map((one) => [one, row(3)]))), interfaces, new Map())?.ports.map(({ port }) => port);
    expect(portsOf(['1.2'])).toEqual(['Te1/0/2']);
    expect(portsOf(['1.1', '1.2']), 'Te1/0/1 and Te2/0/1 both end with 1').toEqual(['', '']);
    expect(portsOf(['1.1', '1.3', '2.1']), 'there is no third port: its numbers are not those of names').toEqual(['', '', 'Te2/0/1']);
    const cisco = '1.3.6.1.4.1.9.9.402.1.2.1.11';
    const said: Table = new Map(
      [...tableOf(PSE, { '1.1': row(3), '1.2': row(3), '1.7': row(2) })].map(([index, cells], at) => [
        index,
        new Map([...cells, [cisco, number(at === 2 ? 0 : 22)]]),
      ]),
    );
    expect(readPower(said, interfaces, new Map([[22, 'Te1/0/1']]))?.ports.map(({ port }) => port)).toEqual(['', '', '']);
  });

  it('is nothing where a device has no such table', () => {
    expect(readPower(new Map(), interfaces, new Map())).toBeNull();
  });
});

describe('tables of any content', () => {
  const value: fc.Arbitrary<Value> = fc.oneof(
    fc.integer().map(number),
    fc.uint8Array({ maxLength: 40 }).map((bytes): Value => ({ kind: 'octets', value: bytes })),
    fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((count): Value => ({ kind: 'counter', value: count, bits: 64 })),
    fc.string({ maxLength: 30 }).map(pointer),
    fc.constantFrom(pointer('1.3.6.1.2.1.2.2.1.1.1'), number(10), number(8), text('rx')),
  );
  const columns = fc.constantFrom(...ENTITY_COLUMNS, ...HARDWARE_COLUMNS, ...ALIAS_COLUMNS, ...POWER_COLUMNS);
  const index = fc.oneof(
    fc.integer({ min: 0, max: 9 }).map(String),
    fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 3 })).map((two) => two.join('.')),
    fc.string({ maxLength: 8 }),
  );
  const tables = fc.array(fc.tuple(index, columns, value), { maxLength: 80 }).map((cells): Table => {
    const table = new Map<string, Map<string, Value>>();
    for (const [row, column, cell] of cells) table.set(row, (table.get(row) ?? new Map<string, Value>()).set(column, cell));
    return table;
  });

  it('are parts and ports or none, never an exception; no port is anybody twice', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const aliases = aliasesOf(table, interfaces);
        const entities = entitiesOf(table);
        const transceivers = { model: ENTITY_COLUMNS[0] ?? '', serial: ENTITY_COLUMNS[5] ?? '' };
        const hardware = hardwareOf({ ...{ entities, more: table, aliases, interfaces, transceivers }, panel: [], isCut: false });
        const parts = hardware?.parts ?? [];
        expect(new Set(parts.map((part) => part.index)).size).toBe(parts.length);
        for (const { port } of parts) if (port !== '') expect(interfaces.map(({ component }) => component)).toContain(port);
        for (const [sensor] of opticalSensorsOf(entities, aliases)) expect(entities.some((one) => one.index === sensor)).toBe(true);
        const ports = (readPower(table, interfaces, aliases)?.ports ?? []).flatMap(({ port }) => (port === '' ? [] : [port]));
        expect(new Set(ports).size).toBe(ports.length);
      }),
      { numRuns: 500 },
    );
  });
});
