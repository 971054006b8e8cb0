import type { Kysely } from 'kysely';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { kyselyOver } from './dialect.ts';
import type { Tables } from './tables.ts';
import { type DatabaseThread, startThread } from './thread.ts';
import { createWriter, type Writer } from './writer.ts';

declare const readable: unique symbol;
/** A read-only handle over the pool of reading threads. */
export type ReadDb = Kysely<Tables> & { readonly [readable]: true };

export interface CoreDatabase {
  readonly read: ReadDb;
  readonly write: Writer['write'];
  stats(): ReturnType<Writer['stats']> & { readonly slow: number; readonly synchronous: string | null };
  close(): Promise<void>;
}

interface Options {
  readonly file: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly readers: number;
  /** Most the writing thread keeps of the file in memory. */
  readonly cacheBytes?: number;
  /** Called on a full disk; frees a step of the reserve, false when none is left. */
  relieve(): Promise<boolean>;
  /** A database thread died: the process must end, its supervisor starts it anew. */
  onLost(error: Error): void;
  /** A statement was slower than its limit. */
  onSlow?(name: string, sql: string, ms: number): void;
}

/** Opens core.db: one writing thread (migrated to head, WAL, synchronous=FULL) and a pool of readers. Rejects with ThreadFailed. */
export async function openCore({ file, clock, log, readers, cacheBytes, relieve, onLost, onSlow }: Options): Promise<CoreDatabase> {
  let slow = 0;
  const countSlow = (name: string, sql: string, ms: number) => {
    slow += 1;
    onSlow?.(name, sql, ms);
  };
  const writing = await startThread('coreWorker', { file, now: clock.now(), cacheBytes }, log, onLost, countSlow);
  const pool: DatabaseThread[] = [];
  for (let i = 0; i < readers; i++) pool.push(await startThread('readWorker', { file }, log, onLost, countSlow));

  function idlest(): DatabaseThread {
    return pool.reduce((best, thread) => (thread.pending() < best.pending() ? thread : best));
  }
  const writer = createWriter(writing, clock, relieve);
  return {
    read: kyselyOver<Tables>((sql, parameters) => idlest().run('read', sql, parameters)) as ReadDb,
    write: writer.write,
    stats: () => ({ ...writer.stats(), slow, synchronous: writing.synchronous }),
    close: async () => {
      await Promise.all(pool.map((thread) => thread.close()));
      await writer.close();
    },
  };
}
