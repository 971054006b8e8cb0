import { createSocket, type Socket } from 'node:dgram';
import { compareOids } from '../../electron/backend/collectors/snmp/walk.ts';
import { elementsOf, integer, numberIn, octets as octetString, oid, oidIn, sequence, tlv } from './ber.ts';

/** A simulated agent: one address with what it tells. */
export interface SimulatedDevice {
  readonly address: string;
  readonly community: string;
  /** Encoded values by OID. */
  readonly mib: ReadonlyMap<string, Buffer>;
}

export interface Responder {
  /** Packets that came to an address, answered or not. */
  packets(address: string): number;
  /** Addresses to which this community was said. */
  heard(community: string): ReadonlySet<string>;
  stop(): Promise<void>;
}

const GET = 0xa0;
const NEXT = 0xa1;
const ANSWER = 0xa2;
const BULK = 0xa5;
const NO_SUCH_OBJECT = tlv(0x80);
const END_OF_VIEW = tlv(0x82);

export const text = (value: string): Buffer => octetString(value);
export const octets = (hex: string): Buffer => octetString(Buffer.from(hex.replaceAll(':', ''), 'hex'));
export const number = (value: number): Buffer => integer(value);
export const ticks = (seconds: number): Buffer => integer(seconds * 100, 0x43);

type Varbind = readonly [string, Buffer];

/** Serves one device; what it does not have is an exception, and the wrong community gets silence. */
function answerOf(device: SimulatedDevice, sorted: readonly string[], request: Buffer): Buffer | null {
  const [version, community, pdu] = elementsOf(elementsOf(request)[0]?.body ?? Buffer.alloc(0));
  if (!version || !community || !pdu || community.body.toString() !== device.community) return null;
  const [id, first, second, list] = elementsOf(pdu.body);
  if (!id || !first || !second || !list) return null;
  const asked = elementsOf(list.body).map(({ body }) => oidIn(elementsOf(body)[0]?.body ?? Buffer.alloc(0)));
  const after = (cursor: string): string | undefined => sorted.find((known) => compareOids(known, cursor) > 0);
  const cellOf = (name: string): Varbind => [name, device.mib.get(name) ?? NO_SUCH_OBJECT];
  const nextOf = (cursor: string): Varbind => {
    const name = after(cursor);
    return name === undefined ? [cursor, END_OF_VIEW] : cellOf(name);
  };
  const bulk = (): readonly Varbind[] => {
    const found: Varbind[] = [];
    let cursors = asked;
    for (let round = 0; round < numberIn(second.body) && cursors.length > 0; round += 1) {
      const row = cursors.map(nextOf);
      found.push(...row);
      cursors = row.map(([name]) => name);
    }
    return found;
  };
  const varbinds = pdu.tag === GET ? asked.map(cellOf) : pdu.tag === NEXT ? asked.map(nextOf) : pdu.tag === BULK ? bulk() : [];
  const encoded = varbinds.map(([name, value]) => sequence(oid(name), value));
  return sequence(
    tlv(version.tag, version.body),
    tlv(community.tag, community.body),
    tlv(ANSWER, tlv(id.tag, id.body), integer(0), integer(0), sequence(...encoded)),
  );
}

const communityOf = (request: Buffer): string => elementsOf(elementsOf(request)[0]?.body ?? Buffer.alloc(0))[1]?.body.toString() ?? '';

/** Serves simulated devices of SNMP v2c, each on an address of its own and all on one port. */
export async function startResponder(devices: readonly SimulatedDevice[], port: number): Promise<Responder> {
  const packets = new Map<string, number>();
  const heard = new Map<string, Set<string>>();
  const sockets: Socket[] = [];
  for (const device of devices) {
    const sorted = [...device.mib.keys()].sort(compareOids);
    const socket = createSocket({ type: 'udp4', reuseAddr: false });
    socket.on('message', (request, from) => {
      const { address } = device;
      packets.set(address, (packets.get(address) ?? 0) + 1);
      const community = communityOf(request);
      heard.set(community, (heard.get(community) ?? new Set()).add(address));
      const answer = answerOf(device, sorted, request);
      if (answer) socket.send(answer, from.port, from.address);
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(port, device.address, resolve);
    });
    sockets.push(socket);
  }
  return {
    packets: (address) => packets.get(address) ?? 0,
    heard: (community) => heard.get(community) ?? new Set(),
    stop: async () => {
      await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))));
    },
  };
}

export interface DeviceTraits {
  readonly address: string;
  readonly community: string;
  readonly name: string;
  readonly serial?: string;
  readonly model?: string;
  readonly engineId?: string;
  readonly chassisMac?: string;
  readonly macs?: readonly string[];
  readonly addresses?: readonly string[];
  readonly description?: string;
}

/** A device as a switch tells of itself: system group, engine, bridge, chassis, ports, its own addresses. */
export function aSwitch(traits: DeviceTraits): SimulatedDevice {
  const { address, community, name, serial, model = 'S5130', engineId, chassisMac, macs = [], addresses = [address] } = traits;
  const mib = new Map<string, Buffer>([
    ['1.3.6.1.2.1.1.1.0', text(traits.description ?? 'H3C Comware Platform Software, switch')],
    ['1.3.6.1.2.1.1.2.0', oid('1.3.6.1.4.1.25506.11.1')],
    ['1.3.6.1.2.1.1.3.0', ticks(3600)],
    ['1.3.6.1.2.1.1.5.0', text(name)],
    ['1.3.6.1.2.1.1.6.0', text('机房A')],
  ]);
  if (engineId) mib.set('1.3.6.1.6.3.10.2.1.1.0', octets(engineId));
  if (chassisMac) mib.set('1.3.6.1.2.1.17.1.1.0', octets(chassisMac));
  if (serial) {
    mib.set('1.3.6.1.2.1.47.1.1.1.1.5.1', number(3));
    mib.set('1.3.6.1.2.1.47.1.1.1.1.11.1', text(serial));
    mib.set('1.3.6.1.2.1.47.1.1.1.1.13.1', text(model));
  }
  for (const [index, mac] of macs.entries()) mib.set(`1.3.6.1.2.1.2.2.1.6.${index + 1}`, octets(mac));
  for (const [index, own] of addresses.entries()) mib.set(`1.3.6.1.2.1.4.20.1.2.${own}`, number(index + 1));
  return { address, community, mib };
}
