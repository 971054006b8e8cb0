import type { Alarm as AlarmView } from '../../../../shared/contracts/alarms.ts';
import type { AlarmAction, Person } from '../../../../shared/domain/alarm/action.ts';
import { consequencesOf, type NetworkRoot } from '../../../../shared/domain/alarm/consequence.ts';
import { countAlarms } from '../../../../shared/domain/alarm/counts.ts';
import { changeOf, fold } from '../../../../shared/domain/alarm/fold.ts';
import { transition } from '../../../../shared/domain/alarm/lifecycle.ts';
import type { Alarm } from '../../../../shared/domain/alarm/record.ts';
import type { ConditionReport } from '../../../../shared/domain/alarm/report.ts';
import { RULES } from '../../../../shared/domain/alarm/state.ts';
import type { AlarmId, Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { Outbox } from '../../events/outbox.ts';
import type { Deed, Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Work } from '../../storage/writer.ts';
import type { AlarmBook, ResourceLookup } from './book.ts';
import type { StoredAlarm } from './repository.ts';

export interface AlarmService {
  /** Folds reports of conditions into the alarms, in their order, in the caller's transaction. */
  report(work: Work, reports: readonly ConditionReport[]): Promise<void>;
  /** One person's action on one alarm, with what the audit keeps. */
  act(work: Work, id: AlarmId, action: (at: Instant) => AlarmAction): Promise<Outcome<AlarmView>>;
  acknowledgeAll(
    work: Work,
    ids: readonly AlarmId[],
    person: Person,
    comment: string | null,
  ): Promise<Outcome<{ acknowledged: string[]; refused: string[] }>>;
  /** Clears every open alarm of a resource that is no longer monitored. */
  retire(work: Work, resourceId: ResourceId, person: Person | null, reason: string): Promise<void>;
  /** Lets flapping alarms settle that have been quiet long enough. */
  settle(work: Work): Promise<void>;
  /** Suppresses what is a consequence of these causes, and lets go what is none any more. */
  attribute(work: Work, roots: readonly NetworkRoot[]): Promise<void>;
  /** Times at the source of alarms raised since the last call, for the end-to-end figure. */
  takeRaised(): readonly Instant[];
  view(stored: StoredAlarm): AlarmView;
  counts(): ReturnType<typeof countAlarms>;
}

interface Parts {
  readonly book: AlarmBook;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly resource: ResourceLookup;
}

/** What a person can read of an alarm's state in the audit. */
function facts({ severity, cleared, acknowledged, count, comments, version }: Alarm) {
  return {
    severity,
    cleared: cleared && { at: cleared.at, kind: cleared.kind, reason: cleared.reason },
    acknowledged: acknowledged && { at: acknowledged.at, byName: acknowledged.byName, comment: acknowledged.comment },
    count,
    comments,
    version,
  };
}

/** Alarms as the station keeps them: reports folded in, people's actions, both in the caller's transaction. */
export function createAlarmService({ book, outbox, clock, resource }: Parts): AlarmService {
  const raised: Instant[] = [];

  async function store(
    work: Work,
    before: StoredAlarm | undefined,
    alarm: Alarm,
    events: Parameters<AlarmBook['save']>[2],
  ): Promise<StoredAlarm> {
    const known = resource(alarm.resourceId, work)?.resource ?? before?.resource;
    if (!known) throw new Error(`alarm ${alarm.number} of an unknown resource`);
    const stored = { alarm, resource: known };
    await book.save(work, stored, events);
    return stored;
  }

  async function announce(work: Work, stored: readonly StoredAlarm[]): Promise<void> {
    if (stored.length === 0) return;
    await outbox.add(
      work,
      'alarms',
      stored.map((one) => one.alarm.id),
    );
    await outbox.add(work, 'resources', [...new Set(stored.map((one) => one.alarm.resourceId))]);
    await outbox.add(work, 'counts', ['counts']);
  }

  function find(work: Work, id: AlarmId): StoredAlarm {
    const stored = book.within(work).byId(id);
    if (!stored) throw new Refusal('alarm.notFound');
    return stored;
  }

  async function apply(work: Work, before: StoredAlarm, action: AlarmAction): Promise<StoredAlarm | null> {
    const change = changeOf(before.alarm, transition(before.alarm, action));
    if (change.kind !== 'changed') return null;
    return store(work, before, change.alarm, change.events);
  }

  function viewFor(work: Work | null, { alarm, resource: kept }: StoredAlarm): AlarmView {
    const now = resource(alarm.resourceId, work);
    const { changes: _changes, isPresent: _present, attentionVersion: _attention, reasons, ...rest } = alarm;
    // A check that goes on failing is the newest datum of its own alarm.
    const check = now?.checks.find((one) => RULES.check(one.protocol) === alarm.rule && one.component === alarm.component);
    const dataAt = (check ? check.lastAt : now?.dataAt) ?? null;
    return { ...rest, reasons: [...reasons], ...(now?.resource ?? kept), dataAt, intervalMs: now?.intervalMs ?? 0 };
  }

  function deed(stored: StoredAlarm, before: Alarm | null): Deed {
    const { alarm, resource: kept } = stored;
    const mark = kept.isSimulated ? { isSimulated: true } : {};
    return {
      objectType: 'alarm',
      objectId: alarm.id,
      objectName: `${alarm.number} ${kept.resourceName} ${alarm.component}`.trim(),
      before: before && { ...facts(before), ...mark },
      after: { ...facts(alarm), ...mark },
    };
  }

  return {
    report: async (work, reports) => {
      const changed = new Map<AlarmId, StoredAlarm>();
      const seen = book.within(work);
      for (const report of reports) {
        const change = fold(seen.fold, report, book.nextIdentity(work, report.receivedAt));
        if (change.kind === 'unchanged') continue;
        const before = change.kind === 'changed' ? seen.byId(change.before.id) : undefined;
        const stored = await store(work, before, change.alarm, change.events);
        changed.set(stored.alarm.id, stored);
        if (change.kind === 'raised') work.onCommit(() => raised.push(stored.alarm.firstAt));
      }
      await announce(work, [...changed.values()]);
    },
    act: async (work, id, action) => {
      const before = find(work, id);
      const result = transition(before.alarm, action(clock.now()));
      if (!result.accepted) {
        if (result.code === 'changed') throw new Refusal('alarm.changed', { values: { version: before.alarm.version } });
        throw new Refusal('alarm.refused', { values: { reason: result.code } });
      }
      const stored = result.alarm === before.alarm ? before : await store(work, before, result.alarm, result.events);
      await announce(work, [stored]);
      return { response: viewFor(work, stored), deed: deed(stored, before.alarm) };
    },
    acknowledgeAll: async (work, ids, person, comment) => {
      const done: StoredAlarm[] = [];
      const refused: string[] = [];
      for (const id of new Set(ids)) {
        const before = book.within(work).byId(id);
        const stored = before && (await apply(work, before, { kind: 'acknowledge', at: clock.now(), person, comment, seenVersion: null }));
        if (stored) done.push(stored);
        else refused.push(id);
      }
      await announce(work, done);
      const acknowledged = done.map((one) => one.alarm.id);
      return {
        response: { acknowledged, refused },
        deed: {
          objectType: 'alarm',
          objectId: null,
          objectName: done
            .map((one) => one.alarm.number)
            .join(' ')
            .slice(0, 500),
          before: { unacknowledged: acknowledged },
          after: { acknowledged, refused, comment },
        },
      };
    },
    retire: async (work, resourceId, person, reason) => {
      const cleared: StoredAlarm[] = [];
      for (const before of book.within(work).ofResource(resourceId)) {
        const at = clock.now();
        const stored = await apply(work, before, {
          kind: 'clear',
          at,
          receivedAt: at,
          clearKind: 'retired',
          isFinal: true,
          person,
          reason,
        });
        if (stored) cleared.push(stored);
      }
      await announce(work, cleared);
    },
    settle: async (work) => {
      const settled: StoredAlarm[] = [];
      for (const before of book.within(work).open()) {
        if (!before.alarm.isFlapping) continue;
        const stored = await apply(work, before, { kind: 'settle', at: clock.now() });
        if (stored) settled.push(stored);
      }
      await announce(work, settled);
    },
    attribute: async (work, roots) => {
      const open = book.within(work).open();
      const causes = consequencesOf(
        roots,
        open.map(({ alarm }) => alarm),
      );
      const changed: StoredAlarm[] = [];
      const at = clock.now();
      for (const before of open) {
        const cause = causes.get(before.alarm.id);
        if (!cause && (before.alarm.cause === null || before.alarm.cleared !== null)) continue;
        const stored = await apply(work, before, cause ? { kind: 'suppress', at, cause } : { kind: 'unsuppress', at });
        if (stored) changed.push(stored);
      }
      await announce(work, changed);
    },
    takeRaised: () => raised.splice(0),
    view: (stored) => viewFor(null, stored),
    counts: () => countAlarms(book.open().map((one) => one.alarm)),
  };
}
