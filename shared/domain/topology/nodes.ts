import type { ResourceId } from '../id.ts';
import type { Claim } from './neighbour.ts';
import { isSamePortName } from './portName.ts';

/** A port of a device as its neighbours may name it. Texts are '' where it has none. */
export interface Port {
  readonly name: string;
  readonly alias: string;
  readonly mac: string;
  /** ifIndex, by which some name their ports. */
  readonly index: string;
}

/** Everything by which others may speak of a device. */
export interface DeviceIdentity {
  readonly sysName: string;
  readonly chassisMac: string;
  /** The address it is monitored by and its own ones. */
  readonly addresses: readonly string[];
  readonly ports: readonly Port[];
}

/** A device that is known. */
export interface Device extends DeviceIdentity {
  readonly id: ResourceId;
}

/** Which device somebody speaks of, and by what it is known; `isSure` false where only a name says so. */
export interface Recognised {
  readonly device: Device;
  readonly isSure: boolean;
}

/** Finds devices by what others say of them; the same whatever the order of the devices. */
export interface Devices {
  byId(id: ResourceId): Device | undefined;
  byMac(mac: string): Device | undefined;
  byAddress(address: string): Device | undefined;
  /** Undefined also where several have the name: a name that two share tells nothing. */
  byName(name: string): Device | undefined;
  all(): readonly Device[];
}

/** A name without its domain, in small letters; an IP address is none. */
export function hostOf(name: string): string {
  const plain = name.trim().toLowerCase();
  const [host = ''] = plain.split('.');
  return /^\d+$/.test(host) ? plain : host;
}

/** Names as devices write them: in any case, with or without their domain. */
const namesOf = (name: string): readonly string[] => [...new Set([name.trim().toLowerCase(), hostOf(name)])].filter((one) => one !== '');

/** Of keys that several devices have, none is found. */
function indexOf(devices: readonly Device[], keysOf: (device: Device) => readonly string[]): ReadonlyMap<string, Device | null> {
  const index = new Map<string, Device | null>();
  for (const device of devices)
    for (const key of new Set(keysOf(device))) if (key !== '') index.set(key, index.has(key) && index.get(key) !== device ? null : device);
  return index;
}

/** Puts devices into indexes. What two claim to have is nobody's. */
export function devicesOf(devices: readonly Device[]): Devices {
  const byId = new Map(devices.map((device) => [device.id, device]));
  const macs = indexOf(devices, ({ chassisMac, ports }) => [chassisMac, ...ports.map(({ mac }) => mac)]);
  const addresses = indexOf(devices, (device) => device.addresses);
  const names = indexOf(devices, ({ sysName }) => namesOf(sysName));
  return {
    byId: (id) => byId.get(id),
    byMac: (mac) => macs.get(mac) ?? undefined,
    byAddress: (address) => addresses.get(address) ?? undefined,
    byName: (name) => namesOf(name).flatMap((one) => names.get(one) ?? [])[0],
    all: () => devices,
  };
}

/** What a neighbour says of itself. */
export interface Introduction {
  readonly chassis: Claim | null;
  readonly name: string;
  readonly addresses: readonly string[];
}

/** The device that introduces itself so: by its chassis, else by an address of its own, else by its name. A chassis that is a known device's decides against name and address, which templates and clones share. */
export function recognise(devices: Devices, { chassis, name, addresses }: Introduction): Recognised | null {
  const own =
    chassis?.kind === 'mac' ? devices.byMac(chassis.value) : chassis?.kind === 'address' ? devices.byAddress(chassis.value) : undefined;
  if (own) return { device: own, isSure: true };
  for (const address of addresses) {
    const found = devices.byAddress(address);
    if (found) return { device: found, isSure: true };
  }
  const named = devices.byName(name) ?? (chassis && chassis.kind !== 'mac' ? devices.byName(chassis.value) : undefined);
  return named ? { device: named, isSure: false } : null;
}

/** The port of a device that somebody calls so; null where none or more than one can be meant. */
export function portOf({ ports }: Device, claim: Claim): Port | null {
  const only = (found: readonly Port[]): Port | null => (found.length === 1 ? (found[0] ?? null) : null);
  const { kind, value } = claim;
  if (value === '') return null;
  if (kind === 'mac') return only(ports.filter(({ mac }) => mac === value));
  const exact = only(ports.filter(({ name }) => name === value));
  if (exact) return exact;
  if (kind === 'alias') return only(ports.filter(({ alias }) => alias === value));
  const similar = only(ports.filter(({ name }) => isSamePortName(name, value)));
  return similar ?? only(ports.filter(({ index }) => index === value)) ?? only(ports.filter(({ alias }) => alias === value));
}
