import type { EventRuleDefinition } from '../../../../shared/domain/event/definition.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import type { ReadDb } from '../../storage/database.ts';
import { createStagedMap } from '../../storage/staged.ts';
import type { Work } from '../../storage/writer.ts';
import { type DeliveredRule, readCatalogue } from './catalogue.ts';
import { definitionOf, type EventRuleRecord, readRules, readVersions, savePlace, saveRule, type VersionRecord } from './repository.ts';

/** The rules that may be seen: those of the station itself before those of the product. */
export interface EventRuleShelf {
  /** In the order in which they are asked. */
  all(): readonly EventRuleRecord[];
  byId(id: string): EventRuleRecord | undefined;
  /** Of the station itself, newest first. */
  removed(): readonly EventRuleRecord[];
}

/** The rules in force, in memory; the database is written first, in the caller's transaction. */
export interface EventRuleBook extends EventRuleShelf {
  within(work: Work): EventRuleShelf;
  save(work: Work, rule: EventRuleRecord, byName: string | null): Promise<void>;
  place(work: Work, rule: EventRuleRecord): Promise<void>;
  /** Newest first. */
  versions(rule: EventRuleRecord): Promise<readonly VersionRecord[]>;
  /** One version, as the transaction has it. */
  version(work: Work, rule: EventRuleRecord, number: number): Promise<EventRuleDefinition | null>;
}

const isOwn = ({ delivered }: EventRuleRecord): number => (delivered === null ? 0 : 1);

function shelfOf(rules: ReadonlyMap<string, EventRuleRecord>): EventRuleShelf {
  const standing = () => [...rules.values()].filter(({ removedAt }) => removedAt === null);
  return {
    all: () => standing().sort((a, b) => isOwn(a) - isOwn(b) || a.place - b.place),
    byId: (id) => {
      const rule = rules.get(id);
      return rule?.removedAt === null ? rule : undefined;
    },
    removed: () => [...rules.values()].filter(({ removedAt }) => removedAt !== null).sort((a, b) => b.updatedAt - a.updatedAt),
  };
}

/** The rules of the product, overlaid by what people have decided of them, and those of the station itself. */
export async function openEventRuleBook(
  db: ReadDb,
  now: Instant,
  catalogue: readonly DeliveredRule[] = readCatalogue(),
): Promise<EventRuleBook> {
  const brought = new Map(catalogue.map((rule) => [rule.id, rule]));
  const placeOf = new Map(catalogue.map(({ id }, place) => [id, place]));
  const known = new Map<string, EventRuleRecord>(
    catalogue.map((delivered, place) => {
      const { id } = delivered;
      return [id, { ...definitionOf(delivered), id, delivered, place, version: 0, updatedAt: now, removedAt: null }];
    }),
  );
  for (const rule of await readRules(db, brought)) known.set(rule.id, { ...rule, place: placeOf.get(rule.id) ?? rule.place });
  const rules = createStagedMap(known);
  const first = ({ delivered }: EventRuleRecord): EventRuleDefinition | null => delivered && definitionOf(delivered);
  return {
    ...shelfOf(rules.durable),
    within: (work) => shelfOf(rules.within(work)),
    save: async (work, rule, byName) => {
      await saveRule(work.db, rule, byName);
      rules.set(work, rule.id, rule);
    },
    place: async (work, rule) => {
      await savePlace(work.db, rule);
      rules.set(work, rule.id, rule);
    },
    versions: async (rule) => {
      const stored = await readVersions(db, rule);
      const delivered = first(rule);
      return delivered ? [...stored, { ...delivered, version: 0, at: Math.min(rule.updatedAt, now), byName: null }] : stored;
    },
    version: async (work, rule, number) =>
      number === 0 && rule.delivered
        ? first(rule)
        : ((await readVersions(work.db, rule)).find(({ version }) => version === number) ?? null),
  };
}
