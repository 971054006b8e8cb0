import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Assignment, PROTOCOLS, type Protocol } from '../observation/observation.ts';
import { phaseMs } from './phase.ts';
import {
  type Call,
  EMPTY_SCHEDULE,
  finish,
  isCurrent,
  type LaneRule,
  type PollRules,
  reassign,
  type Schedule,
  SLOW_AFTER,
  take,
  wakeAt,
} from './schedule.ts';

const ONE_BY_ONE: LaneRule = { concurrency: { fast: 1, slow: 1 }, batch: 1, requests: 1, grainMs: 1 };
const RULES: PollRules = {
  requestsPerSecond: 10,
  lanes: {
    ...(Object.fromEntries(PROTOCOLS.map((protocol) => [protocol, ONE_BY_ONE])) as PollRules['lanes']),
    host: { concurrency: { fast: 1, slow: 1 }, batch: 1, requests: 0, grainMs: 1 },
    icmp: { concurrency: { fast: 2, slow: 2 }, batch: 50, requests: 3, grainMs: 1000 },
    tcp: { concurrency: { fast: 8, slow: 2 }, batch: 1, requests: 1, grainMs: 1 },
    http: { concurrency: { fast: 4, slow: 2 }, batch: 1, requests: 1, grainMs: 1 },
  },
};

function assignment(id: string, over: Partial<Assignment> = {}): Assignment {
  return { id, resourceId: `r-${id}`, protocol: 'tcp', address: '192.0.2.1', intervalMs: 30_000, config: { port: 22 }, ...over };
}

interface Run {
  readonly id: string;
  readonly at: number;
  readonly dueAt: number;
  readonly endedAt: number;
  readonly resourceId: string;
  readonly requests: number;
  readonly lane: string;
  readonly protocol: Protocol;
}

/** Plays the scheduler against targets of given durations, jumping from event to event. */
function simulate(
  assignments: readonly Assignment[],
  options: {
    rules?: PollRules;
    untilMs: number;
    startAt?: number;
    durationMs(id: string): number;
    fails?(id: string): boolean;
    change?: { at: number; to: readonly Assignment[] };
  },
): { runs: Run[]; mostCalls: Map<string, number>; schedule: Schedule } {
  const rules = options.rules ?? RULES;
  let now = options.startAt ?? 0;
  const end = now + options.untilMs;
  let change = options.change && { ...options.change };
  let schedule = reassign(EMPTY_SCHEDULE, assignments, rules, now);
  const running: { call: Call; endsAt: number }[] = [];
  const runs: Run[] = [];
  const mostCalls = new Map<string, number>();
  while (now < end) {
    if (change && change.at <= now) {
      schedule = reassign(schedule, change.to, rules, now);
      change = undefined;
    }
    for (const ended of running.filter(({ endsAt }) => endsAt <= now)) {
      running.splice(running.indexOf(ended), 1);
      const failed = new Set(ended.call.starts.map((start) => start.assignment.id).filter((id) => options.fails?.(id) ?? false));
      schedule = finish(schedule, [{ call: ended.call, failed }]);
    }
    const taken = take(schedule, rules, now);
    schedule = taken.schedule;
    for (const call of taken.calls) {
      expect(call.starts.length).toBeLessThanOrEqual(rules.lanes[call.protocol].batch);
      const endsAt = now + Math.max(...call.starts.map((start) => options.durationMs(start.assignment.id)));
      running.push({ call, endsAt });
      for (const { assignment: a, dueAt } of call.starts)
        runs.push({
          id: a.id,
          at: now,
          dueAt,
          endedAt: endsAt,
          resourceId: a.resourceId,
          requests: rules.lanes[a.protocol].requests,
          lane: call.lane,
          protocol: a.protocol,
        });
      const key = `${call.protocol}/${call.lane}`;
      const count = running.filter(({ call: c }) => `${c.protocol}/${c.lane}` === key).length;
      mostCalls.set(key, Math.max(mostCalls.get(key) ?? 0, count));
    }
    const next = Math.min(
      wakeAt(schedule, rules, now) ?? Number.POSITIVE_INFINITY,
      change?.at ?? Number.POSITIVE_INFINITY,
      ...running.map(({ endsAt }) => endsAt),
    );
    expect(next).toBeGreaterThan(now);
    now = next;
  }
  return { runs, mostCalls, schedule };
}

const gaps = (runs: readonly Run[], id: string): number[] => {
  const at = runs.filter((run) => run.id === id).map((run) => run.at);
  return at.slice(1).map((value, i) => value - at[i]!);
};

const someAssignments = fc
  .array(
    fc.record({
      protocol: fc.constantFrom<Protocol>('icmp', 'tcp', 'http'),
      resource: fc.integer({ min: 0, max: 6 }),
      intervalMs: fc.constantFrom(5000, 30_000, 60_000, 180_000, 299_000),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((list) => list.map((a, i) => assignment(`a${i}`, { protocol: a.protocol, resourceId: `r${a.resource}`, intervalMs: a.intervalMs })));

describe('R-8.4.3-b4-1 polling schedule', () => {
  it('asks a new assignment within two seconds and keeps to its grid afterwards', () => {
    fc.assert(
      fc.property(someAssignments, fc.double({ min: 0, max: 1e9, noNaN: true }), (assignments, startAt) => {
        const ample: PollRules = {
          requestsPerSecond: 1000,
          lanes: {
            ...RULES.lanes,
            icmp: { ...RULES.lanes.icmp, concurrency: { fast: 99, slow: 99 } },
            tcp: { ...RULES.lanes.tcp, concurrency: { fast: 99, slow: 99 } },
            http: { ...RULES.lanes.http, concurrency: { fast: 99, slow: 99 } },
          },
        };
        const { runs } = simulate(assignments, { rules: ample, untilMs: 1_000_000, startAt, durationMs: () => 100 });
        for (const { id, intervalMs } of assignments) {
          const mine = runs.filter((run) => run.id === id);
          expect(mine[0]!.at - startAt).toBeLessThanOrEqual(2000);
          const [first, ...rest] = gaps(runs, id);
          expect(first).toBeGreaterThanOrEqual(intervalMs / 4 - 0.001);
          expect(first).toBeLessThan(intervalMs * 1.25 + 0.001);
          for (const gap of rest) expect(Math.abs(gap - intervalMs)).toBeLessThan(0.001);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('does not drift, although every look at the schedule comes a little late', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 30, maxLength: 30 }),
        fc.constantFrom(5000, 30_000),
        (lags, intervalMs) => {
          const one = assignment('a', { intervalMs });
          let schedule = reassign(EMPTY_SCHEDULE, [one], RULES, 0);
          const dueAt: number[] = [];
          for (const lag of lags) {
            const now = wakeAt(schedule, RULES, 0)! + lag;
            const taken = take(schedule, RULES, now);
            dueAt.push(taken.calls[0]!.starts[0]!.dueAt);
            schedule = finish(taken.schedule, [{ call: taken.calls[0]!, failed: new Set() }]);
          }
          const phase = phaseMs(0, intervalMs, 1);
          for (const due of dueAt.slice(1)) expect((due - phase) % intervalMs).toBe(0);
          expect(dueAt.at(-1)! - dueAt[1]!).toBe((lags.length - 2) * intervalMs);
        },
      ),
    );
  });

  it('never sends a resource more than ten requests in any second', () => {
    fc.assert(
      fc.property(someAssignments, fc.integer({ min: 1, max: 4000 }), (assignments, duration) => {
        const crowded = assignments.map((a) => ({ ...a, intervalMs: 5000, resourceId: 'one' }));
        const { runs } = simulate(crowded, { untilMs: 60_000, durationMs: () => duration });
        for (const { at } of runs) {
          const inWindow = runs.filter((run) => run.at > at - 1000 && run.at <= at).reduce((sum, run) => sum + run.requests, 0);
          expect(inWindow).toBeLessThanOrEqual(RULES.requestsPerSecond);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('starves nobody: the longest wait is bounded by the work of one round in the lane', () => {
    fc.assert(
      fc.property(someAssignments, fc.integer({ min: 10, max: 9000 }), fc.integer(), (assignments, longest, salt) => {
        const durationMs = (id: string) => 1 + (Math.abs(Math.imul(salt, id.charCodeAt(1) + 7)) % longest);
        const { runs } = simulate(assignments, { untilMs: 1_500_000, durationMs });
        const round = assignments.length * (longest + 1000);
        for (const { id, intervalMs } of assignments) {
          const mine = gaps(runs, id);
          expect(mine.length).toBeGreaterThanOrEqual(Math.floor(1_500_000 / (1.25 * intervalMs + round)) - 1);
          for (const gap of mine) expect(gap).toBeLessThanOrEqual(1.25 * intervalMs + round);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keeps to the concurrency of every lane and never runs one assignment twice at a time', () => {
    fc.assert(
      fc.property(someAssignments, fc.func(fc.boolean()), (assignments, fails) => {
        const { runs, mostCalls } = simulate(assignments, { untilMs: 400_000, durationMs: () => 7000, fails });
        for (const [key, count] of mostCalls) {
          const [protocol, lane] = key.split('/') as [Protocol, 'fast' | 'slow'];
          expect(count).toBeLessThanOrEqual(RULES.lanes[protocol].concurrency[lane]);
        }
        for (const run of runs)
          expect(runs.filter((other) => other.id === run.id && other.at < run.endedAt && other.endedAt > run.at)).toHaveLength(1);
      }),
      { numRuns: 40 },
    );
  });

  it('lets dead targets delay no healthy one: they are asked at their interval, in a lane of their own', () => {
    const dead = Array.from({ length: 60 }, (_, i) => assignment(`dead${i}`));
    const healthy = Array.from({ length: 200 }, (_, i) => assignment(`well${i}`));
    const { runs } = simulate([...dead, ...healthy], {
      untilMs: 600_000,
      durationMs: (id) => (id.startsWith('dead') ? 5000 : 20),
      fails: (id) => id.startsWith('dead'),
    });
    const settled = runs.filter((run) => run.at > 150_000);
    const late = settled.filter((run) => run.id.startsWith('well') && run.at - run.dueAt > 100);
    expect(late).toEqual([]);
    expect(settled.filter((run) => run.id.startsWith('dead')).every((run) => run.lane === 'slow')).toBe(true);
    const triedDead = new Set(settled.map((run) => run.id).filter((id) => id.startsWith('dead')));
    expect(triedDead.size).toBe(60);
  });

  it('returns a target to the fast lane with its first answer', () => {
    let schedule = reassign(EMPTY_SCHEDULE, [assignment('a')], RULES, 0);
    let now = 0;
    const lanes: string[] = [];
    for (let i = 0; i < 6; i += 1) {
      now = wakeAt(schedule, RULES, now)!;
      const taken = take(schedule, RULES, now);
      lanes.push(taken.calls[0]!.lane);
      schedule = finish(taken.schedule, [{ call: taken.calls[0]!, failed: new Set(i < SLOW_AFTER ? ['a'] : []) }]);
    }
    expect(lanes).toEqual(['fast', 'fast', 'fast', 'slow', 'fast', 'fast']);
  });

  it('keeps due times of unchanged assignments whoever comes and goes', () => {
    fc.assert(
      fc.property(someAssignments, someAssignments, fc.integer({ min: 1, max: 200_000 }), (before, others, at) => {
        const kept = before[0]!;
        const to = [...others.map((a) => ({ ...a, id: `other-${a.id}`, resourceId: `other-${a.resourceId}` })), kept];
        const ample = {
          ...RULES,
          lanes: { ...RULES.lanes, [kept.protocol]: { ...RULES.lanes[kept.protocol], concurrency: { fast: 99, slow: 99 } } },
        };
        const options = { rules: { ...ample, requestsPerSecond: 1000 }, untilMs: 700_000, durationMs: () => 10 };
        const withChange = simulate(before, { ...options, change: { at, to } }).runs.filter((run) => run.id === kept.id);
        const without = simulate(before, options).runs.filter((run) => run.id === kept.id);
        expect(withChange.map((run) => run.at)).toEqual(without.map((run) => run.at));
      }),
      { numRuns: 60 },
    );
  });

  it('gives targets of one interval places apart, and a changed one the place it had', () => {
    const many = Array.from({ length: 300 }, (_, index) => assignment(`a${index}`));
    const schedule = reassign(EMPTY_SCHEDULE, many, RULES, 0);
    const phases = [...schedule.slots.values()].map(({ phaseMs: phase }) => phase).sort((a, b) => a - b);
    for (const [index, phase] of phases.slice(1).entries()) expect(phase - phases[index]!).toBeGreaterThanOrEqual(30_000 / 300 / 3 - 1);
    const changed = reassign(schedule, [assignment('a7', { address: '192.0.2.9' }), assignment('new')], RULES, 0);
    expect(changed.slots.get('a7')!.phaseMs).toBe(schedule.slots.get('a7')!.phaseMs);
    expect(phases).not.toContain(changed.slots.get('new')!.phaseMs);
  });

  it('asks a changed assignment at once and no longer counts what was asked before the change', () => {
    let schedule = reassign(EMPTY_SCHEDULE, [assignment('a')], RULES, 0);
    const first = take(schedule, RULES, 100);
    schedule = reassign(first.schedule, [assignment('a', { address: '192.0.2.2' })], RULES, 500);
    const start = first.calls[0]!.starts[0]!;
    expect(isCurrent(schedule, start)).toBe(false);
    schedule = finish(schedule, [{ call: first.calls[0]!, failed: new Set(['a']) }]);
    expect(schedule.slots.get('a')).toMatchObject({ failures: 0, isRunning: false, dueAt: 500 });
    // The resource was asked once at 100: its window still has room, so the new address is asked now.
    expect(take(schedule, RULES, 500).calls[0]!.starts[0]!.assignment.address).toBe('192.0.2.2');
  });

  it('forgets removed assignments although their call still runs', () => {
    const taken = take(reassign(EMPTY_SCHEDULE, [assignment('a')], RULES, 0), RULES, 100);
    const schedule = finish(reassign(taken.schedule, [], RULES, 200), [{ call: taken.calls[0]!, failed: new Set() }]);
    expect(schedule.slots.size).toBe(0);
    expect([...schedule.calls.values()]).toEqual([0]);
    expect(wakeAt(schedule, RULES, 300)).toBeNull();
  });

  it('puts batched targets of one second into one call', () => {
    const many = Array.from({ length: 300 }, (_, i) => assignment(`p${i}`, { protocol: 'icmp' }));
    const rules = { ...RULES, lanes: { ...RULES.lanes, icmp: { ...RULES.lanes.icmp, batch: 500 } } };
    const { runs } = simulate(many, { rules, untilMs: 90_000, durationMs: () => 1500 });
    const instants = new Set(runs.filter((run) => run.at >= 30_000 && run.at < 60_000).map((run) => run.at));
    expect(instants.size).toBeLessThanOrEqual(30);
    expect(runs.filter((run) => run.at >= 30_000 && run.at < 60_000)).toHaveLength(300);
  });
});
