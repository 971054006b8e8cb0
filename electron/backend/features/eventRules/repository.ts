import type { EventRuleDefinition } from '../../../../shared/domain/event/definition.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { WriteDb } from '../../storage/writer.ts';
import type { DeliveredRule } from './catalogue.ts';

export interface EventRuleRecord extends EventRuleDefinition {
  readonly id: string;
  /** As the product brings it; null for a rule of the station itself. */
  readonly delivered: DeliveredRule | null;
  /** Rules are asked by it, the smaller first; those of the product have their place in the catalogue. */
  readonly place: number;
  /** 0 as delivered; grows by one with every change. */
  readonly version: number;
  readonly updatedAt: Instant;
  readonly removedAt: Instant | null;
}

export interface VersionRecord extends EventRuleDefinition {
  readonly version: number;
  readonly at: Instant;
  readonly byName: string | null;
}

/** What of a rule is kept by version. */
export function definitionOf(rule: EventRuleDefinition): EventRuleDefinition {
  const { name, match, condition, effect, cause, severity, component, isOn } = rule;
  return { name, match, condition, effect, cause, severity, component, isOn };
}

/** Of a rule of the product only what people decide is written, so that a later version of it may say the rest better. */
function written(rule: EventRuleRecord): string {
  const { severity, isOn } = rule;
  return JSON.stringify(rule.delivered ? { severity, isOn } : definitionOf(rule));
}

function read(text: string, delivered: DeliveredRule | null): EventRuleDefinition {
  const stored = JSON.parse(text) as EventRuleDefinition;
  if (!delivered) return definitionOf(stored);
  return { ...definitionOf(delivered), severity: stored.severity, isOn: stored.isOn };
}

/** Stored rules. What was decided of a rule that the product no longer brings is not one. */
export async function readRules(db: ReadDb, catalogue: ReadonlyMap<string, DeliveredRule>): Promise<readonly EventRuleRecord[]> {
  const rows = await db.selectFrom('event_rule').selectAll().execute();
  return rows.flatMap((row) => {
    const delivered = catalogue.get(row.id) ?? null;
    if (!delivered && !('match' in (JSON.parse(row.definition) as object))) return [];
    const { version, updated_at: updatedAt, removed_at: removedAt, place } = row;
    return [{ ...read(row.definition, delivered), id: row.id, delivered, place, version, updatedAt, removedAt }];
  });
}

const MOST_VERSIONS = 200;

/** Newest first, at most the newest 200. */
export async function readVersions(db: ReadDb | WriteDb, { id, delivered }: EventRuleRecord): Promise<readonly VersionRecord[]> {
  const rows = await db
    .selectFrom('event_rule_version')
    .selectAll()
    .where('rule_id', '=', id)
    .orderBy('version', 'desc')
    .limit(MOST_VERSIONS)
    .execute();
  return rows.map((row) => ({ ...read(row.definition, delivered), version: row.version, at: row.at, byName: row.by_name }));
}

/** Writes a rule and its newest version. */
export async function saveRule(db: WriteDb, rule: EventRuleRecord, byName: string | null): Promise<void> {
  const definition = written(rule);
  const values = { definition, place: rule.place, version: rule.version, updated_at: rule.updatedAt, removed_at: rule.removedAt };
  await db
    .insertInto('event_rule')
    .values({ id: rule.id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  await db
    .insertInto('event_rule_version')
    .values({ rule_id: rule.id, version: rule.version, definition, at: rule.updatedAt, by_name: byName })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Another place is no other version. */
export async function savePlace(db: WriteDb, { id, place }: EventRuleRecord): Promise<void> {
  await db.updateTable('event_rule').set({ place }).where('id', '=', id).execute();
}
