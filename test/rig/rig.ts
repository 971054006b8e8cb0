import { appendFileSync, writeFileSync } from 'node:fs';
import { startRigAgents } from './agents.ts';
import type { RigFault, Truth } from './faults.ts';
import type { Fleet } from './fleet.ts';
import { handOf } from './hands.ts';
import { createVoice, type VoiceOptions } from './voice.ts';
import { startWeb } from './web.ts';

export interface RigOptions extends VoiceOptions {
  readonly fleet: Fleet;
  readonly snmpPort: number;
  readonly httpPort: number;
  readonly faults: readonly RigFault[];
  /** Begun anew; null writes none. */
  readonly truthFile: string | null;
  onTruth?(truth: Truth): void;
}

export interface RigCounts {
  readonly asked: number;
  readonly answered: number;
  readonly http: number;
  readonly traps: number;
  readonly lines: number;
}

export interface Rig {
  /** Begins the schedule of faults, and what is sent unasked. */
  begin(): void;
  counts(): RigCounts;
  stop(): Promise<void>;
}

/** A fleet that answers, sends and fails. Resolves when every address is bound. */
export async function startRig(options: RigOptions): Promise<Rig> {
  const { fleet } = options;
  const agents = await startRigAgents(fleet.devices, options.snmpPort);
  const web = await startWeb(fleet.services, options.httpPort).catch(async (error: unknown) => {
    await agents.stop();
    throw error;
  });
  const addresses = new Map([...fleet.devices, ...fleet.services].map(({ name, address }) => [name, address]));
  const voice = createVoice(options, agents.all);
  const timers = new Set<NodeJS.Timeout>();
  if (options.truthFile !== null) writeFileSync(options.truthFile, '');

  function later(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer);
  }

  function tell({ kind, target, port }: RigFault, edge: Truth['edge']): void {
    const component = agents.byName(target)?.device.ports.find(({ index }) => index === port)?.short ?? '';
    const truth: Truth = { at: Date.now(), device: target, address: addresses.get(target) ?? '', fault: kind, component, edge };
    if (options.truthFile !== null) appendFileSync(options.truthFile, `${JSON.stringify(truth)}\n`);
    options.onTruth?.(truth);
  }

  function play(fault: RigFault): void {
    const hand = handOf(fault, agents, web, voice, later);
    later(fault.fromMs, () => {
      hand.begin();
      tell(fault, 'begin');
    });
    later(fault.untilMs, () => {
      hand.end();
      tell(fault, 'end');
    });
  }

  return {
    begin: () => {
      for (const fault of options.faults) play(fault);
      voice.begin();
    },
    counts: () => ({ ...agents.counts(), http: web.answered(), ...voice.counts() }),
    stop: async () => {
      for (const timer of timers) clearTimeout(timer);
      voice.stop();
      await Promise.all([agents.stop(), web.stop()]);
    },
  };
}
