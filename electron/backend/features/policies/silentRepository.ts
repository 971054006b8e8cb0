import type { SilentReport } from '../../../../shared/contracts/silentWatches.ts';
import type { ResourceId } from '../../../../shared/domain/id.ts';
import type { ReadDb } from '../../storage/database.ts';

type Finding = SilentReport['items'][number];

export interface FindingCounts {
  readonly conditions: number;
  readonly times: number;
  readonly noisyResources: number;
}

/** What each of these observations has held back; those that held back nothing are absent. */
export async function countsOf(db: ReadDb, ids: readonly string[]): Promise<ReadonlyMap<string, FindingCounts>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('silent_finding')
    .select(({ fn }) => [
      'watch_id',
      fn.countAll<number>().as('conditions'),
      fn.sum<number>('times').as('times'),
      fn.count<number>('resource_id').distinct().as('noisyResources'),
    ])
    .where('watch_id', 'in', [...ids])
    .groupBy('watch_id')
    .execute();
  return new Map(rows.map(({ watch_id, ...counts }) => [watch_id, counts]));
}

/** Those that began most often first. */
export async function findingsOf(
  db: ReadDb,
  watchId: string,
  limit: number,
  resourceName: (id: ResourceId) => string,
): Promise<readonly Finding[]> {
  const rows = await db
    .selectFrom('silent_finding')
    .selectAll()
    .where('watch_id', '=', watchId)
    .orderBy('times', 'desc')
    .orderBy('first_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    resourceId: row.resource_id,
    resourceName: resourceName(row.resource_id),
    metric: row.metric,
    component: row.component,
    severity: row.severity as Finding['severity'],
    observed: row.observed,
    level: row.level,
    direction: row.direction as Finding['direction'],
    times: row.times,
    firstAt: row.first_at,
    endedAt: row.ended_at,
  }));
}
