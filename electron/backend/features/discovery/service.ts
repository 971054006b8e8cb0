import type { z } from 'zod';
import type { Discovery, DiscoveryUndo, HostImport, NewDiscovery } from '../../../../shared/contracts/discovery.ts';
import type { DiscoveryOrder } from '../../../../shared/contracts/discoveryLink.ts';
import type { Person } from '../../../../shared/domain/alarm/action.ts';
import { isSnmp } from '../../../../shared/domain/credential/snmp.ts';
import { formatAddress } from '../../../../shared/domain/discovery/address.ts';
import { type Staying, type Steering, stayingOf, steered, undoableUntil } from '../../../../shared/domain/discovery/batch.ts';
import { inTrialOrder } from '../../../../shared/domain/discovery/plan.ts';
import { scopeOf } from '../../../../shared/domain/discovery/ranges.ts';
import type { ResourceId } from '../../../../shared/domain/id.ts';
import type { Deed, Json, Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import type { Work } from '../../storage/writer.ts';
import type { CredentialBook } from '../credentials/index.ts';
import type { ResourceBook, ResourceService } from '../resources/index.ts';
import { type Definition, type DiscoveryBook, type DiscoveryRecord, NO_PROGRESS } from './book.ts';
import { type Choice, createDecider } from './decide.ts';
import { findingsOf, proposalFrom } from './imported.ts';
import { createReports } from './reports.ts';
import { forgetIdentities, readMade, readRows, readTallies, setRow } from './repository.ts';
import { discoveryView } from './view.ts';

interface Parts {
  readonly book: DiscoveryBook;
  readonly resources: ResourceBook;
  readonly resourceService: ResourceService;
  readonly credentials: CredentialBook;
  readonly clock: Clock;
  /** After a change is durable: the poller must hear what is to go on. */
  onChanged(): void;
  /** New resources begin under silent observation: their thresholds are held back and recorded for a day. */
  observeSilently(work: Work, name: string, resourceIds: readonly ResourceId[], byName: string): Promise<void>;
}

export interface DiscoveryService {
  /** What the poller tells, in the transaction that stores its sequence number. */
  take(work: Work, payload: unknown): Promise<void>;
  /** Every run that is to go on, for the poller. */
  orders(): readonly DiscoveryOrder[];
  start(work: Work, input: z.output<typeof NewDiscovery>, by: string): Promise<Outcome<Discovery>>;
  importHosts(work: Work, input: z.output<typeof HostImport>, by: string): Promise<Outcome<Discovery>>;
  steer(work: Work, id: string, version: number, how: Steering): Promise<Outcome<Discovery>>;
  decide(work: Work, id: string, choice: Choice, by: string): Promise<Outcome<Discovery>>;
  undo(work: Work, id: string, version: number, person: Person | null): Promise<Outcome<z.output<typeof DiscoveryUndo>>>;
}

const SHANGHAI_MS = 8 * 3_600_000;
const LONGEST_WATCH_NAME = 60;
/** Names told in the audit; of more the count says how many. */
const NAMED = 200;

/** `DSC-20261127-01`: the day in Beijing and the number on it. */
function nextNumber(records: readonly DiscoveryRecord[], now: number): string {
  const day = new Date(now + SHANGHAI_MS).toISOString().slice(0, 10).replaceAll('-', '');
  const taken = records.filter(({ number }) => number.startsWith(`DSC-${day}-`)).length;
  return `DSC-${day}-${String(taken + 1).padStart(2, '0')}`;
}

function deed({ id, number, name }: DiscoveryRecord, before: Json, after: Json): Deed {
  return { objectType: 'discovery', objectId: id, objectName: `${number} ${name}`, before, after };
}

/** Runs, their reviews and their taking back, as people use them. */
export function createDiscoveryService({
  book,
  resources,
  resourceService,
  credentials,
  clock,
  onChanged,
  observeSilently,
}: Parts): DiscoveryService {
  const reports = createReports({ book, resources, clock });
  const decide = createDecider({ resources, resourceService, clock });

  function find(work: Work, id: string, version?: number): DiscoveryRecord {
    const record = book.within(work).byId(id);
    if (!record) throw new Refusal('discovery.notFound');
    if (version !== undefined && record.version !== version)
      throw new Refusal('discovery.changed', { values: { version: record.version } });
    return record;
  }

  async function store(work: Work, record: DiscoveryRecord): Promise<Discovery> {
    await book.save(work, record);
    work.onCommit(onChanged);
    return discoveryView(record, await readTallies(work.db, record.id));
  }

  function setsOf(work: Work, ids: readonly string[]): Definition['sets'] {
    const shelf = credentials.within(work);
    const sets = ids.map((id) => shelf.byId(id));
    const usable = sets.flatMap((set) => (set && isSnmp(set.settings) ? [{ ...set, settings: set.settings }] : []));
    if (usable.length < sets.length) throw new Refusal('credential.notFound');
    return inTrialOrder(usable).map(({ id, name }) => ({ id, name }));
  }

  function fresh(work: Work, kind: DiscoveryRecord['kind'], name: string, definition: Definition, by: string): DiscoveryRecord {
    const now = clock.now();
    return {
      id: newId(now),
      number: nextNumber(book.within(work).all(), now),
      kind,
      name,
      state: kind === 'scan' ? 'running' : 'reviewing',
      definition,
      progress: NO_PROGRESS,
      createdAt: now,
      createdBy: by,
      endedAt: kind === 'scan' ? null : now,
      acceptedAt: null,
      undoneAt: null,
      version: 1,
    };
  }

  function requireIdle(work: Work, except: string | null): void {
    const other = book
      .within(work)
      .all()
      .find(({ state, id }) => state === 'running' && id !== except);
    if (other) throw new Refusal('discovery.busy', { values: { number: other.number } });
  }

  return {
    take: async (work, payload) => {
      if (await reports.take(work, payload)) work.onCommit(onChanged);
    },
    orders: () =>
      book
        .all()
        .filter(({ state }) => state === 'running')
        .map(({ id, definition, progress }) => ({
          id,
          spans: [...definition.spans],
          from: progress.asked,
          total: definition.total,
          pace: definition.pace,
          port: definition.port,
          sets: definition.sets.map((set) => set.id),
          trials: { ...progress.trials },
        })),

    start: async (work, { name, ranges, exclusions, credentialIds, pace, port, previousId }, by) => {
      const scope = scopeOf(ranges, exclusions);
      if (scope.problem !== null) throw new Refusal('discovery.scope', { values: { problem: scope.problem } });
      if (previousId !== null) find(work, previousId);
      requireIdle(work, null);
      const spans = scope.spans.map(({ family, first, last }) => [first, last].map((value) => formatAddress({ family, value })).join('-'));
      const sets = setsOf(work, credentialIds);
      const counts = { total: Number(scope.asked), excluded: Number(scope.excluded) };
      const record = fresh(work, 'scan', name, { ranges, exclusions, spans, ...counts, pace, port, sets, previousId }, by);
      const after = { name, ranges, exclusions, ...counts, pace, port, credentials: sets.map((set) => set.name) };
      return { response: await store(work, record), deed: deed(record, null, after) };
    },

    importHosts: async (work, { name, credentialId, hosts }, by) => {
      const sets = setsOf(work, credentialId === null ? [] : [credentialId]);
      const now = clock.now();
      const findings = findingsOf(hosts, credentialId, now);
      const definition: Definition = {
        ...{ ranges: '', exclusions: '', spans: [], excluded: 0, pace: 0, port: 161, sets, previousId: null },
        total: hosts.length,
      };
      const record = fresh(work, 'import', name, definition, by);
      await book.save(work, record);
      await reports.review(work, record, findings, proposalFrom(hosts));
      return { response: await store(work, record), deed: deed(record, null, { name, count: hosts.length }) };
    },

    steer: async (work, id, version, how) => {
      const before = find(work, id, version);
      const state = steered(before.state, how);
      if (state === null) throw new Refusal('discovery.state', { values: { state: before.state } });
      if (state === 'running') requireIdle(work, id);
      const changed = { ...before, state, progress: { ...before.progress, problem: null }, version: version + 1 };
      const after = state === 'cancelled' ? await reports.end(work, before, 'cancelled') : changed;
      return { response: await store(work, after), deed: deed(after, { state: before.state }, { state: after.state }) };
    },

    decide: async (work, id, choice, by) => {
      const before = find(work, id);
      if (before.state !== 'reviewing' && before.state !== 'cancelled')
        throw new Refusal('discovery.state', { values: { state: before.state } });
      const ids = [...new Set(choice.ids)];
      const rows = await readRows(work.db, id, ids);
      if (rows.length !== ids.length) throw new Refusal('discovery.notFound');
      const done = await decide(work, before, rows, choice);
      const isAcceptance = choice.action === 'accept' || choice.action === 'merge';
      const made = isAcceptance
        ? (await readRows(work.db, id, ids)).flatMap(({ resourceId, madeVersion }) => (madeVersion === null ? [] : (resourceId ?? [])))
        : [];
      if (made.length > 0) await observeSilently(work, `${before.number} ${before.name}`.slice(0, LONGEST_WATCH_NAME), made, by);
      const after = { ...before, acceptedAt: before.acceptedAt ?? (isAcceptance ? clock.now() : null), version: before.version + 1 };
      const told = { decision: choice.action, count: done.length, rows: done.slice(0, NAMED) };
      return { response: await store(work, after), deed: deed(before, { decision: 'open', count: rows.length }, told) };
    },

    undo: async (work, id, version, person) => {
      const before = find(work, id, version);
      const until = undoableUntil(before.acceptedAt);
      if (before.undoneAt !== null || until === null || clock.now() > until) throw new Refusal('discovery.late');
      const removed: string[] = [];
      const stays: { id: string; name: string; why: NonNullable<Staying> }[] = [];
      for (const row of await readMade(work.db, id)) {
        const resource = row.resourceId === null ? undefined : resources.within(work).byId(row.resourceId);
        if (!resource || row.madeVersion === null) continue;
        const why = stayingOf(resource, row.madeVersion);
        if (why !== null) {
          stays.push({ id: resource.id, name: resource.name, why });
          continue;
        }
        await resourceService.retire(work, resource.id, resource.version, { person, reason: before.number });
        await setRow(work.db, row.id, { decision: 'gone', resourceId: row.resourceId, madeVersion: null });
        removed.push(resource.name);
      }
      await forgetIdentities(work.db, id);
      const after: DiscoveryRecord = { ...before, state: 'undone', undoneAt: clock.now(), version: version + 1 };
      const told = {
        state: 'undone',
        count: removed.length,
        takenBack: removed.slice(0, NAMED),
        stays: stays.map(({ name }) => name).slice(0, NAMED),
      };
      return {
        response: { discovery: await store(work, after), removed: removed.length, stays },
        deed: deed(after, { state: before.state }, told),
      };
    },
  };
}
