import type { AnySettings } from '../../../../shared/domain/credential/snmp.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import type { ReadDb } from '../../storage/database.ts';
import { createStagedMap } from '../../storage/staged.ts';
import type { CredentialTable } from '../../storage/tables.ts';
import type { Work } from '../../storage/writer.ts';

export interface CredentialRecord {
  readonly id: string;
  readonly name: string;
  readonly settings: AnySettings;
  /** What the vault made of the secrets as JSON, bound to `sealName` of the id; empty once it is destroyed. */
  readonly sealed: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly removedAt: Instant | null;
  readonly version: number;
}

function hydrate(row: CredentialTable): CredentialRecord {
  return {
    id: row.id,
    name: row.name,
    settings: JSON.parse(row.settings) as AnySettings,
    sealed: row.sealed,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    removedAt: row.removed_at,
    version: row.version,
  };
}

function dehydrate(record: CredentialRecord): Omit<CredentialTable, 'id'> {
  return {
    name: record.name,
    settings: JSON.stringify(record.settings),
    sealed: record.sealed,
    created_at: record.createdAt,
    updated_at: record.updatedAt,
    removed_at: record.removedAt,
    version: record.version,
  };
}

/** The sets that may be used, in the order in which they were made. */
export interface CredentialShelf {
  all(): readonly CredentialRecord[];
  byId(id: string): CredentialRecord | undefined;
}

/** The vault's sets in memory, sealed; the database is written first, in the caller's transaction. */
export interface CredentialBook extends CredentialShelf {
  /** As the transaction has them. */
  within(work: Work): CredentialShelf;
  save(work: Work, record: CredentialRecord): Promise<void>;
}

export async function openCredentialBook(db: ReadDb): Promise<CredentialBook> {
  const rows = await db.selectFrom('credential').selectAll().where('removed_at', 'is', null).orderBy('id').execute();
  const records = createStagedMap(rows.map((row) => [row.id, hydrate(row)] as const));
  const shelf = (seen: ReadonlyMap<string, CredentialRecord>): CredentialShelf => ({
    all: () => [...seen.values()].filter(({ removedAt }) => removedAt === null),
    byId: (id) => {
      const record = seen.get(id);
      return record?.removedAt === null ? record : undefined;
    },
  });
  return {
    ...shelf(records.durable),
    within: (work) => shelf(records.within(work)),
    save: async (work, record) => {
      const values = dehydrate(record);
      await work.db
        .insertInto('credential')
        .values({ id: record.id, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute();
      records.set(work, record.id, record);
    },
  };
}
