import { describe, expect, it } from 'vitest';
import { decodeConfigured, decodeInterfaces, type InterfaceState, operationalState, presenceOf } from './interfaces.ts';

const UP = 0x1003;
function state(over: Partial<InterfaceState> = {}): InterfaceState {
  return {
    flags: UP,
    operstate: 'down',
    carrier: false,
    carrierUps: 0,
    isPhysical: false,
    hasMaster: false,
    bridgePorts: null,
    isConfigured: false,
    ...over,
  };
}

describe('/proc/net', () => {
  it('dev gives octets and errors, without the loopback, also where a long name leaves no space', () => {
    const text = [
      'Inter-|   Receive                                                |  Transmit',
      ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed',
      '    lo:    5249      53    0    0    0     0          0         0     5249      53    0    0    0     0       0          0',
      '  eth0: 564462302   16760    3    0    0     0          0         0  1108275    8485    4    0    0     0       0          0',
      'enp129s0f0np0:18446744073709551615 1 0 0 0 0 0 0 9 1 0 0 0 0 0 0',
    ].join('\n');
    const found = decodeInterfaces(text);
    expect([...found.keys()]).toEqual(['eth0', 'enp129s0f0np0']);
    expect(found.get('eth0')).toEqual({ inBytes: 564_462_302, outBytes: 1_108_275, inErrors: 3, outErrors: 4 });
    expect(found.get('enp129s0f0np0')?.outBytes).toBe(9);
  });

  it('route and if_inet6 tell which interfaces somebody configured; a link-local address is not configured', () => {
    const route = 'Iface\tDestination\tGateway\neth0\t00000000\t010200C0\t0003\n';
    const inet6 = 'fe80000000000000 04 40 20 80    eth1\nfd000000000000000000000000000002 05 40 00 80    eth2\n';
    expect([...decodeConfigured(route, inet6)]).toEqual(['eth0', 'eth2']);
    expect([...decodeConfigured('', '')]).toEqual([]);
  });
});

describe('what a duty officer watches', () => {
  it.each([
    ['a port that is switched on', 'eth0', UP, 'watched'],
    ['a port that is switched off', 'eth0', 0x1002, 'administrativelyDown'],
    ['the loopback under any name', 'lo0', UP | 0x8, 'absent'],
    ['the end of a container', 'veth1a2b3c', UP, 'absent'],
    ['the bridge of a container engine', 'docker0', UP, 'absent'],
    ['a port of a virtual machine', 'vnet3', UP, 'absent'],
    ['a bridge somebody made', 'br0', UP, 'watched'],
    ['a bond', 'bond0', UP, 'watched'],
  ])('%s', (_, name, flags, expected) => {
    expect(presenceOf(name, state({ flags }))).toBe(expected);
  });
});

describe('operational state', () => {
  it.each([
    ['up', state({ operstate: 'up', carrier: true }), false, 1],
    ['unknown to the driver, with carrier', state({ operstate: 'unknown', carrier: true }), false, 1],
    ['a tunnel that knows no carrier', state({ operstate: 'unknown', carrier: null }), false, 1],
    ['unknown, without carrier, used before', state({ operstate: 'unknown', carrierUps: 1 }), false, 0],
    ['cable pulled', state({ carrierUps: 1, isPhysical: true }), false, 0],
    ['seen up by us, on a kernel that counts no carriers', state(), true, 0],
    ['cable pulled before the machine started, address configured', state({ isPhysical: true, isConfigured: true }), false, 0],
    ['member of a bond that never came up', state({ isPhysical: true, hasMaster: true }), false, 0],
    ['lower layer down', state({ operstate: 'lowerlayerdown', carrierUps: 2 }), false, 0],
    ['a port nobody ever plugged in', state({ isPhysical: true }), false, null],
    ['a virtual interface never used', state({ isConfigured: true }), false, null],
    ['a bridge whose ports have gone', state({ carrierUps: 3, bridgePorts: 0 }), true, null],
    ['a bridge whose ports are all down', state({ carrierUps: 1, bridgePorts: 2 }), false, 0],
  ])('%s', (_, given, wasUp, expected) => {
    expect(operationalState(given, wasUp)).toBe(expected);
  });
});
