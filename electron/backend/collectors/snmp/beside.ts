import { POWER_ASKED_MS, type PoweredPorts } from '../../../../shared/domain/hardware/part.ts';
import { ASKED_MS } from '../../../../shared/domain/topology/evidence.ts';
import type { Neighbour } from '../../../../shared/domain/topology/neighbour.ts';
import type { DeviceIdentity } from '../../../../shared/domain/topology/nodes.ts';
import { LEARNED_COLUMNS, NEIGHBOUR_COLUMNS, readLearned, readNeighbours } from './decode/neighbours.ts';
import { POWER_COLUMNS, readPower } from './decode/power.ts';
import type { Device } from './device.ts';
import { type Identity, tableOrNothing } from './identify.ts';
import { whoIs } from './whoIs.ts';

/** What a device says of itself and of what is beside it, and what it gives to that. */
export interface Beside {
  readonly identity: DeviceIdentity | null;
  readonly neighbours: readonly Neighbour[];
  /** Null where it was not asked for that, or has nothing of the kind. */
  readonly power: PoweredPorts | null;
}

/** When a device was asked last, in ms of a monotonic clock. */
export interface Asked {
  readonly neighbours: number;
  readonly learned: number;
  readonly power: number;
}

const NEVER = Number.NEGATIVE_INFINITY;
export const NEVER_ASKED: Asked = { neighbours: NEVER, learned: NEVER, power: NEVER };

/** What a device is due to be asked: one thing at a time, so that no cycle takes its time twice; null for nothing. */
export function dueOf({ neighbours, learned, power }: Asked, now: number): keyof Asked | null {
  if (now - neighbours >= ASKED_MS.lldp) return 'neighbours';
  if (now - learned >= ASKED_MS.fdb) return 'learned';
  return now - power >= POWER_ASKED_MS ? 'power' : null;
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

/** Asks a device who is beside it, or what it learned. Rejects with DeviceFault where it does not answer; what it answers with rubbish is not among it. */
export async function besideOf(device: Device, known: Identity, address: string, what: keyof Asked): Promise<Beside> {
  const missing: string[] = [];
  if (what === 'neighbours') {
    const identity = await introduced(device, known, address);
    const table = await tableOrNothing(device, what, NEIGHBOUR_COLUMNS, missing);
    return { identity, neighbours: readNeighbours(table, known.interfaces), power: null };
  }
  if (what === 'power') {
    const table = await tableOrNothing(device, what, POWER_COLUMNS, missing);
    return { identity: null, neighbours: [], power: readPower(table, known.interfaces, known.aliases) };
  }
  const table = await tableOrNothing(device, what, LEARNED_COLUMNS, missing);
  return { identity: null, neighbours: readLearned(table, known.interfaces), power: null };
}
