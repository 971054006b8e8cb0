import { POWER_ASKED_MS, type PoweredPorts } from '../../../../shared/domain/hardware/part.ts';
import { INVENTORY_MS, type LearnedTable, type NetworkPart } from '../../../../shared/domain/network/inventory.ts';
import { ASKED_MS } from '../../../../shared/domain/topology/evidence.ts';
import type { Neighbour } from '../../../../shared/domain/topology/neighbour.ts';
import type { DeviceIdentity } from '../../../../shared/domain/topology/nodes.ts';
import { componentOf } from '../component.ts';
import { ARP_COLUMNS, FDB_COLUMNS, NEIGHBOUR_COLUMNS, readArp, readFdb, readNeighbours } from './decode/neighbours.ts';
import { ADDRESS_COLUMNS, type ReadAt, readAddresses, readPorts, readVlans, STATE_COLUMNS, VLAN_COLUMNS } from './decode/network.ts';
import { POWER_COLUMNS, readPower } from './decode/power.ts';
import { numberOf } from './decode/value.ts';
import { type Device, DeviceFault } from './device.ts';
import { type Identity, isCut, SYS, tableOrNothing } from './identify.ts';
import type { Table } from './walk.ts';
import { whoIs } from './whoIs.ts';

/** What a device says of itself, of what is beside it, of what it gives to that, and of the network it makes. */
export interface Beside {
  readonly identity: DeviceIdentity | null;
  readonly neighbours: readonly Neighbour[];
  /** Null where it was not asked for that, or has nothing of the kind. */
  readonly power: PoweredPorts | null;
  readonly network: readonly NetworkPart[];
}

/** When a device was asked last, in ms of a monotonic clock. */
export interface Asked {
  readonly neighbours: number;
  readonly learned: number;
  readonly power: number;
  readonly inventory: number;
}

const NEVER = Number.NEGATIVE_INFINITY;
export const NEVER_ASKED: Asked = { neighbours: NEVER, learned: NEVER, power: NEVER, inventory: NEVER };

const EVERY_MS: Readonly<Record<keyof Asked, number>> = {
  ...{ neighbours: ASKED_MS.lldp, learned: ASKED_MS.fdb, power: POWER_ASKED_MS, inventory: INVENTORY_MS },
};
const ORDER = ['neighbours', 'learned', 'power', 'inventory'] as const;
/** What is told as a whole by the names of ports: without these every address would seem to have moved, and every port to be gone. */
const BY_PORT: ReadonlySet<keyof Asked> = new Set(['learned', 'inventory']);

const hasPorts = ({ missing }: Pick<Identity, 'missing'>): boolean => !missing.some((one) => one.startsWith('interfaces.') && !isCut(one));

/**
 * What a device is due to be asked: one thing at a time, so that no cycle takes its time twice; null for nothing. What needs the names of its
 * ports waits until it has told them.
 */
export function dueOf(asked: Asked, now: number, known: Pick<Identity, 'missing'>): keyof Asked | null {
  return ORDER.find((what) => now - asked[what] >= EVERY_MS[what] && (!BY_PORT.has(what) || hasPorts(known))) ?? null;
}

async function introduced(device: Device, { interfaces }: Identity, address: string): Promise<DeviceIdentity> {
  const { identity } = await whoIs(device);
  const { sysName, chassisMac, addresses } = identity;
  return {
    sysName,
    chassisMac,
    addresses: [...new Set([address, ...addresses])].sort(),
    ports: interfaces.map(({ component, alias, mac, index }) => ({ name: component, alias, mac: mac ?? '', index })),
  };
}

const NOTHING: Beside = { identity: null, neighbours: [], power: null, network: [] };

/** What was read of a device until it fell silent. */
interface Taken {
  readonly neighbours: Neighbour[];
  readonly network: NetworkPart[];
}

/** Reads tables one after the other: one that is answered with rubbish is left out, and after silence what was read before stands. */
async function takeEach(
  device: Device,
  taken: Taken,
  tables: readonly (readonly [readonly string[], (table: Table, isCut: boolean) => void])[],
) {
  try {
    for (const [columns, read] of tables) {
      const missing: string[] = [];
      const table = await tableOrNothing(device, 'network', columns, missing);
      if (missing.every(isCut)) read(table, missing.length > 0);
    }
  } catch (error) {
    if (!(error instanceof DeviceFault) || taken.network.length === 0) throw error;
  }
}

/** What a device learned: addresses on its ports, and whose they are. */
async function learned(device: Device, { interfaces }: Identity): Promise<Beside> {
  const taken: Taken = { neighbours: [], network: [] };
  const keep = (table: LearnedTable, found: readonly Neighbour[], cut: boolean): void => {
    taken.neighbours.push(...found);
    const rows = found.reduce((sum, one) => sum + (one.kind === 'fdb' ? one.macs.length : 1), 0);
    taken.network.push({ part: 'learned', table, rows, isCut: cut });
  };
  await takeEach(device, taken, [
    [FDB_COLUMNS, (table, cut) => keep('fdb', readFdb(table, interfaces), cut)],
    [ARP_COLUMNS, (table, cut) => keep('arp', readArp(table, interfaces), cut)],
  ]);
  return { ...NOTHING, ...taken };
}

/** Interfaces, addresses and VLANs of a device (R-8.4.2-c2-6). */
async function inventory(device: Device, known: Identity, now: () => number): Promise<Beside> {
  const interfaces = known.interfaces.map((one) => ({ ...one, component: componentOf(one.component) }));
  const lacksPorts = known.missing.includes('interfaces.cut');
  const taken: Taken = { neighbours: [], network: [] };
  const uptime = await device.get([SYS.uptime]);
  const readAt: ReadAt = { now: now(), uptimeTicks: numberOf(uptime.get(SYS.uptime)) };
  await takeEach(device, taken, [
    [
      STATE_COLUMNS,
      (table, cut) => taken.network.push({ part: 'interfaces', items: readPorts(interfaces, table, readAt), isCut: cut || lacksPorts }),
    ],
    [ADDRESS_COLUMNS, (table, cut) => taken.network.push({ part: 'addresses', items: readAddresses(table, interfaces), isCut: cut })],
    [
      VLAN_COLUMNS,
      (table, cut) => {
        const vlans = readVlans(table, interfaces);
        taken.network.push({ part: 'vlans', ...vlans, isCut: vlans.isCut || cut || lacksPorts });
      },
    ],
  ]);
  return { ...NOTHING, ...taken };
}

/**
 * Asks a device who is beside it, what it learned, or what it has of the network; `now` is the wall clock in ms. Rejects with DeviceFault
 * where it does not answer; what it answers with rubbish is not among it.
 */
export async function besideOf(device: Device, known: Identity, address: string, what: keyof Asked, now: () => number): Promise<Beside> {
  if (BY_PORT.has(what) && !hasPorts(known)) return NOTHING;
  if (what === 'learned') return learned(device, known);
  if (what === 'inventory') return inventory(device, known, now);
  if (what === 'power') {
    const table = await tableOrNothing(device, what, POWER_COLUMNS, []);
    return { ...NOTHING, power: readPower(table, known.interfaces, known.aliases) };
  }
  const identity = await introduced(device, known, address);
  const table = await tableOrNothing(device, what, NEIGHBOUR_COLUMNS, []);
  return { ...NOTHING, identity, neighbours: readNeighbours(table, known.interfaces) };
}
