import type { Instant } from '../../../../shared/domain/id.ts';
import { fractionOf } from '../../../../shared/domain/poll/phase.ts';

/** What can be wrong with a simulated device for a while. `silent`: its agent does not answer. `dead`: it has no power, and takes along what only it leads to. */
export const FAULT_KINDS = ['linkDown', 'dead', 'silent', 'hot', 'onBattery', 'partFailed', 'diskFilling', 'cpuHigh'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface LabFault {
  readonly kind: FaultKind;
  /** Name of the device. */
  readonly device: string;
  /** Tells which part of the device, where it has several: a place among them from 0 to 1. */
  readonly part: number;
  readonly from: Instant;
  readonly until: Instant;
}

/** Who can have which fault. */
export interface Candidate {
  readonly device: string;
  readonly kinds: readonly FaultKind[];
  /** Faults of the first minutes, which somebody who looks for the first time sees, happen to these: all kinds, or some. */
  readonly isProminent: boolean | readonly FaultKind[];
}

const MINUTE_MS = 60_000;
/** A fault begins in every stretch of this length. */
const GAP_MS = 6 * MINUTE_MS;
/** None is shorter than a stretch: there is always at least one after the first seconds. */
const SHORTEST_MS = GAP_MS;
/** Enough for a policy that waits five minutes. */
const LONGEST_MS = 16 * MINUTE_MS;
/** After the first looks at every device, so that the fault is seen to begin. */
const FIRST_MS = 20_000;
/** After devices have said who is beside them: what is behind the second is known by then. */
const SECOND_MS = 100_000;
/** More faults than can be under way at a time. */
const REACH = Math.ceil(LONGEST_MS / GAP_MS) + 3;

export interface Schedule {
  /** Faults that are under way at a moment. */
  at(now: Instant): readonly LabFault[];
  /** Faults of a device of a kind that began before a moment, oldest first: its past, which counters remember. */
  of(device: string, kind: FaultKind, until: Instant): readonly LabFault[];
}

/** The faults of a laboratory for ever: they depend on its seed, its birth and who is in it, and on nothing else. */
export function createSchedule(seed: string, bornAt: Instant, candidates: readonly Candidate[]): Schedule {
  const able = new Map(FAULT_KINDS.map((kind) => [kind, candidates.filter(({ kinds }) => kinds.includes(kind))]));
  const occurring = FAULT_KINDS.filter((kind) => (able.get(kind)?.length ?? 0) > 0);
  const made: LabFault[] = [];
  const byDevice = new Map<string, LabFault[]>();

  function make(number: number): LabFault | null {
    const draw = (what: string) => fractionOf(`${seed} fault ${number} ${what}`);
    const kind = occurring[number % occurring.length];
    if (kind === undefined) return null;
    const all = able.get(kind) ?? [];
    const prominent = all.filter(({ isProminent }) => (typeof isProminent === 'boolean' ? isProminent : isProminent.includes(kind)));
    const among = number < occurring.length && prominent.length > 0 ? prominent : all;
    const from = bornAt + (number === 0 ? FIRST_MS : number === 1 ? SECOND_MS : (number - 1 + draw('delay') / 2) * GAP_MS);
    const lengthMs = SHORTEST_MS + Math.round(draw('length') * (LONGEST_MS - SHORTEST_MS));
    const device = among[Math.floor(draw('device') * among.length)]?.device ?? '';
    // Half a stretch more than the shortest: the next one may begin that late.
    return { kind, device, part: draw('part'), from: Math.round(from), until: Math.round(from) + lengthMs + GAP_MS / 2 };
  }

  function upTo(now: Instant): void {
    for (let next = make(made.length); next !== null && next.from <= now; next = make(made.length)) {
      made.push(next);
      byDevice.set(next.device, [...(byDevice.get(next.device) ?? []), next]);
    }
  }

  return {
    at: (now) => {
      upTo(now);
      let end = made.length;
      while (end > 0 && (made[end - 1]?.from ?? 0) > now) end -= 1;
      return made.slice(Math.max(0, end - REACH), end).filter(({ until }) => now < until);
    },
    of: (device, kind, until) => {
      upTo(until);
      return (byDevice.get(device) ?? []).filter((fault) => fault.kind === kind && fault.from <= until);
    },
  };
}
