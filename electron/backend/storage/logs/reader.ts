import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../../../shared/domain/id.ts';
import type { LogQuery } from '../../../../shared/domain/log/query.ts';
import type { LogRecord } from '../../../../shared/domain/log/record.ts';
import { collectGarbage } from '../../lib/garbage.ts';
import { type Batch, type Columns, recordAt, unpackBatch } from '../../records/batch.ts';
import { BatchDamaged } from '../../records/columns.ts';
import { openReader, type Sqlite } from '../sqlite.ts';
import { isDamage } from '../telemetry/faults.ts';
import { readColumns, readRecords, readText } from './block.ts';
import { createFilterCache, type FilterCache } from './filterCache.ts';
import { fold } from './fold.ts';
import { decodeGrams, type Grams } from './grams.ts';
import { dayFile, dayOfFile, TAIL_FILE } from './layout.ts';
import { type Matcher, matcherOf } from './match.ts';

export interface NumberedRecord {
  /** Grows with every record; none has two. */
  readonly number: number;
  readonly record: LogRecord;
}

export interface LogSearch {
  readonly query: LogQuery;
  /** Only records with a smaller number: the end of the page before. */
  readonly before: number | null;
  /** Only records with a greater number: what came since. */
  readonly after: number | null;
  readonly limit: number;
  /** The search ends after about so many ms and says where it was. */
  readonly budgetMs: number;
}

export interface LogPage {
  /** Newest first. */
  readonly records: readonly NumberedRecord[];
  /** To be given as `before` for what follows; null when nothing does. */
  readonly next: number | null;
  /** False where the time ended before the page was full: there may be more from `next` on. */
  readonly isFull: boolean;
  readonly scanned: { readonly records: number; readonly bytes: number };
  /** Blocks that could not be read. */
  readonly damaged: number;
}

/** What answers questions about a folder of logs. Handles follow the files; days that are to be removed are let go first. */
export interface LogReader {
  search(search: LogSearch): LogPage;
  /**
   * Calls `each` for every stored piece that may have wanted records, newest first, until it says false. `passed` is called after every
   * piece, wanted or not, with its first number and the time of its oldest record, and may end it, too.
   */
  scan(query: LogQuery, before: number | null, each: (found: Found) => boolean, passed?: (first: number, from: Instant) => boolean): void;
  /** Lets go of everything that is open. */
  close(): void;
  /** Lets go of these days and takes them for missing until `show`. */
  hide(days: readonly Instant[]): void;
  show(days: readonly Instant[]): void;
}

/** Wanted records of one block, or of what is not yet in one. */
export interface Found {
  readonly first: number;
  readonly columns: Columns;
  /** Places of the wanted ones, ascending. */
  readonly places: Uint32Array;
  /** Bytes that were looked through. */
  readonly bytes: number;
  records(places: readonly number[]): readonly LogRecord[];
}

interface BlockRow {
  readonly id: number;
  readonly count: number;
  readonly from_at: Instant;
  readonly to_at: Instant;
}

interface Day {
  readonly db: Sqlite;
  blocks(): readonly BlockRow[];
  grams(id: number): Grams | null;
  part(id: number, name: 'columns' | 'text' | 'capitals'): Buffer;
}

interface Ready {
  readonly batch: Batch;
  readonly folded: Buffer;
}

/** Pages of a day kept at hand: the blocks themselves are read past them. Not mapped, where a bad sector would end the process. */
const CACHE_KIB = 256;

/**
 * After so many bytes that were read and let go garbage is collected: a search of a day lets go of gigabytes, which weigh nothing for V8.
 * After fewer where what is kept is to be less.
 */
const COLLECTED_AFTER_BYTES = 32 * 1024 * 1024;

/** Filters kept at hand: a search that goes back over them asks no file. */
const MOST_FILTER_BYTES = 96 * 1024 * 1024;

/** Null for a file that the writer is about to make: it has no tables yet. `onRead` is told how many bytes were read. */
function openDay(file: string, day: Instant, filters: FilterCache, onRead: (bytes: number) => void): Day | null {
  const db = openReader(file);
  if (db.prepare("select 1 from sqlite_master where name = 'gram'").get() === undefined) {
    db.close();
    return null;
  }
  db.pragma(`cache_size = -${CACHE_KIB}`);
  const since = db.prepare<[number], BlockRow>('select id, count, from_at, to_at from block where id > ? order by id');
  const filter = db.prepare<[number], Buffer>('select filter from gram where id = ?').pluck();
  const parts = {
    columns: db.prepare<[number], Buffer>('select columns from block where id = ?').pluck(),
    text: db.prepare<[number], Buffer>('select text from block where id = ?').pluck(),
    capitals: db.prepare<[number], Buffer>('select capitals from block where id = ?').pluck(),
  };
  const known: BlockRow[] = [];
  return {
    db,
    blocks: () => {
      known.push(...since.all(known.at(-1)?.id ?? 0));
      return known;
    },
    grams: (id) => {
      const known = filters.get(day, id);
      if (known) return known;
      const bytes = filter.get(id);
      onRead(bytes?.length ?? 0);
      const grams = bytes ? decodeGrams(bytes) : null;
      if (grams) filters.set(day, id, grams);
      return grams;
    },
    part: (id, name) => {
      const bytes = parts[name].get(id) ?? Buffer.alloc(0);
      onRead(bytes.length);
      return bytes;
    },
  };
}

/** Opens a folder of logs for reading. `onDamage` is told of what could not be read; the rest is read. */
export function openLogReader(
  folder: string,
  onDamage: (where: string, error: unknown) => void,
  filterBytes = MOST_FILTER_BYTES,
): LogReader {
  const opened = new Map<Instant, Day>();
  const hidden = new Set<Instant>();
  const filters = createFilterCache(filterBytes);
  /** What is not yet in a block, made ready once: it is asked with every question. */
  const ready = new Map<number, Ready>();
  let tail: Sqlite | null = null;
  let damaged = 0;
  let letGo = 0;

  function letGoOf(bytes: number): void {
    letGo += bytes;
    if (letGo < Math.min(COLLECTED_AFTER_BYTES, filterBytes)) return;
    letGo = 0;
    collectGarbage();
  }

  function note(where: string, error: unknown): void {
    if (!(error instanceof BatchDamaged) && !isDamage(error)) throw error;
    damaged += 1;
    onDamage(where, error);
  }

  function dayAt(day: Instant): Day | null {
    if (hidden.has(day)) return null;
    const known = opened.get(day);
    if (known) return known;
    try {
      const made = openDay(join(folder, dayFile(day)), day, filters, letGoOf);
      if (made) opened.set(day, made);
      return made;
    } catch (error) {
      note(dayFile(day), error);
      return null;
    }
  }

  function unsealed(): readonly { readonly id: number; readonly payload: Buffer }[] {
    if (!tail && !existsSync(join(folder, TAIL_FILE))) return [];
    tail ??= openReader(join(folder, TAIL_FILE));
    const rows = tail.prepare<[], { id: number; payload: Buffer }>('select id, payload from batch order by id desc').all();
    letGoOf(rows.reduce((sum, { payload }) => sum + payload.length, 0));
    return rows;
  }

  function forgetSealed(oldest: number): void {
    for (const id of ready.keys()) if (id < oldest) ready.delete(id);
  }

  const below = (places: Uint32Array, first: number, before: number | null): Uint32Array =>
    before === null ? places : places.filter((place) => first + place < before);

  function readyOf(id: number, payload: Buffer): Ready {
    const known = ready.get(id);
    if (known) return known;
    const batch = unpackBatch(payload);
    const made = { batch, folded: fold(batch.text) };
    ready.set(id, made);
    return made;
  }

  function inTail(matcher: Matcher, id: number, { batch, folded }: Ready, before: number | null): Found {
    const columns = batch;
    let places = below(matcher.fields(columns), id, before);
    if (matcher.needsText && places.length > 0) places = matcher.texts(columns, folded, places);
    return {
      first: id,
      columns,
      places,
      bytes: batch.text.length,
      records: (wanted) => wanted.map((place) => recordAt(columns, place, (from, to) => batch.text.subarray(from, to))),
    };
  }

  function inBlock(matcher: Matcher, day: Day, { id }: BlockRow, before: number | null): Found | null {
    if (matcher.needsText) {
      const grams = day.grams(id);
      if (grams && !matcher.may(grams)) return null;
    }
    let text: Buffer | null = null;
    const read = (): Buffer => {
      if (text === null) {
        text = readText(day.part(id, 'text'));
        letGoOf(text.length);
      }
      return text;
    };
    if (matcher.needsText && !matcher.mayText(read())) return null;
    const columns = readColumns(day.part(id, 'columns'));
    let places = below(matcher.fields(columns), id, before);
    if (matcher.needsText && places.length > 0) places = matcher.texts(columns, read(), places);
    return {
      first: id,
      columns,
      places,
      bytes: text === null ? 0 : (text as Buffer).length,
      records: (wanted) => readRecords(columns, read(), day.part(id, 'capitals'), wanted),
    };
  }

  /** Newest first, and what is in both tail and a block (sealed just now) once. */
  const scan: LogReader['scan'] = (query, before, each, passed = () => true) => {
    const matcher = matcherOf(query);
    const rows = unsealed();
    forgetSealed(rows.at(-1)?.id ?? Number.POSITIVE_INFINITY);
    for (const { id, payload } of rows) {
      if (before !== null && id >= before) continue;
      let from = query.from;
      try {
        const one = readyOf(id, payload);
        from = one.batch.receivedAt[0] ?? from;
        if (!each(inTail(matcher, id, one, before))) return;
      } catch (error) {
        note(`${TAIL_FILE} ${id}`, error);
      }
      if (!passed(id, from)) return;
    }
    const sealedBelow = rows.at(-1)?.id ?? Number.POSITIVE_INFINITY;
    for (const { day, row } of blocksOf(query)) {
      if (row.id >= sealedBelow || (before !== null && row.id >= before)) continue;
      try {
        const found = inBlock(matcher, day, row, before);
        if (found && !each(found)) return;
      } catch (error) {
        note(`block ${row.id}`, error);
      }
      if (!passed(row.id, row.from_at)) return;
    }
  };

  /** Blocks whose time meets the query's, newest first by number. */
  function* blocksOf({ from, to }: LogQuery): Generator<{ readonly day: Day; readonly row: BlockRow }> {
    const all = readdirSync(folder)
      .map(dayOfFile)
      .filter((day) => day !== null)
      .flatMap((start) => {
        const day = dayAt(start);
        return day
          ? day
              .blocks()
              .filter((row) => row.to_at >= from && row.from_at < to)
              .map((row) => ({ day, row }))
          : [];
      });
    yield* all.sort((a, b) => b.row.id - a.row.id);
  }

  return {
    scan,
    search: ({ query, before, after, limit, budgetMs }) => {
      const until = performance.now() + budgetMs;
      const records: NumberedRecord[] = [];
      const scanned = { records: 0, bytes: 0 };
      const damagedBefore = damaged;
      let next: number | null = null;
      let isFull = true;
      const take = ({ first, columns, places, bytes, records: read }: Found): boolean => {
        scanned.records += columns.count;
        scanned.bytes += bytes;
        const among = after === null ? places : places.filter((place) => first + place > after);
        const wanted = [...among].reverse().slice(0, limit - records.length);
        for (const [index, record] of read(wanted).entries()) records.push({ number: first + (wanted[index] ?? 0), record });
        if (records.length < limit) return true;
        next = records.at(-1)?.number ?? null;
        return false;
      };
      scan(query, before, take, (first) => {
        if (after !== null && first <= after) return false;
        if (performance.now() < until) return true;
        next = first;
        isFull = false;
        return false;
      });
      return { records, next, isFull, scanned, damaged: damaged - damagedBefore };
    },
    close: () => {
      for (const { db } of opened.values()) db.close();
      opened.clear();
      ready.clear();
      tail?.close();
      tail = null;
    },
    hide: (days) => {
      for (const day of days) {
        opened.get(day)?.db.close();
        opened.delete(day);
        filters.forget(day);
        hidden.add(day);
      }
    },
    show: (days) => {
      for (const day of days) hidden.delete(day);
    },
  };
}
