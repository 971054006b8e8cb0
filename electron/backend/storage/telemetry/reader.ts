import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Statement } from 'better-sqlite3';
import type { Instant } from '../../../../shared/domain/id.ts';
import { loadOf } from '../../../../shared/domain/network/load.ts';
import { openReader, type Sqlite } from '../sqlite.ts';
import { billingBuckets } from './billing.ts';
import { ChunkDamaged, decodeChunk } from './codec.ts';
import { between, type Columns, merge, part } from './columns.ts';
import { isDamage } from './faults.ts';
import { CHUNK_MS, chunkRange, chunkStart, keptOfFile, PARTITION_MS, partitionFile } from './layout.ts';
import type { ReaderCalls, ReadMessage, ThreadEvent } from './protocol.ts';
import { decodeRuns, qualityOf, type Run, stretchesOf, withRuns } from './quality.ts';
import { boundsOf, summariesOf } from './ranking.ts';
import { replayed } from './replayed.ts';
import { resample, resampleRolled, rolledSteps, takesRollups } from './resample.ts';
import { createRolledReader } from './rolledReader.ts';
import { type Decoded, decodeInto, decodeRollup, makeDecoded, ROLLUP_MS, type Rollup, rollupBetween } from './rollup.ts';
import type { SamplePage, SeriesColumns } from './store.ts';

/** Half a year of weeks and a few more: a chart of everything opens each file once. */
const MAX_OPEN = 32;
const CACHE_KIB = 1_024;

interface Row {
  readonly id: number;
  readonly payload: Uint8Array;
}

/** One of each chunk; null where it was written before there were rollups. */
type RollupPayload = Uint8Array | null;

interface OpenPartition {
  readonly db: Sqlite;
  /** Payloads of the chunks of a range of ids, in their order. */
  read(first: number, last: number): readonly Uint8Array[];
  /** What stands beside the chunks of a range of ids; a file that was written before knows nothing against any. */
  readQualities(first: number, last: number): readonly Uint8Array[];
  /** The rollups of a range of ids; a file of the first version has none. */
  readRollups(first: number, last: number): readonly Row[];
  /** The rollup of each chunk of a range of ids; where every chunk of the file has one, without a look at the chunks. */
  rollupsOfChunks(first: number, last: number): readonly RollupPayload[];
  /** True where there is a chunk in a range of ids. */
  has(first: number, last: number): boolean;
}

function openPartition(file: string): OpenPartition {
  const db = openReader(file);
  db.pragma(`cache_size = -${CACHE_KIB}`);
  const select = db.prepare<[number, number], Uint8Array>('select payload from chunk where id between ? and ? order by id').pluck();
  const hasRollups = db.prepare("select 1 from sqlite_master where name = 'rollup'").get() !== undefined;
  const rollups = hasRollups ? db.prepare<[number, number], Row>('select id, payload from rollup where id between ? and ?') : null;
  const isWhole = hasRollups && db.prepare("select 1 from sqlite_master where name = 'whole'").get() !== undefined;
  const joined = hasRollups ? 'rollup.payload from chunk left join rollup on rollup.id = chunk.id' : 'null from chunk';
  const known = isWhole ? 'select payload from rollup where id between ? and ?' : `select ${joined} where chunk.id between ? and ?`;
  const any = db.prepare<[number, number], number>('select 1 from chunk where id between ? and ? limit 1').pluck();
  const ofChunks = db.prepare<[number, number], RollupPayload>(known).pluck();
  const hasQualities = db.prepare("select 1 from sqlite_master where name = 'quality'").pluck();
  let qualities: Statement<[number, number], Uint8Array> | undefined;
  return {
    db,
    read: (first, last) => select.all(first, last),
    readQualities: (first, last) => {
      // The writer makes the table when it first writes into a file of before.
      if (!qualities && hasQualities.get() !== undefined)
        qualities = db.prepare<[number, number], Uint8Array>('select payload from quality where id between ? and ? order by id').pluck();
      return qualities?.all(first, last) ?? [];
    },
    readRollups: (first, last) => rollups?.all(first, last) ?? [],
    rollupsOfChunks: (first, last) => ofChunks.all(first, last),
    has: (first, last) => any.get(first, last) !== undefined,
  };
}

/** Samples of one series in a range: those in memory, and where the others are. */
type Sought = Pick<ReadMessage, 'sid' | 'head' | 'partitions' | 'from' | 'to'>;

/** Days of a file begin with the days of UTC. */
const dayOf = (at: Instant): Instant => Math.floor(at / CHUNK_MS) * CHUNK_MS;

/** What the reading thread answers about a folder: ranges of closed chunks, merged with what the writer still has in memory. */
export function openTelemetryReader(folder: string, report: (event: ThreadEvent) => void): ReaderCalls {
  const opened = new Map<Instant, readonly OpenPartition[]>();
  const blocked = new Set<Instant>();
  let damaged = 0;

  function close(start: Instant): void {
    for (const { db } of opened.get(start) ?? []) db.close();
    opened.delete(start);
  }

  /** The file of a week, or those of what is kept of it; none where all is gone. */
  function filesOf(start: Instant): readonly string[] {
    const file = join(folder, partitionFile(start));
    if (existsSync(file)) return [file];
    const names = readdirSync(folder).filter((name) => keptOfFile(name)?.start === start);
    return names.map((name) => join(folder, name));
  }

  /** The handles of a week, the least recently used ones making room. A series has its chunks in one of them. */
  function handles(start: Instant): readonly OpenPartition[] {
    if (blocked.has(start)) return [];
    const partitions = opened.get(start) ?? filesOf(start).map(openPartition);
    if (partitions.length === 0) return [];
    opened.delete(start);
    opened.set(start, partitions);
    const [oldest] = opened.keys();
    if (opened.size > MAX_OPEN && oldest !== undefined) close(oldest);
    return partitions;
  }

  function note(start: Instant, sid: number, error: unknown): void {
    damaged++;
    report({ level: 'error', event: 'telemetry chunk unreadable', fields: { start, sid, error: String(error) } });
  }

  const old = createRolledReader(folder, note);
  const day = makeDecoded();

  /** What is written of a series in one partition, each payload by itself: nothing of what is damaged, or of a file that is. */
  function written<T>(
    { sid, from, to }: Pick<Sought, 'sid' | 'from' | 'to'>,
    start: Instant,
    read: (file: OpenPartition, first: number, last: number) => readonly Uint8Array[],
    decode: (payload: Uint8Array) => T,
  ): readonly T[] {
    try {
      const range = chunkRange(sid, start, from, to);
      const payloads = handles(start).flatMap((file) => read(file, ...range));
      return payloads.flatMap((payload) => {
        try {
          return [decode(payload)];
        } catch (error) {
          if (!(error instanceof ChunkDamaged)) throw error;
          note(start, sid, error);
          return [];
        }
      });
    } catch (error) {
      if (!isDamage(error)) throw error;
      note(start, sid, error);
      close(start);
      return [];
    }
  }

  const chunksOf = (sought: Sought, start: Instant): readonly Columns[] =>
    written(sought, start, (file, first, last) => file.read(first, last), decodeChunk).map((samples) =>
      between(samples, sought.from, sought.to),
    );

  /** What is said of the samples of one partition. */
  const runsIn = (sought: Pick<Sought, 'sid' | 'from' | 'to'>, start: Instant): readonly Run[] =>
    written(sought, start, (file, first, last) => file.readQualities(first, last), decodeRuns).flat();

  /** The rolled-up days of one partition; none of one that cannot be read, whose chunks then speak. */
  function rollupsOf({ sid, from, to }: ReadMessage, start: Instant): ReadonlyMap<Instant, Rollup> {
    const found = new Map<Instant, Rollup>();
    try {
      const range = chunkRange(sid, start, from, to);
      for (const { id, payload } of handles(start).flatMap((file) => file.readRollups(...range)))
        found.set(chunkStart(id, start), decodeRollup(payload));
    } catch (error) {
      if (!isDamage(error) && !(error instanceof ChunkDamaged)) throw error;
      note(start, sid, error);
    }
    return found;
  }

  /** What a wide chart is made of: whole hours from rollups where a day has one and nothing in memory, the rest from samples. */
  function rolled(message: ReadMessage): { readonly rollups: readonly Rollup[]; readonly samples: Columns } {
    const inHead = new Set(Array.from(message.head.at, (at) => dayOf(at)));
    const rollups: Rollup[] = [];
    const samples: Columns[] = [message.head];
    for (const start of message.partitions) {
      const known = rollupsOf(message, start);
      const end = Math.min(message.to, start + PARTITION_MS);
      for (let day = dayOf(Math.max(message.from, start)); day < end; day += CHUNK_MS) {
        const from = Math.max(day, message.from);
        const to = Math.min(day + CHUNK_MS, message.to);
        const rollup = inHead.has(day) ? undefined : known.get(day);
        if (!rollup) {
          samples.push(...chunksOf({ ...message, from, to }, start));
          continue;
        }
        rollups.push(rollupBetween(rollup, from, to));
        const firstHour = Math.ceil(from / ROLLUP_MS) * ROLLUP_MS;
        const lastHour = Math.floor(to / ROLLUP_MS) * ROLLUP_MS;
        if (from < firstHour) samples.push(...chunksOf({ ...message, from, to: Math.min(firstHour, to) }, start));
        if (lastHour < to && lastHour >= firstHour) samples.push(...chunksOf({ ...message, from: lastHour, to }, start));
      }
    }
    return { rollups, samples: merge(samples) };
  }

  /** Passes every rolled-up day of a series on; false where one cannot be had and its chunk must speak. */
  function eachDay(
    { from, to, partitions }: Pick<Sought, 'from' | 'to' | 'partitions'>,
    sid: number,
    visit: (day: Decoded) => void,
  ): boolean {
    for (const start of partitions) {
      try {
        const [first, last] = chunkRange(sid, start, from, to);
        for (const file of handles(start)) {
          for (const payload of file.rollupsOfChunks(first, last)) {
            if (payload === null) return false;
            decodeInto(day, payload, ROLLUP_MS);
            visit(day);
          }
        }
      } catch (error) {
        if (!isDamage(error) && !(error instanceof ChunkDamaged)) throw error;
        note(start, sid, error);
        return false;
      }
    }
    return true;
  }

  /** Runs work with one reading transaction for each partition: thousands of small selects take a third of the time. */
  function withinReads<T>(starts: readonly Instant[], work: () => T): T {
    const begun = starts.flatMap((start) => {
      try {
        return handles(start).map(({ db }) => {
          db.exec('begin');
          return db;
        });
      } catch (error) {
        if (!isDamage(error)) throw error;
        return [];
      }
    });
    try {
      return work();
    } finally {
      for (const db of begun) if (db.open && db.inTransaction) db.exec('commit');
    }
  }

  const samplesOf = (message: Sought): Columns => merge([...message.partitions.flatMap((start) => chunksOf(message, start)), message.head]);
  /** Reads only as many partitions as the page needs. */
  function pageOf(message: ReadMessage): SamplePage {
    let found = message.head;
    for (const start of message.partitions) {
      // All there is before this partition has been read: where that is more than a page, the page is in it.
      if (between(found, message.from, start).at.length > message.points) break;
      const stored = chunksOf(message, start);
      // After the samples: what is merged in between would else be there without what is said of it.
      const runs = runsIn(message, start);
      found = merge([...stored.map((samples) => withRuns(samples, runs)), found]);
    }
    const { at, value, quality } = part(found, 0, message.points);
    const flags = Array.from(quality ?? []).flatMap((code, place) => {
      const known = qualityOf(code);
      return known === undefined ? [] : [{ place, quality: known }];
    });
    return { at: at.slice(), value: value.slice(), next: found.at[message.points] ?? null, flags };
  }

  const whole = (message: ReadMessage): SeriesColumns => resample(samplesOf(message), message);
  const measuredIn = (rollups: readonly Rollup[]) => rollups.reduce((sum, { count }) => sum + count.reduce((a, b) => a + b, 0), 0);

  /** Chart of weeks that still have their samples. */
  function ofSamples(message: ReadMessage): SeriesColumns {
    if (!takesRollups(message)) return whole(message);
    const { rollups, samples } = rolled(message);
    // So few that they are shown as they were taken.
    return measuredIn(rollups) + samples.at.length <= message.points ? whole(message) : resampleRolled(samples, rollups, message);
  }

  /** True for a week of which the samples of this series are kept. */
  function isKept(start: Instant, sid: number): boolean {
    const [first, last] = chunkRange(sid, start, start, start + PARTITION_MS);
    return handles(start).some((file) => file.has(first, last));
  }

  /** Chart that reaches into weeks of which only rollups are left; undefined where these have nothing of the series. */
  function ofOldWeeks(message: ReadMessage): SeriesColumns | undefined {
    const { stepMs, widest } = rolledSteps(message);
    const gone = message.rolled.filter(
      (start) => !blocked.has(start) && !(message.partitions.includes(start) && isKept(start, message.sid)),
    );
    const past = gone.flatMap((start) => old.read(start, message.sid, message, widest));
    if (measuredIn(past) === 0) return undefined;
    const { rollups, samples } = stepMs % ROLLUP_MS === 0 ? rolled(message) : { rollups: [], samples: samplesOf(message) };
    return { ...resampleRolled(samples, [...past, ...rollups], message, stepMs), summedUntil: Math.max(...gone) + PARTITION_MS };
  }

  const query = (message: ReadMessage): SeriesColumns =>
    (message.rolled.length > 0 ? ofOldWeeks(message) : undefined) ?? ofSamples(message);

  return {
    query,
    load: (message) => loadOf(billingBuckets(query(message)), message),
    replay: (message) => replayed(samplesOf(message), message),
    samples: pageOf,
    qualities: ({ runs, partitions, since, from, to, joinMs, sid }) => {
      const stored = partitions.flatMap((start) => runsIn({ sid, from: since, to }, start));
      return stretchesOf([...stored, ...runs], from, to, joinMs);
    },
    bounds: (message) => withinReads(message.partitions, () => boundsOf(message, (sid, visit) => eachDay(message, sid, visit))),
    summaries: (message) => summariesOf(message, samplesOf),
    block: (starts) => {
      for (const start of starts) {
        blocked.add(start);
        close(start);
        old.close(start);
      }
    },
    unblock: (starts) => {
      for (const start of starts) blocked.delete(start);
    },
    damaged: () => damaged,
    stop: () => {
      for (const start of [...opened.keys()]) close(start);
      old.closeAll();
    },
  };
}
