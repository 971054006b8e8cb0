import { existsSync } from 'node:fs';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../../../../shared/domain/id.ts';
import type { Sqlite } from '../sqlite.ts';
import type { Columns } from './columns.ts';
import { DATABASE_SUFFIXES, removeDatabase, sizeOf, syncFolder } from './folder.ts';
import { chunkSid, rolledFile, rolledOfFile } from './layout.ts';
import { DAY_MS, encodeRollup, FIVE_MINUTES_MS, joinRollups, ROLLUP_MS, type Rollup, rollUp } from './rollup.ts';
import { openSqlFile } from './sqlFile.ts';

/** Tables of a file of rollups with the width of their buckets: of a series and a day by the id of its chunk, days by the number of the series. */
export const ROLLED_TABLES = [
  { table: 'day', width: DAY_MS },
  { table: 'hour', width: ROLLUP_MS },
  { table: 'five', width: FIVE_MINUTES_MS },
] as const;

const SCHEMA = {
  version: 1,
  sql: ROLLED_TABLES.map(({ table }) => `create table ${table} (id integer primary key, payload blob not null) strict`).join('; '),
};
/** A file that is not finished; a new attempt begins it anew. */
const UNFINISHED = '.building';

/** A file of rollups while it is written: chunks in the order of their ids, each call inside `transaction`. */
export interface RolledBuilder {
  transaction(work: () => void): void;
  add(id: number, samples: Columns, decimals: number): void;
  /** Makes the file the one of its week; it is complete, or there is none. */
  finish(): Promise<void>;
  abandon(): Promise<void>;
}

/** What the samples of weeks come to, in files of their own that outlive the samples. */
export interface RolledFiles {
  /** Starts of the weeks that have one, ascending. */
  starts(): readonly Instant[];
  has(start: Instant): boolean;
  build(start: Instant): Promise<RolledBuilder>;
  /** Unlinks one. No reader may have it open. */
  remove(start: Instant): Promise<void>;
  bytes(start: Instant): Promise<number>;
}

interface Days {
  readonly sid: number;
  readonly decimals: number;
  readonly parts: Rollup[];
}

function writeInto(db: Sqlite): Pick<RolledBuilder, 'transaction' | 'add'> & { flush(): void } {
  const [putDay, putHour, putFive] = ROLLED_TABLES.map(({ table }) =>
    db.prepare<[number, Uint8Array]>(`insert into ${table} (id, payload) values (?, ?)`),
  );
  let days: Days | undefined;

  function flush(): void {
    if (days) putDay?.run(days.sid, encodeRollup(joinRollups(days.parts), days.decimals, DAY_MS));
    days = undefined;
  }

  return {
    flush,
    transaction: (work) => db.transaction(work).immediate(),
    add: (id, samples, decimals) => {
      const five = rollUp(samples, FIVE_MINUTES_MS);
      // Nothing but gaps: no bucket anywhere.
      if (five.at.length === 0) return;
      putFive?.run(id, encodeRollup(five, decimals, FIVE_MINUTES_MS));
      putHour?.run(id, encodeRollup(rollUp(samples), decimals));
      const sid = chunkSid(id);
      if (days?.sid !== sid) flush();
      days ??= { sid, decimals, parts: [] };
      days.parts.push(rollUp(samples, DAY_MS));
    },
  };
}

/** Finds the files of rollups of a folder; opens none. */
export async function findRolled(folder: string): Promise<RolledFiles> {
  const starts = new Set((await readdir(folder)).map(rolledOfFile).filter((start) => start !== null));
  const path = (start: Instant) => join(folder, rolledFile(start));

  return {
    starts: () => [...starts].sort((a, b) => a - b),
    has: (start) => starts.has(start),
    build: async (start) => {
      const file = path(start) + UNFINISHED;
      await removeDatabase(file);
      const db = await openSqlFile(file, SCHEMA);
      const { flush, ...writing } = writeInto(db);
      return {
        ...writing,
        finish: async () => {
          writing.transaction(flush);
          // Closing the only handle takes the write-ahead log into the file.
          db.close();
          if (DATABASE_SUFFIXES.some((suffix) => suffix !== '' && existsSync(file + suffix)))
            throw new Error(`${file} is not in one piece`);
          await rename(file, path(start));
          await syncFolder(folder);
          starts.add(start);
        },
        abandon: async () => {
          db.close();
          await removeDatabase(file);
        },
      };
    },
    remove: async (start) => {
      starts.delete(start);
      await removeDatabase(path(start));
      await syncFolder(folder);
    },
    bytes: (start) => sizeOf(path(start), DATABASE_SUFFIXES),
  };
}
