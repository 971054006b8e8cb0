import type { Instant } from '../../../shared/domain/id.ts';
import type { Clock } from '../lib/clock.ts';
import type { Destination } from '../lib/supervision.ts';
import type { LabFault, Schedule } from './device/faults.ts';
import type { Outage } from './device/outage.ts';
import { type LabDevice, type Port, portOf, portsOf } from './device/state.ts';
import { linkLine, type TrapKind, trapOf, usualLine } from './messages.ts';

/** Where what devices say of themselves goes; null: nowhere. */
export interface Doors {
  readonly syslog: Destination | null;
  readonly traps: Destination | null;
}

/** A device that can send from its own address. */
export interface Speaker {
  readonly device: LabDevice;
  send(bytes: Buffer, to: Destination): void;
}

export interface Voice {
  sendTo(doors: Doors): void;
  /** What there is to say at this moment; called every second. */
  tick(): void;
  stop(): void;
}

interface Parts {
  readonly speakers: readonly Speaker[];
  readonly schedule: Schedule;
  outages(at: Instant): Outage;
  readonly clock: Clock;
  readonly community: string;
}

/** A port that is down for a while, and whose agent says so. */
interface Down {
  readonly speaker: Speaker;
  readonly port: Port;
  readonly until: Instant;
}

const TICK_MS = 1000;
/** A prime: the next to speak is far from the last. */
const STRIDE = 31;

/**
 * What simulated devices say of themselves: a usual line of one of them every second, and by line and notification every link that goes
 * down or comes up. A device that is silent says nothing. What was so already when the lab began is not said again.
 */
export function createVoice({ speakers, schedule, outages, clock, community }: Parts): Voice {
  const byName = new Map(speakers.map((speaker) => [speaker.device.name, speaker]));
  let doors: Doors = { syslog: null, traps: null };
  let said = 0;

  function line({ send }: Speaker, text: string): void {
    if (doors.syslog) send(Buffer.from(text), doors.syslog);
  }

  function trap({ device, send }: Speaker, kind: TrapKind, port: Port): void {
    if (!doors.traps) return;
    const upS = Math.floor((clock.now() - device.bootedAt) / 1000);
    send(trapOf(kind, port, upS, said, community), doors.traps);
  }

  function link({ speaker, port }: Down, isUp: boolean): void {
    said += 1;
    line(speaker, linkLine(speaker.device, port, isUp, clock.now(), said));
    trap(speaker, isUp ? 'linkUp' : 'linkDown', port);
  }

  function silentNow(): ReadonlySet<string> {
    const now = clock.now();
    const silent = schedule.at(now).flatMap(({ kind, device }) => (kind === 'silent' ? [device] : []));
    return new Set([...silent, ...outages(now).cutOff]);
  }

  /** Ports that a fault takes down: one of a device, or all that lead to one without power. */
  function portsDownBy(fault: LabFault): readonly { readonly speaker: Speaker; readonly port: Port }[] {
    const speaker = byName.get(fault.device);
    if (!speaker) return [];
    if (fault.kind === 'linkDown') {
      const port = portOf(fault, portsOf(speaker.device));
      return port ? [{ speaker, port }] : [];
    }
    if (fault.kind !== 'dead') return [];
    return [...(speaker.device.cables?.().values() ?? [])].flatMap(({ device, port }) => {
      const beside = byName.get(device.name);
      return beside ? [{ speaker: beside, port }] : [];
    });
  }

  function downNow(silent: ReadonlySet<string>): ReadonlyMap<string, Down> {
    const down = schedule.at(clock.now()).flatMap((fault) => portsDownBy(fault).map((one) => ({ ...one, until: fault.until })));
    return new Map(
      down
        .filter(({ speaker }) => !silent.has(speaker.device.name))
        .map((one) => [`${one.speaker.device.name} ${one.port.index} ${one.until}`, one]),
    );
  }

  let linksDown = downNow(silentNow());

  function tick(): void {
    // Nobody listens yet: what happens until then stays to be said.
    if (!doors.syslog && !doors.traps) return;
    const silent = silentNow();
    const down = downNow(silent);
    for (const [key, one] of linksDown) if (!down.has(key) && clock.now() >= one.until) link(one, true);
    for (const [key, one] of down) if (!linksDown.has(key)) link(one, false);
    linksDown = down;
    said += 1;
    const speaker = speakers[(said * STRIDE) % Math.max(1, speakers.length)];
    if (speaker && !silent.has(speaker.device.name)) line(speaker, usualLine(speaker.device, clock.now(), said));
  }

  const timer = setInterval(tick, TICK_MS);
  return {
    sendTo: (next) => {
      doors = next;
    },
    tick,
    stop: () => clearInterval(timer),
  };
}
