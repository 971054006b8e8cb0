import { type Expression, type SqlBool, sql } from 'kysely';
import type { AuditRecord } from '../../../../shared/contracts/audit.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { AuditTable } from '../../storage/tables.ts';
import type { WriteDb } from '../../storage/writer.ts';

function hydrate(row: AuditTable): AuditRecord {
  return {
    seq: row.seq,
    at: row.at,
    actorKind: row.actor_kind as AuditRecord['actorKind'],
    actorId: row.actor_id,
    actorName: row.actor_name,
    actorRoles: JSON.parse(row.actor_roles),
    action: row.action,
    objectType: row.object_type,
    objectId: row.object_id,
    objectName: row.object_name,
    result: row.result as AuditRecord['result'],
    code: row.code,
    before: JSON.parse(row.before),
    after: JSON.parse(row.after),
    origin: JSON.parse(row.origin),
    requestId: row.request_id,
    prevHash: row.prev_hash,
    hash: row.hash,
  };
}

function dehydrate(record: AuditRecord): AuditTable {
  return {
    seq: record.seq,
    at: record.at,
    actor_kind: record.actorKind,
    actor_id: record.actorId,
    actor_name: record.actorName,
    actor_roles: JSON.stringify(record.actorRoles),
    action: record.action,
    object_type: record.objectType,
    object_id: record.objectId,
    object_name: record.objectName,
    result: record.result,
    code: record.code,
    before: JSON.stringify(record.before),
    after: JSON.stringify(record.after),
    origin: JSON.stringify(record.origin),
    request_id: record.requestId,
    prev_hash: record.prevHash,
    hash: record.hash,
  };
}

export async function insertRecord(db: WriteDb, record: AuditRecord): Promise<void> {
  await db.insertInto('audit').values(dehydrate(record)).execute();
}

/** Sequence and hash of the newest record; 0 and '' for an empty chain. */
export async function readHead(db: WriteDb | ReadDb): Promise<{ readonly seq: number; readonly hash: string }> {
  const row = await db.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return row ?? { seq: 0, hash: '' };
}

/** True when the row's texts are byte for byte what the record writes: no edit hides in white space or escapes. */
export function isVerbatim(row: AuditTable, record: AuditRecord): boolean {
  const written = dehydrate(record);
  return (Object.keys(written) as (keyof AuditTable)[]).every((column) => written[column] === row[column]);
}

function readRecord(row: AuditTable): AuditRecord | null {
  try {
    return hydrate(row);
  } catch {
    return null;
  }
}

/** Rows with seq > after, oldest first, beside what they say; null where the row no longer reads. */
export async function readRowsAfter(
  db: ReadDb,
  after: number,
  limit: number,
): Promise<readonly { readonly row: AuditTable; readonly record: AuditRecord | null }[]> {
  const rows = await db.selectFrom('audit').selectAll().where('seq', '>', after).orderBy('seq').limit(limit).execute();
  return rows.map((row) => ({ row, record: readRecord(row) }));
}

export interface AuditFilter {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly action?: string | undefined;
  readonly result?: 'done' | 'refused' | undefined;
  readonly text?: string | undefined;
}

/** One page, newest first, from below the cursor's sequence. `matching` counts the whole filter. */
export async function searchRecords(db: ReadDb, filter: AuditFilter, before: number | null, limit: number) {
  const matches = db.selectFrom('audit').where((eb) => {
    const all: Expression<SqlBool>[] = [];
    if (filter.from !== undefined) all.push(eb('at', '>=', filter.from));
    if (filter.to !== undefined) all.push(eb('at', '<=', filter.to));
    if (filter.action) all.push(eb('action', '=', filter.action));
    if (filter.result) all.push(eb('result', '=', filter.result));
    const { text } = filter;
    if (text) {
      const columns = ['actor_name', 'object_name', 'action', 'code', 'request_id', 'before', 'after'] as const;
      all.push(eb.or(columns.map((column) => sql<SqlBool>`instr(lower(${sql.ref(column)}), ${text.toLowerCase()}) > 0`)));
    }
    return eb.and(all);
  });
  const page = before === null ? matches : matches.where('seq', '<', before);
  const [rows, counted, total] = await Promise.all([
    page.selectAll().orderBy('seq', 'desc').limit(limit).execute(),
    matches.select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirst(),
    readHead(db),
  ]);
  return { rows: rows.map(hydrate), matching: counted?.n ?? 0, total: total.seq };
}
