import { expect, test } from 'vitest';
import { INVENTORY_MS } from '../../../../shared/domain/network/inventory.ts';
import { besideOf, dueOf, NEVER_ASKED } from './beside.ts';
import type { Interface } from './decode/interfaces.ts';
import type { Value } from './decode/value.ts';
import type { Device } from './device.ts';
import type { Identity } from './identify.ts';
import type { Table } from './walk.ts';

const number = (value: number): Value => ({ kind: 'number', value });
const port = (index: number, component: string): Interface => ({
  ...{ index: String(index), component, alias: '', type: 6, speed: 1e9, mac: null },
});

/** An agent that has these cells, and counts how often it is asked for tables. */
function agentOf(cells: readonly (readonly [column: string, index: string, value: Value])[]) {
  let asked = 0;
  const device: Device = {
    get: async () => new Map(),
    columns: async (bases) => {
      asked += 1;
      const table = new Map<string, Map<string, Value>>();
      for (const [column, index, value] of cells)
        if (bases.includes(column)) table.set(index, (table.get(index) ?? new Map()).set(column, value));
      return { table: table as Table, isCut: false };
    },
    read: async () => [],
    subtree: async () => ({ isEnd: true }),
    close: () => {},
  };
  return { device, asked: () => asked };
}
const identityOf = (interfaces: readonly Interface[], missing: readonly string[]): Identity =>
  ({ interfaces, missing, aliases: new Map() }) as unknown as Identity;

const BRIDGE_PORT = '1.3.6.1.2.1.17.1.4.1.2';
const CELLS = [
  [BRIDGE_PORT, '1', number(101)],
  ['1.3.6.1.2.1.17.4.3.1.2', '0.26.43.0.0.80', number(1)],
  ['1.3.6.1.2.1.17.4.3.1.3', '0.26.43.0.0.80', number(3)],
  ['1.3.6.1.2.1.4.20.1.2', '10.1.2.1', number(101)],
] as const;
const ask = (identity: Identity, what: 'learned' | 'inventory') => {
  const { device, asked } = agentOf(CELLS);
  return besideOf(device, identity, '10.1.2.1', what, () => 1000).then((beside) => ({ beside, asked: asked() }));
};

test('R-8.4.2-c2-6 a device whose interfaces could not be read tells nothing by their names: no port is gone, no address has moved', async () => {
  const lost = identityOf([], ['interfaces.snmp.notIncreasing']);
  for (const what of ['learned', 'inventory'] as const)
    expect(await ask(lost, what), what).toEqual({ beside: { identity: null, neighbours: [], power: null, network: [] }, asked: 0 });
  const known = identityOf([port(101, 'Gi1')], ['entities.snmp.notIncreasing']);
  expect((await ask(known, 'learned')).beside.neighbours).toEqual([{ kind: 'fdb', port: 'Gi1', vlan: null, macs: ['00:1a:2b:00:00:50'] }]);
  expect((await ask(known, 'inventory')).beside.network).toMatchObject([
    { part: 'interfaces', items: [{ port: 'Gi1' }], isCut: false },
    { part: 'addresses', items: [{ port: 'Gi1', address: '10.1.2.1' }], isCut: false },
    { part: 'vlans', isCut: false },
  ]);
});

test('of more interfaces than are taken the rest is not said to be gone', async () => {
  const { beside } = await ask(identityOf([port(101, 'Gi1')], ['interfaces.cut']), 'inventory');
  expect(beside.network.map((one) => [one.part, 'isCut' in one && one.isCut])).toEqual([
    ['interfaces', true],
    ['addresses', false],
    ['vlans', true],
  ]);
});

test('what waits for the names of ports keeps nothing else waiting, and is asked as soon as they are known', () => {
  const lost = { missing: ['interfaces.snmp.notIncreasing'] };
  const asked = { ...NEVER_ASKED, neighbours: 0 };
  expect(dueOf(asked, 1, lost)).toBe('power');
  expect(dueOf({ ...asked, power: 1 }, 2, lost)).toBeNull();
  expect(dueOf({ ...asked, power: 1 }, 2, { missing: ['interfaces.cut'] })).toBe('learned');
  expect(dueOf({ ...asked, power: 1, learned: 2 }, 3, { missing: [] })).toBe('inventory');
  expect(dueOf({ neighbours: 0, learned: 0, power: 0, inventory: 0 }, INVENTORY_MS, lost)).not.toBe('inventory');
});
