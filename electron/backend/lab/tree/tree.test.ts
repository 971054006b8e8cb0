import { describe, expect, test } from 'vitest';
import { oidOf, type Value } from '../../lib/snmp/ber.ts';
import { extendMib } from '../agent/mib.ts';
import { createSchedule } from '../device/faults.ts';
import { createSight } from '../device/state.ts';
import { provinceOf } from '../province.ts';
import { networkLeaves } from './network.ts';
import { treeOf } from './tree.ts';

const BORN = Date.parse('2026-11-27T08:00:00+08:00');
const MINUTE = 60_000;
const identity = { seed: 'tree', bornAt: BORN, port: 16_161 };
const province = provinceOf(identity, 'linux');
const schedule = () =>
  createSchedule(
    identity.seed,
    BORN,
    province.resources.map(({ candidate }) => candidate),
  );
const named = (name: string) => province.resources.find((one) => one.resource.name === name)!.device;
const numberOf = (value: Value | null | undefined): number => (value && 'value' in value ? Number(value.value) : Number.NaN);

function reader(name: string, faults = schedule()) {
  const device = named(name);
  const tree = treeOf(device.model);
  const sight = createSight(device, faults);
  return (oid: string, at: number) => tree.at(oidOf(oid))?.read(sight(at));
}

describe('what devices tell', () => {
  test('every model has a tree whose every value can be read, and tells the same at the same moment', () => {
    for (const model of new Set(province.resources.map(({ device }) => device.model))) {
      const { device } = province.resources.find((one) => one.device.model === model)!;
      const tree = treeOf(model);
      const seen = createSight(device, schedule())(BORN + MINUTE);
      const again = createSight(device, schedule())(BORN + MINUTE);
      // A port without a neighbour has no row among those of the neighbours.
      const isOwn = ({ oid }: { readonly oid: readonly number[] }) => !oid.join('.').startsWith('1.0.8802.1.1.2.1.4.');
      const read = (seen: typeof again) => tree.leaves.filter(isOwn).map((leaf) => leaf.read(seen));
      const values = read(seen);
      expect(values.length).toBeGreaterThan(30);
      expect(values).not.toContain(null);
      for (const value of values)
        if (value && 'value' in value && typeof value.value === 'number') expect(Number.isInteger(value.value)).toBe(true);
      expect(read(again)).toEqual(values);
    }
  });

  test('counters of 32 and 64 bits agree, move with time and never go back', () => {
    const read = reader('SW-CORE-1');
    let before = -1;
    for (let at = BORN; at < BORN + 6 * 60 * MINUTE; at += 5 * MINUTE) {
      const wide = numberOf(read('1.3.6.1.2.1.31.1.1.1.6.26', at));
      expect(numberOf(read('1.3.6.1.2.1.2.2.1.10.26', at))).toBe(wide % 2 ** 32);
      expect(wide).toBeGreaterThanOrEqual(before);
      before = wide;
    }
    const bitsPerSecond = ((before - numberOf(read('1.3.6.1.2.1.31.1.1.1.6.26', BORN))) * 8) / (6 * 3600);
    expect(bitsPerSecond).toBeGreaterThan(1e8);
    expect(bitsPerSecond).toBeLessThan(1e11);
  });

  test('ports that nobody uses are administratively down and carry nothing; the others are up', () => {
    const read = reader('SW-ACC-A01');
    const ports = Array.from({ length: 27 }, (_, i) => i + 1);
    const of = (column: number, port: number) => numberOf(read(`1.3.6.1.2.1.2.2.1.${column}.${port}`, BORN));
    const unused = ports.filter((port) => of(7, port) === 2);
    expect(unused.length).toBeGreaterThan(3);
    expect(unused.length).toBeLessThan(22);
    for (const port of ports) expect(of(8, port)).toBe(of(7, port));
    for (const port of unused) expect(of(10, port)).toBe(0);
  });

  test('a fault is told where its device has it, and is over when it is over', () => {
    const faults = schedule();
    const end = BORN + 3 * 60 * MINUTE;
    const seen = (kind: Parameters<typeof faults.of>[1]) =>
      province.resources.flatMap(({ device }) => faults.of(device.name, kind, end))[0]!;
    const battery = seen('onBattery');
    const source = reader(battery.device, faults);
    const middle = (battery.from + battery.until) / 2;
    expect([battery.from - 1, middle, battery.until].map((at) => numberOf(source('1.3.6.1.2.1.33.1.4.1.0', at)))).toEqual([3, 5, 3]);
    expect(numberOf(source('1.3.6.1.2.1.33.1.2.2.0', middle))).toBeCloseTo((middle - battery.from) / 1000, -1);
    expect(numberOf(source('1.3.6.1.2.1.33.1.2.4.0', middle))).toBeLessThan(75);
    expect(numberOf(source('1.3.6.1.2.1.33.1.3.3.1.3.1', middle))).toBe(0);
  });

  test('uptime goes on from the boot and every device has its own name, place, serial number and addresses', () => {
    const up = (name: string, at: number) => numberOf(reader(name)('1.3.6.1.2.1.1.3.0', at));
    expect(up('SW-CORE-1', BORN + 10_000) - up('SW-CORE-1', BORN)).toBe(1000);
    for (const what of ['name', 'serial', 'mac'] as const) {
      const all = province.resources.map(({ device }) => device[what]);
      expect(new Set(all).size).toBe(all.length);
    }
  });

  test('where there is one local address every device has a port of its own', () => {
    const elsewhere = provinceOf(identity, 'darwin').resources;
    expect(new Set(elsewhere.map(({ address }) => address))).toEqual(new Set(['127.0.0.1']));
    expect(new Set(elsewhere.map(({ port }) => port)).size).toBe(elsewhere.length);
  });
});

describe('R-8.4.2-c2-6 what devices tell of the network', () => {
  const own = (name: string, at: number) => {
    const device = named(name);
    const mib = extendMib(treeOf(device.model), networkLeaves(device));
    const seen = createSight(device, schedule())(at);
    return mib.leaves.flatMap(({ oid, read }) => {
      const value = read(seen);
      return value === null ? [] : [[oid.join('.'), value] as const];
    });
  };
  const below = (rows: ReturnType<typeof own>, base: string) => rows.filter(([oid]) => oid.startsWith(`${base}.`));

  test('every device can be walked with what is its own, and has an address that no other has', () => {
    const addresses = province.resources.flatMap(({ device }) => below(own(device.name, BORN), '1.3.6.1.2.1.4.34.1.3').map(([oid]) => oid));
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(addresses.length).toBeGreaterThan(150);
  });

  test('a switch has learned a host on each port that leads to nobody, and resolved it; the first moves every six hours', () => {
    const at = BORN + MINUTE;
    const rows = own('SW-ACC-A01', at);
    const learned = below(rows, '1.3.6.1.2.1.17.7.1.2.2.1.2');
    expect(learned.length).toBeGreaterThan(3);
    expect(below(rows, '1.3.6.1.2.1.4.22.1.2')).toHaveLength(learned.length);
    const later = new Map(below(own('SW-ACC-A01', at + 6 * 60 * MINUTE), '1.3.6.1.2.1.17.7.1.2.2.1.2'));
    const moved = learned.filter(([oid, value]) => later.has(oid) && numberOf(later.get(oid)) !== numberOf(value));
    expect(moved).toHaveLength(1);
  });
});
