import type { DeviceModel } from '../device/model.ts';
import { type Port, portsOf, type Seen } from '../device/state.ts';
import { physicalAddress } from './interfaces.ts';
import { bytes, integer, leaf, type SeenLeaf, scalar, text } from './values.ts';

const LLDP = '1.0.8802.1.1.2.1';
const REMOTE = `${LLDP}.4.1.1`;
const LOCAL = `${LLDP}.3.7.1`;
/** LldpChassisIdSubtype macAddress, LldpPortIdSubtype interfaceName. */
const MAC = 4;
const NAME = 5;

/** The address of a device as a whole: that of its first interface. */
const chassisOf = (device: Seen['device']): Buffer => physicalAddress({ index: 0 }, device);

/** LLDP-MIB (IEEE 802.1AB-2005): what a device is, its ports, and who is at the other end of each cable that carries. */
export function lldpLeaves(model: DeviceModel): readonly SeenLeaf[] {
  const ports = portsOf({ name: '', model }).filter(({ range }) => range.type === 6);
  const local = (column: number, read: (port: Port, seen: Seen) => ReturnType<SeenLeaf['read']>) =>
    ports.map((port) => leaf(`${LOCAL}.${column}`, [port.index], (seen) => read(port, seen)));
  const remote = (column: number, read: (far: NonNullable<ReturnType<Seen['farEnd']>>) => ReturnType<SeenLeaf['read']>) =>
    // lldpRemTimeMark 0, the port, one neighbour on each.
    ports.map(({ index }) =>
      leaf(`${REMOTE}.${column}`, [0, index, 1], (seen) => {
        const far = seen.farEnd(index);
        return far && read(far);
      }),
    );
  return [
    scalar(`${LLDP}.3.1`, () => integer(MAC)),
    scalar(`${LLDP}.3.2`, ({ device }) => bytes(chassisOf(device))),
    ...local(2, () => integer(NAME)),
    ...local(3, ({ short, name }) => text(model.has64BitCounters ? short : name)),
    ...local(4, ({ name }) => text(name)),
    ...remote(4, () => integer(MAC)),
    ...remote(5, ({ device }) => bytes(chassisOf(device))),
    ...remote(6, () => integer(NAME)),
    ...remote(7, ({ device, port }) => text(device.model.has64BitCounters ? port.short : port.name)),
    ...remote(8, ({ port }) => text(port.name)),
    ...remote(9, ({ device }) => text(device.name)),
    ...remote(10, ({ device }) => text(device.model.sysDescr)),
  ];
}
