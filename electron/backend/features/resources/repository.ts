import { Check } from '../../../../shared/contracts/checks.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { Importance, ResourceClass } from '../../../../shared/domain/inventory/resource.ts';
import type { Protocol } from '../../../../shared/domain/observation/observation.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { ResourceTable } from '../../storage/tables.ts';
import type { WriteDb } from '../../storage/writer.ts';

export interface ResourceRecord {
  readonly id: ResourceId;
  readonly name: string;
  readonly resourceClass: ResourceClass;
  readonly importance: Importance;
  readonly address: string;
  readonly domain: string;
  readonly location: string;
  readonly intervalS: number | null;
  readonly checks: readonly Check[];
  readonly tags: readonly string[];
  /** The machine the station runs on. */
  readonly isLocal: boolean;
  /** A device of the laboratory that stands for none; the station says so of it everywhere, and no request changes it. */
  readonly isSimulated: boolean;
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly retiredAt: Instant | null;
}

export interface FactRecord {
  readonly name: string;
  readonly component: string;
  readonly value: string | number | boolean | null;
  readonly at: Instant;
}

export interface CheckRecord {
  readonly protocol: Protocol;
  readonly component: string;
  readonly lastAt: Instant | null;
  readonly reachable: boolean | null;
  readonly fault: string | null;
  readonly latencyMs: number | null;
}

/** What observations have told of a resource so far; survives a restart. */
export interface ResourceStatus {
  readonly dataAt: Instant | null;
  readonly facts: readonly FactRecord[];
  readonly checks: readonly CheckRecord[];
  /** State of the alarm detectors, opaque here. */
  readonly detectors: unknown;
}

export const NO_STATUS: ResourceStatus = { dataAt: null, facts: [], checks: [], detectors: null };

/** A check stored before its kind had a field has that field's default. */
const whole = (check: Check): Check => Check.safeParse(check).data ?? check;

function hydrate(row: ResourceTable): ResourceRecord {
  return {
    id: row.id,
    name: row.name,
    resourceClass: row.class as ResourceClass,
    importance: row.importance as Importance,
    address: row.address,
    domain: row.domain,
    location: row.location,
    intervalS: row.interval_s,
    checks: (JSON.parse(row.checks) as Check[]).map(whole),
    tags: JSON.parse(row.tags) as string[],
    isLocal: row.is_local === 1,
    isSimulated: row.is_simulated === 1,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    retiredAt: row.retired_at,
  };
}

function dehydrate(resource: ResourceRecord): ResourceTable {
  return {
    id: resource.id,
    name: resource.name,
    class: resource.resourceClass,
    importance: resource.importance,
    address: resource.address,
    domain: resource.domain,
    location: resource.location,
    interval_s: resource.intervalS,
    checks: JSON.stringify(resource.checks),
    tags: JSON.stringify(resource.tags),
    is_local: resource.isLocal ? 1 : 0,
    is_simulated: resource.isSimulated ? 1 : 0,
    version: resource.version,
    created_at: resource.createdAt,
    updated_at: resource.updatedAt,
    retired_at: resource.retiredAt,
  };
}

export async function readResources(db: ReadDb): Promise<readonly ResourceRecord[]> {
  return (await db.selectFrom('resource').selectAll().execute()).map(hydrate);
}

const STATUSES_AT_ONCE = 100;

/** What is known of each resource, some at a time: of thousands it is more than should be in memory at once. */
export async function* readStatuses(db: ReadDb): AsyncGenerator<readonly [ResourceId, ResourceStatus]> {
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('resource_state')
      .selectAll()
      .where('resource_id', '>', after)
      .orderBy('resource_id')
      .limit(STATUSES_AT_ONCE)
      .execute();
    for (const { resource_id, data_at, facts, checks, detectors } of rows)
      yield [resource_id, { dataAt: data_at, facts: JSON.parse(facts), checks: JSON.parse(checks), detectors: JSON.parse(detectors) }];
    const last = rows.at(-1);
    if (!last) return;
    after = last.resource_id;
  }
}

/** Inserts or replaces; rejects with SQLITE_CONSTRAINT_UNIQUE for a name another monitored resource has. */
export async function saveResource(db: WriteDb, resource: ResourceRecord): Promise<void> {
  const { id, ...rest } = dehydrate(resource);
  await db
    .insertInto('resource')
    .values({ id, ...rest })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
    .execute();
}

export async function saveStatus(db: WriteDb, id: ResourceId, status: ResourceStatus, now: Instant): Promise<void> {
  const values = {
    detectors: JSON.stringify(status.detectors),
    facts: JSON.stringify(status.facts),
    checks: JSON.stringify(status.checks),
    data_at: status.dataAt,
    updated_at: now,
  };
  await db
    .insertInto('resource_state')
    .values({ resource_id: id, ...values })
    .onConflict((conflict) => conflict.column('resource_id').doUpdateSet(values))
    .execute();
}
