import { describe, expect, test } from 'vitest';
import type { Table } from '../walk.ts';
import type { Interface } from './interfaces.ts';
import { readArp, readFdb, readNeighbours } from './neighbours.ts';
import type { Value } from './value.ts';

const number = (value: number): Value => ({ kind: 'number', value });
const octets = (...value: number[]): Value => ({ kind: 'octets', value: Uint8Array.from(value) });
const text = (value: string): Value => ({ kind: 'octets', value: new TextEncoder().encode(value) });
const LLDP = '1.0.8802.1.1.2.1';
const MAC = [0x00, 0x1a, 0x2b, 0x00, 0x00, 0x07];

function tableOf(cells: Readonly<Record<string, readonly (readonly [column: number | string, value: Value])[]>>, base = ''): Table {
  return new Map(
    Object.entries(cells).map(([row, all]) => [
      row,
      new Map(all.map(([column, value]) => [base === '' ? String(column) : `${base}.${column}`, value])),
    ]),
  );
}

/** Several tables of a device as one walk gives them. */
function together(...tables: readonly Table[]): Table {
  const all = new Map<string, Map<string, Value>>();
  for (const table of tables) for (const [row, cells] of table) all.set(row, new Map([...(all.get(row) ?? []), ...cells]));
  return all;
}

const interfaces: readonly Interface[] = [
  { index: '1', component: 'Gi1/0/1', alias: 'to core', type: 6, speed: 1e9, mac: '00:1a:2b:00:01:01' },
  { index: '2', component: 'Gi1/0/2', alias: '', type: 6, speed: 1e9, mac: '00:1a:2b:00:01:02' },
  { index: '70', component: 'Vlan7', alias: '', type: 53, speed: null, mac: '00:1a:2b:00:01:02' },
];

const neighbour = (chassisKind: number, chassis: Value, portKind: number, port: Value): Table =>
  tableOf(
    {
      '9.1.3': [
        [4, number(chassisKind)],
        [5, chassis],
        [6, number(portKind)],
        [7, port],
        [8, text('Ethernet 7')],
        [9, text('sw-7')],
      ],
    },
    `${LLDP}.4.1.1`,
  );

describe('R-8.4.2-c2-1 neighbours by LLDP', () => {
  test.each([
    [1, text('slot 3'), { kind: 'component', value: 'slot 3' }],
    [2, text('uplink'), { kind: 'alias', value: 'uplink' }],
    [3, text('Gi0/1'), { kind: 'component', value: 'Gi0/1' }],
    [4, octets(...MAC), { kind: 'mac', value: '00:1a:2b:00:00:07' }],
    [5, octets(1, 192, 0, 2, 7), { kind: 'address', value: '192.0.2.7' }],
    [5, octets(2, 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7), { kind: 'address', value: '2001:db8::7' }],
    [6, text('eth7'), { kind: 'name', value: 'eth7' }],
    [7, text('sw-7'), { kind: 'local', value: 'sw-7' }],
    [4, octets(1, 2, 3), { kind: 'mac', value: '010203' }],
    [5, octets(9, 1), { kind: 'address', value: '0901' }],
    [99, octets(0), { kind: 'local', value: '00' }],
  ])('a chassis of subtype %i', (kind, value, chassis) => {
    expect(readNeighbours(neighbour(kind, value, 5, text('Gi0/7')), interfaces)).toEqual([
      {
        kind: 'lldp',
        port: 'Gi1/0/1',
        chassis,
        remotePort: { kind: 'name', value: 'Gi0/7' },
        portDescription: 'Ethernet 7',
        sysName: 'sw-7',
        addresses: [],
      },
    ]);
  });

  test.each([
    [1, text('an alias'), { kind: 'alias', value: 'an alias' }],
    [2, text('port 7'), { kind: 'component', value: 'port 7' }],
    [3, octets(...MAC), { kind: 'mac', value: '00:1a:2b:00:00:07' }],
    [4, octets(1, 192, 0, 2, 7), { kind: 'address', value: '192.0.2.7' }],
    [5, text('Gi0/7'), { kind: 'name', value: 'Gi0/7' }],
    [6, text('circuit'), { kind: 'circuit', value: 'circuit' }],
    [7, text('517'), { kind: 'local', value: '517' }],
  ])('a port of subtype %i', (kind, value, remotePort) => {
    expect(readNeighbours(neighbour(4, octets(...MAC), kind, value), interfaces)[0]).toMatchObject({ remotePort });
  });

  test('port numbers of its own are found by name, by address, by description; a number that means no port is none', () => {
    const local = tableOf(
      {
        '513': [
          [2, number(5)],
          [3, text('Gi1/0/2')],
        ],
        '514': [
          [2, number(3)],
          [3, octets(0, 0x1a, 0x2b, 0, 1, 1)],
        ],
        '515': [
          [2, number(7)],
          [3, text('?')],
          [4, text('Vlan7')],
        ],
      },
      `${LLDP}.3.7.1`,
    );
    const rows = Object.fromEntries(
      [513, 514, 515, 1].map((port) => [
        `0.${port}.1`,
        [
          [4, number(7)],
          [5, text('x')],
        ] as const,
      ]),
    );
    expect(readNeighbours(together(local, tableOf(rows, `${LLDP}.4.1.1`)), interfaces).map(({ port }) => port)).toEqual([
      'Gi1/0/2',
      'Gi1/0/1',
      'Vlan7',
      '',
    ]);
  });

  test('addresses are those of the same neighbour, whatever the time mark', () => {
    const addresses = tableOf(
      { '77.1.3.1.4.192.0.2.9': [[3, number(2)]], '77.1.4.1.4.192.0.2.8': [[3, number(2)]], '77.1.3.1.4.192': [[3, number(2)]] },
      `${LLDP}.4.2.1`,
    );
    expect(readNeighbours(together(neighbour(4, octets(...MAC), 5, text('x')), addresses), interfaces)[0]).toMatchObject({
      addresses: ['192.0.2.9'],
    });
  });
});

test('R-8.4.2-c2-1 neighbours by CDP stand on the port of their index', () => {
  const cache = tableOf(
    {
      '2.5': [
        [3, number(1)],
        [4, octets(192, 0, 2, 7)],
        [6, text('C2960X(FOC1)')],
        [7, text('GigabitEthernet1/0/48')],
      ],
    },
    '1.3.6.1.4.1.9.9.23.1.2.1.1',
  );
  expect(readNeighbours(cache, interfaces)).toEqual([
    { kind: 'cdp', port: 'Gi1/0/2', deviceId: 'C2960X(FOC1)', remotePort: 'GigabitEthernet1/0/48', addresses: ['192.0.2.7'] },
  ]);
});

describe('R-8.4.2-c2-1 what was learned', () => {
  const bridge = tableOf({ '11': [['1.3.6.1.2.1.17.1.4.1.2', number(1)]], '12': [['1.3.6.1.2.1.17.1.4.1.2', number(2)]] });
  const old = tableOf(
    {
      '0.26.43.0.0.7': [
        [2, number(11)],
        [3, number(3)],
      ],
      '0.26.43.0.0.8': [
        [2, number(11)],
        [3, number(4)],
      ],
      '0.26.43.0.0.9': [
        [2, number(0)],
        [3, number(3)],
      ],
    },
    '1.3.6.1.2.1.17.4.3.1',
  );

  test('addresses on ports: learned ones only, not its own, none without a port', () => {
    expect(readFdb(together(bridge, old), interfaces)).toEqual([{ kind: 'fdb', port: 'Gi1/0/1', vlan: null, macs: ['00:1a:2b:00:00:07'] }]);
  });

  test('by VLAN, where the device has them, instead of the table without', () => {
    const vlans = tableOf({ '0.7': [['1.3.6.1.2.1.17.7.1.4.2.1.3', number(3)]] });
    const q = tableOf(
      {
        '3.0.26.43.0.0.7': [
          [2, number(12)],
          [3, number(3)],
        ],
        '9.0.26.43.0.0.9': [
          [2, number(11)],
          [3, number(3)],
        ],
      },
      '1.3.6.1.2.1.17.7.1.2.2.1',
    );
    expect(readFdb(together(bridge, old, vlans, q), interfaces)).toEqual([
      { kind: 'fdb', port: 'Gi1/0/2', vlan: 7, macs: ['00:1a:2b:00:00:07'] },
      { kind: 'fdb', port: 'Gi1/0/1', vlan: 9, macs: ['00:1a:2b:00:00:09'] },
    ]);
  });

  test('whose an address is, from both tables once, IPv6 too', () => {
    const arp = tableOf({
      '70.192.0.2.7': [['1.3.6.1.2.1.4.22.1.2', octets(...MAC)]],
      '70.1.4.192.0.2.7': [['1.3.6.1.2.1.4.35.1.4', octets(...MAC)]],
      '70.2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.7': [['1.3.6.1.2.1.4.35.1.4', octets(...MAC)]],
      '70.192.0.2.8': [['1.3.6.1.2.1.4.22.1.2', octets()]],
    });
    expect(readArp(arp, interfaces)).toEqual([
      { kind: 'arp', port: 'Vlan7', address: '192.0.2.7', mac: '00:1a:2b:00:00:07' },
      { kind: 'arp', port: 'Vlan7', address: '2001:db8::7', mac: '00:1a:2b:00:00:07' },
    ]);
  });
});
