import { FLAP_WINDOW_MS } from '../../../../shared/domain/alarm/flapping.ts';
import type { AlarmBook as FoldBook } from '../../../../shared/domain/alarm/fold.ts';
import { alarmNumber, dayOf, type Identity } from '../../../../shared/domain/alarm/key.ts';
import { isOpen } from '../../../../shared/domain/alarm/lifecycle.ts';
import type { Alarm, AlarmEvent } from '../../../../shared/domain/alarm/record.ts';
import type { AlarmId, Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { Clock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import type { ReadDb } from '../../storage/database.ts';
import { restore } from '../../storage/staged.ts';
import type { Work } from '../../storage/writer.ts';
import type { AlarmResource, CheckRecord } from '../resources/index.ts';
import { insertEvents, lastSequence, readClosedSince, readOpen, type StoredAlarm, saveAlarm } from './repository.ts';

/** The alarms of the list that may be seen: those stored. */
export interface AlarmShelf {
  open(): readonly StoredAlarm[];
  byId(id: AlarmId): StoredAlarm | undefined;
  ofResource(id: ResourceId): readonly StoredAlarm[];
}

/** The alarms of the list in memory; the database is written first, in the caller's transaction. */
export interface AlarmBook extends AlarmShelf {
  /** As the transaction has them; `fold` is what a report can meet. */
  within(work: Work): AlarmShelf & { readonly fold: FoldBook };
  /** Writes the alarm and its events; seen within the transaction at once, by everybody from its commit on. */
  save(work: Work, stored: StoredAlarm, events: readonly AlarmEvent[]): Promise<void>;
  /** The identity the next alarm raised in the transaction gets; the same until one is raised. */
  nextIdentity(work: Work, at: Instant): Identity;
  /** Forgets closed alarms too old to matter to a returning condition. */
  forget(now: Instant): void;
}

/** Takes back what was just changed in memory. */
type Undo = () => void;

function createNumbers(clock: Clock, day: string, used: number): { peek(at: Instant): string; use(at: Instant): Undo } {
  let current = { day, used };
  const at = (instant: Instant) => {
    // A clock set back must not repeat numbers of a day that has them: the day only goes forward.
    const today = dayOf(instant);
    return today > current.day ? { day: today, used: 0 } : current;
  };
  const anchored = (instant: Instant, one: { day: string; used: number }) => (dayOf(instant) === one.day ? instant : clock.now());
  return {
    peek: (instant) => {
      const one = at(instant);
      const number = alarmNumber(anchored(instant, one), one.used + 1);
      return `ALM-${one.day}-${number.slice(-6)}`;
    },
    use: (instant) => {
      const before = current;
      const one = at(instant);
      current = { day: one.day, used: one.used + 1 };
      return () => {
        current = before;
      };
    },
  };
}

/** Open alarms by id and by resource. */
function createShelf(): AlarmShelf & { put(one: StoredAlarm): Undo } {
  const stored = new Map<AlarmId, StoredAlarm>();
  const byResource = new Map<ResourceId, Set<AlarmId>>();

  function place({ id, resourceId }: Alarm, one: StoredAlarm | undefined): void {
    restore(stored, id, one);
    const ids = byResource.get(resourceId) ?? new Set();
    if (one) ids.add(id);
    else ids.delete(id);
    byResource.set(resourceId, ids);
  }
  return {
    open: () => [...stored.values()],
    byId: (id) => stored.get(id),
    ofResource: (id) => [...(byResource.get(id) ?? [])].flatMap((alarmId) => stored.get(alarmId) ?? []),
    put: (one) => {
      const before = stored.get(one.alarm.id);
      place(one.alarm, isOpen(one.alarm) ? one : undefined);
      return () => place(one.alarm, before);
    },
  };
}

/** The open alarm of each key, and the one closed last. */
function createKeys(): { readonly fold: FoldBook; put(alarm: Alarm): Undo; forget(now: Instant): void } {
  const open = new Map<string, Alarm>();
  const closed = new Map<string, Alarm>();
  return {
    fold: { open, closed },
    put: (alarm) => {
      const { key } = alarm;
      const before = { open: open.get(key), closed: closed.get(key) };
      if (isOpen(alarm)) open.set(key, alarm);
      else {
        if (before.open?.id === alarm.id) open.delete(key);
        closed.set(key, alarm);
      }
      return () => {
        restore(open, key, before.open);
        restore(closed, key, before.closed);
      };
    },
    forget: (now) => {
      for (const [key, alarm] of closed) if (now - (alarm.cleared?.at ?? alarm.lastAt) > FLAP_WINDOW_MS) closed.delete(key);
    },
  };
}

/** Loads the open alarms and those closed lately. */
export async function openAlarmBook(db: ReadDb, clock: Clock): Promise<AlarmBook> {
  const durable = createShelf();
  const working = createShelf();
  const keys = createKeys();
  const today = dayOf(clock.now());
  const numbers = createNumbers(clock, today, await lastSequence(db, `ALM-${today}-`));
  for (const { alarm } of await readClosedSince(db, clock.now() - FLAP_WINDOW_MS)) keys.put(alarm);
  for (const one of await readOpen(db)) {
    durable.put(one);
    working.put(one);
    keys.put(one.alarm);
  }
  const transaction = { ...working, fold: keys.fold };

  return {
    open: durable.open,
    byId: durable.byId,
    ofResource: durable.ofResource,
    within: () => transaction,
    save: async (work, one, events) => {
      await saveAlarm(work.db, one);
      await insertEvents(work.db, one.alarm.id, events);
      work.onRollback(working.put(one));
      work.onRollback(keys.put(one.alarm));
      if (one.alarm.version === 1) work.onRollback(numbers.use(one.alarm.receivedAt));
      work.onCommit(() => durable.put(one));
    },
    nextIdentity: (_work, at) => ({ id: newId(at), number: numbers.peek(at) }),
    forget: keys.forget,
  };
}

/** The resource as an alarm of it shows it now, in the eyes of a transaction or (null) of everybody. */
export type ResourceLookup = (
  id: ResourceId,
  work: Work | null,
) => {
  readonly resource: AlarmResource;
  /** Newest datum the resource gave. */
  readonly dataAt: Instant | null;
  /** Newest look of each check that could be made, answered or not. */
  readonly checks: readonly Pick<CheckRecord, 'protocol' | 'component' | 'lastAt'>[];
  readonly intervalMs: number;
} | null;
