import type { RigAgent } from './agents.ts';
import { linkLine, type TrapKind, trapOf, usualLine } from './messages.ts';

export interface Destination {
  readonly host: string;
  readonly port: number;
}

export interface VoiceOptions {
  /** Where notifications and log lines go; null sends none. */
  readonly traps: Destination | null;
  readonly syslog: Destination | null;
  /** A second, besides those that faults cause. */
  readonly trapsPerSecond: number;
  readonly linesPerSecond: number;
}

/** What devices say of themselves, each from its own address. */
export interface Voice {
  trap(agent: RigAgent, kind: TrapKind, port: number): void;
  /** The notification and the line of a link. */
  link(agent: RigAgent, port: number, isUp: boolean): void;
  /** Begins to say what is usual, at its rates. */
  begin(): void;
  counts(): { readonly traps: number; readonly lines: number };
  stop(): void;
}

const TICK_MS = 100;
/** A prime: the next to speak is far from the last. */
const STRIDE = 7919;

/** The voice of a fleet. */
export function createVoice({ traps, syslog, trapsPerSecond, linesPerSecond }: VoiceOptions, all: readonly RigAgent[]): Voice {
  let sentTraps = 0;
  let sentLines = 0;
  let usualTraps = 0;
  let usualLines = 0;
  let timer: NodeJS.Timeout | undefined;

  function trap({ device, condition, send }: RigAgent, kind: TrapKind, port: number): void {
    if (!traps) return;
    sentTraps += 1;
    const of = device.ports.find(({ index }) => index === port) ?? null;
    send(trapOf(kind, of, condition.upS(Date.now()), sentTraps), traps.port, traps.host);
  }

  function line(agent: RigAgent, text: string): void {
    if (!syslog) return;
    sentLines += 1;
    agent.send(Buffer.from(text), syslog.port, syslog.host);
  }

  const at = (number: number): RigAgent | undefined => all[(number * STRIDE) % Math.max(1, all.length)];

  function tick(begun: number): void {
    const elapsedS = (performance.now() - begun) / 1000;
    for (; traps && usualTraps < Math.floor(elapsedS * trapsPerSecond); usualTraps += 1) {
      const agent = at(usualTraps >> 1);
      // A link that goes down and comes up at once: what a receiver sees of a plug that is moved.
      if (agent) trap(agent, usualTraps % 2 === 0 ? 'linkDown' : 'linkUp', agent.device.ports.length);
    }
    for (; syslog && usualLines < Math.floor(elapsedS * linesPerSecond); usualLines += 1) {
      const agent = at(usualLines);
      if (agent) line(agent, usualLine(agent.device, Date.now(), usualLines));
    }
  }

  return {
    trap,
    link: (agent, port, isUp) => {
      const found = agent.device.ports.find(({ index }) => index === port);
      trap(agent, isUp ? 'linkUp' : 'linkDown', port);
      if (found) line(agent, linkLine(agent.device, found, isUp, Date.now(), sentLines));
    },
    begin: () => {
      const begun = performance.now();
      timer = setInterval(() => tick(begun), TICK_MS);
    },
    counts: () => ({ traps: sentTraps, lines: sentLines }),
    stop: () => clearInterval(timer),
  };
}
