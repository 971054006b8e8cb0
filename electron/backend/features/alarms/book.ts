import { FLAP_WINDOW_MS } from '../../../../shared/domain/alarm/flapping.ts';
import type { AlarmBook as FoldBook } from '../../../../shared/domain/alarm/fold.ts';
import { alarmNumber, dayOf, type Identity } from '../../../../shared/domain/alarm/key.ts';
import { isOpen } from '../../../../shared/domain/alarm/lifecycle.ts';
import type { Alarm, AlarmEvent } from '../../../../shared/domain/alarm/record.ts';
import type { AlarmId, Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { Clock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { Work } from '../../storage/writer.ts';
import type { AlarmResource } from '../resources/index.ts';
import { insertEvents, lastSequence, readClosedSince, readOpen, type StoredAlarm, saveAlarm } from './repository.ts';

/** The alarms of the list in memory; the database is written first, in the caller's transaction. */
export interface AlarmBook {
  /** What a report can meet, as `fold` asks for it. */
  readonly fold: FoldBook;
  open(): readonly StoredAlarm[];
  byId(id: AlarmId): StoredAlarm | undefined;
  ofResource(id: ResourceId): readonly StoredAlarm[];
  /** Writes the alarm and its events and replaces it in memory, undone when the transaction is. */
  save(work: Work, stored: StoredAlarm, events: readonly AlarmEvent[]): Promise<void>;
  /** The identity the next raised alarm gets; the same until one is raised. */
  nextIdentity(at: Instant): Identity;
  /** Forgets closed alarms too old to matter to a returning condition. */
  forget(now: Instant): void;
}

function createNumbers(clock: Clock, day: string, used: number): { peek(at: Instant): string; use(at: Instant): void } {
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
      const one = at(instant);
      current = { day: one.day, used: one.used + 1 };
    },
  };
}

export async function openAlarmBook(db: ReadDb, clock: Clock): Promise<AlarmBook> {
  const openByKey = new Map<string, Alarm>();
  const closedByKey = new Map<string, Alarm>();
  const stored = new Map<AlarmId, StoredAlarm>();
  const byResource = new Map<ResourceId, Set<AlarmId>>();
  const today = dayOf(clock.now());
  const numbers = createNumbers(clock, today, await lastSequence(db, `ALM-${today}-`));

  function put(one: StoredAlarm): void {
    const { alarm } = one;
    if (isOpen(alarm)) {
      openByKey.set(alarm.key, alarm);
      stored.set(alarm.id, one);
      const ids = byResource.get(alarm.resourceId) ?? new Set();
      byResource.set(alarm.resourceId, ids.add(alarm.id));
      return;
    }
    if (openByKey.get(alarm.key)?.id === alarm.id) openByKey.delete(alarm.key);
    stored.delete(alarm.id);
    byResource.get(alarm.resourceId)?.delete(alarm.id);
    closedByKey.set(alarm.key, alarm);
  }
  function take(one: StoredAlarm): void {
    stored.delete(one.alarm.id);
    if (openByKey.get(one.alarm.key)?.id === one.alarm.id) openByKey.delete(one.alarm.key);
    byResource.get(one.alarm.resourceId)?.delete(one.alarm.id);
  }

  for (const one of await readClosedSince(db, clock.now() - FLAP_WINDOW_MS)) put(one);
  for (const one of await readOpen(db)) put(one);

  return {
    fold: { open: openByKey, closed: closedByKey },
    open: () => [...stored.values()],
    byId: (id) => stored.get(id),
    ofResource: (id) => [...(byResource.get(id) ?? [])].flatMap((alarmId) => stored.get(alarmId) ?? []),
    save: async (work, one, events) => {
      await saveAlarm(work.db, one);
      await insertEvents(work.db, one.alarm.id, events);
      const before = stored.get(one.alarm.id);
      const closedBefore = closedByKey.get(one.alarm.key);
      work.onRollback(() => {
        take(one);
        if (before) put(before);
        if (closedBefore) closedByKey.set(one.alarm.key, closedBefore);
        else closedByKey.delete(one.alarm.key);
      });
      if (one.alarm.version === 1) numbers.use(one.alarm.receivedAt);
      put(one);
    },
    nextIdentity: (at) => ({ id: newId(at), number: numbers.peek(at) }),
    forget: (now) => {
      for (const [key, alarm] of closedByKey) if (now - (alarm.cleared?.at ?? alarm.lastAt) > FLAP_WINDOW_MS) closedByKey.delete(key);
    },
  };
}

/** The resource as an alarm of it shows it now, or as it was kept. */
export type ResourceLookup = (
  id: ResourceId,
) => { readonly resource: AlarmResource; readonly dataAt: Instant | null; readonly intervalMs: number } | null;
