import { existsSync } from 'node:fs';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../../../../shared/domain/id.ts';
import type { Sqlite } from '../sqlite.ts';
import { isDamage } from './faults.ts';
import { DATABASE_SUFFIXES, removeDatabase, sizeOf, syncFolder } from './folder.ts';
import { PARTITION_MS, partitionFile, partitionOfFile } from './layout.ts';
import { openSqlFile } from './sqlFile.ts';

/** One open partition. `read` and `put` belong inside `transaction`, which is durable when it returns. */
export interface Partition {
  transaction(work: () => void): void;
  read(id: number): Uint8Array | undefined;
  /** A chunk with its rollup, and what of its samples is less than good; null where nothing is. */
  put(id: number, payload: Uint8Array, rollup: Uint8Array, quality: Uint8Array | null): void;
  /** What of the samples of a chunk is less than good; undefined where nothing is. */
  readQuality(id: number): Uint8Array | undefined;
  /** At most `most` chunks with an id above this one, ascending. */
  after(id: number, most: number): readonly Row[];
  /** As `after`, those without a rollup alone. */
  withoutRollup(id: number, most: number): readonly Row[];
  putRollup(id: number, rollup: Uint8Array): void;
  /** True where every chunk is known to have its rollup. */
  isWhole(): boolean;
  setWhole(): void;
}

export interface Row {
  readonly id: number;
  readonly payload: Uint8Array;
}

/** The partition files of a folder, from the writing side: the only one that makes, renames and removes them. */
export interface Partitions {
  /** Starts of all that exist, ascending. */
  starts(): readonly Instant[];
  open(start: Instant): Promise<Partition>;
  close(start: Instant): void;
  /** Takes a file that is no database out of the way, under a name that keeps it for a closer look. */
  setAside(start: Instant): Promise<void>;
  /** Unlinks one whole. No reader may have it open. */
  remove(start: Instant): Promise<void>;
  bytes(start: Instant): Promise<number>;
  closeAll(): void;
}

const ROLLUPS = 'create table rollup (id integer primary key, payload blob not null) strict';
const QUALITIES = 'create table quality (id integer primary key, payload blob not null) strict';
/** Its presence says that every chunk of the file has its rollup; files written before there were rollups get it when they have been gone through. */
const WHOLE = 'create table if not exists whole (one integer primary key check (one = 1)) strict';
const SCHEMA = {
  version: 3,
  sql: `create table chunk (id integer primary key, payload blob not null) strict; ${ROLLUPS}; ${QUALITIES}; ${WHOLE}`,
  // Chunks written before have no rollup until `ageing.ts` comes to them; until then who reads makes it from the chunk.
  steps: [ROLLUPS, QUALITIES],
};
/** This week's, one more for what arrives late, and the one that is being rolled up. */
const MAX_OPEN = 3;

function partitionOver(db: Sqlite): Partition {
  const select = db.prepare<[number], Uint8Array>('select payload from chunk where id = ?').pluck();
  const into = (table: 'chunk' | 'rollup' | 'quality') =>
    db.prepare<[number, Uint8Array]>(
      `insert into ${table} (id, payload) values (?, ?) on conflict (id) do update set payload = excluded.payload`,
    );
  const putChunk = into('chunk');
  const putRollup = into('rollup');
  const putQuality = into('quality');
  const removeQuality = db.prepare<[number]>('delete from quality where id = ?');
  const selectQuality = db.prepare<[number], Uint8Array>('select payload from quality where id = ?').pluck();
  const after = db.prepare<[number, number], Row>('select id, payload from chunk where id > ? order by id limit ?');
  const lacking = db.prepare<[number, number], Row>(
    'select id, payload from chunk where id > ? and not exists (select 1 from rollup where rollup.id = chunk.id) order by id limit ?',
  );
  const whole = db.prepare<[], number>("select 1 from sqlite_master where name = 'whole'").pluck();
  return {
    transaction: (work) => db.transaction(work).immediate(),
    read: (id) => select.get(id),
    put: (id, payload, rollup, quality) => {
      putChunk.run(id, payload);
      putRollup.run(id, rollup);
      if (quality) putQuality.run(id, quality);
      else removeQuality.run(id);
    },
    readQuality: (id) => selectQuality.get(id),
    after: (id, most) => after.all(id, most),
    withoutRollup: (id, most) => lacking.all(id, most),
    putRollup: (id, rollup) => {
      putRollup.run(id, rollup);
    },
    isWhole: () => whole.get() !== undefined,
    setWhole: () => {
      db.exec(WHOLE);
    },
  };
}

/** Opens a file of chunks for writing, made where it is missing. */
export async function openPartitionFile(file: string): Promise<{ readonly partition: Partition; close(): void }> {
  const db = await openSqlFile(file, SCHEMA);
  return { partition: partitionOver(db), close: () => void db.close() };
}

/** Finds the partitions of a folder; opens none. */
export async function findPartitions(folder: string): Promise<Partitions> {
  const starts = new Set((await readdir(folder)).map(partitionOfFile).filter((start) => start !== null));
  const opened = new Map<Instant, Awaited<ReturnType<typeof openPartitionFile>>>();
  const path = (start: Instant) => join(folder, partitionFile(start));

  function close(start: Instant): void {
    opened.get(start)?.close();
    opened.delete(start);
  }

  async function setAside(start: Instant): Promise<void> {
    close(start);
    let number = 1;
    while (existsSync(`${path(start)}.damaged-${number}`)) number++;
    for (const suffix of DATABASE_SUFFIXES) {
      if (existsSync(path(start) + suffix)) await rename(path(start) + suffix, `${path(start)}.damaged-${number}${suffix}`);
    }
    await syncFolder(folder);
    starts.delete(start);
  }

  return {
    starts: () => [...starts].sort((a, b) => a - b),
    open: async (start) => {
      const known = opened.get(start);
      if (known) return known.partition;
      const [longestOpen] = opened.keys();
      if (opened.size >= MAX_OPEN && longestOpen !== undefined) close(longestOpen);
      const file = await openPartitionFile(path(start));
      opened.set(start, file);
      starts.add(start);
      return file.partition;
    },
    close,
    setAside,
    remove: async (start) => {
      close(start);
      await removeDatabase(path(start));
      await syncFolder(folder);
      starts.delete(start);
    },
    bytes: (start) => sizeOf(path(start), DATABASE_SUFFIXES),
    closeAll: () => {
      for (const start of [...opened.keys()]) close(start);
    },
  };
}

/** Runs work on a partition; a damaged file is told to `onDamage` and set aside, and the work done on a new one. */
export async function withPartition<T>(
  partitions: Partitions,
  start: Instant,
  work: (partition: Partition) => T,
  onDamage: (start: Instant, error: unknown) => void,
): Promise<T> {
  try {
    return work(await partitions.open(start));
  } catch (error) {
    if (!isDamage(error)) throw error;
    try {
      await partitions.setAside(start);
    } finally {
      onDamage(start, error);
    }
    return work(await partitions.open(start));
  }
}

/** End of the partition that begins at `start`. */
export function partitionEnd(start: Instant): Instant {
  return start + PARTITION_MS;
}
