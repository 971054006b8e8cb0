import { setImmediate } from 'node:timers/promises';
import type { Instant } from '../../../../shared/domain/id.ts';
import { ChunkDamaged, decodeChunk, encodeChunk } from './codec.ts';
import { between, type Columns, merge } from './columns.ts';
import type { Head } from './head.ts';
import { CHUNK_MS, chunkId, PARTITION_MS } from './layout.ts';
import { type Partition, type Partitions, withPartition } from './partitions.ts';
import { decodeRuns, encodeRuns, runsOf, withRuns } from './quality.ts';
import { encodeRollup, rollUp } from './rollup.ts';

/** Longest the thread works on chunks before it looks after appends and reads again. */
const SLICE_MS = 15;

export interface TransferContext {
  readonly partitions: Partitions;
  /** True for a partition that was removed because of its age: what arrives for it now is too late. */
  isExpired(start: Instant): boolean;
  /** Called before a partition is written into, slice by slice. */
  touch(start: Instant): Promise<void>;
  decimals(sid: number): number;
  /** Asked between slices; true ends the transfer early. What was written stays and is found the same next time. */
  isStopped(): boolean;
  onDamagedFile(start: Instant, error: unknown): void;
  onDamagedChunk(start: Instant, sid: number): void;
  /** Milliseconds of a monotonic clock. */
  monotonic(): number;
}

/** What bytes say, or `nothing` where they are damaged. */
function readable<T>(nothing: T, onDamage: () => void, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ChunkDamaged)) throw error;
    onDamage();
    return nothing;
  }
}

function existing(partition: Partition, id: number, onDamage: () => void): readonly Columns[] {
  const payload = partition.read(id);
  if (!payload) return [];
  const quality = partition.readQuality(id);
  const runs = quality ? readable([], onDamage, () => decodeRuns(quality)) : [];
  return readable<readonly Columns[]>([], onDamage, () => [withRuns(decodeChunk(payload), runs)]);
}

function writeSeries(context: TransferContext, partition: Partition, start: Instant, sid: number, samples: Columns): void {
  const inside = between(samples, start, start + PARTITION_MS);
  const { at } = inside;
  const first = at[0];
  const last = at[at.length - 1];
  if (first === undefined || last === undefined) return;
  const firstDay = first - ((first - start) % CHUNK_MS);
  for (let day = firstDay; day <= last; day += CHUNK_MS) {
    const fresh = between(inside, day, day + CHUNK_MS);
    if (fresh.at.length === 0) continue;
    const id = chunkId(sid, day);
    const stored = existing(partition, id, () => context.onDamagedChunk(start, sid));
    const all = merge([...stored, fresh]);
    if (all.at.length === stored[0]?.at.length) continue;
    const decimals = context.decimals(sid);
    const runs = runsOf(all);
    partition.put(id, encodeChunk(all, decimals), encodeRollup(rollUp(all), decimals), runs.length === 0 ? null : encodeRuns(runs));
  }
}

/**
 * Writes every sample of a head into its chunk, series by series, each slice one durable transaction, and lets other work of the
 * thread pass between them. Repeating it changes nothing. Resolves with false when it was stopped before the end.
 */
export async function transfer(head: Head, context: TransferContext): Promise<boolean> {
  const sids = head.sids();
  for (const start of head.partitions()) {
    if (context.isExpired(start)) continue;
    for (let next = 0; next < sids.length; ) {
      await setImmediate();
      if (context.isStopped()) return false;
      await context.touch(start);
      const begin = next;
      next = await withPartition(context.partitions, start, (partition) => writeSlice(partition, start, begin), context.onDamagedFile);
    }
  }
  return true;

  function writeSlice(partition: Partition, start: Instant, begin: number): number {
    let place = begin;
    const until = context.monotonic() + SLICE_MS;
    partition.transaction(() => {
      while (place < sids.length && (place === begin || context.monotonic() < until)) {
        const sid = sids[place++] ?? 0;
        writeSeries(context, partition, start, sid, head.read(sid));
      }
    });
    return place;
  }
}
