import { z } from 'zod';
import { FILTER_STATES, type ResourceFilter, type SavedFilter } from '../../../../shared/contracts/savedFilters.ts';
import type { UserId } from '../../../../shared/domain/id.ts';
import { IMPORTANCES, RESOURCE_CLASSES } from '../../../../shared/domain/inventory/resource.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { SavedFilterTable } from '../../storage/tables.ts';
import type { Work } from '../../storage/writer.ts';

/** What another version stored: a condition this one does not know is left out. */
const Stored = z.object({
  text: z.string().catch(''),
  resourceClass: z.enum(RESOURCE_CLASSES).nullable().catch(null),
  importance: z.enum(IMPORTANCES).nullable().catch(null),
  domain: z.string().nullable().catch(null),
  tag: z.string().nullable().catch(null),
  state: z.enum(FILTER_STATES).nullable().catch(null),
  withRetired: z.boolean().catch(false),
}) satisfies z.ZodType<ResourceFilter>;

const hydrate = (row: SavedFilterTable): SavedFilter => ({
  id: row.id,
  name: row.name,
  filter: Stored.parse(JSON.parse(row.filter)),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  version: row.version,
});

/** The filters of one person, in the order in which they were made. */
export async function filtersOf(db: ReadDb | Work['db'], userId: UserId): Promise<readonly SavedFilter[]> {
  const rows = await (db as ReadDb).selectFrom('saved_filter').selectAll().where('user_id', '=', userId).orderBy('id').execute();
  return rows.map(hydrate);
}

/** Stores a new filter or the new state of an old one. */
export async function saveFilter(work: Work, userId: UserId, saved: SavedFilter): Promise<void> {
  const values = {
    name: saved.name,
    filter: JSON.stringify(saved.filter),
    created_at: saved.createdAt,
    updated_at: saved.updatedAt,
    version: saved.version,
  };
  await work.db
    .insertInto('saved_filter')
    .values({ id: saved.id, user_id: userId, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

export async function deleteFilter(work: Work, id: string): Promise<void> {
  await work.db.deleteFrom('saved_filter').where('id', '=', id).execute();
}
