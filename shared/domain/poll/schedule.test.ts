import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Assignment, PROTOCOLS, type Protocol } from '../observation/observation.ts';
import { phaseMs } from './phase.ts';
import { type Call, createSchedule, type LaneRule, type PollRules, type Schedule, SLOW_AFTER, type Slot } from './schedule.ts';
import { finish, NO_SCHEDULE, reassign, take, wakeAt } from './testing/plainSchedule.ts';

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

const stateOf = (slot: Slot | undefined): string =>
  slot ? [slot.assignment.id, slot.generation, slot.phaseMs, slot.dueAt, slot.isRunning, slot.failures].join() : '';

/** The schedule in use beside the plain one: at every event both start the same. */
function inStep(rules: PollRules): Pick<Schedule, 'assign' | 'take' | 'finish' | 'wakeAt' | 'slot'> {
  const schedule = createSchedule(rules);
  let plain = NO_SCHEDULE;
  return {
    slot: schedule.slot,
    assign: (assignments, now) => {
      schedule.assign(assignments, now);
      plain = reassign(plain, assignments, rules, now);
    },
    take: (now) => {
      const calls = schedule.take(now);
      const taken = take(plain, rules, now);
      plain = taken.schedule;
      // An assertion of every step of millions would take most of the time.
      if (calls.length + taken.calls.length > 0) expect(JSON.stringify(calls)).toBe(JSON.stringify(taken.calls));
      return calls;
    },
    finish: (endings) => {
      schedule.finish(endings);
      plain = finish(plain, endings);
      for (const { assignment: ended } of endings.flatMap(({ call }) => call.starts))
        if (stateOf(schedule.slot(ended.id)) !== stateOf(plain.slots.get(ended.id)))
          expect(schedule.slot(ended.id)).toMatchObject({ ...plain.slots.get(ended.id) });
    },
    wakeAt: (now) => {
      const at = schedule.wakeAt(now);
      const latest = wakeAt(plain, rules, now);
      if ((at ?? Number.POSITIVE_INFINITY) > (latest ?? Number.POSITIVE_INFINITY)) expect(at).toBe(latest);
      return at;
    },
  };
}

/** Plays the schedule against targets of given durations, jumping from event to event. */
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
): { runs: Run[]; mostCalls: Map<string, number> } {
  const rules = options.rules ?? RULES;
  let now = options.startAt ?? 0;
  const end = now + options.untilMs;
  let change = options.change && { ...options.change };
  const schedule = inStep(rules);
  schedule.assign(assignments, now);
  const running: { call: Call; endsAt: number }[] = [];
  const runs: Run[] = [];
  const mostCalls = new Map<string, number>();
  while (now < end) {
    if (change && change.at <= now) {
      schedule.assign(change.to, now);
      change = undefined;
    }
    for (const ended of running.filter(({ endsAt }) => endsAt <= now)) {
      running.splice(running.indexOf(ended), 1);
      const failed = new Set(ended.call.starts.map((start) => start.assignment.id).filter((id) => options.fails?.(id) ?? false));
      schedule.finish([{ call: ended.call, failed }]);
    }
    for (const call of schedule.take(now)) {
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
      schedule.wakeAt(now) ?? Number.POSITIVE_INFINITY,
      change?.at ?? Number.POSITIVE_INFINITY,
      ...running.map(({ endsAt }) => endsAt),
    );
    expect(next).toBeGreaterThan(now);
    now = next;
  }
  return { runs, mostCalls };
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
          const schedule = createSchedule(RULES);
          schedule.assign([one], 0);
          const dueAt: number[] = [];
          for (const lag of lags) {
            const now = schedule.wakeAt(0)! + lag;
            const [call] = schedule.take(now);
            dueAt.push(call!.starts[0]!.dueAt);
            schedule.finish([{ call: call!, failed: new Set() }]);
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
    const schedule = createSchedule(RULES);
    schedule.assign([assignment('a')], 0);
    let now = 0;
    const lanes: string[] = [];
    for (let i = 0; i < 6; i += 1) {
      now = schedule.wakeAt(now)!;
      const [call] = schedule.take(now);
      lanes.push(call!.lane);
      schedule.finish([{ call: call!, failed: new Set(i < SLOW_AFTER ? ['a'] : []) }]);
      expect(schedule.counts('tcp')).toEqual({ targets: 1, failing: i < SLOW_AFTER ? 1 : 0 });
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
    const schedule = createSchedule(RULES);
    schedule.assign(many, 0);
    const before = schedule.slot('a7')!.phaseMs;
    const phases = many.map(({ id }) => schedule.slot(id)!.phaseMs).sort((a, b) => a - b);
    for (const [index, phase] of phases.slice(1).entries()) expect(phase - phases[index]!).toBeGreaterThanOrEqual(30_000 / 300 / 3 - 1);
    schedule.assign([assignment('a7', { address: '192.0.2.9' }), assignment('new')], 0);
    expect(schedule.slot('a7')!.phaseMs).toBe(before);
    expect(phases).not.toContain(schedule.slot('new')!.phaseMs);
  });

  it('takes a change of the list for what it is: the others stay as they are', () => {
    const schedule = createSchedule(RULES);
    schedule.assign([assignment('a'), assignment('b'), assignment('c', { protocol: 'icmp' })], 0);
    const before = { ...schedule.slot('b')! };
    schedule.change({ put: [assignment('a', { address: '192.0.2.9' }), assignment('b'), assignment('d')], drop: ['c', 'unknown'] }, 500);
    expect(schedule.slot('a')).toMatchObject({ assignment: { address: '192.0.2.9' } });
    expect(schedule.slot('b')).toEqual({ ...before, place: expect.any(Number) });
    expect(schedule.slot('c')).toBeUndefined();
    expect(schedule.counts('tcp')).toEqual({ targets: 3, failing: 0 });
    expect(schedule.counts('icmp')).toEqual({ targets: 0, failing: 0 });
  });

  it('asks a changed assignment at once and no longer counts what was asked before the change', () => {
    const schedule = createSchedule(RULES);
    schedule.assign([assignment('a')], 0);
    const [call] = schedule.take(100);
    schedule.assign([assignment('a', { address: '192.0.2.2' })], 500);
    expect(schedule.isCurrent(call!.starts[0]!)).toBe(false);
    schedule.finish([{ call: call!, failed: new Set(['a']) }]);
    expect(schedule.slot('a')).toMatchObject({ failures: 0, isRunning: false, dueAt: 500 });
    // The resource was asked once at 100: its window still has room, so the new address is asked now.
    expect(schedule.take(500)[0]!.starts[0]!.assignment.address).toBe('192.0.2.2');
  });

  it('forgets removed assignments although their call still runs, also when they come back', () => {
    const schedule = createSchedule(RULES);
    schedule.assign([assignment('a')], 0);
    const [call] = schedule.take(100);
    schedule.assign([], 200);
    expect(schedule.slot('a')).toBeUndefined();
    schedule.assign([assignment('a')], 250);
    schedule.finish([{ call: call!, failed: new Set(['a']) }]);
    expect(schedule.slot('a')).toMatchObject({ failures: 0, isRunning: false });
    schedule.assign([], 280);
    expect(schedule.wakeAt(300)).toBeNull();
    expect(schedule.take(10_000)).toEqual([]);
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
