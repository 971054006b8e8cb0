import type { Clock } from '../lib/clock.ts';
import type { Destination } from '../lib/supervision.ts';
import type { LabFault, Schedule } from './device/faults.ts';
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
  readonly clock: Clock;
  readonly community: string;
}

const TICK_MS = 1000;
/** A prime: the next to speak is far from the last. */
const STRIDE = 31;

/**
 * What simulated devices say of themselves: a usual line of one of them every second, and by line and notification every link that goes
 * down or comes up. A device that is silent says nothing. What was so already when the lab began is not said again.
 */
export function createVoice({ speakers, schedule, clock, community }: Parts): Voice {
  const byName = new Map(speakers.map((speaker) => [speaker.device.name, speaker]));
  let doors: Doors = { syslog: null, traps: null };
  let said = 0;

  const keyOf = ({ device, part, from }: LabFault): string => `${device} ${part} ${from}`;

  function line({ send }: Speaker, text: string): void {
    if (doors.syslog) send(Buffer.from(text), doors.syslog);
  }

  function trap({ device, send }: Speaker, kind: TrapKind, port: Port): void {
    if (!doors.traps) return;
    const upS = Math.floor((clock.now() - device.bootedAt) / 1000);
    send(trapOf(kind, port, upS, said, community), doors.traps);
  }

  function link(fault: LabFault, isUp: boolean): void {
    const speaker = byName.get(fault.device);
    const port = speaker && portOf(fault, portsOf(speaker.device));
    if (!speaker || !port) return;
    said += 1;
    line(speaker, linkLine(speaker.device, port, isUp, clock.now(), said));
    trap(speaker, isUp ? 'linkUp' : 'linkDown', port);
  }

  function silentNow(): ReadonlySet<string> {
    return new Set(
      schedule
        .at(clock.now())
        .filter(({ kind }) => kind === 'silent')
        .map(({ device }) => device),
    );
  }

  function downNow(silent: ReadonlySet<string>): ReadonlyMap<string, LabFault> {
    const down = schedule.at(clock.now()).filter(({ kind, device }) => kind === 'linkDown' && !silent.has(device));
    return new Map(down.map((fault) => [keyOf(fault), fault]));
  }

  let linksDown = downNow(silentNow());

  function tick(): void {
    // Nobody listens yet: what happens until then stays to be said.
    if (!doors.syslog && !doors.traps) return;
    const silent = silentNow();
    const down = downNow(silent);
    for (const [key, fault] of linksDown) if (!down.has(key) && clock.now() >= fault.until) link(fault, true);
    for (const [key, fault] of down) if (!linksDown.has(key)) link(fault, false);
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
