import type { Instant } from '../../../../shared/domain/id.ts';
import type { Policy, PolicyDefinition } from '../../../../shared/domain/policy/policy.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { WriteDb } from '../../storage/writer.ts';

export interface PolicyRecord extends Policy {
  /** Delivered with the product. */
  readonly isBuiltIn: boolean;
  /** 0 as delivered; grows by one with every change. */
  readonly version: number;
  readonly updatedAt: Instant;
  readonly removedAt: Instant | null;
}

export interface VersionRecord extends PolicyDefinition {
  readonly version: number;
  readonly at: Instant;
  readonly byName: string | null;
}

/** What of a policy is written by people and kept by version. */
export function definitionOf({ name, targets, priority, intervalS, metrics, isApplied }: PolicyDefinition): PolicyDefinition {
  return { name, targets, priority, intervalS, metrics, isApplied };
}

export async function readPolicies(db: ReadDb): Promise<readonly Omit<PolicyRecord, 'isBuiltIn'>[]> {
  const rows = await db.selectFrom('policy').selectAll().execute();
  return rows.map((row) => ({
    ...(JSON.parse(row.definition) as PolicyDefinition),
    id: row.id,
    version: row.version,
    updatedAt: row.updated_at,
    removedAt: row.removed_at,
  }));
}

/** Newest first, at most the newest 200. */
export async function readVersions(db: ReadDb | WriteDb, id: string): Promise<readonly VersionRecord[]> {
  const rows = await db
    .selectFrom('policy_version')
    .selectAll()
    .where('policy_id', '=', id)
    .orderBy('version', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    ...(JSON.parse(row.definition) as PolicyDefinition),
    version: row.version,
    at: row.at,
    byName: row.by_name,
  }));
}

async function keepVersion(db: WriteDb, policy: PolicyRecord, byName: string | null): Promise<void> {
  await db
    .insertInto('policy_version')
    .values({
      policy_id: policy.id,
      version: policy.version,
      definition: JSON.stringify(definitionOf(policy)),
      at: policy.updatedAt,
      by_name: byName,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function savePolicy(db: WriteDb, policy: PolicyRecord, before: PolicyRecord | null, byName: string | null): Promise<void> {
  const values = {
    definition: JSON.stringify(definitionOf(policy)),
    version: policy.version,
    updated_at: policy.updatedAt,
    removed_at: policy.removedAt,
  };
  await db
    .insertInto('policy')
    .values({ id: policy.id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  if (before) await keepVersion(db, before, null);
  await keepVersion(db, policy, byName);
}
