import type { Instant } from '../../../../shared/domain/id.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { Work } from '../../storage/writer.ts';

export interface HitCounts {
  /** In the last 24 hours, by whole hours and the one that runs. */
  readonly day: number;
  readonly strangers: number;
  readonly lastAt: Instant | null;
}

/** What is added at once. */
export interface HitAdded {
  readonly ruleId: string;
  readonly at: Instant;
  readonly hits: number;
  readonly strangers: number;
}

/** How often rules found something, by the hour, for 30 days. */
export interface HitBook {
  add(work: Work, added: readonly HitAdded[], now: Instant): Promise<void>;
  of(ruleId: string, now: Instant): HitCounts;
  /** Since when is counted. */
  since(): Instant;
}

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
const KEPT_HOURS = 30 * DAY_HOURS;
const hourOf = (at: Instant): number => Math.floor(at / HOUR_MS);

interface Hour {
  hits: number;
  strangers: number;
}
interface Rule {
  lastAt: Instant;
  readonly hours: Map<number, Hour>;
}

/** Opens the counters; `openedAt`: when counting began where nothing was counted before. */
export async function openHitBook(db: ReadDb, openedAt: Instant): Promise<HitBook> {
  const rules = new Map<string, Rule>();
  let countedSince = openedAt;
  let prunedHour = 0;

  function count({ ruleId, at, hits, strangers }: HitAdded): void {
    const rule = rules.get(ruleId) ?? { lastAt: at, hours: new Map<number, Hour>() };
    rules.set(ruleId, rule);
    rule.lastAt = Math.max(rule.lastAt, at);
    const hour = rule.hours.get(hourOf(at)) ?? { hits: 0, strangers: 0 };
    rule.hours.set(hourOf(at), { hits: hour.hits + hits, strangers: hour.strangers + strangers });
  }

  for (const row of await db.selectFrom('event_rule_hit').selectAll().execute()) {
    count({ ruleId: row.rule_id, at: row.last_at, hits: row.hits, strangers: row.strangers });
    countedSince = Math.min(countedSince, row.hour * HOUR_MS);
  }

  async function prune(work: Work, now: Instant): Promise<void> {
    const oldest = hourOf(now) - KEPT_HOURS;
    if (prunedHour === hourOf(now)) return;
    prunedHour = hourOf(now);
    countedSince = Math.max(countedSince, oldest * HOUR_MS);
    await work.db.deleteFrom('event_rule_hit').where('hour', '<', oldest).execute();
    for (const { hours } of rules.values()) for (const hour of hours.keys()) if (hour < oldest) hours.delete(hour);
  }

  return {
    add: async (work, added, now) => {
      await prune(work, now);
      for (const one of added) {
        const row = { rule_id: one.ruleId, hour: hourOf(one.at), hits: one.hits, strangers: one.strangers, last_at: one.at };
        await work.db
          .insertInto('event_rule_hit')
          .values(row)
          .onConflict((conflict) =>
            conflict.columns(['rule_id', 'hour']).doUpdateSet((old) => ({
              hits: old('event_rule_hit.hits', '+', one.hits),
              strangers: old('event_rule_hit.strangers', '+', one.strangers),
              last_at: old.fn<number>('max', ['event_rule_hit.last_at', 'excluded.last_at']),
            })),
          )
          .execute();
      }
      work.onCommit(() => added.forEach(count));
    },
    of: (ruleId, now) => {
      const rule = rules.get(ruleId);
      const from = hourOf(now) - DAY_HOURS;
      const recent = [...(rule?.hours ?? [])].flatMap(([hour, counted]) => (hour > from ? [counted] : []));
      return {
        day: recent.reduce((sum, { hits }) => sum + hits, 0),
        strangers: recent.reduce((sum, { strangers }) => sum + strangers, 0),
        lastAt: rule?.lastAt ?? null,
      };
    },
    since: () => countedSince,
  };
}
