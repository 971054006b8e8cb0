import type { Instant } from '../../../../shared/domain/id.ts';
import { DEFAULT_POLICIES } from '../../../../shared/domain/policy/defaults.ts';
import type { PolicyDefinition, Subject } from '../../../../shared/domain/policy/policy.ts';
import { createResolver, type Effective } from '../../../../shared/domain/policy/resolve.ts';
import { comparePolicies } from '../../../../shared/domain/policy/target.ts';
import type { ReadDb } from '../../storage/database.ts';
import { createStagedMap } from '../../storage/staged.ts';
import type { Work } from '../../storage/writer.ts';
import { definitionOf, type PolicyRecord, readPolicies, readVersions, savePolicy, type VersionRecord } from './repository.ts';

/** The policies that may be seen: those stored, and those of the product that nobody has touched. */
export interface PolicyShelf {
  /** Those that win first. */
  all(): readonly PolicyRecord[];
  byId(id: string): PolicyRecord | undefined;
  /** What they make of one resource. */
  resolve(subject: Subject): Effective;
}

/** The policies in force, in memory; the database is written first, in the caller's transaction. */
export interface PolicyBook extends PolicyShelf {
  /** As the transaction has them. */
  within(work: Work): PolicyShelf;
  /** Keeps a version; `before` is kept with it where it never was. */
  save(work: Work, policy: PolicyRecord, before: PolicyRecord | null, byName: string | null): Promise<void>;
  /** Newest first, of a policy that exists. */
  versions(policy: PolicyRecord): Promise<readonly VersionRecord[]>;
  /** One earlier version, as the transaction has it. */
  version(work: Work, policy: PolicyRecord, number: number): Promise<PolicyDefinition | null>;
}

const BUILT_IN = new Map(DEFAULT_POLICIES.map((policy) => [policy.id, policy]));

function delivered(id: string): PolicyDefinition | null {
  const policy = BUILT_IN.get(id);
  return policy ? definitionOf(policy) : null;
}

/** A shelf over a map that grows; what was worked out is forgotten with `changed`. */
function openShelf(seen: ReadonlyMap<string, PolicyRecord>): PolicyShelf & { changed(): void } {
  let sorted: readonly PolicyRecord[] | null = null;
  let resolver: ((subject: Subject) => Effective) | null = null;
  const all = (): readonly PolicyRecord[] => {
    sorted ??= [...seen.values()].filter(({ removedAt }) => removedAt === null).sort(comparePolicies);
    return sorted;
  };
  return {
    all,
    byId: (id) => {
      const policy = seen.get(id);
      return policy?.removedAt === null ? policy : undefined;
    },
    resolve: (subject) => {
      resolver ??= createResolver(all());
      return resolver(subject);
    },
    changed: () => {
      sorted = null;
      resolver = null;
    },
  };
}

/** The policies of the product, overlaid by what people have made of them. One added by a later version of the product appears by itself. */
export async function openPolicyBook(db: ReadDb, now: Instant): Promise<PolicyBook> {
  const known = new Map<string, PolicyRecord>(
    DEFAULT_POLICIES.map((policy) => [policy.id, { ...policy, isBuiltIn: true, version: 0, updatedAt: now, removedAt: null }]),
  );
  for (const record of await readPolicies(db)) known.set(record.id, { ...record, isBuiltIn: BUILT_IN.has(record.id) });
  const policies = createStagedMap(known);
  const durable = openShelf(policies.durable);
  let working: ReturnType<typeof openShelf> | null = null;
  const within = (work: Work) => {
    working ??= openShelf(policies.within(work));
    return working;
  };
  return {
    all: durable.all,
    byId: durable.byId,
    resolve: durable.resolve,
    within,
    save: async (work, policy, before, byName) => {
      await savePolicy(work.db, policy, before, byName);
      policies.set(work, policy.id, policy);
      const shelf = within(work);
      shelf.changed();
      work.onRollback(shelf.changed);
      work.onCommit(durable.changed);
    },
    versions: async ({ id, updatedAt }) => {
      const stored = await readVersions(db, id);
      const first = delivered(id);
      const isKept = stored.some(({ version }) => version === 0);
      return first && !isKept ? [...stored, { ...first, version: 0, at: Math.min(updatedAt, now), byName: null }] : stored;
    },
    version: async (work, { id }, number) =>
      (await readVersions(work.db, id)).find(({ version }) => version === number) ?? (number === 0 ? delivered(id) : null),
  };
}
