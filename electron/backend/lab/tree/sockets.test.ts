import { expect, test } from 'vitest';
import { oidOf, type Value } from '../../lib/snmp/ber.ts';
import { createSchedule } from '../device/faults.ts';
import { createSight, portsOf } from '../device/state.ts';
import { provinceOf } from '../province.ts';
import { treeOf } from './tree.ts';

const BORN = Date.parse('2026-11-27T08:00:00+08:00');
const province = provinceOf({ seed: 'sockets', bornAt: BORN, port: 16_161 }, 'linux');
const textOf = (value: Value | null | undefined) => (value?.type === 'octets' ? value.value.toString() : '');
const ENTITY = '1.3.6.1.2.1.47.1.1.1.1';

test('R-8.4.2-c2-5 ports of models are entities of the same name, each in something that is there, and every index once', () => {
  for (const model of new Set(province.resources.map(({ device }) => device.model))) {
    if (model.sockets.length === 0) continue;
    const { device } = province.resources.find((one) => one.device.model === model)!;
    const tree = treeOf(model);
    const seen = createSight(device, createSchedule('sockets', BORN, []))(BORN);
    const read = (oid: string) => tree.at(oidOf(oid))?.read(seen);
    const indexes = tree.leaves.flatMap(({ oid }) => (oid.slice(0, -1).join('.') === `${ENTITY}.5` ? [oid.at(-1)] : []));
    expect(new Set(indexes).size, model.name).toBe(indexes.length);
    for (const index of indexes) {
      const parent = read(`${ENTITY}.4.${index}`);
      const holder = parent && 'value' in parent ? Number(parent.value) : -1;
      expect(holder === 0 || indexes.includes(holder), `${model.name} ${index} in ${holder}`).toBe(true);
    }
    const aliases = tree.leaves.filter(({ oid }) => oid.join('.').startsWith('1.3.6.1.2.1.47.1.3.2.1.2.'));
    const wanted = model.sockets.reduce((sum, { range }) => sum + (model.interfaces[range]?.count ?? 0), 0);
    expect(aliases).toHaveLength(wanted);
    const names = portsOf(device).map(({ name }) => name);
    for (const { oid, read: pointed } of aliases) {
      const value = pointed(seen);
      const ifIndex = value?.type === 'oid' ? value.value.at(-1) : undefined;
      expect(textOf(read(`${ENTITY}.7.${oid.at(-2)}`))).toBe(names[Number(ifIndex) - 1]);
    }
    const serials = indexes.map((index) => textOf(read(`${ENTITY}.11.${index}`))).filter((serial) => serial !== '');
    expect(new Set(serials).size).toBe(serials.length);
  }
});
