import type { Value } from '../../lib/snmp/ber.ts';
import { type LabDevice, type Port, portsOf, type Seen } from '../device/state.ts';
import { bytes, identifier, integer, leaf, type SeenLeaf, text } from './values.ts';

const IP_ADDRESS = '1.3.6.1.2.1.4.34.1';
const PREFIXES = '1.3.6.1.2.1.4.32.1.5';
const RESOLVED = '1.3.6.1.2.1.4.22.1.2';
const BASE_PORT = '1.3.6.1.2.1.17.1.4.1.2';
const LEARNED = '1.3.6.1.2.1.17.7.1.2.2.1';
const CURRENT = '1.3.6.1.2.1.17.7.1.4.2.1';
const STATIC = '1.3.6.1.2.1.17.7.1.4.3.1';
const PVID = '1.3.6.1.2.1.17.7.1.4.5.1.1';
const ETHERNET = 6;
/** A device with so many ports is a switch. */
const SWITCH_PORTS = 20;
const MANAGEMENT = { id: 77, name: '管理' } as const;
/** The first host of a switch is carried to another port and back. */
const MOVES_MS = 6 * 3_600_000;
const ROOM = 250;

const ipv4 = (address: readonly number[]): readonly number[] => [1, 4, ...address];

/** An address of the device with the prefix of 24 bits that it is in (RFC 4293). */
function addressLeaves(address: readonly number[], ifIndex: number): readonly SeenLeaf[] {
  const index = ipv4(address);
  const prefix = `${PREFIXES}.${ifIndex}.1.4.${[...address.slice(0, 3), 0].join('.')}.24`;
  return [
    leaf(`${IP_ADDRESS}.3`, index, () => integer(ifIndex)),
    leaf(`${IP_ADDRESS}.4`, index, () => integer(1)),
    leaf(`${IP_ADDRESS}.5`, index, () => identifier(prefix)),
  ];
}

/** A PortList (RFC 4363): the first port is the highest bit of the first octet. */
function portList(ports: readonly Port[], all: number): Value {
  const octets = Buffer.alloc(Math.ceil(all / 8));
  for (const { index } of ports) octets[(index - 1) >> 3] = (octets[(index - 1) >> 3] ?? 0) | (0x80 >> ((index - 1) & 7));
  return bytes(octets);
}

/** The VLAN and the subnet of the hosts behind a switch. */
const hostsOf = ({ mac }: LabDevice) => ({ vlan: 100 + mac, subnet: [10, 1 + Math.floor(mac / ROOM), mac % ROOM] as const });

/** A switch: its VLANs, the hosts it has learned on its ports and, as their gateway, has resolved. Hosts are no devices of the laboratory. */
function switchLeaves(device: LabDevice, ports: readonly Port[]): readonly SeenLeaf[] {
  const cables = device.cables?.() ?? new Map();
  const used = ports.filter(({ isUnused }) => !isUnused);
  const trunks = used.filter(({ index, range }) => range.isUplink || cables.has(index));
  const access = used.filter((port) => !trunks.includes(port));
  const { vlan, subnet } = hostsOf(device);
  const hosts = access.map((port, number) => {
    const mac = [0x02, 0x48, (device.mac >> 8) & 0xff, device.mac & 0xff, port.index, 1];
    const other = number === 0 ? access[1] : undefined;
    const at = (seen: Seen): Port => (other && Math.floor(seen.at / MOVES_MS) % 2 === 1 ? other : port);
    return { mac, at, address: [...subnet, 10 + number] };
  });
  const present = (seen: Seen, port: Port, value: Value): Value | null => (seen.isDown(port) ? null : value);
  const vlans = [
    { ...MANAGEMENT, egress: trunks, untagged: [] as readonly Port[] },
    { id: vlan, name: `业务 ${device.name}`, egress: [...trunks, ...access], untagged: access },
  ];
  return [
    ...ports.map(({ index }) => leaf(BASE_PORT, [index], () => integer(index))),
    ...used.map((port) => leaf(PVID, [port.index], () => integer(access.includes(port) ? vlan : 1))),
    ...vlans.flatMap(({ id, name, egress, untagged }) => [
      leaf(`${CURRENT}.4`, [0, id], () => portList(egress, ports.length)),
      leaf(`${CURRENT}.5`, [0, id], () => portList(untagged, ports.length)),
      leaf(`${STATIC}.1`, [id], () => text(name)),
      leaf(`${STATIC}.2`, [id], () => portList(egress, ports.length)),
      leaf(`${STATIC}.5`, [id], () => integer(1)),
    ]),
    ...addressLeaves([...subnet, 1], 1),
    ...hosts.flatMap(({ mac, at, address }) => [
      leaf(`${LEARNED}.2`, [vlan, ...mac], (seen) => present(seen, at(seen), integer(at(seen).index))),
      leaf(`${LEARNED}.3`, [vlan, ...mac], (seen) => present(seen, at(seen), integer(3))),
      leaf(RESOLVED, [1, ...address], (seen) => present(seen, at(seen), bytes(Buffer.from(mac)))),
    ]),
  ];
}

/**
 * What a device tells of the network that others of its model do not: its address in the network of management (RFC 4293), and of a switch
 * its VLANs, learned and resolved addresses (Q-BRIDGE-MIB, RFC 4363).
 */
export function networkLeaves(device: LabDevice): readonly SeenLeaf[] {
  const ports = portsOf(device).filter(({ range }) => range.type === ETHERNET);
  if (ports.length === 0) return [];
  const own = [10, 77, 1 + Math.floor(device.mac / ROOM), 1 + (device.mac % ROOM)];
  const isSwitch = ports.length >= SWITCH_PORTS && device.model.hasLldp;
  return [...addressLeaves(own, 1), ...(isSwitch ? switchLeaves(device, ports) : [])];
}
