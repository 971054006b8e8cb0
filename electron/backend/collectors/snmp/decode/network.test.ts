import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Observation } from '../../../../../shared/contracts/observation.ts';
import { MOST_MEMBERSHIPS, membershipsOf } from '../../../../../shared/domain/network/inventory.ts';
import type { Table } from '../walk.ts';
import { addressOfIndex } from './addressIndex.ts';
import type { Interface } from './interfaces.ts';
import { readAddresses, readPorts, readVlans, VLAN_COLUMNS } from './network.ts';
import type { Value } from './value.ts';

const number = (value: number): Value => ({ kind: 'number', value });
const octets = (...value: number[]): Value => ({ kind: 'octets', value: Uint8Array.from(value) });
const text = (value: string): Value => ({ kind: 'octets', value: new TextEncoder().encode(value) });
const oid = (value: string): Value => ({ kind: 'oid', value });
const address = (value: string): Value => ({ kind: 'address', value });

/** A table as a walk gives it, of objects with their index. */
function tableOf(cells: readonly (readonly [column: string, index: string, value: Value])[]): Table {
  const table = new Map<string, Map<string, Value>>();
  for (const [column, index, value] of cells) table.set(index, (table.get(index) ?? new Map()).set(column, value));
  return table;
}

const port = (index: number, component: string): Interface => ({
  ...{ index: String(index), component, alias: '', type: 6, speed: 1e9, mac: '00:1a:2b:00:01:01' },
});
const interfaces = [port(101, 'GE1'), port(102, 'GE2'), port(103, 'GE3'), port(110, 'GE10'), port(7, 'Vlan7')];
const IF = '1.3.6.1.2.1.2.2.1';
const BRIDGE_PORT = '1.3.6.1.2.1.17.1.4.1.2';
const PVID = '1.3.6.1.2.1.17.7.1.4.5.1.1';
const CURRENT = '1.3.6.1.2.1.17.7.1.4.2.1';
const STATIC = '1.3.6.1.2.1.17.7.1.4.3.1';
const bridge = [101, 102, 103, 110].map((index, at) => [BRIDGE_PORT, String(at + 1), number(index)] as const);

describe('R-8.4.2-c2-6 interfaces', () => {
  test('MTU, VLAN of what has no tag, and since when they are as they are', () => {
    const table = tableOf([
      ...bridge,
      [`${IF}.4`, '101', number(9000)],
      [`${IF}.9`, '101', number(50_000)],
      [`${IF}.9`, '102', number(0)],
      [`${IF}.9`, '103', number(70_000)],
      [PVID, '1', number(10)],
      [PVID, '2', number(4095)],
    ]);
    const read = readPorts(interfaces, table, { now: 1_000_000_400, uptimeTicks: 60_000 });
    expect(read.map(({ port: name, mtu, pvid, changedAt }) => [name, mtu, pvid, changedAt])).toEqual([
      ['GE1', 9000, 10, 999_900_000],
      // Unchanged since the agent began; the number of nobody's VLAN.
      ['GE2', null, null, null],
      // TimeTicks have begun again since.
      ['GE3', null, null, null],
      ['GE10', null, null, null],
      ['Vlan7', null, null, null],
    ]);
    expect(readPorts(interfaces, table, { now: 1, uptimeTicks: null })[0]?.changedAt).toBeNull();
  });
});

const MODERN = '1.3.6.1.2.1.4.34.1';
const OLD = '1.3.6.1.2.1.4.20.1';
const POINTER = '1.3.6.1.2.1.4.32.1.5';

describe('R-8.4.2-c2-6 addresses of a device', () => {
  test('of both tables, IPv6 with its prefix, and no broadcast address', () => {
    const v6 = '2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.9';
    const table = tableOf([
      [`${MODERN}.3`, '1.4.10.1.2.1', number(7)],
      [`${MODERN}.4`, '1.4.10.1.2.1', number(1)],
      [`${MODERN}.5`, '1.4.10.1.2.1', oid(`${POINTER}.7.1.4.10.1.2.0.24`)],
      [`${MODERN}.3`, '1.4.10.1.2.255', number(7)],
      [`${MODERN}.4`, '1.4.10.1.2.255', number(3)],
      [`${MODERN}.3`, v6, number(101)],
      [`${MODERN}.5`, v6, oid(`${POINTER}.101.2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.0.64`)],
      // A link-local address with its zone.
      [`${MODERN}.3`, '4.20.254.128.0.0.0.0.0.0.0.0.0.0.0.0.0.1.0.0.0.101', number(101)],
      [`${OLD}.2`, '10.1.2.1', number(7)],
      [`${OLD}.3`, '10.1.2.1', address('255.255.0.0')],
      [`${OLD}.2`, '192.0.2.6', number(999)],
      [`${OLD}.3`, '192.0.2.6', address('255.0.255.0')],
      [`${OLD}.2`, '0.0.0.0', number(7)],
    ]);
    expect(readAddresses(table, interfaces)).toEqual([
      { port: 'Vlan7', address: '10.1.2.1', prefix: 24 },
      { port: '', address: '192.0.2.6', prefix: null },
      { port: 'GE1', address: '2001:db8::9', prefix: 64 },
      { port: 'GE1', address: 'fe80::1', prefix: null },
    ]);
  });

  test.each([
    ['points nowhere', oid('0.0')],
    ['points to a prefix that does not hold the address, as old agents of net-snmp do', oid(`${POINTER}.7.1.4.215.218.234.183.0`)],
    ['points to a prefix without length', oid(`${POINTER}.7.1.4.10.1.2.0`)],
    ['points to everything', oid(`${POINTER}.7.1.4.0.0.0.0.0`)],
    ['is rubbish', text('?')],
  ])('the mask of the older table stands in where the newer one %s', (_what, pointer) => {
    const table = tableOf([
      [`${MODERN}.3`, '1.4.10.1.2.1', number(7)],
      [`${MODERN}.5`, '1.4.10.1.2.1', pointer],
      [`${OLD}.2`, '10.1.2.1', number(7)],
      [`${OLD}.3`, '10.1.2.1', address('255.255.255.128')],
    ]);
    expect(readAddresses(table, interfaces)).toEqual([{ port: 'Vlan7', address: '10.1.2.1', prefix: 25 }]);
  });

  test('no index, however long or wrong, is more than an address or nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 300 }), { maxLength: 24 }), (numbers) => {
        expect(addressOfIndex(numbers.join('.'))).toMatch(/^(?:|(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f:]+)$/);
      }),
    );
    expect(addressOfIndex('1.4.10.1.2.256')).toBe('');
    expect(addressOfIndex('1.4.10.1.2')).toBe('');
  });
});

/** VLANs with their ports by name. */
function named({ ports, items }: ReturnType<typeof readVlans>) {
  const names = (places: readonly number[]) => places.map((place) => ports[place]);
  return items.map(({ id, name, tagged, untagged }) => ({ id, name, untagged: names(untagged), tagged: names(tagged) }));
}

const VTP = '1.3.6.1.4.1.9.9.46.1.3.1.1';
const TRUNK = '1.3.6.1.4.1.9.9.46.1.6.1.1';

describe('R-8.4.2-c2-6 VLANs', () => {
  test('ports with and without tag by the numbers of the bridge; what is in force wins over what was ordered', () => {
    const table = tableOf([
      ...bridge,
      [`${STATIC}.1`, '10', text('办公')],
      [`${STATIC}.2`, '10', octets(0b1110_0000)],
      [`${STATIC}.4`, '10', octets(0b1100_0000)],
      [`${STATIC}.5`, '10', number(1)],
      // TimeMark 33: port 3 is out of it by now, port 4 is in.
      [`${CURRENT}.4`, '33.10', octets(0b1101_0000)],
      [`${CURRENT}.5`, '33.10', octets(0b1000_0000)],
      [`${STATIC}.1`, '20', text('guest')],
      [`${STATIC}.2`, '20', octets(0b0011_0000, 0xff)],
      [`${STATIC}.4`, '20', octets(0)],
      [`${STATIC}.1`, '30', text('being made')],
      [`${STATIC}.2`, '30', octets(0xff)],
      [`${STATIC}.5`, '30', number(3)],
      [`${CURRENT}.4`, '0.4095', octets(0xff)],
      [`${CURRENT}.4`, '0.40', octets()],
    ]);
    expect(named(readVlans(table, interfaces))).toEqual([
      { id: 10, name: '办公', untagged: ['GE1'], tagged: ['GE2', 'GE10'] },
      // Bits beyond the ports of the bridge are nobody's.
      { id: 20, name: 'guest', untagged: [], tagged: ['GE3', 'GE10'] },
      { id: 40, name: '', untagged: [], tagged: [] },
    ]);
  });

  test('a device that has none of it has no VLANs', () => {
    expect(readVlans(new Map(), interfaces)).toEqual({ ports: [], items: [], isCut: false });
    expect(readVlans(tableOf([[`${STATIC}.2`, 'x.y', octets(0xff)]]), interfaces).items).toEqual([]);
  });

  test('a trunk of Cisco has the VLANs of all four lists that are enabled on it, the native one without tag', () => {
    const table = tableOf([
      ...[1, 30, 1023, 1024, 2047, 2048, 3072, 4094].flatMap((id) => [
        [`${VTP}.3`, `1.${id}`, number(1)] as const,
        [`${VTP}.4`, `1.${id}`, text(`v${id}`)] as const,
      ]),
      [`${TRUNK}.14`, '101', number(1)],
      [`${TRUNK}.5`, '101', number(1)],
      // 0 and 1; 1023.
      [`${TRUNK}.4`, '101', octets(0b1100_0000, ...Array(126).fill(0), 1)],
      // 1024; 2047.
      [`${TRUNK}.17`, '101', octets(0b1000_0000, ...Array(126).fill(0), 1)],
      // 2048, missing octets are zero.
      [`${TRUNK}.18`, '101', octets(0b1000_0000)],
      // 3072; 4094 and 4095, which is no VLAN.
      [`${TRUNK}.19`, '101', octets(0b1000_0000, ...Array(126).fill(0), 0b11)],
    ]);
    const tagged = named(readVlans(table, interfaces)).map(({ id, tagged: one, untagged: other }) => [id, one, other]);
    expect(tagged).toEqual([[1, [], ['GE1']], [30, [], []], ...[1023, 1024, 2047, 2048, 3072, 4094].map((id) => [id, ['GE1'], []])]);
    expect([17, 18, 19].every((column) => VLAN_COLUMNS.includes(`${TRUNK}.${column}`))).toBe(true);
  });

  test('a switch with every VLAN on every port tells each name once, and is cut at a number of memberships that is said', () => {
    const many = Array.from({ length: 400 }, (_, n) => port(1000 + n, `XGigabitEthernet1/0/${n + 1}`));
    const ids = Array.from({ length: 1000 }, (_, n) => n + 1);
    const every = octets(...Array(50).fill(0xff));
    const read = readVlans(
      tableOf([
        ...many.map(({ index }, n) => [BRIDGE_PORT, String(n + 1), number(Number(index))] as const),
        ...ids.map((id) => [`${CURRENT}.4`, `0.${id}`, every] as const),
      ]),
      many,
    );
    expect([read.isCut, membershipsOf(read.items), read.items.length]).toEqual([true, MOST_MEMBERSHIPS, 1000]);
    expect([read.ports.length, read.ports[9]]).toEqual([400, 'XGigabitEthernet1/0/10']);
    expect(JSON.stringify(read).length).toBeLessThan(1_000_000);
    const at = { resourceId: '0198b1a0-0000-7000-8000-000000000001', at: 1, protocol: 'snmp', kind: 'network' } as const;
    expect(Observation.safeParse({ ...at, network: { part: 'vlans', ...read } }).success).toBe(true);
    const more = read.items.map((one) => ({ ...one, tagged: [...one.tagged, 0] }));
    expect(Observation.safeParse({ ...at, network: { part: 'vlans', ...read, items: more } }).success, 'nobody is believed more').toBe(
      false,
    );
    const beyond = [{ id: 1, name: '', tagged: [400], untagged: [] }];
    expect(Observation.safeParse({ ...at, network: { part: 'vlans', ...read, items: beyond } }).success, 'a port without a name').toBe(
      false,
    );
  });

  test('a port is in a VLAN with a tag or without, never both, whatever the bits say', () => {
    const list = fc.uint8Array({ maxLength: 4 }).map((value): Value => ({ kind: 'octets', value }));
    fc.assert(
      fc.property(list, list, list, list, (egress, untagged, ordered, orderedUntagged) => {
        const table = tableOf([
          ...bridge,
          ...[[`${CURRENT}.4`, '0.5', egress] as const, [`${CURRENT}.5`, '0.5', untagged] as const],
          ...[[`${STATIC}.2`, '6', ordered] as const, [`${STATIC}.4`, '6', orderedUntagged] as const],
        ]);
        for (const vlan of named(readVlans(table, interfaces))) {
          expect(vlan.tagged.filter((one) => vlan.untagged.includes(one))).toEqual([]);
          expect(vlan.tagged.concat(vlan.untagged).every((one) => ['GE1', 'GE2', 'GE3', 'GE10'].includes(one ?? ''))).toBe(true);
        }
      }),
    );
  });
});
