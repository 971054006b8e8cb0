import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../../../shared/domain/id.ts';
import { openReader, type Sqlite } from '../sqlite.ts';
import { ChunkDamaged, decodeChunk } from './codec.ts';
import { between, type Columns, merge } from './columns.ts';
import { isDamage } from './faults.ts';
import { chunkRange, partitionFile } from './layout.ts';
import type { ReaderCalls, ReadMessage, ThreadEvent } from './protocol.ts';
import { resample } from './resample.ts';

/** Half a year of weeks and a few more: a chart of everything opens each file once. */
const MAX_OPEN = 32;
const CACHE_KIB = 1_024;

interface OpenPartition {
  readonly db: Sqlite;
  /** Payloads of the chunks of a range of ids, in their order. */
  read(first: number, last: number): readonly Uint8Array[];
}

function openPartition(file: string): OpenPartition {
  const db = openReader(file);
  db.pragma(`cache_size = -${CACHE_KIB}`);
  const select = db.prepare<[number, number], Uint8Array>('select payload from chunk where id between ? and ? order by id').pluck();
  return { db, read: (first, last) => select.all(first, last) };
}

/** What the reading thread answers about a folder: ranges of closed chunks, merged with what the writer still has in memory. */
export function openTelemetryReader(folder: string, report: (event: ThreadEvent) => void): ReaderCalls {
  const opened = new Map<Instant, OpenPartition>();
  const blocked = new Set<Instant>();
  let damaged = 0;

  function close(start: Instant): void {
    opened.get(start)?.db.close();
    opened.delete(start);
  }

  /** The handle of a partition, the least recently used one making room; undefined for a file that is gone. */
  function handle(start: Instant): OpenPartition | undefined {
    if (blocked.has(start)) return undefined;
    let partition = opened.get(start);
    if (!partition) {
      const file = join(folder, partitionFile(start));
      if (!existsSync(file)) return undefined;
      partition = openPartition(file);
    }
    opened.delete(start);
    opened.set(start, partition);
    const [oldest] = opened.keys();
    if (opened.size > MAX_OPEN && oldest !== undefined) close(oldest);
    return partition;
  }

  function note(start: Instant, sid: number, error: unknown): void {
    damaged++;
    report({ level: 'error', event: 'telemetry chunk unreadable', fields: { start, sid, error: String(error) } });
  }

  function decode(payload: Uint8Array, start: Instant, sid: number): readonly Columns[] {
    try {
      return [decodeChunk(payload)];
    } catch (error) {
      if (!(error instanceof ChunkDamaged)) throw error;
      note(start, sid, error);
      return [];
    }
  }

  function chunksOf({ sid, from, to }: ReadMessage, start: Instant): readonly Columns[] {
    try {
      const payloads = handle(start)?.read(...chunkRange(sid, start, from, to)) ?? [];
      return payloads.flatMap((payload) => decode(payload, start, sid)).map((samples) => between(samples, from, to));
    } catch (error) {
      if (!isDamage(error)) throw error;
      note(start, sid, error);
      close(start);
      return [];
    }
  }

  return {
    query: (message) => {
      const chunks = message.partitions.flatMap((start) => chunksOf(message, start));
      return resample(merge([...chunks, message.head]), message);
    },
    block: (starts) => {
      for (const start of starts) {
        blocked.add(start);
        close(start);
      }
    },
    unblock: (starts) => {
      for (const start of starts) blocked.delete(start);
    },
    damaged: () => damaged,
    stop: () => {
      for (const start of [...opened.keys()]) close(start);
    },
  };
}
