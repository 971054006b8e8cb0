import { canonicalAddress, compareAddresses, parseAddress } from '../../../../../shared/domain/discovery/address.ts';
import {
  MOST_MEMBERSHIPS,
  type NetworkInterface,
  type OwnAddress,
  type Vlan,
  type Vlans,
} from '../../../../../shared/domain/network/inventory.ts';
import { prefixOfMask, prefixSpan } from '../../../../../shared/domain/network/subnet.ts';
import type { Table } from '../walk.ts';
import { addressOfIndex } from './addressIndex.ts';
import type { Interface } from './interfaces.ts';
import { numberOf, textOf, type Value } from './value.ts';

/** IF-MIB (RFC 2863), BRIDGE-MIB (RFC 4188), Q-BRIDGE-MIB (RFC 4363), IP-MIB (RFC 4293). */
const IF = '1.3.6.1.2.1.2.2.1';
const STATE = { mtu: `${IF}.4`, lastChange: `${IF}.9` } as const;
const BRIDGE_PORT = '1.3.6.1.2.1.17.1.4.1.2';
const PVID = '1.3.6.1.2.1.17.7.1.4.5.1.1';
const VLAN_CURRENT = '1.3.6.1.2.1.17.7.1.4.2.1';
const CURRENT = { egress: `${VLAN_CURRENT}.4`, untagged: `${VLAN_CURRENT}.5` } as const;
const VLAN_STATIC = '1.3.6.1.2.1.17.7.1.4.3.1';
const STATIC = { name: `${VLAN_STATIC}.1`, egress: `${VLAN_STATIC}.2`, untagged: `${VLAN_STATIC}.4`, status: `${VLAN_STATIC}.5` } as const;
/** CISCO-VTP-MIB and CISCO-VLAN-MEMBERSHIP-MIB: switches of Cisco have no Q-BRIDGE-MIB. */
const VTP = '1.3.6.1.4.1.9.9.46.1.3.1.1';
const VTP_VLAN = { type: `${VTP}.3`, name: `${VTP}.4` } as const;
const TRUNK_PORT = '1.3.6.1.4.1.9.9.46.1.6.1.1';
const TRUNK = { native: `${TRUNK_PORT}.5`, status: `${TRUNK_PORT}.14` } as const;
/** VLANs that a trunk lets through, 1024 in each: vlanTrunkPortVlansEnabled and those of 2k, 3k and 4k. */
const ALLOWED = [`${TRUNK_PORT}.4`, `${TRUNK_PORT}.17`, `${TRUNK_PORT}.18`, `${TRUNK_PORT}.19`] as const;
const ACCESS_VLAN = '1.3.6.1.4.1.9.9.68.1.2.2.1.2';
const IP_ADDRESS = '1.3.6.1.2.1.4.34.1';
const MODERN = { ifIndex: `${IP_ADDRESS}.3`, type: `${IP_ADDRESS}.4`, prefix: `${IP_ADDRESS}.5` } as const;
const IP_ENTRY = '1.3.6.1.2.1.4.20.1';
const OLD = { ifIndex: `${IP_ENTRY}.2`, mask: `${IP_ENTRY}.3` } as const;

export const STATE_COLUMNS: readonly string[] = [...Object.values(STATE), BRIDGE_PORT, PVID, ACCESS_VLAN];
export const ADDRESS_COLUMNS: readonly string[] = [...Object.values(MODERN), ...Object.values(OLD)];
export const VLAN_COLUMNS: readonly string[] = [
  ...[BRIDGE_PORT, ...Object.values(CURRENT), ...Object.values(STATIC)],
  ...[...Object.values(VTP_VLAN), ACCESS_VLAN, ...Object.values(TRUNK), ...ALLOWED],
];

type Cells = ReadonlyMap<string, Value>;
type NameOf = (ifIndex: number) => string;

/** Names of interfaces by ifIndex; '' for one the device does not have. */
export function namesOf(interfaces: readonly Interface[]): NameOf {
  const byIndex = new Map(interfaces.map(({ index, component }) => [index, component]));
  return (ifIndex) => byIndex.get(String(ifIndex)) ?? '';
}

function rowsWith(table: Table, column: string): readonly (readonly [index: string, cells: Cells])[] {
  return [...table].filter(([, cells]) => cells.has(column));
}

/** Names of interfaces by the number of the port of the bridge, which is another than ifIndex. */
function bridgePorts(table: Table, nameOf: NameOf): (port: number) => string {
  const known = new Map(
    rowsWith(table, BRIDGE_PORT).map(([index, cells]) => [Number(index), nameOf(numberOf(cells.get(BRIDGE_PORT)) ?? 0)]),
  );
  return (port) => known.get(port) ?? '';
}

/** How long ago a port changed, in ms; null where it is as it was when the agent began, or TimeTicks have begun again since. */
function changedAgo(lastChange: number | null, uptimeTicks: number): number | null {
  return lastChange === null || lastChange === 0 || lastChange > uptimeTicks ? null : (uptimeTicks - lastChange) * 10;
}

/** The moment a table of interfaces was read: by the clock, and sysUpTime in hundredths of a second. */
export interface ReadAt {
  readonly now: number;
  readonly uptimeTicks: number | null;
}

/** The interfaces of a device with what its tables say of each. */
export function readPorts(interfaces: readonly Interface[], table: Table, { now, uptimeTicks }: ReadAt): readonly NetworkInterface[] {
  const pvids = new Map<string, number>();
  const nameOf = namesOf(interfaces);
  const portOf = bridgePorts(table, nameOf);
  for (const [index, cells] of rowsWith(table, ACCESS_VLAN)) {
    const vlan = numberOf(cells.get(ACCESS_VLAN));
    if (isVlan(vlan)) pvids.set(nameOf(Number(index)), vlan);
  }
  for (const [index, cells] of rowsWith(table, PVID)) {
    const vlan = numberOf(cells.get(PVID));
    if (isVlan(vlan)) pvids.set(portOf(Number(index)), vlan);
  }
  return interfaces.map(({ index, component, alias, type, speed, mac }) => {
    const cells = table.get(index);
    const ago = uptimeTicks === null ? null : changedAgo(numberOf(cells?.get(STATE.lastChange)), uptimeTicks);
    return {
      ...{ port: component, index: Number(index), alias, type, speed, mac: mac ?? '', mtu: numberOf(cells?.get(STATE.mtu)) },
      pvid: pvids.get(component) ?? null,
      // To the second: what is read again an hour later is the same moment.
      changedAt: ago === null ? null : Math.round((now - ago) / 1000) * 1000,
    };
  });
}

/** The prefix a row of ipAddressTable points to; null where it points nowhere, or to one that does not hold the address, as old agents do. */
function pointedPrefix(address: string, pointer: Value | undefined): number | null {
  if (pointer?.kind !== 'oid') return null;
  const [kind = 0, length = 0, ...rest] = pointer.value.split('.').slice(11).map(Number);
  const base = addressOfIndex([kind, length, ...rest.slice(0, length)].join('.'));
  const [prefix = Number.NaN] = rest.slice(length);
  const [held, named] = [parseAddress(address), parseAddress(base)];
  if (!held || !named || prefix === 0) return null;
  const span = prefixSpan(named, prefix);
  return span && span.family === held.family && span.first <= held.value && held.value <= span.last ? prefix : null;
}

const UNICAST = 1;

/** The addresses of a device, ascending. Of what both tables say the mask of the older one stands in where the newer one has none. */
export function readAddresses(table: Table, interfaces: readonly Interface[]): readonly OwnAddress[] {
  const nameOf = namesOf(interfaces);
  const found = new Map<string, OwnAddress>();
  for (const [index, cells] of rowsWith(table, OLD.ifIndex)) {
    const address = canonicalAddress(index);
    const mask = cells.get(OLD.mask);
    if (parseAddress(address)?.family !== 4) continue;
    const port = nameOf(numberOf(cells.get(OLD.ifIndex)) ?? 0);
    found.set(address, { port, address, prefix: mask?.kind === 'address' ? prefixOfMask(mask.value) : null });
  }
  for (const [index, cells] of rowsWith(table, MODERN.ifIndex)) {
    const address = addressOfIndex(index);
    if (address === '' || (numberOf(cells.get(MODERN.type)) ?? UNICAST) !== UNICAST) continue;
    const port = nameOf(numberOf(cells.get(MODERN.ifIndex)) ?? 0);
    found.set(address, { port, address, prefix: pointedPrefix(address, cells.get(MODERN.prefix)) ?? found.get(address)?.prefix ?? null });
  }
  return [...found.values()]
    .filter(({ address }) => !/^(?:0\.0\.0\.0|::)$/.test(address))
    .sort((a, b) => compareAddresses(a.address, b.address));
}

/** IEEE 802.1Q: 0 and 4095 are no VLANs. */
const isVlan = (id: number | null): id is number => id !== null && id > 0 && id < 4095;

/** Numbers of the bits that are set: PortList counts from 1, Cisco's lists of VLANs from 0 (highest bit of the first octet). */
function bitsOf(value: Value | undefined, first: 0 | 1): readonly number[] {
  if (value?.kind !== 'octets') return [];
  const bits: number[] = [];
  for (const [place, octet] of value.value.entries())
    for (let bit = 0; bit < 8; bit++) if (octet & (0x80 >> bit)) bits.push(place * 8 + bit + first);
  return bits;
}

interface Building {
  readonly id: number;
  name: string;
  /** Whether its frames are tagged, by port; without a tag wins where both are said. */
  readonly ports: Map<string, boolean>;
}

/** VLANs while they are read, up to a number of memberships: a switch whose every VLAN is on every port has millions. */
function createVlans() {
  const found = new Map<number, Building>();
  let [memberships, isCut] = [0, false];
  return {
    found,
    of: (id: number): Building => {
      const known = found.get(id) ?? { id, name: '', ports: new Map() };
      found.set(id, known);
      return known;
    },
    isCut: () => isCut,
    put: ({ ports }: Building, port: string, isTagged: boolean): void => {
      const before = ports.get(port);
      if (port === '' || before === false) return;
      if (before === undefined && memberships >= MOST_MEMBERSHIPS) isCut = true;
      else {
        if (before === undefined) memberships += 1;
        ports.set(port, isTagged);
      }
    },
  };
}
type VlanBuilder = ReturnType<typeof createVlans>;

const ACTIVE = 1;

function readQBridge(table: Table, nameOf: NameOf, vlans: VlanBuilder): void {
  const portOf = bridgePorts(table, nameOf);
  const put = (id: number, egress: Value | undefined, without: Value | undefined): void => {
    const vlan = vlans.of(id);
    if (vlans.isCut()) return;
    const untagged = new Set(bitsOf(without, 1));
    for (const port of bitsOf(egress, 1)) vlans.put(vlan, portOf(port), !untagged.has(port));
  };
  const current = new Map<number, Cells>();
  for (const [index, cells] of rowsWith(table, CURRENT.egress)) current.set(Number(index.split('.')[1]), cells);
  for (const [index, cells] of rowsWith(table, STATIC.egress)) {
    const id = Number(index);
    if (!isVlan(id) || (numberOf(cells.get(STATIC.status)) ?? ACTIVE) !== ACTIVE) continue;
    vlans.of(id).name = textOf(cells.get(STATIC.name)) ?? '';
    // What is in force is in the other table; what was only ordered stands where that does not know the VLAN.
    if (!current.has(id)) put(id, cells.get(STATIC.egress), cells.get(STATIC.untagged));
  }
  for (const [id, cells] of current) if (isVlan(id)) put(id, cells.get(CURRENT.egress), cells.get(CURRENT.untagged));
}

/** VtpVlanType ethernet, vlanTrunkPortDynamicStatus trunking. */
const ETHERNET = 1;
const TRUNKING = 1;

function readCisco(table: Table, nameOf: NameOf, vlans: VlanBuilder): void {
  const known = new Set<number>();
  for (const [index, cells] of rowsWith(table, VTP_VLAN.name)) {
    const id = Number(index.split('.')[1]);
    if (!isVlan(id) || (numberOf(cells.get(VTP_VLAN.type)) ?? ETHERNET) !== ETHERNET) continue;
    known.add(id);
    vlans.of(id).name = textOf(cells.get(VTP_VLAN.name)) ?? '';
  }
  const trunks = new Set<string>();
  for (const [index, cells] of rowsWith(table, TRUNK.status)) {
    const port = nameOf(Number(index));
    if (port === '' || numberOf(cells.get(TRUNK.status)) !== TRUNKING) continue;
    trunks.add(port);
    const native = numberOf(cells.get(TRUNK.native));
    if (isVlan(native)) vlans.put(vlans.of(native), port, false);
    const allowed = ALLOWED.flatMap((column, place) => bitsOf(cells.get(column), 0).map((bit) => place * 1024 + bit));
    for (const id of allowed) if (id !== native && known.has(id)) vlans.put(vlans.of(id), port, true);
  }
  for (const [index, cells] of rowsWith(table, ACCESS_VLAN)) {
    const [port, id] = [nameOf(Number(index)), numberOf(cells.get(ACCESS_VLAN))];
    if (port !== '' && isVlan(id) && !trunks.has(port)) vlans.put(vlans.of(id), port, false);
  }
}

/** Ports in the order in which people count them. */
const order = new Intl.Collator('en', { numeric: true });

/**
 * The VLANs of a switch, ascending, with their ports as they are in force; `isCut` where there are more memberships than MOST_MEMBERSHIPS.
 * Names of ports stand once, in the order in which people count.
 */
export function readVlans(table: Table, interfaces: readonly Interface[]): Vlans {
  const nameOf = namesOf(interfaces);
  const vlans = createVlans();
  readQBridge(table, nameOf, vlans);
  readCisco(table, nameOf, vlans);
  const found = [...vlans.found.values()].sort((a, b) => a.id - b.id);
  const ports = [...new Set(found.flatMap((vlan) => [...vlan.ports.keys()]))].sort(order.compare);
  const placeOf = new Map(ports.map((port, place) => [port, place]));
  const items = found.map(({ id, name, ports: own }): Vlan => {
    const placed = (isTagged: boolean): readonly number[] =>
      [...own].flatMap(([port, tagged]) => (tagged === isTagged ? [placeOf.get(port) ?? 0] : [])).sort((a, b) => a - b);
    return { id, name, tagged: placed(true), untagged: placed(false) };
  });
  return { ports, items, isCut: vlans.isCut() };
}
