import { kindOf } from '../../../shared/domain/check/index.ts';
import type { Assignment, Cycle, Observation, Protocol } from '../../../shared/domain/observation/observation.ts';
import { missing as missingBy } from '../../../shared/domain/observation/quality.ts';
import { withReasons } from '../../../shared/domain/observation/reasons.ts';
import { cycleOf, isLate } from '../../../shared/domain/poll/cycle.ts';
import { type AssignmentChange, type Call, createSchedule, type Ending, type PollRules } from '../../../shared/domain/poll/schedule.ts';
import type { Collector, CollectorContext, RunningCollector, Target } from '../collectors/collector.ts';
import { createResolver } from '../collectors/net/resolve.ts';
import type { Clock } from '../lib/clock.ts';
import { type Log, toLogFormat } from '../lib/log.ts';
import type { CollectorStatus } from './messages.ts';
import { type CycleStatistics, createCycleStatistics } from './statistics.ts';

export interface PollOptions extends Pick<CollectorContext, 'credentials' | 'dataFolder'> {
  readonly collectors: Readonly<Partial<Record<Protocol, Collector<unknown>>>>;
  readonly clock: Clock;
  readonly log: Log;
  emit(observations: readonly Observation[]): void;
}

export interface Poll {
  /** Takes the whole list; returns how many of it no collector understands. Unchanged assignments keep their times. */
  assign(assignments: readonly Assignment[]): number;
  /** Takes a change of the list; returns how many of the whole no collector understands. */
  change(change: AssignmentChange): number;
  status(): readonly CollectorStatus[];
  /** Starts nothing more and ends what runs, within a second. */
  stop(): Promise<void>;
}

/** One protocol at work. */
interface Unit {
  readonly collector: Collector<unknown>;
  readonly running: RunningCollector<unknown>;
  readonly statistics: CycleStatistics;
  missing: string | null;
  hung: number;
}

const REQUESTS_PER_SECOND = 10;
const BATCH_GRAIN_MS = 1000;
const MISSING_CHECK_MS = 60_000;
/** The schedule is looked at no more often than this: endings that come together are one step. */
const TICK_MS = 10;
const LONGEST_SLEEP_MS = 1000;
/** How long after its time limit a call may still return by itself. */
const GRACE_MS = 1000;
const HUNG = Symbol('hung');

function rulesOf(units: ReadonlyMap<Protocol, Unit>): PollRules {
  const lanes = [...units].map(([protocol, { collector }]) => {
    const { concurrency, batch, requests } = collector;
    return [protocol, { concurrency, batch, requests, grainMs: batch > 1 ? BATCH_GRAIN_MS : 1 }] as const;
  });
  return { requestsPerSecond: REQUESTS_PER_SECOND, lanes: Object.fromEntries(lanes) as PollRules['lanes'] };
}

/** Runs the collectors by the schedule of shared/domain/poll. Everything is timed on the monotonic clock. */
export function createPoll(options: PollOptions): Poll {
  const { clock, log } = options;
  const units = new Map<Protocol, Unit>();
  const resolver = createResolver(clock);
  for (const collector of Object.values(options.collectors)) {
    const { credentials, dataFolder } = options;
    const running = collector.create({ clock, log: log.child({ collector: collector.protocol }), resolver, credentials, dataFolder });
    units.set(collector.protocol, { collector, running, statistics: createCycleStatistics(), missing: null, hung: 0 });
  }
  const rules = rulesOf(units);
  const active = new Map<Call, { readonly controller: AbortController; readonly ended: Promise<void> }>();
  const schedule = createSchedule(rules);
  let endings: Ending[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  function tick(): void {
    if (isStopped) return;
    schedule.finish(endings);
    endings = [];
    for (const call of schedule.take(clock.monotonic())) begin(call);
    const now = clock.monotonic();
    arm(Math.max(TICK_MS, Math.ceil((schedule.wakeAt(now) ?? Number.POSITIVE_INFINITY) - now)));
  }

  function arm(delayMs: number): void {
    clearTimeout(timer);
    timer = setTimeout(tick, Math.min(delayMs, LONGEST_SLEEP_MS));
  }

  function begin(call: Call): void {
    const controller = new AbortController();
    const ended = run(call, controller)
      .catch((error: unknown) => {
        log.error({ protocol: call.protocol, error: toLogFormat(error) }, 'cycle failed');
        return new Set<string>();
      })
      .then((failed) => {
        active.delete(call);
        if (endings.length === 0 && !isStopped) arm(TICK_MS);
        endings.push({ call, failed });
      });
    active.set(call, { controller, ended });
  }

  async function run(call: Call, controller: AbortController): Promise<ReadonlySet<string>> {
    const unit = units.get(call.protocol);
    if (!unit) return new Set();
    const startedAt = clock.monotonic();
    const observed = await observe(unit, call, controller);
    const endedAt = clock.monotonic();
    if (isStopped) return new Set();
    const current = call.starts.filter(schedule.isCurrent);
    const resources = new Set(current.map((start) => start.assignment.resourceId));
    const cycles = current.map(({ assignment, dueAt }): Cycle => cycleOf(assignment, { dueAt, startedAt, endedAt }, clock.now()));
    for (const cycle of cycles)
      unit.statistics.add(
        { at: cycle.at, durationMs: cycle.durationMs, lateness: (cycle.at - cycle.dueAt) / cycle.intervalMs, isLate: isLate(cycle) },
        endedAt,
      );
    options.emit([...observed.filter(({ resourceId }) => resources.has(resourceId)), ...cycles]);
    const failing = new Set(observed.filter(isFailure).map(({ resourceId }) => resourceId));
    return new Set(current.filter(({ assignment }) => failing.has(assignment.resourceId)).map(({ assignment }) => assignment.id));
  }

  /** Asks the collector, for no longer than the shortest interval among the targets. */
  async function observe(unit: Unit, call: Call, controller: AbortController): Promise<readonly Observation[]> {
    if (unit.missing !== null) return unknownTargets(call, unit.missing);
    const limitMs = Math.min(...call.starts.map(({ assignment }) => assignment.intervalMs));
    const limit = setTimeout(() => controller.abort(), limitMs);
    let cutOff: NodeJS.Timeout | undefined;
    const hung = new Promise<typeof HUNG>((resolve) => {
      cutOff = setTimeout(resolve, limitMs + GRACE_MS, HUNG);
      controller.signal.addEventListener('abort', () => setTimeout(resolve, GRACE_MS, HUNG).unref());
    });
    try {
      const observed = await Promise.race([unit.running.collect(call.starts.map(targetOf), controller.signal), hung]);
      if (observed !== HUNG) return withReasons(observed);
      unit.hung += 1;
      if (!isStopped)
        log.error({ protocol: call.protocol, assignments: call.starts.map(({ assignment }) => assignment.id) }, 'collector did not return');
      return unknownTargets(call, 'collector did not return');
    } finally {
      clearTimeout(limit);
      clearTimeout(cutOff);
    }
  }

  /** That the check could not be made is known; about the targets nothing is. */
  function unknownTargets(call: Call, detail: string): readonly Observation[] {
    return call.starts.flatMap(({ assignment: { resourceId, protocol } }): readonly Observation[] => {
      const common = { resourceId, at: clock.now(), protocol, component: '' };
      const { latency, identity } = kindOf(protocol);
      // Of a kind of which there may be several only the collector knows what each of them is called.
      const gap =
        latency === null || identity.length > 0 ? [] : [{ ...common, kind: 'sample', metric: latency, ...missingBy('tool') } as const];
      return [...gap, { ...common, kind: 'reachability', reachable: false, fault: { kind: 'tool', retryable: true, detail } }];
    });
  }

  async function checkMissing(): Promise<void> {
    for (const [protocol, unit] of units) {
      try {
        const missing = await unit.collector.missing();
        if (missing !== unit.missing) log.warn({ protocol, missing }, missing === null ? 'collector complete' : 'collector lacks a tool');
        unit.missing = missing;
      } catch (error) {
        log.error({ protocol, error: toLogFormat(error) }, 'collector not checked');
      }
    }
  }

  const missingTimer = setInterval(() => void checkMissing(), MISSING_CHECK_MS);
  const checked = checkMissing();

  const refused = new Set<string>();

  function understood(assignments: readonly Assignment[]): readonly Assignment[] {
    return assignments.flatMap((assignment) => {
      const read = understand(assignment, units, log);
      if (read) refused.delete(assignment.id);
      else refused.add(assignment.id);
      return read ?? [];
    });
  }

  return {
    assign: (assignments) => {
      refused.clear();
      schedule.assign(understood(assignments), clock.monotonic());
      void checked.then(() => arm(0));
      return refused.size;
    },
    change: ({ put, drop }) => {
      for (const id of drop) refused.delete(id);
      const asked = understood(put);
      const wrong = put.filter(({ id }) => refused.has(id)).map(({ id }) => id);
      schedule.change({ put: asked, drop: [...drop, ...wrong] }, clock.monotonic());
      void checked.then(() => arm(0));
      return refused.size;
    },
    status: () =>
      [...units].map(([protocol, { statistics, missing, hung }]) => {
        const { targets, failing } = schedule.counts(protocol);
        return {
          protocol,
          targets,
          cycleP95Ms: statistics.p95Ms(),
          latenessP99: statistics.latenessP99(),
          lateCycles: statistics.late(clock.monotonic()),
          unanswered: failing,
          lastAt: statistics.lastAt(),
          problem: missing,
          hung,
        };
      }),
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      clearInterval(missingTimer);
      for (const { controller } of active.values()) controller.abort();
      await Promise.all([...active.values()].map(({ ended }) => ended));
      await Promise.all([...units.values()].map(({ running }) => running.stop()));
    },
  };
}

/** The assignment with its configuration as the collector's schema reads it, or null (logged) when it does not. */
function understand(assignment: Assignment, units: ReadonlyMap<Protocol, Unit>, log: Log): Assignment | null {
  const parsed = units.get(assignment.protocol)?.collector.config.safeParse(assignment.config);
  if (parsed?.success) return { ...assignment, config: parsed.data };
  log.error(
    { assignment: assignment.id, protocol: assignment.protocol, problem: parsed?.error.message ?? 'no such collector' },
    'assignment refused',
  );
  return null;
}

const targetOf = ({ assignment }: Call['starts'][number]): Target<unknown> => ({
  assignmentId: assignment.id,
  resourceId: assignment.resourceId,
  address: assignment.address,
  intervalMs: assignment.intervalMs,
  config: assignment.config,
});

const isFailure = (observation: Observation): boolean =>
  observation.kind === 'reachability' && !observation.reachable && observation.fault?.kind !== 'tool';
