import type { Instant } from '../../../../shared/domain/id.ts';
import type { SilentWatch } from '../../../../shared/domain/policy/silent.ts';
import type { ReadDb } from '../../storage/database.ts';
import { createStagedMap } from '../../storage/staged.ts';
import type { SilentFindingTable, SilentWatchTable } from '../../storage/tables.ts';
import type { Work } from '../../storage/writer.ts';

export interface SilentRecord extends SilentWatch {
  readonly name: string;
  readonly startedBy: string;
  readonly endedBy: string | null;
}

/** A condition that was held back; `key` is the one its alarm would have. */
export type FindingRecord = Omit<SilentFindingTable, 'watch_id'>;

/** Silent observations in memory, with the findings of those that last; the database is written first. */
export interface SilentBook {
  all(): readonly SilentRecord[];
  byId(id: string): SilentRecord | undefined;
  /** As the transaction has them. */
  within(work: Work): Pick<SilentBook, 'all' | 'byId'> & { finding(watchId: string, key: string): FindingRecord | undefined };
  save(work: Work, watch: SilentRecord): Promise<void>;
  saveFinding(work: Work, watchId: string, finding: FindingRecord): Promise<void>;
}

function hydrate(row: SilentWatchTable): SilentRecord {
  return {
    id: row.id,
    name: row.name,
    policyId: row.policy_id,
    resourceIds: JSON.parse(row.resource_ids) as string[],
    startedAt: row.started_at,
    startedBy: row.started_by,
    endsAt: row.ends_at,
    endedAt: row.ended_at,
    endedBy: row.ended_by,
  };
}

function dehydrate(watch: SilentRecord): Omit<SilentWatchTable, 'id'> {
  return {
    name: watch.name,
    policy_id: watch.policyId,
    resource_ids: JSON.stringify(watch.resourceIds),
    started_at: watch.startedAt,
    started_by: watch.startedBy,
    ends_at: watch.endsAt,
    ended_at: watch.endedAt,
    ended_by: watch.endedBy,
  };
}

const keyOf = (watchId: string, key: string): string => `${watchId} ${key}`;

export async function openSilentBook(db: ReadDb, now: Instant): Promise<SilentBook> {
  const rows = await db.selectFrom('silent_watch').selectAll().orderBy('started_at', 'desc').execute();
  const watches = createStagedMap(rows.map((row) => [row.id, hydrate(row)] as const));
  const lasting = rows.filter((row) => row.ended_at === null && row.ends_at > now).map(({ id }) => id);
  const held = lasting.length === 0 ? [] : await db.selectFrom('silent_finding').selectAll().where('watch_id', 'in', lasting).execute();
  const findings = createStagedMap(
    held.map(({ watch_id, ...finding }) => [keyOf(watch_id, finding.key), finding as FindingRecord] as const),
  );
  return {
    all: () => [...watches.durable.values()],
    byId: (id) => watches.durable.get(id),
    within: (work) => ({
      all: () => [...watches.within(work).values()],
      byId: (id) => watches.within(work).get(id),
      finding: (watchId, key) => findings.within(work).get(keyOf(watchId, key)),
    }),
    save: async (work, watch) => {
      const values = dehydrate(watch);
      await work.db
        .insertInto('silent_watch')
        .values({ id: watch.id, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute();
      watches.set(work, watch.id, watch);
    },
    saveFinding: async (work, watchId, finding) => {
      await work.db
        .insertInto('silent_finding')
        .values({ watch_id: watchId, ...finding })
        .onConflict((conflict) => conflict.columns(['watch_id', 'key']).doUpdateSet(finding))
        .execute();
      findings.set(work, keyOf(watchId, finding.key), finding);
    },
  };
}
