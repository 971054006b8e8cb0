import type { Instant } from '../../../../shared/domain/id.ts';
import { fractionOf } from '../../../../shared/domain/poll/phase.ts';
import { type Curve, curveOf } from './curve.ts';
import type { FaultKind, LabFault, Schedule } from './faults.ts';
import type { DeviceModel, InterfaceRange } from './model.ts';

/** A device of the laboratory, as it is told of itself. */
export interface LabDevice {
  readonly name: string;
  readonly model: DeviceModel;
  readonly location: string;
  readonly contact: string;
  readonly serial: string;
  /** Three bytes that no other device has. */
  readonly mac: number;
  readonly bootedAt: Instant;
  /** RFC 3411 snmpEngineID. */
  readonly engineId: Buffer;
  /** Where its cables go, by the number of the port; left out, nowhere. */
  readonly cables?: () => ReadonlyMap<number, FarEnd>;
}

/** One interface of a device with what does not change. */
export interface Port {
  readonly index: number;
  readonly name: string;
  readonly short: string;
  readonly range: InterfaceRange;
  readonly isUnused: boolean;
  /** Bytes a second on the mean. */
  readonly inBytes: number;
  readonly outBytes: number;
  readonly inCurve: Curve;
  readonly outCurve: Curve;
}

/** The other end of a cable. */
export interface FarEnd {
  readonly device: LabDevice;
  readonly port: Port;
}

/** The interfaces of a device; ifIndex counts from 1 through all ranges. */
export function portsOf(device: Pick<LabDevice, 'name' | 'model'>): readonly Port[] {
  const ports: Port[] = [];
  for (const range of device.model.interfaces)
    for (let n = range.from; n < range.from + range.count; n += 1) {
      const index = ports.length + 1;
      const own = (what: string) => fractionOf(`${device.name} port ${index} ${what}`);
      const [least, most] = range.load;
      const bytes = (what: string) => (range.mbps / 8) * 1e6 * (least + (most - least) * own(what) ** 2);
      ports.push({
        index,
        name: range.name.replace('{n}', String(n)),
        short: range.short.replace('{n}', String(n)),
        range,
        isUnused: own('unused') < range.unused,
        inBytes: bytes('in'),
        outBytes: bytes('out'),
        inCurve: curveOf(`${device.name} in ${index}`),
        outCurve: curveOf(`${device.name} out ${index}`),
      });
    }
  return ports;
}

/** A device at one moment: everything its tree is read from. */
export interface Seen {
  readonly at: Instant;
  readonly device: LabDevice;
  readonly ports: readonly Port[];
  /** Seconds since it booted. */
  readonly upS: number;
  quantity(name: string): number;
  /** What a counter of the device has counted since the boot at this many a second on the mean. */
  counted(name: string, perSecond: number): number;
  isDown(port: Port): boolean;
  /** Who is at the other end of a cable that carries; null where there is none, or either end is down. */
  farEnd(index: number): FarEnd | null;
  /** When the state of the port changed last: since the boot, at first. */
  changedAt(port: Port): Instant;
  /** Bytes since the boot, less what it could not carry while it was down. */
  octets(port: Port, way: 'in' | 'out'): number;
}

/** The link a fault takes down, among those that can. */
export function portOf(fault: LabFault, ports: readonly Port[]): Port | undefined {
  const uplinks = ports.filter(({ range, isUnused }) => range.isUplink && !isUnused);
  return uplinks[Math.floor(fault.part * uplinks.length)];
}

function progress({ from, until }: LabFault, at: Instant): number {
  return (at - from) / (until - from);
}

/** Faults of one port, those that overlap as one: what it did not carry is taken off once. */
function together(faults: readonly LabFault[]): readonly LabFault[] {
  const merged: LabFault[] = [];
  for (const fault of faults) {
    const last = merged.at(-1);
    if (last && fault.from <= last.until) merged.splice(-1, 1, { ...last, until: Math.max(last.until, fault.until) });
    else merged.push(fault);
  }
  return merged;
}

/** Looks at a device by the schedule of faults. The same moment looks the same for ever. */
export function createSight(device: LabDevice, schedule: Schedule): (at: Instant) => Seen {
  const ports = portsOf(device);
  const curves = new Map(Object.keys(device.model.quantities).map((name) => [name, curveOf(`${device.name} ${name}`)]));

  function quantity(name: string, at: Instant, faults: readonly LabFault[]): number {
    const { mean, spread, swing, effects } = device.model.quantities[name] ?? { mean: 0, spread: 0, swing: 0, effects: {} };
    const usual =
      mean + spread * (fractionOf(`${device.name} spread ${name}`) * 2 - 1) + swing * ((curves.get(name)?.at(at / 1000) ?? 1) - 1);
    for (const fault of faults) {
      const effect = effects[fault.kind];
      if (effect === undefined) continue;
      if ('elapsed' in effect) return Math.floor((at - fault.from) / 1000);
      return usual + (effect.to - usual) * (effect.over === 0 ? 1 : Math.min(1, progress(fault, at) / effect.over));
    }
    return usual;
  }

  const counters = new Map<string, Curve>();
  function counterOf(name: string): Curve {
    const known = counters.get(name) ?? curveOf(`${device.name} counter ${name}`);
    counters.set(name, known);
    return known;
  }

  const farOf = ({ index }: Port): FarEnd | undefined => device.cables?.().get(index);
  /** While it was down itself, or what is at its other end had no power; oldest first. */
  const downs = (port: Port, until: Instant): readonly LabFault[] => {
    const far = farOf(port);
    const own = schedule.of(device.name, 'linkDown', until).filter((fault) => portOf(fault, ports) === port);
    const dead = far ? schedule.of(far.device.name, 'dead', until) : [];
    return dead.length === 0 ? own : together([...own, ...dead].sort((a, b) => a.from - b.from));
  };

  return (at) => {
    const all = schedule.at(at);
    const faults = all.filter((fault) => fault.device === device.name);
    const has = (kind: FaultKind, port: Port) => faults.some((fault) => fault.kind === kind && portOf(fault, ports) === port);
    const isDead = (port: Port) => {
      const far = farOf(port);
      return far !== undefined && all.some((fault) => fault.kind === 'dead' && fault.device === far.device.name);
    };
    const isCut = ({ device: far, port }: FarEnd) =>
      all.some((fault) => fault.device === far.name && fault.kind === 'linkDown' && portOf(fault, portsOf(far))?.index === port.index);
    return {
      at,
      device,
      ports,
      upS: Math.floor((at - device.bootedAt) / 1000),
      quantity: (name) => quantity(name, at, faults),
      counted: (name, perSecond) => counterOf(name).between(device.bootedAt / 1000, at / 1000) * perSecond,
      isDown: (port) => port.isUnused || has('linkDown', port) || isDead(port),
      farEnd: (index) => {
        const far = device.cables?.().get(index);
        const port = ports[index - 1];
        return far && port && !port.isUnused && !has('linkDown', port) && !isDead(port) && !isCut(far) ? far : null;
      },
      changedAt: (port) =>
        downs(port, at).reduce((latest, { from, until }) => Math.max(latest, until <= at ? until : from), device.bootedAt),
      octets: (port, way) => {
        if (port.isUnused) return 0;
        const curve = way === 'in' ? port.inCurve : port.outCurve;
        const carried = (from: Instant, to: Instant) => curve.between(from / 1000, to / 1000);
        const past = downs(port, at);
        // Down, it stands where it stood, to the byte: a difference of two large numbers would not.
        const end = past.find(({ until }) => until > at)?.from ?? at;
        const lost = past.reduce((sum, { from, until }) => sum + (until <= at ? carried(from, until) : 0), 0);
        return (carried(device.bootedAt, end) - lost) * (way === 'in' ? port.inBytes : port.outBytes);
      },
    };
  };
}
