import { expect, test } from 'vitest';
import type { ResourceId } from '../id.ts';
import type { Evidence } from './evidence.ts';
import { locate, macsOf, soughtOf } from './locate.ts';
import type { Device } from './nodes.ts';

const id = (name: string) => name as unknown as ResourceId;
const MAC = '00:1e:ec:0a:0b:0c';
const OTHERS = ['00:00:00:00:00:01', '00:00:00:00:00:02'];
const fdb = (resource: string, port: string, macs: readonly string[], at = 1, vlan: number | null = 10): Evidence => ({
  ...{ kind: 'fdb', resourceId: id(resource), port, vlan, macs, at },
});
const arp = (resource: string, address: string, mac: string, at = 1): Evidence => ({
  ...{ kind: 'arp', resourceId: id(resource), port: 'Vlan10', address, mac, at },
});
const lldp = (resource: string, port: string): Evidence => ({
  ...{ kind: 'lldp', resourceId: id(resource), port, at: 1, portDescription: '', sysName: '', addresses: [] },
  ...{ chassis: { kind: 'mac', value: OTHERS[0] ?? '' }, remotePort: { kind: 'name', value: 'x' } },
});

test('R-8.4.2-c2-6 addresses are understood in every spelling, and nothing else is taken for one', () => {
  for (const text of [' 00:1E:EC:0A:0B:0C', '001e-ec0a-0b0c', '001e.ec0a.0b0c', '00-1e-ec-0a-0b-0c', '001eec0a0b0c'])
    expect(soughtOf(text), text).toEqual({ kind: 'mac', mac: MAC });
  for (const text of ['10.1.2.3', '2001:db8::1', '::1']) expect(soughtOf(text)).toEqual({ kind: 'address', address: text });
  for (const text of ['', 'SW-1', '10.1.2', '10.1.2.256', '001eec0a0b', '00:1e-ec:0a:0b:0c', 'core:1'])
    expect(soughtOf(text), text).toBeNull();
});

test('R-8.4.2-c2-6 an address is plugged in where no other device is beside the port and fewest were learned', () => {
  const evidence = [
    fdb('core', 'XGE1', [MAC, ...OTHERS]),
    lldp('core', 'XGE1'),
    fdb('agg', 'GE9', [MAC, ...OTHERS]),
    fdb('access', 'GE5', [MAC]),
    arp('core', '10.1.2.3', MAC, 5),
    arp('core', '10.1.2.4', MAC, 9),
    arp('core', '10.9.9.9', OTHERS[0] ?? ''),
  ];
  expect(macsOf({ kind: 'address', address: '10.1.2.3' }, evidence)).toEqual([MAC]);
  expect(macsOf({ kind: 'address', address: '10.1.2.9' }, evidence)).toEqual([]);
  const [found] = locate([MAC], evidence, []);
  expect(found?.ports.map(({ resourceId, port, macs, leadsOn }) => [resourceId, port, macs, leadsOn])).toEqual([
    ['access', 'GE5', 1, false],
    ['agg', 'GE9', 3, false],
    ['core', 'XGE1', 3, true],
  ]);
  expect(found?.resolved.map(({ address }) => address)).toEqual(['10.1.2.4', '10.1.2.3']);
  expect(found?.owner).toBeNull();
});

test('a device that has the address itself is named with its port, and what nobody knows is nowhere', () => {
  const ports = [{ name: 'GE1', alias: '', mac: MAC, index: '1' }];
  const device = { id: id('sw'), sysName: '', chassisMac: OTHERS[0] ?? '', addresses: [], ports } as Device;
  expect(locate([MAC, OTHERS[0] ?? '', OTHERS[1] ?? ''], [], [device]).map(({ mac, owner }) => [mac, owner])).toEqual([
    [MAC, { resourceId: 'sw', port: 'GE1' }],
    [OTHERS[0], { resourceId: 'sw', port: '' }],
  ]);
});
