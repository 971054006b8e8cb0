import type { ThresholdPolicy } from '../../../../shared/contracts/policies.ts';
import { DEFAULT_POLICIES } from '../../../../shared/domain/alarm/defaults.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import type { ReadDb } from '../../storage/database.ts';
import { createStagedMap } from '../../storage/staged.ts';
import type { Work } from '../../storage/writer.ts';

/** The threshold policies that may be seen: those stored. */
export interface PolicyShelf {
  all(): readonly ThresholdPolicy[];
  byId(id: string): ThresholdPolicy | undefined;
}

/** The threshold policies in force, in memory; the database is written first, in the caller's transaction. */
export interface PolicyBook extends PolicyShelf {
  /** As the transaction has them. */
  within(work: Work): PolicyShelf;
  save(work: Work, policy: ThresholdPolicy): Promise<void>;
}

/** The defaults of the product, overlaid by what people have changed. A default added by a later version appears by itself. */
export async function openPolicyBook(db: ReadDb, now: Instant): Promise<PolicyBook> {
  const known = new Map<string, ThresholdPolicy>(
    DEFAULT_POLICIES.map((policy) => [
      policy.id,
      { ...policy, classes: [...policy.classes], levels: { ...policy.levels }, version: 0, updatedAt: now },
    ]),
  );
  for (const row of await db.selectFrom('policy').selectAll().execute()) {
    known.set(row.id, {
      ...(JSON.parse(row.definition) as ThresholdPolicy),
      id: row.id,
      version: row.version,
      updatedAt: row.updated_at,
    });
  }
  const policies = createStagedMap(known);
  const shelf = (seen: ReadonlyMap<string, ThresholdPolicy>): PolicyShelf => ({
    all: () => [...seen.values()],
    byId: (id) => seen.get(id),
  });
  return {
    ...shelf(policies.durable),
    within: (work) => shelf(policies.within(work)),
    save: async (work, policy) => {
      const values = { definition: JSON.stringify(policy), version: policy.version, updated_at: policy.updatedAt };
      await work.db
        .insertInto('policy')
        .values({ id: policy.id, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute();
      policies.set(work, policy.id, policy);
    },
  };
}
