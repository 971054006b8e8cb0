import type { RigAgent, RigAgents } from './agents.ts';
import type { Condition } from './condition.ts';
import type { FaultKind, RigFault } from './faults.ts';
import type { Voice } from './voice.ts';
import type { ServiceState, Web } from './web.ts';

/** Puts a fault in and takes it away again. */
export interface Hand {
  begin(): void;
  end(): void;
}

type Later = (ms: number, run: () => void) => void;

/** What does it. Throws for a target that is not there or cannot have it. */
export function handOf(fault: RigFault, agents: RigAgents, web: Web, voice: Voice, later: Later): Hand {
  const agent = agents.byName(fault.target);
  const service = web.state(fault.target);
  const hand = agent ? deviceHand(fault, agent, voice, later) : service ? serviceHand(fault, service) : null;
  if (!hand) throw new Error(`${fault.target} cannot have ${fault.kind}`);
  return hand;
}

function serviceHand({ kind, amount }: RigFault, state: ServiceState): Hand | null {
  const set = (change: Partial<ServiceState>, back: Partial<ServiceState>): Hand => ({
    begin: () => void Object.assign(state, change),
    end: () => void Object.assign(state, back),
  });
  const hands: Partial<Record<FaultKind, Hand>> = {
    silent: set({ isSilent: true }, { isSilent: false }),
    http500: set({ status: 500 }, { status: 200 }),
    slow: set({ delayMs: amount }, { delayMs: 0 }),
  };
  return hands[kind] ?? null;
}

function deviceHand({ kind, port, amount, fromMs, untilMs }: RigFault, agent: RigAgent, voice: Voice, later: Later): Hand | null {
  const { condition } = agent;
  const set = (change: Partial<Condition>, back: Partial<Condition>): Hand => ({
    begin: () => void Object.assign(condition, change),
    end: () => void Object.assign(condition, back),
  });
  const link = (isUp: boolean): void => {
    condition.setLink(port, isUp, Date.now());
    voice.link(agent, port, isUp);
  };
  let isFlapping = false;
  const flap = (isUp: boolean, left: number): void => {
    if (!isFlapping) return;
    link(isUp);
    if (left > amount) later(amount, () => flap(!isUp, left - amount));
  };
  const hands: Partial<Record<FaultKind, Hand>> = {
    silent: set({ isSilent: true }, { isSilent: false }),
    loss: set({ loss: amount }, { loss: 0 }),
    slow: set({ delayMs: amount }, { delayMs: 0 }),
    cpuHigh: set({ cpu: amount }, { cpu: null }),
    linkDown: { begin: () => link(false), end: () => link(true) },
    flap: {
      begin: () => {
        isFlapping = true;
        flap(false, untilMs - fromMs);
      },
      end: () => {
        isFlapping = false;
        if (condition.isDown(port)) link(true);
      },
    },
    restart: {
      begin: () => {
        condition.isSilent = true;
      },
      end: () => {
        condition.isSilent = false;
        condition.restart(Date.now());
        voice.trap(agent, 'coldStart', 0);
      },
    },
  };
  return hands[kind] ?? null;
}
