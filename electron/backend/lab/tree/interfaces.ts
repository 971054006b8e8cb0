import type { DeviceModel } from '../device/model.ts';
import { type Port, portsOf, type Seen } from '../device/state.ts';
import { bytes, column, counter, counter64, gauge, integer, type SeenLeaf, scalar, text, ticks } from './values.ts';

const IF = '1.3.6.1.2.1.2.2.1';
const IFX = '1.3.6.1.2.1.31.1.1.1';
const PACKET_BYTES = 720;
/** A sound link loses a packet in so many bytes. */
const BYTES_PER_ERROR = 6e11;
const UP = 1;
const DOWN = 2;
const MAX_SPEED = 2 ** 32 - 1;

type PortReader = (port: Port, seen: Seen) => ReturnType<SeenLeaf['read']>;

/** The port of the device that is looked at: names and types are the model's, the rest is each one's own. */
const own = (read: PortReader) => (port: Port, seen: Seen) => read(seen.ports[port.index - 1] ?? port, seen);

/** The address of an interface; of the device as a whole, its index is 0. */
export function physicalAddress({ index }: Pick<Port, 'index'>, device: Seen['device']): Buffer {
  // Locally administered: no vendor's.
  return Buffer.from([0x02, 0x53, 0x57, (device.mac >> 8) & 0xff, device.mac & 0xff, index & 0xff]);
}

const octets = (way: 'in' | 'out') => (port: Port, seen: Seen) => seen.octets(port, way);
const packets = (way: 'in' | 'out') => (port: Port, seen: Seen) => seen.octets(port, way) / PACKET_BYTES;
const errors = (way: 'in' | 'out') => (port: Port, seen: Seen) => seen.octets(port, way) / BYTES_PER_ERROR;

/** IF-MIB (RFC 2863): ifTable, and ifXTable where the model has 64-bit counters. */
export function interfaceLeaves(model: DeviceModel): readonly SeenLeaf[] {
  const ports = portsOf({ name: '', model });
  const of = (object: string, read: PortReader) => column(object, ports, ({ index }) => index, own(read));
  const counted = (object: string, read: (port: Port, seen: Seen) => number) => of(object, (port, seen) => counter(read(port, seen)));
  const counted64 = (object: string, read: (port: Port, seen: Seen) => number) => of(object, (port, seen) => counter64(read(port, seen)));
  const base = [
    scalar('1.3.6.1.2.1.2.1', ({ ports }) => integer(ports.length)),
    ...of(`${IF}.1`, ({ index }) => integer(index)),
    ...of(`${IF}.2`, ({ name }) => text(name)),
    ...of(`${IF}.3`, ({ range }) => integer(range.type)),
    ...of(`${IF}.4`, () => integer(1500)),
    ...of(`${IF}.5`, ({ range }) => gauge(Math.min(MAX_SPEED, range.mbps * 1e6))),
    ...of(`${IF}.6`, (port, seen) => bytes(physicalAddress(port, seen.device))),
    ...of(`${IF}.7`, ({ isUnused }) => integer(isUnused ? DOWN : UP)),
    ...of(`${IF}.8`, (port, seen) => integer(seen.isDown(port) ? DOWN : UP)),
    ...of(`${IF}.9`, (port, seen) => ticks(seen.changedAt(port) - seen.device.bootedAt)),
    ...counted(`${IF}.10`, octets('in')),
    ...counted(`${IF}.11`, packets('in')),
    ...counted(`${IF}.13`, () => 0),
    ...counted(`${IF}.14`, errors('in')),
    ...counted(`${IF}.16`, octets('out')),
    ...counted(`${IF}.17`, packets('out')),
    ...counted(`${IF}.19`, () => 0),
    ...counted(`${IF}.20`, errors('out')),
  ];
  if (!model.has64BitCounters) return base;
  return [
    ...base,
    ...of(`${IFX}.1`, ({ short }) => text(short)),
    ...counted64(`${IFX}.6`, octets('in')),
    ...counted64(`${IFX}.7`, packets('in')),
    ...counted64(`${IFX}.10`, octets('out')),
    ...counted64(`${IFX}.11`, packets('out')),
    ...of(`${IFX}.15`, ({ range }) => gauge(range.mbps)),
    ...of(`${IFX}.17`, ({ range }) => integer(range.type === 6 ? 1 : 2)),
    ...of(`${IFX}.18`, ({ range }) => text(range.alias)),
    ...of(`${IFX}.19`, () => ticks(0)),
  ];
}
