import type { Collection, Heartbeat } from '../../../shared/contracts/collection.ts';
import { sourceForgotten, sourceHeard, sourceSilent } from '../../../shared/domain/alarm/interruption.ts';
import type { ConditionReport } from '../../../shared/domain/alarm/report.ts';
import { RULES } from '../../../shared/domain/alarm/state.ts';
import { type HeartName, heartId, heartNameOf, heartsOf } from '../../../shared/domain/heartbeat/heart.ts';
import { HEART_STATES, type Heart, type Judged, judgeHearts } from '../../../shared/domain/heartbeat/tree.ts';
import type { Instant, ResourceId } from '../../../shared/domain/id.ts';
import type { HeartBook } from '../features/heartbeats/index.ts';
import type { ResourceRecord } from '../features/resources/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { Ingest } from '../pipeline/ingest.ts';
import { POLLER_STREAM } from '../poller/messages.ts';
import { RECEIVER_STREAM } from '../receiver/messages.ts';
import type { Stores } from './books.ts';
import type { SelfAlarms } from './selfAlarms.ts';
import { sendersOf } from './senders.ts';
import type { Watch } from './watch.ts';

interface Parts {
  readonly stores: Pick<Stores, 'core' | 'alarms' | 'alarmBook' | 'resources'>;
  readonly book: HeartBook;
  readonly watch: Pick<Watch, 'reception' | 'collectors' | 'lastHeard' | 'watchedFrom'>;
  readonly ingest: Pick<Ingest, 'interrupt' | 'watchFrom'>;
  readonly self: SelfAlarms;
  readonly clock: Clock;
}

export interface Heartbeats {
  /** Takes what was heard, and raises and ends 监测中断, roots first; once every few seconds. */
  tick(): Promise<void>;
  /** Stores what was learnt. */
  keep(): Promise<void>;
  /** For the page 采集; `listed`: addresses that are shown there anyway. */
  read(listed: ReadonlySet<string>): Pick<Collection, 'heartbeats' | 'sourceStates'>;
  /** What the resource of an address is called; null for an address that is none's. */
  nameOf(address: string): string | null;
}

interface Source {
  readonly id: string;
  /** What else is heard where it is: everything that is received, and its domain. */
  readonly through: readonly string[];
  readonly address: string;
  readonly resource: ResourceRecord;
}

const OF_SOURCES = heartId({ kind: 'source', name: '' });
const RECEPTION = heartId({ kind: 'reception', name: '' });
const RECEPTION_SUBJECT = 'reception';
/** Silent sources told to the page; how many there are is told besides. */
const MOST_TOLD = 500;
/** What its alarm is of: a domain is named by people, and may be called as a process or a collector is. */
function subjectOf({ kind, name }: HeartName): string {
  if (kind === 'domain') return heartId({ kind, name });
  return kind === 'reception' ? RECEPTION_SUBJECT : name;
}
const isOver = ({ state }: Judged): boolean => state === 'silent' || state === 'covered' || state === 'held';

/** Who is still heard: processes, collectors, domains and sources, judged together so that a root is told of once. */
export function createHeartbeats({ stores, book, watch, ingest, self, clock }: Parts): Heartbeats {
  const { core, alarms, alarmBook, resources } = stores;
  let hearts: readonly Heart[] = [];
  /** Those that are no sources, of which there are thousands. */
  let trunk: readonly { readonly id: string; readonly name: HeartName }[] = [];
  let judged: ReadonlyMap<string, Judged> = new Map();
  let last: Instant = clock.now();
  let monitored: readonly ResourceRecord[] = [];
  let sources: readonly Source[] = [];
  let byAddress: ReadonlyMap<string, Source> = new Map();

  /** Records are replaced where they change: the same ones have the same sources. */
  function followResources(): void {
    const now = resources.monitored();
    if (now.length === monitored.length && now.every((one, place) => one === monitored[place])) return;
    monitored = now;
    sources = sendersOf(now).flatMap(({ address, resourceId }) => {
      const resource = resources.byId(resourceId);
      if (!resource) return [];
      const through = resource.domain === '' ? [RECEPTION] : [RECEPTION, heartId({ kind: 'domain', name: resource.domain })];
      return [{ id: heartId({ kind: 'source', name: address }), through, address, resource }];
    });
    byAddress = new Map(sources.map((source) => [source.address, source]));
  }

  function hear(): void {
    const now = clock.now();
    if (now < last) book.notAfter(now);
    last = now;
    const from = watch.watchedFrom(RECEIVER_STREAM);
    const newest = new Map<string, Instant>();
    for (const [address, told] of watch.reception()?.heard ?? []) {
      const source = byAddress.get(address);
      if (!source) continue;
      const at = Math.min(told, now);
      book.beat(source.id, at, from);
      for (const id of source.through) if (at > (newest.get(id) ?? Number.NEGATIVE_INFINITY)) newest.set(id, at);
    }
    for (const [id, at] of newest) book.beat(id, at, from);
  }

  function collectorsNow() {
    const shortest = new Map<string, number>();
    for (const resource of resources.monitored()) {
      const intervalMs = resources.intervalMs(resource);
      for (const { protocol } of resource.checks) shortest.set(protocol, Math.min(intervalMs, shortest.get(protocol) ?? intervalMs));
    }
    // One whose tool is missing says so by an alarm of its own.
    return watch.collectors().flatMap(({ protocol, targets, problem, lastAt }) => {
      const shortestMs = shortest.get(protocol);
      return targets > 0 && problem === null && shortestMs !== undefined ? [{ protocol, lastAt, shortestMs }] : [];
    });
  }

  /** Resources whose source is told of as silent, and since when it is. */
  const raisedSources = (): ReadonlyMap<ResourceId, Instant> =>
    new Map(
      alarmBook
        .open()
        .filter(({ alarm }) => alarm.rule === RULES.heartbeat && alarm.cleared === null)
        .map(({ alarm }) => [alarm.resourceId, alarm.activeAt]),
    );

  function look(raised: ReadonlyMap<ResourceId, Instant>): void {
    const [rhythms, limits] = [book.rhythms(), book.limits()];
    const known = sources.filter(({ id }) => rhythms.has(id) || limits.has(id));
    const processOf = (name: 'poller' | 'receiver', stream: string) => ({
      ...{ name, lastAt: watch.lastHeard(stream), watchedFrom: watch.watchedFrom(stream) },
    });
    hearts = heartsOf({
      processes: [processOf('poller', POLLER_STREAM), processOf('receiver', RECEIVER_STREAM)],
      collectors: collectorsNow(),
      sources: known.map(({ id, resource }) => ({ id, domain: resource.domain || null })),
      ...{ rhythms, limits },
    });
    trunk = hearts.flatMap(({ id }) => {
      const name = id.startsWith(OF_SOURCES) ? null : heartNameOf(id);
      return name === null ? [] : [{ id, name }];
    });
    const subjects = new Set(self.raised('monitoringInterrupted'));
    const told = new Map<string, Instant>();
    for (const { id, name } of trunk) if (subjects.has(subjectOf(name))) told.set(id, Number.NEGATIVE_INFINITY);
    for (const { id, resource } of raised.size > 0 ? sources : []) {
      const at = raised.get(resource.id);
      if (at !== undefined) told.set(id, at);
    }
    judged = judgeHearts(hearts, clock.now(), told);
  }

  /** While a collector is silent its resources are not told of one by one; when it is back they begin anew. */
  function interruptCollectors(): void {
    const silent = trunk.flatMap(({ id, name: { kind, name } }) => {
      const state = judged.get(id);
      return kind === 'collector' && state && isOver(state) ? [name] : [];
    });
    if (ingest.interrupt(silent)) ingest.watchFrom(clock.now());
  }

  async function followStation(): Promise<void> {
    const subjects = new Set<string>();
    for (const { id, name } of trunk) {
      const one = judged.get(id);
      if (!one) continue;
      const subject = subjectOf(name);
      subjects.add(subject);
      // What is told with something else stays as it was told before.
      if (one.state === 'covered' || one.state === 'held') continue;
      await self.follow('monitoringInterrupted', subject, one.state === 'silent', '');
    }
    const isTold = watch.collectors().length > 0;
    for (const subject of self.raised('monitoringInterrupted')) {
      // After a start nothing is known of collectors until their process tells of them.
      const isCollector = heartNameOf(subject) === null && subject !== RECEPTION_SUBJECT;
      if (subjects.has(subject) || (isCollector && !isTold)) continue;
      await self.follow('monitoringInterrupted', subject, false);
    }
  }

  async function followSources(raised: ReadonlyMap<ResourceId, Instant>): Promise<void> {
    const now = clock.now();
    const limits = book.limits();
    const reports: ConditionReport[] = [];
    const expected = new Set<ResourceId>();
    for (const { id, address, resource } of sources) {
      const one = judged.get(id);
      if (!one || one.state === 'learning') continue;
      expected.add(resource.id);
      const isRaised = raised.has(resource.id);
      if (one.state === 'silent' && !isRaised)
        reports.push(sourceSilent(resource, { address, since: one.quietSince, limitMs: one.limitMs ?? 0, isSet: limits.has(id), now }));
      else if (one.state === 'beating' && isRaised) reports.push(sourceHeard(resource.id, one.quietSince, now));
    }
    for (const resourceId of raised.keys()) if (!expected.has(resourceId)) reports.push(sourceForgotten(resourceId, now));
    if (reports.length > 0) await core.write('heartbeat.follow', (work) => alarms.report(work, reports));
  }

  return {
    tick: async () => {
      followResources();
      hear();
      const raised = raisedSources();
      look(raised);
      interruptCollectors();
      await followStation();
      await followSources(raised);
    },
    keep: async () => {
      let isMore = true;
      while (isMore) isMore = await core.write('heartbeat.keep', book.keep);
    },
    read: (listed) => {
      const limits = book.limits();
      const rhythms = book.rhythms();
      const states = Object.fromEntries(HEART_STATES.map((state) => [state, 0])) as Collection['sourceStates'];
      const told: Heartbeat[] = [];
      let listedSources = 0;
      for (const { id, lastAt } of hearts) {
        const name = heartNameOf(id);
        const one = judged.get(id);
        if (!name || !one) continue;
        if (name.kind === 'source') {
          states[one.state] = (states[one.state] ?? 0) + 1;
          if (!listed.has(name.name) && !isOver(one) && !limits.has(id)) continue;
          listedSources += 1;
          if (listedSources > MOST_TOLD) continue;
        }
        told.push({ ...name, lastAt: rhythms.get(id)?.lastAt ?? lastAt, isSet: limits.has(id), ...one });
      }
      return { heartbeats: told, sourceStates: states };
    },
    nameOf: (address) => {
      followResources();
      return byAddress.get(address)?.resource.name ?? null;
    },
  };
}
