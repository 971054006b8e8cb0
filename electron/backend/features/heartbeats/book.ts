import { beat, notAfter, type Rhythm } from '../../../../shared/domain/heartbeat/rhythm.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { Work } from '../../storage/writer.ts';
import { keepRhythms, readHearts, saveLimit } from './repository.ts';

/** How often everything that sends is heard of, in memory; what was learnt is stored from time to time. */
export interface HeartBook {
  /** A sign of life of one. `watchedFrom`: since when it could have been heard without a break. */
  beat(id: string, at: Instant, watchedFrom: Instant): void;
  rhythms(): ReadonlyMap<string, Rhythm>;
  /** Limits in ms that people set. */
  limits(): ReadonlyMap<string, number>;
  limitWithin(work: Work, id: string): Promise<number | null>;
  setLimit(work: Work, id: string, limitMs: number | null): Promise<void>;
  /** After the clock was set back: no sign of life lies in the future. */
  notAfter(now: Instant): void;
  /** Stores some of what was learnt since it was last stored, in the caller's transaction; true while there is more. */
  keep(work: Work): Promise<boolean>;
}

const KEPT_AT_ONCE = 200;

export async function openHeartBook(db: ReadDb, now: () => Instant): Promise<HeartBook> {
  const rows = await readHearts(db);
  const rhythms = new Map(rows.flatMap(({ id, rhythm }) => (rhythm ? [[id, rhythm] as const] : [])));
  const limits = new Map(rows.flatMap(({ id, limitMs }) => (limitMs === null ? [] : [[id, limitMs] as const])));
  const changed = new Set<string>();
  return {
    beat: (id, at, watchedFrom) => {
      const before = rhythms.get(id) ?? null;
      const after = beat(before, at, watchedFrom);
      if (after === before) return;
      rhythms.set(id, after);
      changed.add(id);
    },
    rhythms: () => rhythms,
    limits: () => limits,
    limitWithin: async (work, id) => {
      const row = await work.db.selectFrom('heartbeat').select('limit_ms').where('id', '=', id).executeTakeFirst();
      return row?.limit_ms ?? null;
    },
    setLimit: async (work, id, limitMs) => {
      await saveLimit(work, id, limitMs, now());
      work.onCommit(() => {
        if (limitMs === null) limits.delete(id);
        else limits.set(id, limitMs);
      });
    },
    notAfter: (at) => {
      for (const [id, rhythm] of rhythms) {
        const mended = notAfter(rhythm, at);
        if (mended === rhythm) continue;
        rhythms.set(id, mended);
        changed.add(id);
      }
    },
    keep: async (work) => {
      const some = [...changed].slice(0, KEPT_AT_ONCE);
      const kept = some.flatMap((id) => {
        const rhythm = rhythms.get(id);
        return rhythm ? [[id, rhythm] as const] : [];
      });
      await keepRhythms(work, kept, now());
      // What beats again before the commit is stored next time.
      work.onCommit(() => {
        for (const [id, rhythm] of kept) if (rhythms.get(id) === rhythm) changed.delete(id);
      });
      return changed.size > some.length;
    },
  };
}
