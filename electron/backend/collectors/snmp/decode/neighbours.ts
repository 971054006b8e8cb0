import { canonicalAddress } from '../../../../../shared/domain/discovery/address.ts';
import type { Claim, ClaimKind, Neighbour } from '../../../../../shared/domain/topology/neighbour.ts';
import type { Table } from '../walk.ts';
import type { Interface } from './interfaces.ts';
import { macOf, numberOf, textOf, type Value } from './value.ts';

/** LLDP-MIB of IEEE 802.1AB-2005, CISCO-CDP-MIB, BRIDGE-MIB (RFC 4188), Q-BRIDGE-MIB (RFC 4363), IP-MIB (RFC 4293). */
const LLDP = '1.0.8802.1.1.2.1';
const LLDP_REMOTE = `${LLDP}.4.1.1`;
const LLDP_ADDRESS = `${LLDP}.4.2.1`;
const LLDP_LOCAL = `${LLDP}.3.7.1`;
const REMOTE = {
  chassisKind: `${LLDP_REMOTE}.4`,
  chassis: `${LLDP_REMOTE}.5`,
  portKind: `${LLDP_REMOTE}.6`,
  port: `${LLDP_REMOTE}.7`,
  portDescription: `${LLDP_REMOTE}.8`,
  sysName: `${LLDP_REMOTE}.9`,
} as const;
const LOCAL = { kind: `${LLDP_LOCAL}.2`, id: `${LLDP_LOCAL}.3`, description: `${LLDP_LOCAL}.4` } as const;
const CDP = '1.3.6.1.4.1.9.9.23.1.2.1.1';
const CACHE = { addressKind: `${CDP}.3`, address: `${CDP}.4`, deviceId: `${CDP}.6`, port: `${CDP}.7` } as const;
const BRIDGE_PORT = '1.3.6.1.2.1.17.1.4.1.2';
const FDB = { port: '1.3.6.1.2.1.17.4.3.1.2', status: '1.3.6.1.2.1.17.4.3.1.3' } as const;
const Q_FDB = { port: '1.3.6.1.2.1.17.7.1.2.2.1.2', status: '1.3.6.1.2.1.17.7.1.2.2.1.3' } as const;
const VLAN_FDB = '1.3.6.1.2.1.17.7.1.4.2.1.3';
const ARP = '1.3.6.1.2.1.4.22.1.2';
const PHYSICAL = '1.3.6.1.2.1.4.35.1.4';

/** What is asked of a device about its neighbours: short tables, and the long ones of what it learned. */
export const NEIGHBOUR_COLUMNS: readonly string[] = [
  ...Object.values(REMOTE),
  `${LLDP_ADDRESS}.3`,
  ...Object.values(LOCAL),
  ...Object.values(CACHE),
];
export const FDB_COLUMNS: readonly string[] = [BRIDGE_PORT, ...Object.values(FDB), ...Object.values(Q_FDB), VLAN_FDB];
export const ARP_COLUMNS: readonly string[] = [ARP, PHYSICAL];

const CHASSIS_KINDS: readonly (ClaimKind | null)[] = [null, 'component', 'alias', 'component', 'mac', 'address', 'name', 'local'];
const PORT_KINDS: readonly (ClaimKind | null)[] = [null, 'alias', 'component', 'mac', 'address', 'name', 'circuit', 'local'];

/** IANA AddressFamilyNumbers before the octets of an address. */
const FAMILIES = { v4: 1, v6: 2 } as const;

function addressOfOctets(family: number, octets: readonly number[]): string {
  if (family === FAMILIES.v4 && octets.length === 4) return octets.join('.');
  if (family !== FAMILIES.v6 || octets.length !== 16) return '';
  return canonicalAddress(
    Array.from({ length: 8 }, (_, at) => (((octets[at * 2] ?? 0) << 8) | (octets[at * 2 + 1] ?? 0)).toString(16)).join(':'),
  );
}

const octetsOf = (value: Value | undefined): readonly number[] => (value?.kind === 'octets' ? [...value.value] : []);
const hex = (octets: readonly number[]): string => octets.map((octet) => octet.toString(16).padStart(2, '0')).join('');

/** What a subtype and its octets say; a subtype nobody knows, or octets that do not fit it, are a local name in hexadecimal digits. */
function claimOf(kinds: readonly (ClaimKind | null)[], subtype: Value | undefined, value: Value | undefined): Claim {
  const kind = kinds[numberOf(subtype) ?? 0] ?? 'local';
  const octets = octetsOf(value);
  if (kind === 'mac') return { kind, value: macOf(value) ?? hex(octets) };
  if (kind === 'address') return { kind, value: addressOfOctets(octets[0] ?? 0, octets.slice(1)) || hex(octets) };
  const text = textOf(value) ?? '';
  return { kind, value: text === '' ? hex(octets) : text };
}

type Cells = ReadonlyMap<string, Value>;

function rowsWith(table: Table, column: string): readonly (readonly [readonly number[], Cells])[] {
  return [...table].filter(([, cells]) => cells.has(column)).map(([index, cells]) => [index.split('.').map(Number), cells]);
}

interface Ports {
  ofIndex(index: number): string;
  ofClaim(claim: Claim, description: string): string;
}

function portsOf(interfaces: readonly Interface[]): Ports {
  const byIndex = new Map(interfaces.map(({ index, component }) => [index, component]));
  const only = (found: readonly Interface[]): string => (found.length === 1 ? (found[0]?.component ?? '') : '');
  return {
    ofIndex: (index) => byIndex.get(String(index)) ?? '',
    ofClaim: ({ kind, value }, description) => {
      if (value === '') return '';
      if (kind === 'mac')
        return only(interfaces.filter(({ mac }) => mac === value)) || only(interfaces.filter(({ component }) => component === description));
      const named =
        only(interfaces.filter(({ component }) => component === value)) ||
        only(interfaces.filter(({ component }) => component === description));
      return named || (kind === 'alias' ? only(interfaces.filter(({ alias }) => alias === value)) : (byIndex.get(value) ?? ''));
    },
  };
}

/** Interfaces behind the port numbers of LLDP, which are often, but need not be, those of IF-MIB. */
function lldpPorts(table: Table, ports: Ports): (number: number) => string {
  const known = new Map<number, string>();
  for (const [[number = 0], cells] of rowsWith(table, LOCAL.id)) {
    const claim = claimOf(PORT_KINDS, cells.get(LOCAL.kind), cells.get(LOCAL.id));
    const port = ports.ofClaim(claim, textOf(cells.get(LOCAL.description)) ?? '');
    if (port !== '') known.set(number, port);
  }
  return (number) => known.get(number) ?? (known.size === 0 ? ports.ofIndex(number) : '');
}

function readLldp(table: Table, ports: Ports): readonly Neighbour[] {
  const portOf = lldpPorts(table, ports);
  const addresses = new Map<string, string[]>();
  for (const [[, port, remote, family = 0, length = 0, ...octets]] of rowsWith(table, `${LLDP_ADDRESS}.3`)) {
    const address = octets.length === length ? addressOfOctets(family, octets) : '';
    const key = `${port}.${remote}`;
    if (address !== '') addresses.set(key, [...(addresses.get(key) ?? []), address]);
  }
  return rowsWith(table, REMOTE.chassis).map(([[, port = 0, remote = 0], cells]) => ({
    kind: 'lldp',
    port: portOf(port),
    chassis: claimOf(CHASSIS_KINDS, cells.get(REMOTE.chassisKind), cells.get(REMOTE.chassis)),
    remotePort: claimOf(PORT_KINDS, cells.get(REMOTE.portKind), cells.get(REMOTE.port)),
    portDescription: textOf(cells.get(REMOTE.portDescription)) ?? '',
    sysName: textOf(cells.get(REMOTE.sysName)) ?? '',
    addresses: (addresses.get(`${port}.${remote}`) ?? []).sort(),
  }));
}

function readCdp(table: Table, ports: Ports): readonly Neighbour[] {
  return rowsWith(table, CACHE.deviceId).map(([[index = 0], cells]) => {
    // CiscoNetworkProtocol: 1 IP, 20 IPv6.
    const family = numberOf(cells.get(CACHE.addressKind)) === 20 ? FAMILIES.v6 : FAMILIES.v4;
    const address = addressOfOctets(family, octetsOf(cells.get(CACHE.address)));
    return {
      kind: 'cdp',
      port: ports.ofIndex(index),
      deviceId: textOf(cells.get(CACHE.deviceId)) ?? '',
      remotePort: textOf(cells.get(CACHE.port)) ?? '',
      addresses: address === '' ? [] : [address],
    };
  });
}

const LEARNED = 3;
const macOfNumbers = (octets: readonly number[]): string => octets.map((octet) => octet.toString(16).padStart(2, '0')).join(':');

/** Hardware addresses that a bridge learned, by VLAN and port; those of a table with VLANs, where there is one, instead of the older one without. */
export function readFdb(table: Table, interfaces: readonly Interface[]): readonly Neighbour[] {
  const ports = portsOf(interfaces);
  // A port that IF-MIB does not know has its number for a name, as an interface without one has.
  const nameOf = (index: number): string => ports.ofIndex(index) || `#${index}`;
  const interfaceOf = new Map(
    rowsWith(table, BRIDGE_PORT).map(([[port = 0], cells]) => [port, nameOf(numberOf(cells.get(BRIDGE_PORT)) ?? 0)]),
  );
  const vlanOf = new Map(rowsWith(table, VLAN_FDB).map(([[, vlan = 0], cells]) => [numberOf(cells.get(VLAN_FDB)) ?? 0, vlan]));
  const found = new Map<string, { readonly port: string; readonly vlan: number | null; readonly macs: string[] }>();
  const add = (vlan: number | null, octets: readonly number[], port: Value | undefined, status: Value | undefined): void => {
    const name = interfaceOf.get(numberOf(port) ?? 0) ?? '';
    if (name === '' || octets.length !== 6 || (status !== undefined && numberOf(status) !== LEARNED)) return;
    const key = `${vlan} ${name}`;
    const own = found.get(key) ?? { port: name, vlan, macs: [] };
    found.set(key, own);
    own.macs.push(macOfNumbers(octets));
  };
  for (const [[fdb = 0, ...octets], cells] of rowsWith(table, Q_FDB.port))
    add(vlanOf.get(fdb) ?? fdb, octets, cells.get(Q_FDB.port), cells.get(Q_FDB.status));
  if (found.size === 0)
    for (const [octets, cells] of rowsWith(table, FDB.port)) add(null, octets, cells.get(FDB.port), cells.get(FDB.status));
  return [...found.values()].map(({ port, vlan, macs }) => ({ kind: 'fdb', port, vlan, macs: [...new Set(macs)].sort() }));
}

/** Addresses that a device resolved to hardware addresses, of IPv4 and IPv6. */
export function readArp(table: Table, interfaces: readonly Interface[]): readonly Neighbour[] {
  const ports = portsOf(interfaces);
  const found = new Map<string, Neighbour>();
  const add = (index: number, address: string, value: Value | undefined): void => {
    const mac = macOf(value);
    if (address !== '' && mac !== null) found.set(`${index} ${address}`, { kind: 'arp', port: ports.ofIndex(index), address, mac });
  };
  for (const [[index = 0, ...octets], cells] of rowsWith(table, ARP)) add(index, addressOfOctets(FAMILIES.v4, octets), cells.get(ARP));
  // InetAddressType: 1 and 2 as the families are counted.
  for (const [[index = 0, family = 0, length = 0, ...octets], cells] of rowsWith(table, PHYSICAL))
    if (octets.length === length) add(index, addressOfOctets(family, octets), cells.get(PHYSICAL));
  return [...found.values()];
}

/** The neighbours in the short tables of a device: LLDP and CDP. Those on a port that it does not have stand with port ''. */
export function readNeighbours(table: Table, interfaces: readonly Interface[]): readonly Neighbour[] {
  const ports = portsOf(interfaces);
  return [...readLldp(table, ports), ...readCdp(table, ports)];
}
