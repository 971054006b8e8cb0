import type { Instant, UserId } from '../../../../shared/domain/id.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { NamedViewTable } from '../../storage/tables.ts';
import type { Work } from '../../storage/writer.ts';

/** The tables of views with a name; all have the same columns. */
export type NamedViewStore = 'dashboard' | 'saved_search';

/** A view as it is kept: who sees it makes an answer of it. */
export interface NamedViewRecord<View> {
  readonly id: string;
  readonly ownerId: UserId;
  readonly name: string;
  readonly view: View;
  readonly isShared: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

/** Reads what is stored; null for what a version that knew other words stored and this one cannot read. */
export type ViewReader<View> = (stored: unknown) => View | null;

function hydrate<View>(row: NamedViewTable, read: ViewReader<View>): NamedViewRecord<View> | null {
  const view = read(JSON.parse(row.view));
  if (view === null) return null;
  return {
    id: row.id,
    ownerId: row.user_id as UserId,
    name: row.name,
    view,
    isShared: row.shared === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}

/** Own views of a person and every shared one, in the order in which they were made; `userId` null: the shared ones. */
export async function namedViewsFor<View>(
  db: ReadDb | Work['db'],
  store: NamedViewStore,
  userId: UserId | null,
  read: ViewReader<View>,
): Promise<readonly NamedViewRecord<View>[]> {
  const rows = await (db as ReadDb)
    .selectFrom(store)
    .selectAll()
    .where((where) => where.or([where('shared', '=', 1), where('user_id', '=', userId ?? '')]))
    .orderBy('id')
    .execute();
  return rows.flatMap((row) => hydrate(row, read) ?? []);
}

/** Stores a new view or the new state of an old one. */
export async function saveNamedView<View>(work: Work, store: NamedViewStore, record: NamedViewRecord<View>): Promise<void> {
  const values = {
    name: record.name,
    view: JSON.stringify(record.view),
    shared: record.isShared ? (1 as const) : (0 as const),
    created_at: record.createdAt,
    updated_at: record.updatedAt,
    version: record.version,
  };
  await work.db
    .insertInto(store)
    .values({ id: record.id, user_id: record.ownerId, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

export async function deleteNamedView(work: Work, store: NamedViewStore, id: string): Promise<void> {
  await work.db.deleteFrom(store).where('id', '=', id).execute();
}
