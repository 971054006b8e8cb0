import { type Expression, type SqlBool, sql } from 'kysely';
import { alarmAsOf, type KeptEvent } from '../../../../shared/domain/alarm/asOf.ts';
import { FLAP_QUIET_MS } from '../../../../shared/domain/alarm/flapping.ts';
import { isOpen } from '../../../../shared/domain/alarm/lifecycle.ts';
import type { Alarm, AlarmCause, AlarmEvent } from '../../../../shared/domain/alarm/record.ts';
import type { Severity } from '../../../../shared/domain/alarm/severity.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { WriteDb } from '../../storage/writer.ts';
import type { AlarmResource } from '../resources/index.ts';

/** An alarm with what it showed of its resource when it last changed; history outlives the resource. */
export interface StoredAlarm {
  readonly alarm: Alarm;
  readonly resource: AlarmResource;
}

interface AlarmRow {
  readonly record: string;
  readonly resource: string;
}

function hydrate(row: AlarmRow): StoredAlarm {
  // Alarms from before there was a laboratory do not say that theirs is a real device, those from before there was a network that they are no consequences.
  const resource = { isSimulated: false, ...(JSON.parse(row.resource) as Omit<AlarmResource, 'isSimulated'>) };
  return { alarm: { cause: null, ...(JSON.parse(row.record) as Omit<Alarm, 'cause'>) }, resource };
}

/** What the history search looks in, lower case. */
function searchText({ alarm, resource }: StoredAlarm): string {
  const parts = [alarm.number, alarm.component, alarm.probableCause, alarm.specificProblem, alarm.additionalText];
  return [...parts, resource.resourceName, resource.address, resource.location, resource.domain].join('\n').toLowerCase();
}

/** Inserts or replaces one alarm. */
export async function saveAlarm(db: WriteDb, stored: StoredAlarm): Promise<void> {
  const { alarm } = stored;
  const values = {
    severity: alarm.severity,
    last_at: alarm.lastAt,
    cleared_at: alarm.cleared?.at ?? null,
    acknowledged_at: alarm.acknowledged?.at ?? null,
    is_open: isOpen(alarm) ? (1 as const) : (0 as const),
    record: JSON.stringify(alarm),
    resource: JSON.stringify(stored.resource),
    search: searchText(stored),
    version: alarm.version,
  };
  await db
    .insertInto('alarm')
    .values({
      id: alarm.id,
      number: alarm.number,
      key: alarm.key,
      resource_id: alarm.resourceId,
      probable_cause: alarm.probableCause,
      first_at: alarm.firstAt,
      ...values,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

export async function insertEvents(db: WriteDb, alarmId: string, events: readonly AlarmEvent[]): Promise<void> {
  if (events.length === 0) return;
  await db
    .insertInto('alarm_event')
    .values(
      events.map((event) => ({
        alarm_id: alarmId,
        at: event.at,
        kind: event.kind,
        by_id: event.by,
        by_name: event.byName,
        text: event.text,
        severity: event.severity,
        cause: event.cause ? JSON.stringify(event.cause) : null,
      })),
    )
    .execute();
}

export async function readOpen(db: ReadDb): Promise<readonly StoredAlarm[]> {
  return (await db.selectFrom('alarm').select(['record', 'resource']).where('is_open', '=', 1).execute()).map(hydrate);
}

/** Newest closed alarm of each key that changed since `since`. */
export async function readClosedSince(db: ReadDb, since: Instant): Promise<readonly StoredAlarm[]> {
  const rows = await db
    .selectFrom('alarm')
    .select(['record', 'resource'])
    .where('is_open', '=', 0)
    .where('cleared_at', '>=', since)
    .orderBy('last_at')
    .execute();
  return rows.map(hydrate);
}

/** The highest sequence used in the numbers of one day (`ALM-yyyymmdd-`), 0 for none. */
export async function lastSequence(db: ReadDb, prefix: string): Promise<number> {
  const row = await db
    .selectFrom('alarm')
    .select('number')
    .where('number', '>=', prefix)
    .where('number', '<', `${prefix}~`)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? Number(row.number.slice(prefix.length)) : 0;
}

export async function readAlarm(db: ReadDb, id: string): Promise<StoredAlarm | null> {
  const row = await db.selectFrom('alarm').select(['record', 'resource']).where('id', '=', id).executeTakeFirst();
  return row ? hydrate(row) : null;
}

/** The newest events of an alarm, newest first, and how many there are. */
export async function readEvents(db: ReadDb, alarmId: string, limit: number) {
  const [rows, counted] = await Promise.all([
    db.selectFrom('alarm_event').selectAll().where('alarm_id', '=', alarmId).orderBy('id', 'desc').limit(limit).execute(),
    db
      .selectFrom('alarm_event')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('alarm_id', '=', alarmId)
      .executeTakeFirst(),
  ]);
  const events = rows.map((row) => ({
    id: row.id,
    at: row.at,
    kind: row.kind as AlarmEvent['kind'],
    byName: row.by_name,
    text: row.text,
    severity: row.severity as Severity,
  }));
  return { events, total: counted?.n ?? 0 };
}

export interface HistoryFilter {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly severity?: Severity | undefined;
  readonly resourceId?: ResourceId | undefined;
  readonly text?: string | undefined;
}

/** One page of alarms by first report, newest first; the cursor is the last row's `firstAt.id`. */
export async function searchAlarms(
  db: ReadDb,
  filter: HistoryFilter,
  cursor: { readonly firstAt: number; readonly id: string } | null,
  limit: number,
) {
  const matches = db.selectFrom('alarm').where((eb) => {
    const all: Expression<SqlBool>[] = [];
    if (filter.from !== undefined) all.push(eb('last_at', '>=', filter.from));
    if (filter.to !== undefined) all.push(eb('first_at', '<=', filter.to));
    if (filter.severity) all.push(eb('severity', '=', filter.severity));
    if (filter.resourceId) all.push(eb('resource_id', '=', filter.resourceId));
    if (filter.text) all.push(sql<SqlBool>`instr(search, ${filter.text.toLowerCase()}) > 0`);
    return eb.and(all);
  });
  const page = cursor
    ? matches.where((eb) =>
        eb.or([eb('first_at', '<', cursor.firstAt), eb.and([eb('first_at', '=', cursor.firstAt), eb('id', '<', cursor.id)])]),
      )
    : matches;
  const [rows, counted] = await Promise.all([
    page.select(['record', 'resource']).orderBy('first_at', 'desc').orderBy('id', 'desc').limit(limit).execute(),
    matches.select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirst(),
  ]);
  return { items: rows.map(hydrate), total: counted?.n ?? 0 };
}

/** Lines that change neither what an alarm is nor how severe. */
const IDLE = ['repeated', 'commented'];
const AT_ONCE = 500;

/** What was active at a moment, as it was then (see `alarmAsOf`). */
export async function readActiveAt(db: ReadDb, at: Instant): Promise<readonly StoredAlarm[]> {
  const closed = db
    .selectFrom('alarm')
    .select(['record', 'resource'])
    .where('is_open', '=', 0)
    // One that settled had ended before anybody knew.
    .where('cleared_at', '>', at - FLAP_QUIET_MS);
  // Two questions, for each has an index of its own: joined by `or` they would be looked for among all alarms there ever were.
  const [open, ended] = await Promise.all([readOpen(db), closed.execute()]);
  const candidates = [...open, ...ended.map(hydrate)].filter(({ alarm }) => alarm.firstAt <= at);
  const events = new Map<string, KeptEvent[]>(candidates.map(({ alarm }) => [alarm.id, []]));
  for (let first = 0; first < candidates.length; first += AT_ONCE) {
    const ids = candidates.slice(first, first + AT_ONCE).map(({ alarm }) => alarm.id);
    const lines = await db
      .selectFrom('alarm_event')
      .select(['alarm_id', 'kind', 'at', 'severity', 'cause', 'by_id', 'by_name', 'text'])
      .where('alarm_id', 'in', ids)
      .where('kind', 'not in', IDLE)
      .orderBy('id')
      .execute();
    for (const { alarm_id: id, kind, at: then, severity, cause, by_id: by, by_name: byName, text } of lines)
      events.get(id)?.push({
        ...{ kind: kind as AlarmEvent['kind'], at: then, severity: severity as Severity, by, byName, text },
        cause: cause === null ? null : (JSON.parse(cause) as AlarmCause),
      });
  }
  return candidates.flatMap(({ alarm, resource }) => {
    const then = alarmAsOf(alarm, events.get(alarm.id) ?? [], at);
    return then ? [{ alarm: then, resource }] : [];
  });
}
