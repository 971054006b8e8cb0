import { type Dashboard, PerformanceView } from '../../../../shared/contracts/performance.ts';
import type { UserId } from '../../../../shared/domain/id.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { DashboardTable } from '../../storage/tables.ts';
import type { Work } from '../../storage/writer.ts';

/** A dashboard as it is kept: who sees it makes a view of it. */
export type DashboardRecord = Omit<Dashboard, 'isOwn' | 'ownerName'> & { readonly ownerId: UserId };

/** What a version that knew other words stored, left out where this one cannot read it. */
function hydrate(row: DashboardTable): DashboardRecord | null {
  const view = PerformanceView.safeParse(JSON.parse(row.view));
  if (!view.success) return null;
  return {
    id: row.id,
    ownerId: row.user_id as UserId,
    name: row.name,
    view: view.data,
    isShared: row.shared === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}

/** Own dashboards of a person and every shared one, in the order in which they were made; null: the shared ones. */
export async function dashboardsFor(db: ReadDb | Work['db'], userId: UserId | null): Promise<readonly DashboardRecord[]> {
  const rows = await (db as ReadDb)
    .selectFrom('dashboard')
    .selectAll()
    .where((where) => where.or([where('shared', '=', 1), where('user_id', '=', userId ?? '')]))
    .orderBy('id')
    .execute();
  return rows.flatMap((row) => hydrate(row) ?? []);
}

/** Stores a new dashboard or the new state of an old one. */
export async function saveDashboard(work: Work, record: DashboardRecord): Promise<void> {
  const values = {
    name: record.name,
    view: JSON.stringify(record.view),
    shared: record.isShared ? (1 as const) : (0 as const),
    created_at: record.createdAt,
    updated_at: record.updatedAt,
    version: record.version,
  };
  await work.db
    .insertInto('dashboard')
    .values({ id: record.id, user_id: record.ownerId, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

export async function deleteDashboard(work: Work, id: string): Promise<void> {
  await work.db.deleteFrom('dashboard').where('id', '=', id).execute();
}
