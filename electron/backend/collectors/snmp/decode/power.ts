import { POWER_STATES, type PoweredPorts, type PowerGroup, type PowerPort } from '../../../../../shared/domain/hardware/part.ts';
import type { Table } from '../walk.ts';
import type { Interface } from './interfaces.ts';
import { numberOf } from './value.ts';

/** POWER-ETHERNET-MIB (RFC 3621); CISCO-POWER-ETHERNET-EXT-MIB (enterprise 9.9.402) for what a port draws and which entity it is. */
const PORT = '1.3.6.1.2.1.105.1.1.1';
const MAIN = '1.3.6.1.2.1.105.1.3.1.1';
const CISCO = '1.3.6.1.4.1.9.9.402.1.2.1';
const COLUMN = {
  enabled: `${PORT}.3`,
  state: `${PORT}.6`,
  deviceClass: `${PORT}.10`,
  nominal: `${MAIN}.2`,
  supply: `${MAIN}.3`,
  used: `${MAIN}.4`,
  /** cpeExtPsePortPwrConsumption, mW. */
  drawn: `${CISCO}.9`,
  /** cpeExtPsePortEntPhyIndex, 0 for none. */
  entity: `${CISCO}.11`,
} as const;
const SUPPLIES = ['on', 'off', 'faulty'] as const;
const TRUE = 1;
const FALSE = 2;
const DELIVERING = 'delivering';

export const POWER_COLUMNS: readonly string[] = Object.values(COLUMN);

/** The numbers of a name: `Gi1/0/7` has 1, 0 and 7. */
const numbersOf = (name: string): readonly number[] => (name.match(/\d+/g) ?? []).map(Number);

const ETHERNET = new Set([6, 62, 69, 117]);

/**
 * The interface of a port of a group where only numbers are told. RFC 3621 does not say what the numbers are, and of some devices they are
 * those of other sockets: the one whose name ends with the number, and, of several groups, begins with the group; none of a group of which
 * one number is that of no interface, or of two.
 */
function byNumbers(interfaces: readonly Interface[], groups: number): (group: number, number: number) => string {
  const found = new Map<string, string[]>();
  for (const { component, type } of interfaces) {
    if (type === null || !ETHERNET.has(type)) continue;
    const numbers = numbersOf(component);
    const [first, last] = [numbers[0], numbers.at(-1)];
    if (first === undefined || last === undefined || (groups > 1 && numbers.length < 2)) continue;
    const key = groups > 1 ? `${first} ${last}` : String(last);
    found.set(key, [...(found.get(key) ?? []), component]);
  }
  return (group, number) => {
    const names = found.get(groups > 1 ? `${group} ${number}` : String(number)) ?? [];
    return names.length === 1 ? (names[0] ?? '') : '';
  };
}

/** What a device gives to what is plugged into its ports; null where it has no such ports. `aliases`: the interfaces of its physical entities. */
export function readPower(table: Table, interfaces: readonly Interface[], aliases: ReadonlyMap<number, string>): PoweredPorts | null {
  const rows = [...table].filter(([, cells]) => cells.has(COLUMN.state) || cells.has(COLUMN.enabled));
  const groups = [...table].filter(([, cells]) => cells.has(COLUMN.nominal) || cells.has(COLUMN.supply) || cells.has(COLUMN.used));
  if (rows.length === 0 && groups.length === 0) return null;
  const places = rows.map(([row]) => row.split('.').map(Number));
  const guess = byNumbers(interfaces, new Set(places.map(([group]) => group)).size);
  // Where one says which entity it is, the others are not guessed at.
  const isWhole = new Map<number, boolean>();
  for (const [group = 0, number = 0] of places) isWhole.set(group, (isWhole.get(group) ?? true) && guess(group, number) !== '');
  const isSaid = rows.some(([, cells]) => (numberOf(cells.get(COLUMN.entity)) ?? 0) > 0);
  const ports = rows.map(([, cells], place): PowerPort => {
    const [group = 0, number = 0] = places[place] ?? [];
    const enabled = numberOf(cells.get(COLUMN.enabled));
    const state = POWER_STATES[(numberOf(cells.get(COLUMN.state)) ?? 0) - 1] ?? null;
    const drawn = numberOf(cells.get(COLUMN.drawn));
    const deviceClass = numberOf(cells.get(COLUMN.deviceClass));
    return {
      ...{ group, number, state },
      port: isSaid ? (aliases.get(numberOf(cells.get(COLUMN.entity)) ?? 0) ?? '') : isWhole.get(group) ? guess(group, number) : '',
      isEnabled: enabled === TRUE ? true : enabled === FALSE ? false : null,
      // Class 0 is 1; without a powered device the last one stands there.
      deviceClass: state === DELIVERING && deviceClass !== null && deviceClass >= 1 && deviceClass <= 9 ? deviceClass - 1 : null,
      watts: drawn === null ? null : drawn / 1000,
    };
  });
  const times = new Map<string, number>();
  for (const { port } of ports) times.set(port, (times.get(port) ?? 0) + 1);
  return {
    ports: ports.map((one) => (times.get(one.port) === 1 ? one : { ...one, port: '' })),
    groups: groups.map(
      ([row, cells]): PowerGroup => ({
        group: Number(row),
        nominalWatts: numberOf(cells.get(COLUMN.nominal)),
        usedWatts: numberOf(cells.get(COLUMN.used)),
        state: SUPPLIES[(numberOf(cells.get(COLUMN.supply)) ?? 0) - 1] ?? null,
      }),
    ),
  };
}
