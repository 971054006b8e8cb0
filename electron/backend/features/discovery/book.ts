import type { BatchState } from '../../../../shared/domain/discovery/batch.ts';
import type { Trial } from '../../../../shared/domain/discovery/plan.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import type { ReadDb } from '../../storage/database.ts';
import { createStagedMap } from '../../storage/staged.ts';
import type { DiscoveryTable } from '../../storage/tables.ts';
import type { Work } from '../../storage/writer.ts';

/** What was ordered; stays as it was read before the start. */
export interface Definition {
  readonly ranges: string;
  readonly exclusions: string;
  /** What is asked, as `first-last` texts in order. */
  readonly spans: readonly string[];
  readonly total: number;
  readonly excluded: number;
  readonly pace: number;
  readonly port: number;
  /** In the order in which they are tried, by the names they had. */
  readonly sets: readonly { readonly id: string; readonly name: string }[];
  readonly previousId: string | null;
}

export interface Progress {
  readonly asked: number;
  readonly answered: number;
  readonly opened: number;
  readonly packets: number;
  readonly mostRequests: number;
  readonly trials: Readonly<Record<string, Trial>>;
  readonly problem: string | null;
}

export const NO_PROGRESS: Progress = { asked: 0, answered: 0, opened: 0, packets: 0, mostRequests: 0, trials: {}, problem: null };

/** A run over addresses or an imported list. */
export interface DiscoveryRecord {
  readonly id: string;
  readonly number: string;
  readonly kind: 'scan' | 'import';
  readonly name: string;
  readonly state: BatchState;
  readonly definition: Definition;
  readonly progress: Progress;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly endedAt: Instant | null;
  /** When its first row was accepted. */
  readonly acceptedAt: Instant | null;
  readonly undoneAt: Instant | null;
  readonly version: number;
}

function hydrate(row: DiscoveryTable): DiscoveryRecord {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind as DiscoveryRecord['kind'],
    name: row.name,
    state: row.state as BatchState,
    definition: JSON.parse(row.definition) as Definition,
    progress: JSON.parse(row.progress) as Progress,
    createdAt: row.created_at,
    createdBy: row.created_by,
    endedAt: row.ended_at,
    acceptedAt: row.accepted_at,
    undoneAt: row.undone_at,
    version: row.version,
  };
}

function dehydrate(record: DiscoveryRecord): Omit<DiscoveryTable, 'id'> {
  return {
    number: record.number,
    kind: record.kind,
    name: record.name,
    state: record.state,
    definition: JSON.stringify(record.definition),
    progress: JSON.stringify(record.progress),
    created_at: record.createdAt,
    created_by: record.createdBy,
    ended_at: record.endedAt,
    accepted_at: record.acceptedAt,
    undone_at: record.undoneAt,
    version: record.version,
  };
}

export interface DiscoveryShelf {
  /** Newest first. */
  all(): readonly DiscoveryRecord[];
  byId(id: string): DiscoveryRecord | undefined;
}

/** Runs in memory without their rows; the database is written first, in the caller's transaction. */
export interface DiscoveryBook extends DiscoveryShelf {
  within(work: Work): DiscoveryShelf;
  save(work: Work, record: DiscoveryRecord): Promise<void>;
}

export async function openDiscoveryBook(db: ReadDb): Promise<DiscoveryBook> {
  const rows = await db.selectFrom('discovery').selectAll().orderBy('id').execute();
  const records = createStagedMap(rows.map((row) => [row.id, hydrate(row)] as const));
  const shelf = (seen: ReadonlyMap<string, DiscoveryRecord>): DiscoveryShelf => ({
    all: () => [...seen.values()].reverse(),
    byId: (id) => seen.get(id),
  });
  return {
    ...shelf(records.durable),
    within: (work) => shelf(records.within(work)),
    save: async (work, record) => {
      const values = dehydrate(record);
      await work.db
        .insertInto('discovery')
        .values({ id: record.id, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute();
      records.set(work, record.id, record);
    },
  };
}
