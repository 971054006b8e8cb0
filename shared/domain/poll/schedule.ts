import type { ResourceId } from '../id.ts';
import type { Assignment, Protocol } from '../observation/observation.ts';
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
  /** Grows when address, interval or configuration change: results asked for under an older one no longer count. */
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

/** Everything the scheduler knows. All times are monotonic ms: setting the wall clock cannot move it. */
export interface Schedule {
  readonly slots: ReadonlyMap<string, Slot>;
  readonly calls: ReadonlyMap<string, number>;
  readonly spending: ReadonlyMap<ResourceId, Spending>;
  /** How many targets were given a place in each interval. */
  readonly placed: ReadonlyMap<number, number>;
}

export const EMPTY_SCHEDULE: Schedule = { slots: new Map(), calls: new Map(), spending: new Map(), placed: new Map() };

const FIRST_SPREAD_MS = 2000;
const FIRST_SPREAD_EACH_MS = 20;
const laneKey = (protocol: Protocol, lane: Lane): string => `${protocol}/${lane}`;
const laneOf = (slot: Slot): Lane => (slot.failures >= SLOW_AFTER ? 'slow' : 'fast');

function sameTask(a: Assignment, b: Assignment): boolean {
  return (
    a.protocol === b.protocol &&
    a.resourceId === b.resourceId &&
    a.address === b.address &&
    a.intervalMs === b.intervalMs &&
    JSON.stringify(a.config) === JSON.stringify(b.config)
  );
}

/**
 * The schedule for a new list of assignments. Those that did not change keep phase, lane and due time; new and changed ones
 * are asked within two seconds (spread by their ids) and join their grid afterwards, changed ones where they were in an interval that stays.
 */
export function reassign(schedule: Schedule, assignments: readonly Assignment[], rules: PollRules, now: number): Schedule {
  const fresh = assignments.filter(({ id }) => !schedule.slots.has(id)).length;
  const spread = Math.min(FIRST_SPREAD_MS, fresh * FIRST_SPREAD_EACH_MS);
  const slots = new Map<string, Slot>();
  const placed = new Map(schedule.placed);
  function place({ protocol, intervalMs }: Assignment, before: Slot | undefined): number {
    if (before?.assignment.intervalMs === intervalMs && before.assignment.protocol === protocol) return before.phaseMs;
    const nth = placed.get(intervalMs) ?? 0;
    placed.set(intervalMs, nth + 1);
    return phaseMs(nth, intervalMs, rules.lanes[protocol].grainMs);
  }
  for (const assignment of assignments) {
    const known = schedule.slots.get(assignment.id);
    if (known && sameTask(known.assignment, assignment)) {
      slots.set(assignment.id, known);
      continue;
    }
    const { grainMs } = rules.lanes[assignment.protocol];
    const delay = grainMs > 1 ? 0 : fractionOf(`first ${assignment.id}`) * Math.min(spread, assignment.intervalMs);
    slots.set(assignment.id, {
      assignment,
      generation: known ? known.generation + 1 : 1,
      phaseMs: place(assignment, known),
      dueAt: now + delay,
      isRunning: false,
      failures: 0,
    });
  }
  return { ...schedule, slots, placed };
}

/** What may start now, most overdue first, and the schedule in which it has started. A resource over its rate waits without holding up others. */
export function take(schedule: Schedule, rules: PollRules, now: number): { readonly schedule: Schedule; readonly calls: readonly Call[] } {
  const due = [...schedule.slots.values()].filter((slot) => !slot.isRunning && slot.dueAt <= now);
  if (due.length === 0) return { schedule, calls: [] };
  due.sort((a, b) => a.dueAt - b.dueAt);
  const spending = new Map<ResourceId, Spending>();
  for (const [resource, entries] of schedule.spending) if (recent(entries, now).length > 0) spending.set(resource, recent(entries, now));
  const running = new Map(schedule.calls);
  const slots = new Map(schedule.slots);
  const open = new Map<string, Start[]>();
  const calls: Call[] = [];
  for (const slot of due) {
    const { protocol, resourceId, intervalMs, id } = slot.assignment;
    const { batch, concurrency, requests } = rules.lanes[protocol];
    const spent = spending.get(resourceId) ?? [];
    if (requests > 0 && affordableAt(spent, requests, rules.requestsPerSecond, now) > now) continue;
    const lane = laneOf(slot);
    const key = laneKey(protocol, lane);
    let starts = open.get(key);
    if (!starts || starts.length >= batch) {
      if ((running.get(key) ?? 0) >= concurrency[lane]) continue;
      running.set(key, (running.get(key) ?? 0) + 1);
      starts = [];
      open.set(key, starts);
      calls.push({ protocol, lane, starts });
    }
    starts.push({ assignment: slot.assignment, generation: slot.generation, dueAt: slot.dueAt });
    if (requests > 0) spending.set(resourceId, [...spent, { at: now, requests }]);
    slots.set(id, { ...slot, isRunning: true, dueAt: gridPointFrom(now + intervalMs / 4, intervalMs, slot.phaseMs) });
  }
  return { schedule: { ...schedule, slots, calls: running, spending }, calls };
}

/** True while the assignment is still asked for as it was when this started. */
export function isCurrent(schedule: Schedule, start: Start): boolean {
  return schedule.slots.get(start.assignment.id)?.generation === start.generation;
}

/** A call that ended; `failed` names the assignments that got no good answer. */
export interface Ending {
  readonly call: Call;
  readonly failed: ReadonlySet<string>;
}

/** The schedule after calls ended. */
export function finish(schedule: Schedule, endings: readonly Ending[]): Schedule {
  const calls = new Map(schedule.calls);
  const slots = new Map(schedule.slots);
  for (const { call, failed } of endings) {
    const key = laneKey(call.protocol, call.lane);
    calls.set(key, Math.max(0, (calls.get(key) ?? 0) - 1));
    for (const start of call.starts) {
      const slot = slots.get(start.assignment.id);
      if (!slot || slot.generation !== start.generation) continue;
      const failures = failed.has(start.assignment.id) ? slot.failures + 1 : 0;
      slots.set(start.assignment.id, { ...slot, isRunning: false, failures });
    }
  }
  return { ...schedule, slots, calls };
}

/** Earliest moment at which `take` would start something, or null while nothing can start before a call ends or the list changes. */
export function wakeAt(schedule: Schedule, rules: PollRules, now: number): number | null {
  let earliest: number | null = null;
  for (const slot of schedule.slots.values()) {
    if (slot.isRunning || (earliest !== null && slot.dueAt >= earliest)) continue;
    const { protocol, resourceId } = slot.assignment;
    const { concurrency, requests } = rules.lanes[protocol];
    const lane = laneOf(slot);
    if ((schedule.calls.get(laneKey(protocol, lane)) ?? 0) >= concurrency[lane]) continue;
    const from = Math.max(now, slot.dueAt);
    const at = requests > 0 ? affordableAt(schedule.spending.get(resourceId) ?? [], requests, rules.requestsPerSecond, from) : from;
    if (earliest === null || at < earliest) earliest = at;
  }
  return earliest;
}
