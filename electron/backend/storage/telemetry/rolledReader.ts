import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../../../shared/domain/id.ts';
import { openReader, type Sqlite } from '../sqlite.ts';
import { ChunkDamaged } from './codec.ts';
import { isDamage } from './faults.ts';
import { chunkRange, PARTITION_MS, rolledFile } from './layout.ts';
import { ROLLED_TABLES } from './rolled.ts';
import { DAY_MS, decodeRollup, type Rollup, rollupBetween } from './rollup.ts';

/** A year and more of weeks: a chart of everything opens each file once. */
const MAX_OPEN = 60;
const CACHE_KIB = 512;

/** Payloads of a range of ids of each table, in the order of ROLLED_TABLES. */
interface OpenRolled {
  readonly db: Sqlite;
  readonly select: readonly ((first: number, last: number) => readonly Uint8Array[])[];
}

/** What the reading thread finds in files of rollups. */
export interface RolledReader {
  /**
   * What one series came to in the part of a week that begins at `start` with `from` <= at < `to`: buckets no wider than `widest`
   * milliseconds, the wide ones where they are whole inside, of five minutes at the edges, where one counts when it begins inside.
   */
  read(start: Instant, sid: number, span: { readonly from: Instant; readonly to: Instant }, widest: number): readonly Rollup[];
  close(start: Instant): void;
  closeAll(): void;
}

function open(file: string): OpenRolled {
  const db = openReader(file);
  db.pragma(`cache_size = -${CACHE_KIB}`);
  const select = ROLLED_TABLES.map(({ table }) => {
    const statement = db.prepare<[number, number], Uint8Array>(`select payload from ${table} where id between ? and ? order by id`).pluck();
    return (first: number, last: number) => statement.all(first, last);
  });
  return { db, select };
}

/** A reader of the files of rollups of a folder; `note` counts what cannot be read. */
export function createRolledReader(folder: string, note: (start: Instant, sid: number, error: unknown) => void): RolledReader {
  const opened = new Map<Instant, OpenRolled>();

  function close(start: Instant): void {
    opened.get(start)?.db.close();
    opened.delete(start);
  }

  function handle(start: Instant): OpenRolled | undefined {
    let found = opened.get(start);
    if (!found) {
      const file = join(folder, rolledFile(start));
      if (!existsSync(file)) return undefined;
      found = open(file);
    }
    opened.delete(start);
    opened.set(start, found);
    const [oldest] = opened.keys();
    if (opened.size > MAX_OPEN && oldest !== undefined) close(oldest);
    return found;
  }

  return {
    read: (start, sid, { from, to }, widest) => {
      const found: Rollup[] = [];
      const file = handle(start);
      if (!file) return found;
      const level = ROLLED_TABLES.findIndex(({ width }) => width <= widest);

      /** The widest buckets that are whole inside, and narrower ones on both sides of them. */
      function cover(place: number, begin: Instant, end: Instant): void {
        const { width } = ROLLED_TABLES[place] ?? { width: DAY_MS };
        const isLast = place === ROLLED_TABLES.length - 1;
        const first = Math.ceil(begin / width) * width;
        const last = (isLast ? Math.ceil(end / width) : Math.floor(end / width)) * width;
        if (!isLast && first >= last) {
          cover(place + 1, begin, end);
          return;
        }
        if (!isLast && begin < first) cover(place + 1, begin, first);
        if (first < last) {
          const ids = width === DAY_MS ? ([sid, sid] as const) : chunkRange(sid, start, first, last);
          for (const payload of file?.select[place]?.(...ids) ?? [])
            found.push(rollupBetween(decodeRollup(payload, width), first, last, width));
        }
        if (!isLast && last < end) cover(place + 1, last, end);
      }

      try {
        cover(level, Math.max(from, start), Math.min(to, start + PARTITION_MS));
      } catch (error) {
        if (!isDamage(error) && !(error instanceof ChunkDamaged)) throw error;
        note(start, sid, error);
        close(start);
      }
      return found;
    },
    close,
    closeAll: () => {
      for (const start of [...opened.keys()]) close(start);
    },
  };
}
