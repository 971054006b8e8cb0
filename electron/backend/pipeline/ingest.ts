import { DISCOVERED } from '../../../shared/contracts/discoveryLink.ts';
import { EVENTS } from '../../../shared/contracts/eventLink.ts';
import { Observation as ObservationSchema } from '../../../shared/contracts/observation.ts';
import { TOOL_REPORT } from '../../../shared/contracts/toolLink.ts';
import { nextSweepAt, observeAll, review, sweep } from '../../../shared/domain/alarm/engine.ts';
import type { Alarm } from '../../../shared/domain/alarm/record.ts';
import type { ConditionReport } from '../../../shared/domain/alarm/report.ts';
import { type DetectorState, NO_DETECTORS, type WatchContext } from '../../../shared/domain/alarm/state.ts';
import type { Instant, ResourceId } from '../../../shared/domain/id.ts';
import type { Observation, Sample } from '../../../shared/domain/observation/observation.ts';
import { isCoherent } from '../../../shared/domain/observation/reasons.ts';
import type { Bus } from '../events/bus.ts';
import type { AlarmBook, AlarmService } from '../features/alarms/index.ts';
import type { HardwareService } from '../features/hardware/index.ts';
import type { PolicyBook, SilentService } from '../features/policies/index.ts';
import { type Glance, NO_GLANCE, type ResourceBook, type ResourceRecord, type ResourceStatus } from '../features/resources/index.ts';
import type { Clock } from '../lib/clock.ts';
import { type Log, toLogFormat } from '../lib/log.ts';
import { createOnce } from '../lib/once.ts';
import type { Item } from '../link/index.ts';
import { OBSERVATIONS } from '../poller/messages.ts';
import type { NetworkStore } from '../storage/network/index.ts';
import { TelemetryError, type TelemetryStore } from '../storage/telemetry/index.ts';
import type { TopologyStore } from '../storage/topology/index.ts';
import type { Work, Writer } from '../storage/writer.ts';
import { createKeeping, type News } from './keeping.ts';
import { createLulls } from './lulls.ts';
import { createPace } from './pace.ts';
import { createSeen } from './seen.ts';
import { createSights } from './sights.ts';
import { glanceWithout, type Measured, nextGlance, nextStatus } from './status.ts';

/** How many resources one step of a sweep looks at: a few milliseconds. */
const SWEPT_AT_ONCE = 50;
const APPEND_RETRY_MS = 200;
/** A sample may be so much later than our clock: poller and backend read the same one. */
const AHEAD_MS = 5000;
/** Resources whose newest values are fetched together after a start: some thousand values. */
const WARMED_AT_ONCE = 20;

export interface IngestStats {
  readonly observations: number;
  /** Observations that were not what the schema says, or of no monitored resource. */
  readonly rejected: number;
  /** Samples that were not stored because telemetry was stopped, its disk full, or they were of the future: gaps, said on screen. */
  readonly samplesLost: number;
}

export interface Ingest {
  /** Takes one batch of a stream; resolves when its effects and its sequence number are stored. */
  batch(streamKey: string, fromSeq: number, items: readonly Item[]): Promise<void>;
  lastSequence(streamKey: string): number;
  /** Sources not heard for three intervals; not to be called while the poller is away. */
  sweep(): Promise<void>;
  /** After a change of policies or of a resource: ends what nothing watches any more, in the caller's transaction. */
  review(work: Work, resources: readonly ResourceRecord[]): Promise<void>;
  /** From when on silence and lateness prove something: the poller came, or the clock jumped. */
  watchFrom(now: Instant): void;
  /** Collectors that bring nothing at all: the silence of their resources is told with them. True when one of before is back. */
  interrupt(protocols: readonly string[]): boolean;
  glance(id: ResourceId): Glance;
  /** Fills the glances from the newest stored values after a start. */
  warm(): Promise<void>;
  stats(): IngestStats;
}

interface Parts {
  readonly resources: ResourceBook;
  readonly policies: PolicyBook;
  readonly silent: Pick<SilentService, 'pass'>;
  readonly alarms: AlarmService;
  readonly alarmBook: AlarmBook;
  readonly telemetry: TelemetryStore;
  readonly topology: Pick<TopologyStore, 'put'>;
  readonly network: Pick<NetworkStore, 'put'>;
  readonly hardware: Pick<HardwareService, 'keep'>;
  readonly write: Writer['write'];
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly sequences: ReadonlyMap<string, number>;
  /** What is told of a discovery, of a tool that somebody runs, and by the rules over events, in the transaction of its batch. */
  onDiscovered(work: Work, payload: unknown): Promise<void>;
  onTool(work: Work, payload: unknown): Promise<void>;
  onEvents(work: Work, payload: unknown): Promise<void>;
}

/** What a batch claims to be observations; each is still to be believed one by one. */
function candidatesOf({ kind, payload }: Item): readonly unknown[] {
  if (kind !== OBSERVATIONS || typeof payload !== 'object' || payload === null || !('observations' in payload)) return [];
  return Array.isArray(payload.observations) ? payload.observations : [];
}

const once = createOnce();

/** The observation with the names that thousands of others have too kept once: detectors and facts remember them for each of a million series. */
function namedOnce(observation: Observation): Observation {
  switch (observation.kind) {
    case 'sample':
    case 'reachability':
      return { ...observation, component: once(observation.component) };
    case 'fact':
      return { ...observation, name: once(observation.name), component: once(observation.component) };
    case 'cycle':
    case 'identity':
    case 'neighbour':
    case 'hardware':
    case 'power':
    case 'network':
      return observation;
    default:
      return observation satisfies never;
  }
}

const detectorsOf = (value: unknown): DetectorState => (value as DetectorState | null) ?? NO_DETECTORS;

/** The way of an observation, in order: validate, resolve the resource, store samples, detect conditions, fold into alarms, remember, announce. */
export function createIngest({
  resources,
  policies,
  silent,
  alarms,
  alarmBook,
  telemetry,
  topology,
  network,
  hardware,
  write,
  bus,
  clock,
  log,
  sequences: known,
  onDiscovered,
  onTool,
  onEvents,
}: Parts): Ingest {
  const sequences = new Map(known);
  const glances = new Map<ResourceId, Glance>();
  const seenOf = createSeen();
  const keeping = createKeeping(clock, () => resources.monitored().length);
  const lulls = createLulls();
  const sights = createSights(topology, network, log);
  let watchingSince = clock.now();
  let interrupted: ReadonlySet<string> = new Set();
  const pace = createPace();
  const stats = { observations: 0, rejected: 0, samplesLost: 0 };

  /** What the detectors must know of a resource, with the policies as the transaction has them: one reading for a batch. */
  function contextsIn(work: Work): (resource: ResourceRecord) => WatchContext {
    const inForce = policies.within(work);
    const seen = resources.within(work);
    const now = clock.now();
    return (resource) => {
      const intervalMs = seen.intervalMs(resource);
      return {
        resourceId: resource.id,
        importance: resource.importance,
        intervalMs,
        protocols: [...new Set(resource.checks.map((check) => check.protocol))],
        interrupted,
        thresholds: inForce.resolve(resource).thresholds,
        now,
        // A resource added, changed, restored or given another interval just now has not been silent before.
        watchingSince: Math.max(watchingSince, Math.min(resource.updatedAt, now), pace(work, resource.id, intervalMs, now)),
      };
    };
  }

  /** Validated observations of monitored resources, per resource in their order. */
  function resolve(items: readonly Item[]): ReadonlyMap<ResourceRecord, readonly Observation[]> {
    const groups = new Map<ResourceRecord, Observation[]>();
    for (const item of items) {
      for (const candidate of candidatesOf(item)) {
        stats.observations += 1;
        const parsed = ObservationSchema.safeParse(candidate);
        const resource = parsed.success ? resources.byId(parsed.data.resourceId) : undefined;
        if (!parsed.success || !isCoherent(parsed.data) || !resource || resource.retiredAt !== null) {
          stats.rejected += 1;
          continue;
        }
        const group = groups.get(resource);
        const observation = namedOnce(parsed.data);
        if (group) group.push(observation);
        else groups.set(resource, [observation]);
      }
    }
    return groups;
  }

  /** Those that are not of the future: the clock that wrote them was set back since. They are counted, and told by the health of the queue. */
  function ofNow<T extends Sample>(samples: readonly T[]): readonly T[] {
    const until = clock.now() + AHEAD_MS;
    const believed = samples.filter(({ at }) => at <= until);
    const refused = samples.length - believed.length;
    stats.samplesLost += refused;
    if (refused > 0) log.warn({ samples: refused }, 'samples of the future refused');
    return believed;
  }

  async function append(samples: readonly (Sample & { readonly intervalMs: number })[]): Promise<void> {
    if (samples.length === 0) return;
    for (let attempt = 1; ; attempt++) {
      try {
        await telemetry.append(samples);
        return;
      } catch (error) {
        const mayRetry = error instanceof TelemetryError && error.code === 'telemetry.failed' && attempt < 3;
        if (mayRetry) {
          await new Promise((resolve) => setTimeout(resolve, APPEND_RETRY_MS));
          continue;
        }
        // Alarms go on without telemetry: a curve with a gap is better than a silent wall.
        stats.samplesLost += samples.length;
        if (!(error instanceof TelemetryError && error.code === 'telemetry.paused'))
          log.error({ error: toLogFormat(error), samples: samples.length }, 'samples lost');
        return;
      }
    }
  }

  /** The samples of metrics that no policy has switched off. */
  function kept(resource: ResourceRecord, observations: readonly Observation[]): readonly Sample[] {
    const { off } = policies.resolve(resource);
    return observations.filter((one) => one.kind === 'sample').filter(({ metric }) => !off.has(metric));
  }

  async function store(work: Work, id: ResourceId, status: ResourceStatus, news: News): Promise<void> {
    if (keeping.isDue(id, news)) {
      await resources.saveStatus(work, id, status, clock.now());
      work.onCommit(() => keeping.stored(id));
    } else resources.remember(work, id, status);
  }

  function lookAt(resource: ResourceRecord, samples: readonly Measured[]): void {
    const glance = nextGlance(glances.get(resource.id) ?? NO_GLANCE, samples, seenOf(resource.id));
    glances.set(resource.id, glanceWithout(glance, policies.resolve(resource).off));
  }

  async function detect(work: Work, groups: ReadonlyMap<ResourceRecord, readonly Observation[]>): Promise<void> {
    const reports: ConditionReport[] = [];
    const seen = resources.within(work);
    const contextOf = contextsIn(work);
    const isActive = activityIn(work);
    for (const [{ id }, observations] of groups) {
      // As it is now: between the batch's arrival and this transaction it may have been changed or retired.
      const resource = seen.byId(id);
      if (!resource || resource.retiredAt !== null) continue;
      const context = contextOf(resource);
      const before = seen.status(id);
      const detection = observeAll(detectorsOf(before.detectors), observations, context);
      reports.push(...(await silent.pass(work, detection.reports, context.thresholds, isActive)));
      await store(work, id, nextStatus(before, observations, detection.state, context), {
        isFirst: before.dataAt === null,
        hasReports: detection.reports.length > 0,
        hasFacts: observations.some(({ kind }) => kind === 'fact'),
      });
    }
    await alarms.report(work, reports);
  }

  /** Whether there is an alarm that is active, by its key. */
  function activityIn(work: Work): (key: string) => boolean {
    const { open } = alarmBook.within(work).fold;
    return (key) => open.get(key)?.cleared === null;
  }

  function announce(ids: readonly ResourceId[]): void {
    bus.publish({ topic: 'resources', ids });
    const shown = ids.flatMap((id) => alarmBook.ofResource(id).map((stored) => stored.alarm.id));
    if (shown.length > 0) bus.publish({ topic: 'alarms', ids: shown });
  }

  /** A look that finds what the open alarm already says, less than an interval after it said so: nothing to write. */
  function isOldNews(open: Alarm | undefined, report: ConditionReport, resource: ResourceRecord): boolean {
    return (
      report.kind === 'report' &&
      !report.isOccurrence &&
      open !== undefined &&
      !open.cleared &&
      report.at - open.lastAt < resources.intervalMs(resource)
    );
  }

  async function each(
    work: Work,
    list: readonly ResourceRecord[],
    run: typeof sweep,
    ran: (resource: ResourceRecord, state: DetectorState, context: WatchContext) => void = () => undefined,
  ): Promise<void> {
    const reports: ConditionReport[] = [];
    const seen = resources.within(work);
    const { open } = alarmBook.within(work).fold;
    const isActive = activityIn(work);
    const contextOf = contextsIn(work);
    for (const resource of list) {
      const status = seen.status(resource.id);
      const before = detectorsOf(status.detectors);
      const context = contextOf(resource);
      const { state, reports: all } = run(before, context);
      ran(resource, state, context);
      const passed = await silent.pass(work, all, context.thresholds, isActive);
      const found = passed.filter((report) => !isOldNews(open.get(report.key), report, resource));
      if (state === before && found.length === 0) continue;
      reports.push(...found);
      const after = { ...status, detectors: state };
      if (found.length > 0) await resources.saveStatus(work, resource.id, after, clock.now());
      else resources.remember(work, resource.id, after);
    }
    await alarms.report(work, reports);
  }

  /** As they are durable: a transaction has thresholds of its own, equal and not the same. */
  const termsOf = (resource: ResourceRecord) => ({
    thresholds: policies.resolve(resource).thresholds,
    intervalMs: resources.intervalMs(resource),
  });

  async function sweepAll(): Promise<void> {
    const at = clock.now();
    const list = resources.monitored().filter((resource) => lulls.isOver(resource, termsOf(resource), at));
    for (let first = 0; first < list.length; first += SWEPT_AT_ONCE) {
      const ids = list.slice(first, first + SWEPT_AT_ONCE).map(({ id }) => id);
      await write('pipeline.sweep', (work) => {
        const seen = resources.within(work);
        const now = ids.flatMap((id) => seen.byId(id) ?? []).filter(({ retiredAt }) => retiredAt === null);
        return each(work, now, sweep, (resource, state, context) =>
          work.onCommit(() => lulls.begin(resource, termsOf(resource), context.now, nextSweepAt(state, context))),
        );
      });
    }
  }

  return {
    lastSequence: (streamKey) => sequences.get(streamKey) ?? 0,
    batch: async (streamKey, fromSeq, items) => {
      const groups = resolve(items);
      await append(
        ofNow(
          [...groups].flatMap(([resource, list]) => {
            const intervalMs = resources.intervalMs(resource);
            // One text for all samples of a resource: every store finds it by its place in memory instead of reading it.
            return kept(resource, list).map((one) => ({ ...one, resourceId: resource.id, intervalMs }));
          }),
        ),
      );
      const until = clock.now() + AHEAD_MS;
      sights.keep([...groups.values()].flat(), until);
      hardware.keep([...groups.values()].flat(), until);
      const sequence = items.at(-1)?.seq ?? fromSeq;
      await write('pipeline.ingest', async (work) => {
        await detect(work, groups);
        for (const { kind, payload } of items) {
          if (kind === DISCOVERED) await onDiscovered(work, payload);
          else if (kind === EVENTS) await onEvents(work, payload);
          else if (kind === TOOL_REPORT) await onTool(work, payload);
        }
        const values = { sequence, updated_at: clock.now() };
        await work.db
          .insertInto('stream')
          .values({ id: streamKey, ...values })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
          .execute();
        work.onCommit(() => {
          sequences.set(streamKey, sequence);
          for (const [resource, list] of groups) lookAt(resource, kept(resource, list));
          announce([...groups.keys()].map((resource) => resource.id));
        });
      });
    },
    sweep: sweepAll,
    review: (work, list) => each(work, list, review),
    interrupt: (protocols) => {
      const before = interrupted;
      interrupted = new Set(protocols);
      return [...before].some((protocol) => !interrupted.has(protocol));
    },
    watchFrom: (now) => {
      watchingSince = now;
    },
    warm: async () => {
      const all = resources.all();
      for (let at = 0; at < all.length; at += WARMED_AT_ONCE) {
        const some = new Map(all.slice(at, at + WARMED_AT_ONCE).map((resource) => [resource.id, { resource, newest: [] as Measured[] }]));
        for (const { resourceId, metric, component, value } of await telemetry.latest([...some.keys()]))
          some.get(resourceId)?.newest.push({ metric, component, value });
        for (const { resource, newest } of some.values()) lookAt(resource, newest);
      }
    },
    glance: (id) => {
      const glance = glances.get(id) ?? NO_GLANCE;
      const resource = resources.byId(id);
      const off = resource ? policies.resolve(resource).off : new Set<string>();
      if (off.size === 0) return glance;
      return { ...glanceWithout(glance, off), points: seenOf(id).countWithout(off) };
    },
    stats: () => ({ ...stats }),
  };
}
