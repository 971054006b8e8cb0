import type { ResourceId } from '../../id.ts';
import type { Assignment, Protocol } from '../../observation/observation.ts';
import { fractionOf, gridPointFrom, phaseMs } from '../phase.ts';
import { affordableAt, recent, type Spending } from '../rate.ts';
import { type Call, type Ending, type Lane, type PollRules, SLOW_AFTER, type Slot, type Start } from '../schedule.ts';

/** The rules of the schedule said as plainly as can be, whole lists at a time: what the schedule in use must do, and not how. */
export interface PlainSchedule {
  readonly slots: ReadonlyMap<string, Slot>;
  readonly calls: ReadonlyMap<string, number>;
  readonly spending: ReadonlyMap<ResourceId, Spending>;
  /** How many targets were given a place in each interval. */
  readonly placed: ReadonlyMap<number, number>;
  readonly generations: number;
}

export const NO_SCHEDULE: PlainSchedule = { slots: new Map(), calls: new Map(), spending: new Map(), placed: new Map(), generations: 0 };

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
export function reassign(schedule: PlainSchedule, assignments: readonly Assignment[], rules: PollRules, now: number): PlainSchedule {
  const fresh = assignments.filter(({ id }) => !schedule.slots.has(id)).length;
  const spread = Math.min(FIRST_SPREAD_MS, fresh * FIRST_SPREAD_EACH_MS);
  const slots = new Map<string, Slot>();
  const placed = new Map(schedule.placed);
  let { generations } = schedule;
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
    generations += 1;
    slots.set(assignment.id, {
      assignment,
      generation: generations,
      phaseMs: place(assignment, known),
      dueAt: now + delay,
      isRunning: false,
      failures: 0,
    });
  }
  return { ...schedule, slots, placed, generations };
}

/** What may start now, most overdue first, and the schedule in which it has started. A resource over its rate waits without holding up others. */
export function take(
  schedule: PlainSchedule,
  rules: PollRules,
  now: number,
): { readonly schedule: PlainSchedule; readonly calls: readonly Call[] } {
  const due = [...schedule.slots.values()].filter((slot) => !slot.isRunning && slot.dueAt <= now);
  if (due.length === 0) return { schedule, calls: [] };
  due.sort((a, b) => a.dueAt - b.dueAt || (a.assignment.id < b.assignment.id ? -1 : 1));
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

/** The schedule after calls ended. */
export function finish(schedule: PlainSchedule, endings: readonly Ending[]): PlainSchedule {
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
export function wakeAt(schedule: PlainSchedule, rules: PollRules, now: number): number | null {
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
