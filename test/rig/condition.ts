import { type Curve, curveOf } from '../../electron/backend/lab/device/curve.ts';
import type { Port, Seen } from '../../electron/backend/lab/device/state.ts';
import { fractionOf } from '../../shared/domain/poll/phase.ts';
import type { RigDevice } from './fleet.ts';

/** How a device is, and what its agent reads: faults change it, time moves it. */
export interface Condition {
  /** Says nothing. */
  isSilent: boolean;
  /** Share of its answers that are lost, from 0 to 1. */
  loss: number;
  /** Milliseconds by which its answers are late. */
  delayMs: number;
  /** Load of its processors in percent while that is not the usual one. */
  cpu: number | null;
  readonly boots: number;
  readonly upS: (at: number) => number;
  setLink(index: number, isUp: boolean, at: number): void;
  isDown(index: number): boolean;
  restart(at: number): void;
  see(at: number): Seen;
}

const DAY_MS = 86_400_000;

interface Down {
  since: number | null;
  /** What it would have carried while it was down, in seconds of the mean. */
  lostS: number;
  changedAt: number;
}

/** A device that has been up for some days at `now` (epoch ms); its counters go on from there and never back, but at a restart. */
export function createCondition(device: RigDevice, now: number): Condition {
  const draw = (what: string): number => fractionOf(`${device.name} ${what}`);
  let bootedAt = now - Math.round((2 + 200 * draw('boot')) * DAY_MS);
  let boots = 1;
  const load = 0.5 + draw('load');
  const links = new Map<number, Down>();
  const curve: Curve = curveOf(device.model.name);
  const lab = {
    name: device.name,
    model: device.model,
    location: `R${device.index % 40}`,
    contact: 'rig',
    serial: `RIG${device.index}`,
    mac: device.index,
    engineId: engineIdOf(device.index),
  };
  const linkOf = (index: number): Down => {
    const known = links.get(index) ?? { since: null, lostS: 0, changedAt: bootedAt };
    links.set(index, known);
    return known;
  };

  const condition: Condition = {
    isSilent: false,
    loss: 0,
    delayMs: 0,
    cpu: null,
    get boots() {
      return boots;
    },
    upS: (at) => Math.floor((at - bootedAt) / 1000),

    isDown: (index) => (links.get(index)?.since ?? null) !== null,
    setLink: (index, isUp, at) => {
      const link = linkOf(index);
      if (isUp === (link.since === null)) return;
      if (link.since !== null) link.lostS += curve.between(link.since / 1000, at / 1000);
      link.since = isUp ? null : at;
      link.changedAt = at;
    },
    restart: (at) => {
      bootedAt = at;
      boots += 1;
      links.clear();
    },
    see: (at) => {
      const carriedTo = (end: number): number => curve.between(bootedAt / 1000, end / 1000);
      const carriedS = carriedTo(at);
      const carriedBy = ({ index }: Port): number => {
        const link = links.get(index);
        return link ? (link.since === null ? carriedS : carriedTo(link.since)) - link.lostS : carriedS;
      };
      return {
        at,
        device: { ...lab, bootedAt },
        ports: device.ports,
        upS: Math.floor((at - bootedAt) / 1000),
        quantity: (name) => {
          if (name === 'cpu' && condition.cpu !== null) return condition.cpu;
          const { mean, spread } = device.model.quantities[name] ?? { mean: 0, spread: 0 };
          return mean + spread * (draw(name) * 2 - 1) * curve.at(at / 1000);
        },
        farEnd: () => null,
        counted: (_name, perSecond) => carriedS * load * perSecond,
        isDown: (port) => condition.isDown(port.index),
        changedAt: (port) => links.get(port.index)?.changedAt ?? bootedAt,
        octets: (port, way) => carriedBy(port) * load * (way === 'in' ? port.inBytes : port.outBytes),
      };
    },
  };
  return condition;
}

/** RFC 3411: an engine identifier of this enterprise with bytes of our choice. */
export function engineIdOf(index: number): Buffer {
  const id = Buffer.alloc(12);
  id.writeUInt32BE((0x8000_0000 | 2011) >>> 0, 0);
  id[4] = 5;
  id.write('rig', 5);
  id.writeUInt32BE(index, 8);
  return id;
}
