import { fractionOf } from '../../shared/domain/poll/phase.ts';
import type { Fleet, RigDevice, RigService } from './fleet.ts';

/** What can be wrong, by what it happens to. */
export const FAULTS = {
  network: ['silent', 'linkDown', 'flap', 'restart', 'cpuHigh', 'loss', 'slow'],
  host: ['silent', 'restart', 'cpuHigh', 'loss', 'slow'],
  service: ['silent', 'http500', 'slow'],
} as const;
export type FaultKind = (typeof FAULTS)[keyof typeof FAULTS][number];

/** One fault of a schedule; times count from its beginning. */
export interface RigFault {
  readonly kind: FaultKind;
  /** Name of the device or service. */
  readonly target: string;
  /** Number of the interface of a link that goes down or flaps; 0 for the whole device. */
  readonly port: number;
  readonly fromMs: number;
  readonly untilMs: number;
  /** Share of answers lost, milliseconds of delay, percent of the processor or milliseconds between two flaps, by kind. */
  readonly amount: number;
}

/** What one fault that began or ended was, as it stands in the file of the truth, one JSON object a line. */
export interface Truth {
  readonly at: number;
  readonly device: string;
  readonly address: string;
  readonly fault: FaultKind;
  /** Name of the interface as ifName has it; empty for the whole device. */
  readonly component: string;
  readonly edge: 'begin' | 'end';
}

export interface FaultRule {
  readonly seed: string;
  readonly kinds: readonly FaultKind[];
  /** How many begin in a minute. */
  readonly perMinute: number;
  /** None begins after this, in ms from the beginning. */
  readonly forMs: number;
  /** How long one lasts, shortest and longest. */
  readonly lengthMs: readonly [number, number];
  /** How long a target stays well between two of its faults. */
  readonly quietMs: number;
}

const AMOUNTS: Readonly<Record<FaultKind, number>> = {
  silent: 0,
  linkDown: 0,
  flap: 20_000,
  restart: 15_000,
  cpuHigh: 97,
  loss: 0.3,
  slow: 1500,
  http500: 0,
};

type Target = RigDevice | RigService;

/** Every fault of a schedule by a rule: it depends on the rule and the fleet and on nothing else. A target has one at a time. */
export function planFaults(fleet: Fleet, { seed, kinds, perMinute, forMs, lengthMs, quietMs }: FaultRule): readonly RigFault[] {
  const all: readonly Target[] = [...fleet.devices, ...fleet.services];
  const able = kinds.map((kind) => ({ kind, targets: all.filter(({ kind: of }) => (FAULTS[of] as readonly FaultKind[]).includes(kind)) }));
  const possible = able.filter(({ targets }) => targets.length > 0);
  const wellFrom = new Map<string, number>();
  const faults: RigFault[] = [];
  const count = Math.floor((forMs / 60_000) * perMinute);
  for (let number = 0; number < count && possible.length > 0; number += 1) {
    const draw = (what: string): number => fractionOf(`${seed} ${number} ${what}`);
    const chosen = possible[number % possible.length];
    if (!chosen) break;
    const { kind, targets } = chosen;
    const fromMs = Math.round(((number + draw('delay')) * 60_000) / perMinute);
    const first = Math.floor(draw('target') * targets.length);
    const target = targets
      .map((_, step) => targets[(first + step) % targets.length])
      .find((one) => (wellFrom.get(one?.name ?? '') ?? 0) <= fromMs);
    if (!target) continue;
    const [least, most] = lengthMs;
    const untilMs = kind === 'restart' ? fromMs + AMOUNTS.restart : fromMs + Math.round(least + draw('length') * (most - least));
    const hasPort = (kind === 'linkDown' || kind === 'flap') && target.kind === 'network';
    const port = hasPort ? 1 + Math.floor(draw('port') * target.ports.length) : 0;
    wellFrom.set(target.name, untilMs + quietMs);
    faults.push({ kind, target: target.name, port, fromMs, untilMs, amount: AMOUNTS[kind] });
  }
  return faults;
}
