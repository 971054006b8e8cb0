import type { Topic } from '../../../shared/contracts/events.ts';
import type { Clock } from '../lib/clock.ts';
import type { ReadDb } from '../storage/database.ts';
import type { Work } from '../storage/writer.ts';
import type { Bus } from './bus.ts';

/** Announcements that are part of a transaction: a row in it, delivered to the bus after its commit, redelivered after a crash. */
export interface Outbox {
  add(work: Work, topic: Topic, ids: readonly string[]): Promise<void>;
  /** Deletes delivered rows; called by a job. */
  trim(work: Work): Promise<void>;
  /** Delivers what an earlier run of the station committed and did not get to deliver; returns how many rows. */
  recover(db: ReadDb): Promise<number>;
}

export function createOutbox(bus: Bus, clock: Clock): Outbox {
  let delivered = 0;
  return {
    add: async (work, topic, ids) => {
      if (ids.length === 0) return;
      const row = await work.db
        .insertInto('outbox')
        .values({ at: clock.now(), topic, ref: JSON.stringify(ids) })
        .returning('seq')
        .executeTakeFirstOrThrow();
      work.onCommit(() => {
        delivered = Math.max(delivered, row.seq);
        bus.publish({ topic, ids });
      });
    },
    trim: async (work) => {
      await work.db.deleteFrom('outbox').where('seq', '<=', delivered).execute();
    },
    recover: async (db) => {
      const rows = await db.selectFrom('outbox').selectAll().orderBy('seq').execute();
      for (const row of rows) {
        delivered = Math.max(delivered, row.seq);
        bus.publish({ topic: row.topic as Topic, ids: JSON.parse(row.ref) as string[] });
      }
      return rows.length;
    },
  };
}
