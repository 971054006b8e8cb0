import { describe, expect, it } from 'vitest';
import { componentsOf, interfaceWords, isSameInterface } from './interface.ts';

const IF_INDEX = '1.3.6.1.2.1.2.2.1.1';
const IF_DESCR = '1.3.6.1.2.1.2.2.1.2';
const IF_NAME = '1.3.6.1.2.1.31.1.1.1.1';
const PORTS = [
  { component: 'Gi0/1', index: 10101 },
  { component: 'Gi0/2', index: 10102 },
  { component: 'Te1/1/1', index: null },
];

describe('D-ALM-2 the interface that an event means', () => {
  it('is told by index and name, as much as there is', () => {
    expect(interfaceWords([{ oid: `${IF_INDEX}.3`, text: '3' }])).toBe('#3');
    expect(
      interfaceWords([
        { oid: `${IF_INDEX}.3`, text: '3' },
        { oid: `${IF_DESCR}.3`, text: 'GigabitEthernet0/3' },
      ]),
    ).toBe('GigabitEthernet0/3#3');
    expect(
      interfaceWords([
        { oid: `${IF_DESCR}.7`, text: 'long' },
        { oid: `${IF_NAME}.7`, text: 'short' },
      ]),
    ).toBe('short#7');
    expect(interfaceWords([{ oid: '1.3.6.1.4.1.9.2.2.1.1.20.3', text: 'down' }])).toBeNull();
  });

  it.each([
    ['Gi0/1', 'GigabitEthernet0/1', true],
    ['GigabitEthernet 0/1', 'gigabitethernet0/1', true],
    ['XGE1/0/7', 'Ten-GigabitEthernet1/0/7', true],
    ['Te1/1', 'TenGigabitEthernet 1/1', true],
    ['GE0/0/1', 'GigabitEthernet0/0/1', true],
    ['Vlan10', 'Vlan-interface10', true],
    ['Vlanif10', 'Vlanif10', true],
    ['BAGG1', 'Bridge-Aggregation1', true],
    ['Gi0/1', 'GigabitEthernet0/11', false],
    ['Gi0/1', 'TenGigabitEthernet0/1', false],
    ['Eth-Trunk1', 'Ethernet1', false],
    ['G', 'G2', false],
    ['uplink', 'uplink2', false],
  ])('%s and %s: %s', (a, b, expected) => {
    expect([isSameInterface(a, b), isSameInterface(b, a)]).toEqual([expected, expected]);
  });

  it('is called what monitoring calls it, and ends under every name it may have begun under', () => {
    expect(componentsOf('GigabitEthernet0/1#10101', PORTS)).toEqual(['Gi0/1', 'GigabitEthernet0/1', '#10101']);
    expect(componentsOf('#10102', PORTS)).toEqual(['Gi0/2', '#10102']);
    expect(componentsOf('TenGigabitEthernet1/1/1', PORTS)).toEqual(['Te1/1/1', 'TenGigabitEthernet1/1/1']);
    expect(componentsOf('#99', PORTS)).toEqual(['#99']);
    expect(componentsOf('GigabitEthernet0/1', [])).toEqual(['GigabitEthernet0/1']);
  });

  it('is not guessed where two of the known could be meant', () => {
    const two = [
      { component: 'GigabitEthernet0/1', index: 1 },
      { component: 'Gi0/1', index: 2 },
    ];
    expect(componentsOf('GE0/1', two)).toEqual(['GE0/1']);
    expect(componentsOf('eth0#4', [{ component: 'eth0#4', index: 4 }])).toEqual(['eth0#4', 'eth0', '#4']);
  });
});
