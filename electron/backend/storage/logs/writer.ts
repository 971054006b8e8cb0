import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../../../shared/domain/id.ts';
import { type Batch, joinBatches, packedCount, sliceBatch, unpackBatch } from '../../records/batch.ts';
import { BatchDamaged } from '../../records/columns.ts';
import type { Sqlite } from '../sqlite.ts';
import { removeDatabase, syncFolder } from '../telemetry/folder.ts';
import { openSqlFile } from '../telemetry/sqlFile.ts';
import { blockOf } from './block.ts';
import { BLOCK_RECORDS, DAY_SCHEMA, dayFile, dayOf, dayOfFile, SEAL_RECORDS, TAIL_FILE, TAIL_SCHEMA } from './layout.ts';

/** A batch with its place in the stream that brought it. */
export interface Arrival {
  readonly stream: string;
  readonly sequence: number;
  readonly payload: Uint8Array;
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The only one that writes the files of a folder. */
export interface LogWriter {
  /** Stores what is not yet stored, durably when it returns; gives how many records that were. Bytes that are no batch are counted and left. */
  append(arrivals: readonly Arrival[]): number;
  /** Makes one block of the oldest records where there are enough of them, or of all where `isAll`; true when there was one. */
  seal(isAll: boolean): Promise<boolean>;
  /** The last stored batch of every stream. */
  sequences(): ReadonlyMap<string, number>;
  /** The day whose block was begun last, null before the first. */
  sealingDay(): Instant | null;
  /** Lets go of a day's file; it is opened anew when it is needed. */
  release(day: Instant): void;
  /** Days that exist, ascending. */
  days(): readonly Instant[];
  /** Unlinks days whose every record was received before. No reader may have them open. */
  remove(days: readonly Instant[]): Promise<void>;
  stats(): LogWriterStats;
  close(): void;
}

export interface LogWriterStats {
  readonly nextNumber: number;
  /** Records not yet in a block. */
  readonly unsealed: number;
  /** Batches that could not be read when they came or were sealed. */
  readonly damaged: number;
  /** `PRAGMA synchronous` of the handle as it is now. */
  readonly synchronous: 'OFF' | 'NORMAL' | 'FULL' | 'EXTRA';
}

interface Ripe {
  /** None where the oldest is one that cannot be read. */
  readonly batches: readonly Batch[];
  readonly first: number;
  readonly last: number;
}

interface Tail {
  readonly id: number;
  readonly count: number;
  readonly payload: Buffer;
}

/** Days whose files the writer keeps open: today's, and yesterday's around midnight. */
const MAX_OPEN = 2;
const SYNCHRONOUS = ['OFF', 'NORMAL', 'FULL', 'EXTRA'] as const;

/**
 * A batch in pieces of a block's size, each with the place of its first record; less than half a block stays with the piece before it. A
 * batch that begins with another gives its pieces, the last of them perhaps longer.
 */
function piecesOf(batch: Batch): readonly { readonly at: number; readonly piece: Batch }[] {
  const parts = Math.max(1, Math.round(batch.count / BLOCK_RECORDS));
  return Array.from({ length: parts }, (_, part) => {
    const at = part * BLOCK_RECORDS;
    return { at, piece: sliceBatch(batch, at, part === parts - 1 ? batch.count : at + BLOCK_RECORDS) };
  });
}

/** Opens the files of a folder for writing; makes them where they are missing. Rejects with what SQLite says. */
export async function openLogWriter(folder: string): Promise<LogWriter> {
  const tail = await openSqlFile(join(folder, TAIL_FILE), TAIL_SCHEMA);
  const opened = new Map<Instant, Sqlite>();
  const days = new Set(
    readdirSync(folder)
      .map(dayOfFile)
      .filter((day) => day !== null),
  );
  let damaged = 0;

  const number = tail.prepare<[], number>('select number from next').pluck();
  const advance = tail.prepare<[number]>('update next set number = ?');
  const insert = tail.prepare<[number, number, Uint8Array]>('insert into batch (id, count, payload) values (?, ?, ?)');
  const sequence = tail.prepare<[string], number>('select sequence from stream where key = ?').pluck();
  const remember = tail.prepare<[string, number]>(
    'insert into stream (key, sequence) values (?, ?) on conflict (key) do update set sequence = excluded.sequence',
  );
  const counted = tail.prepare<[], number>('select coalesce(sum(count), 0) from batch').pluck();
  const oldest = tail.prepare<[], Tail>('select id, count, payload from batch order by id');
  const oldestRow = tail.prepare<[], Tail>('select id, count, payload from batch order by id limit 1');
  const newestRow = tail.prepare<[], Tail>('select id, count, payload from batch order by id desc limit 1');
  const drop = tail.prepare<[number]>('delete from batch where id <= ?');
  const streams = tail.prepare<[], { key: string; sequence: number }>('select key, sequence from stream');
  let unsealed = counted.get() ?? 0;
  let sealingDay: Instant | null = null;

  const append = tail.transaction((arrivals: readonly Arrival[]): number => {
    let next = number.get() ?? 1;
    const first = next;
    const reached = new Map<string, number>();
    for (const { stream, sequence: at, payload } of arrivals) {
      const known = reached.get(stream) ?? sequence.get(stream) ?? 0;
      if (at <= known) continue;
      reached.set(stream, at);
      const count = packedCount(asBuffer(payload));
      if (count === 0) {
        damaged += 1;
        continue;
      }
      insert.run(next, count, payload);
      next += count;
    }
    for (const [stream, at] of reached) remember.run(stream, at);
    if (next !== first) advance.run(next);
    return next - first;
  });

  async function dayDb(day: Instant): Promise<Sqlite> {
    const known = opened.get(day);
    if (known) return known;
    const [longest] = opened.keys();
    if (opened.size >= MAX_OPEN && longest !== undefined) {
      opened.get(longest)?.close();
      opened.delete(longest);
    }
    const db = await openSqlFile(join(folder, dayFile(day)), DAY_SCHEMA);
    opened.set(day, db);
    days.add(day);
    return db;
  }

  /** Null for a batch that cannot be read: it is passed over for good, and the numbers it had are missing. */
  function readable({ payload }: Tail): Batch | null {
    try {
      return unpackBatch(payload);
    } catch (error) {
      if (!(error instanceof BatchDamaged)) throw error;
      return null;
    }
  }

  /** True when what waits is not all of one day, or begins or ends with what cannot be read. */
  function spansDays(): boolean {
    const ends = [oldestRow.get(), newestRow.get()].flatMap((row) => row ?? []).map(readable);
    return ends.some((batch) => batch === null) || new Set(ends.map((batch) => dayOf(batch?.receivedAt[0] ?? 0))).size > 1;
  }

  /** The oldest batches that make a block: of one day, numbered without a gap, and not much more than a block holds. */
  function ripe(isAll: boolean): Ripe | null {
    // Asked after every batch: only the first and the last are looked at as long as there are few.
    if (!isAll && unsealed < SEAL_RECORDS && !spansDays()) return null;
    const batches: Batch[] = [];
    let day: Instant | null = null;
    let count = 0;
    let first = 0;
    let last = 0;
    let isOver = false;
    for (const row of oldest.iterate()) {
      const batch = readable(row);
      const own = batch && dayOf(batch.receivedAt[0] ?? 0);
      if (batches.length > 0 && own !== day) {
        isOver = true;
        break;
      }
      last = row.id;
      if (!batch) return { batches, first: row.id, last };
      day = own;
      if (batches.length === 0) first = row.id;
      batches.push(batch);
      count += batch.count;
      if (count >= SEAL_RECORDS) break;
    }
    return batches.length > 0 && (count >= SEAL_RECORDS || isOver || isAll) ? { batches, first, last } : null;
  }

  async function seal(isAll: boolean): Promise<boolean> {
    const found = ripe(isAll);
    if (!found) return false;
    if (found.batches.length === 0) {
      damaged += 1;
      drop.run(found.last);
      unsealed = counted.get() ?? 0;
      return true;
    }
    const batch = joinBatches(found.batches);
    const blocks = piecesOf(batch).map(({ at, piece }) => ({ id: found.first + at, block: blockOf(piece) }));
    sealingDay = dayOf(batch.receivedAt[0] ?? 0);
    const db = await dayDb(sealingDay);
    const writeBlock = db.prepare(
      'insert or replace into block (id, count, from_at, to_at, columns, text, capitals) values (?, ?, ?, ?, ?, ?, ?)',
    );
    const writeFilter = db.prepare('insert or replace into gram (id, filter) values (?, ?)');
    // Blocks of a run that was cut short before it forgot the batches are written again, over themselves.
    db.transaction(() => {
      for (const { id, block } of blocks) {
        writeBlock.run(id, block.count, block.from, block.to, block.columns, block.text, block.capitals);
        writeFilter.run(id, block.grams);
      }
    }).immediate();
    drop.run(found.last);
    unsealed = counted.get() ?? 0;
    return true;
  }

  return {
    append: (arrivals) => {
      const stored = append.immediate(arrivals);
      unsealed += stored;
      return stored;
    },
    seal,
    sequences: () => new Map(streams.all().map(({ key, sequence: at }) => [key, at])),
    sealingDay: () => sealingDay,
    release: (day) => {
      opened.get(day)?.close();
      opened.delete(day);
    },
    days: () => [...days].sort((a, b) => a - b),
    remove: async (gone) => {
      for (const day of gone) {
        opened.get(day)?.close();
        opened.delete(day);
        await removeDatabase(join(folder, dayFile(day)));
        days.delete(day);
      }
      if (gone.length > 0) await syncFolder(folder);
    },
    stats: () => ({
      nextNumber: number.get() ?? 1,
      unsealed,
      damaged,
      synchronous: SYNCHRONOUS[Number(tail.pragma('synchronous', { simple: true }))] ?? 'OFF',
    }),
    close: () => {
      for (const db of opened.values()) db.close();
      tail.close();
    },
  };
}
