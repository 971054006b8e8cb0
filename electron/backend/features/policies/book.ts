import type { ThresholdPolicy } from '../../../../shared/contracts/policies.ts';
import { DEFAULT_POLICIES } from '../../../../shared/domain/alarm/defaults.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { Work } from '../../storage/writer.ts';

/** The threshold policies in force, in memory; the database is written first, in the caller's transaction. */
export interface PolicyBook {
  all(): readonly ThresholdPolicy[];
  byId(id: string): ThresholdPolicy | undefined;
  save(work: Work, policy: ThresholdPolicy): Promise<void>;
}

/** The defaults of the product, overlaid by what people have changed. A default added by a later version appears by itself. */
export async function openPolicyBook(db: ReadDb, now: Instant): Promise<PolicyBook> {
  const policies = new Map<string, ThresholdPolicy>(
    DEFAULT_POLICIES.map((policy) => [
      policy.id,
      { ...policy, classes: [...policy.classes], levels: { ...policy.levels }, version: 0, updatedAt: now },
    ]),
  );
  for (const row of await db.selectFrom('policy').selectAll().execute()) {
    policies.set(row.id, {
      ...(JSON.parse(row.definition) as ThresholdPolicy),
      id: row.id,
      version: row.version,
      updatedAt: row.updated_at,
    });
  }
  return {
    all: () => [...policies.values()],
    byId: (id) => policies.get(id),
    save: async (work, policy) => {
      const values = { definition: JSON.stringify(policy), version: policy.version, updated_at: policy.updatedAt };
      await work.db
        .insertInto('policy')
        .values({ id: policy.id, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute();
      const before = policies.get(policy.id);
      work.onRollback(() => {
        if (before) policies.set(policy.id, before);
        else policies.delete(policy.id);
      });
      policies.set(policy.id, policy);
    },
  };
}
