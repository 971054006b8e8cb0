import { ASKED_MS } from '../../../../shared/domain/topology/evidence.ts';
import type { Neighbour } from '../../../../shared/domain/topology/neighbour.ts';
import type { DeviceIdentity } from '../../../../shared/domain/topology/nodes.ts';
import { LEARNED_COLUMNS, NEIGHBOUR_COLUMNS, readLearned, readNeighbours } from './decode/neighbours.ts';
import type { Device } from './device.ts';
import { type Identity, tableOrNothing } from './identify.ts';
import { whoIs } from './whoIs.ts';

/** What a device says of itself and of what is beside it. */
export interface Beside {
  readonly identity: DeviceIdentity | null;
  readonly neighbours: readonly Neighbour[];
}

/** When a device was asked last, in ms of a monotonic clock. */
export interface Asked {
  readonly neighbours: number;
  readonly learned: number;
}

export const NEVER_ASKED: Asked = { neighbours: Number.NEGATIVE_INFINITY, learned: Number.NEGATIVE_INFINITY };

/** What a device is due to be asked: one thing at a time, so that no cycle takes its time twice; null for nothing. */
export function dueOf({ neighbours, learned }: Asked, now: number): keyof Asked | null {
  if (now - neighbours >= ASKED_MS.lldp) return 'neighbours';
  return now - learned >= ASKED_MS.fdb ? 'learned' : null;
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
    return { identity, neighbours: readNeighbours(table, known.interfaces) };
  }
  const table = await tableOrNothing(device, what, LEARNED_COLUMNS, missing);
  return { identity: null, neighbours: readLearned(table, known.interfaces) };
}
