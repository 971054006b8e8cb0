import { z } from 'zod';
import type { Rhythm } from '../../../../shared/domain/heartbeat/rhythm.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { Work } from '../../storage/writer.ts';

/** What another version stored and this one cannot read is learnt anew. */
const Stored = z
  .object({ firstAt: z.number(), lastAt: z.number(), beats: z.number(), longestMs: z.number() })
  .nullable()
  .catch(null) satisfies z.ZodType<Rhythm | null>;

export interface HeartRecord {
  readonly id: string;
  readonly rhythm: Rhythm | null;
  /** How long it may be quiet in ms as people set it; null: as is usual. */
  readonly limitMs: number | null;
}

export async function readHearts(db: ReadDb): Promise<readonly HeartRecord[]> {
  const rows = await db.selectFrom('heartbeat').selectAll().execute();
  return rows.map(({ id, rhythm, limit_ms: limitMs }) => ({ id, rhythm: Stored.parse(JSON.parse(rhythm)), limitMs }));
}

/** Stores what was learnt of some; a limit that was set stays. */
export async function keepRhythms(work: Work, rhythms: readonly (readonly [string, Rhythm])[], now: Instant): Promise<void> {
  if (rhythms.length === 0) return;
  await work.db
    .insertInto('heartbeat')
    .values(rhythms.map(([id, rhythm]) => ({ id, rhythm: JSON.stringify(rhythm), limit_ms: null, updated_at: now })))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(({ ref }) => ({ rhythm: ref('excluded.rhythm'), updated_at: ref('excluded.updated_at') })),
    )
    .execute();
}

/** Stores how long one may be quiet in ms; what was learnt stays. */
export async function saveLimit(work: Work, id: string, limitMs: number | null, now: Instant): Promise<void> {
  await work.db
    .insertInto('heartbeat')
    .values({ id, rhythm: 'null', limit_ms: limitMs, updated_at: now })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ limit_ms: limitMs, updated_at: now }))
    .execute();
}
