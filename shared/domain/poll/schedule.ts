import type { ResourceId } from '../id.ts';
import type { Assignment, Protocol } from '../observation/observation.ts';
import { createHeap, type Heap } from './heap.ts';
import { fractionOf, gridPointFrom, phaseMs } from './phase.ts';
import { affordableAt, recent, type Spending } from './rate.ts';

/** How checks of one protocol are run. */
export interface LaneRule {
  /** Calls of the collector at a time: for targets that answer, and apart from them for those that do not. */
  readonly concurrency: { readonly fast: number; readonly slow: number };
  /** Most targets of one call. */
  readonly batch: number;
  /** Requests one target costs its resource in a cycle. */
  readonly requests: number;
  /** Phases are multiples of this, so that targets asked by one tool fall due together; 1 where each has a call of its own. */
  readonly grainMs: number;
}

export interface PollRules {
  readonly requestsPerSecond: number;
  readonly lanes: Readonly<Record<Protocol, LaneRule>>;
}

export const LANES = ['fast', 'slow'] as const;
export type Lane = (typeof LANES)[number];

/** A target that failed this often in a row keeps its interval and moves to the slow lane until it answers. */
export const SLOW_AFTER = 3;

export interface Slot {
  readonly assignment: Assignment;
  /** Another one when address, interval or configuration change: results asked for under an older one no longer count. */
  readonly generation: number;
  readonly phaseMs: number;
  readonly dueAt: number;
  readonly isRunning: boolean;
  readonly failures: number;
}

export interface Start {
  readonly assignment: Assignment;
  readonly generation: number;
  readonly dueAt: number;
}

/** Targets for one call of one collector. */
export interface Call {
  readonly protocol: Protocol;
  readonly lane: Lane;
  readonly starts: readonly Start[];
}

/** A call that ended; `failed` names the assignments that got no good answer. */
export interface Ending {
  readonly call: Call;
  readonly failed: ReadonlySet<string>;
}

/** A list that changes: what is new or other than it was, and the ids of what is no more. */
export interface AssignmentChange {
  readonly put: readonly Assignment[];
  readonly drop: readonly string[];
}

/** All times are monotonic ms: setting the wall clock cannot move it. Every step costs the logarithm of the number of targets each target. */
export interface Schedule {
  /**
   * Takes the whole list. Assignments that did not change keep phase, lane and due time; new and changed ones are asked within two
   * seconds (spread by their ids) and join their grid afterwards, changed ones where they were in an interval that stays.
   */
  assign(assignments: readonly Assignment[], now: number): void;
  /** Takes a change of the list by the same rules. */
  change(change: AssignmentChange, now: number): void;
  /** What may start now, most overdue first; it has started. A resource over its rate waits without holding up others. */
  take(now: number): readonly Call[];
  /** True while the assignment is still asked for as it was when this started. */
  isCurrent(start: Start): boolean;
  finish(endings: readonly Ending[]): void;
  /** A moment after the last `take`, no later than the next at which something could start; null while nothing can before a call ends or the list changes. */
  wakeAt(now: number): number | null;
  slot(id: string): Slot | undefined;
  /** Targets of a protocol, and those among them whose last check failed. */
  counts(protocol: Protocol): { readonly targets: number; readonly failing: number };
}

interface Entry extends Slot {
  assignment: Assignment;
  generation: number;
  phaseMs: number;
  dueAt: number;
  isRunning: boolean;
  failures: number;
  /** When it is to be looked at: when it is due, or when its resource can afford it. */
  at: number;
  place: number;
  heap: Heap<Entry> | null;
}

interface LaneState {
  readonly protocol: Protocol;
  readonly lane: Lane;
  readonly rule: LaneRule;
  running: number;
  /** Not yet to be looked at, by that moment. */
  readonly later: Heap<Entry>;
  /** Due, the most overdue first. */
  readonly ready: Heap<Entry>;
}

const FIRST_SPREAD_MS = 2000;
const FIRST_SPREAD_EACH_MS = 20;
const laneOf = ({ failures }: Slot): Lane => (failures >= SLOW_AFTER ? 'slow' : 'fast');
const isEarlier = (a: Entry, b: Entry): boolean => a.at < b.at;
/** The order in which what is due is taken; ids decide between those due at one moment. */
const isMoreOverdue = (a: Entry, b: Entry): boolean => a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.assignment.id < b.assignment.id);

function sameTask(a: Assignment, b: Assignment): boolean {
  return (
    a.protocol === b.protocol &&
    a.resourceId === b.resourceId &&
    a.address === b.address &&
    a.intervalMs === b.intervalMs &&
    JSON.stringify(a.config) === JSON.stringify(b.config)
  );
}

/** What resources spent in the last second. */
function createSpending(perSecond: number) {
  const spending = new Map<ResourceId, Spending>();
  return {
    affordableAt: (id: ResourceId, requests: number, now: number): number =>
      requests > 0 ? affordableAt(spending.get(id) ?? [], requests, perSecond, now) : now,
    spend: (id: ResourceId, requests: number, now: number): void => {
      if (requests > 0) spending.set(id, [...recent(spending.get(id) ?? [], now), { at: now, requests }]);
    },
    /** Forgets what no longer counts. */
    sweep: (now: number): void => {
      for (const [id, entries] of spending) if (recent(entries, now).length === 0) spending.delete(id);
    },
  };
}

/** An empty schedule by these rules. */
export function createSchedule(rules: PollRules): Schedule {
  const entries = new Map<string, Entry>();
  const lanes = new Map<string, LaneState>();
  const spending = createSpending(rules.requestsPerSecond);
  /** How many targets were given a place in each interval. */
  const placed = new Map<number, number>();
  const tally = new Map<Protocol, { targets: number; failing: number }>();
  let generations = 0;
  for (const [name, rule] of Object.entries(rules.lanes))
    for (const lane of LANES) {
      const protocol = name as Protocol;
      const heaps = { later: createHeap(isEarlier), ready: createHeap(isMoreOverdue) };
      lanes.set(`${protocol}/${lane}`, { protocol, lane, rule, running: 0, ...heaps });
    }

  function laneState(protocol: Protocol, lane: Lane): LaneState {
    const state = lanes.get(`${protocol}/${lane}`);
    if (!state) throw new Error(`no rule for ${protocol}`);
    return state;
  }

  function count(entry: Entry, by: 1 | -1): void {
    const { protocol } = entry.assignment;
    const { targets, failing } = tally.get(protocol) ?? { targets: 0, failing: 0 };
    tally.set(protocol, { targets: targets + by, failing: failing + (entry.failures > 0 ? by : 0) });
  }

  function wait(entry: Entry, at: number): void {
    entry.at = at;
    entry.heap = laneState(entry.assignment.protocol, laneOf(entry)).later;
    entry.heap.push(entry);
  }

  function drop(id: string): void {
    const entry = entries.get(id);
    if (!entry) return;
    entry.heap?.remove(entry);
    count(entry, -1);
    entries.delete(id);
  }

  function placeOf({ protocol, intervalMs }: Assignment, before: Entry | undefined): number {
    if (before?.assignment.intervalMs === intervalMs && before.assignment.protocol === protocol) return before.phaseMs;
    const nth = placed.get(intervalMs) ?? 0;
    placed.set(intervalMs, nth + 1);
    return phaseMs(nth, intervalMs, rules.lanes[protocol].grainMs);
  }

  function put(assignment: Assignment, spreadMs: number, now: number): void {
    const { id, protocol, intervalMs } = assignment;
    const known = entries.get(id);
    if (known && sameTask(known.assignment, assignment)) return;
    const delay = rules.lanes[protocol].grainMs > 1 ? 0 : fractionOf(`first ${id}`) * Math.min(spreadMs, intervalMs);
    const phase = placeOf(assignment, known);
    drop(id);
    generations += 1;
    const dueAt = now + delay;
    const entry = {
      assignment,
      generation: generations,
      phaseMs: phase,
      dueAt,
      isRunning: false,
      failures: 0,
      at: dueAt,
      place: 0,
      heap: null,
    };
    entries.set(id, entry);
    count(entry, 1);
    wait(entry, dueAt);
  }

  function change({ put: list, drop: gone }: AssignmentChange, now: number): void {
    const fresh = list.filter(({ id }) => !entries.has(id)).length;
    const spreadMs = Math.min(FIRST_SPREAD_MS, fresh * FIRST_SPREAD_EACH_MS);
    for (const id of gone) drop(id);
    for (const assignment of list) put(assignment, spreadMs, now);
    spending.sweep(now);
  }

  const mayCall = ({ running, rule, lane }: LaneState): boolean => running < rule.concurrency[lane];

  function ripen({ later, ready }: LaneState, now: number): void {
    for (let entry = later.first(); entry && entry.at <= now; entry = later.first()) {
      later.pop();
      entry.heap = ready;
      ready.push(entry);
    }
  }

  /** The lane with room whose first is the most overdue. */
  function nextLane(open: ReadonlyMap<LaneState, Start[]>): LaneState | null {
    let best: { readonly state: LaneState; readonly entry: Entry } | null = null;
    for (const state of lanes.values()) {
      const entry = state.ready.first();
      if (!entry || (best && !isMoreOverdue(entry, best.entry))) continue;
      const hasRoom = (open.get(state)?.length ?? state.rule.batch) < state.rule.batch || mayCall(state);
      if (hasRoom) best = { state, entry };
    }
    return best?.state ?? null;
  }

  function start(entry: Entry, now: number): Start {
    const { assignment, generation, dueAt } = entry;
    spending.spend(assignment.resourceId, rules.lanes[assignment.protocol].requests, now);
    entry.heap = null;
    entry.isRunning = true;
    entry.dueAt = gridPointFrom(now + assignment.intervalMs / 4, assignment.intervalMs, entry.phaseMs);
    return { assignment, generation, dueAt };
  }

  function take(now: number): readonly Call[] {
    for (const state of lanes.values()) if (mayCall(state)) ripen(state, now);
    const open = new Map<LaneState, Start[]>();
    const calls: Call[] = [];
    for (let state = nextLane(open); state; state = nextLane(open)) {
      const entry = state.ready.pop();
      if (!entry) break;
      const at = spending.affordableAt(entry.assignment.resourceId, state.rule.requests, now);
      if (at > now) {
        wait(entry, at);
        continue;
      }
      let starts = open.get(state);
      if (!starts || starts.length >= state.rule.batch) {
        state.running += 1;
        starts = [];
        open.set(state, starts);
        calls.push({ protocol: state.protocol, lane: state.lane, starts });
      }
      starts.push(start(entry, now));
    }
    return calls;
  }

  function finish(endings: readonly Ending[]): void {
    for (const { call, failed } of endings) {
      const state = laneState(call.protocol, call.lane);
      state.running = Math.max(0, state.running - 1);
      for (const { assignment, generation } of call.starts) {
        const entry = entries.get(assignment.id);
        if (!entry || entry.generation !== generation) continue;
        count(entry, -1);
        entry.failures = failed.has(assignment.id) ? entry.failures + 1 : 0;
        entry.isRunning = false;
        count(entry, 1);
        wait(entry, entry.dueAt);
      }
    }
  }

  return {
    assign: (assignments, now) => {
      const kept = new Set(assignments.map(({ id }) => id));
      change({ put: assignments, drop: [...entries.keys()].filter((id) => !kept.has(id)) }, now);
    },
    change,
    take,
    isCurrent: ({ assignment, generation }) => entries.get(assignment.id)?.generation === generation,
    finish,
    wakeAt: (now) => {
      let earliest: number | null = null;
      for (const state of lanes.values()) {
        if (!mayCall(state)) continue;
        const at = state.ready.size() > 0 ? now : state.later.first()?.at;
        if (at !== undefined && (earliest === null || at < earliest)) earliest = at;
      }
      return earliest === null ? null : Math.max(now, earliest);
    },
    slot: (id) => entries.get(id),
    counts: (protocol) => tally.get(protocol) ?? { targets: 0, failing: 0 },
  };
}
