import { expect, test } from 'vitest';
import { isSamePortName, portFinder } from './portName.ts';

test.each([
  ['GigabitEthernet1/0/1', 'Gi1/0/1', true],
  ['GigabitEthernet0/0/1', 'GE0/0/1', true],
  ['TenGigabitEthernet1/1/1', 'Te1/1/1', true],
  ['Ten-GigabitEthernet1/0/49', 'XGE1/0/49', true],
  ['XGigabitEthernet0/0/1', 'XGE0/0/1', true],
  ['FortyGigE1/0/53', 'FGE1/0/53', true],
  ['HundredGigE1/0/25', 'HGE1/0/25', true],
  ['Bridge-Aggregation7', 'BAGG7', true],
  ['Port-channel 3', 'Po3', true],
  ['Eth-Trunk10', 'Eth-Trunk10', true],
  ['GigabitEthernet1/0/1', 'Te1/0/1', false],
  ['GigabitEthernet1/0/1', 'Gi1/0/11', false],
  ['TenGigabitEthernet1/0/1', 'GE1/0/1', false],
  ['mgmt', 'm', false],
  ['25GE1/0/1', '25GE1/0/1', true],
  ['25GE1/0/1', '10GE1/0/1', false],
])('R-8.4.2-c2-1 %s and %s: %s', (a, b, is) => {
  expect(isSamePortName(a, b)).toBe(is);
  expect(isSamePortName(b, a)).toBe(is);
});

test('a port is found among many, its own spelling first', () => {
  const find = portFinder(['GigabitEthernet1/0/1', 'Gi1/0/1', 'Gi1/0/2', 'Vlan10']);
  expect([find('Gi1/0/1'), find('gigabitethernet1/0/1'), find('Gi1/0/2'), find('Gi1/0/3'), find('')]).toEqual([
    ...['Gi1/0/1', 'GigabitEthernet1/0/1', 'Gi1/0/2', undefined, undefined],
  ]);
});
