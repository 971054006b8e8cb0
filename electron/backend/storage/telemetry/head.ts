import type { Instant } from '../../../../shared/domain/id.ts';
import { type Columns, copySample, EMPTY, makeColumns, sortUnique } from './columns.ts';
import { partitionStart } from './layout.ts';

/** Samples of many series in the order of arrival, as they stand in the log. */
export interface Batch extends Columns {
  readonly sid: Uint32Array;
}

/** A batch of `length` samples, to be filled; with room for their quality where they have one. */
export function makeBatch(length: number, hasQuality = false): Batch {
  return { sid: new Uint32Array(length), ...makeColumns(length, hasQuality) };
}

/** The samples that no chunk holds yet, in memory; its durable twin is one or more log segments. */
export interface Head {
  append(batch: Batch): void;
  /** Samples of a series, ascending, each time once. */
  read(sid: number): Columns;
  /** The samples of a series in the order of their arrival, the newest first, until `visit` answers false. Returns that answer, else true. */
  backwards(sid: number, visit: (at: Instant, value: number) => boolean): boolean;
  /** Series that have samples here, ascending. */
  sids(): Uint32Array;
  /** Starts of the partitions its samples belong to, ascending. */
  partitions(): Instant[];
  size(): number;
  oldestAt(): Instant | null;
}

const NONE = -1;

/** Blocks are never copied: columns that grow by doubling leave their old selves behind, which weigh nothing for V8. */
const BLOCK_BITS = 15;

interface Block extends Omit<Batch, 'quality'> {
  /** Made when the first of its samples is less than good. */
  quality?: Uint8Array;
  /** Place of the previous sample of the series. */
  readonly previous: Int32Array;
}

/**
 * An empty head. Samples stand in arrival order in blocks of columns, each pointing back to the previous one of its series: 28 bytes a
 * sample, one more in a block with any that is less than good, and no object, so that millions cost the collector of garbage nothing. A block has 2 to the power of `blockBits` samples.
 */
export function createHead(blockBits = BLOCK_BITS): Head {
  const room = 1 << blockBits;
  const within = room - 1;
  const blocks: Block[] = [];
  let newest = new Int32Array(256).fill(NONE);
  let size = 0;
  let oldest = Number.POSITIVE_INFINITY;
  let partition: Instant | undefined;
  const partitions = new Set<Instant>();

  function blockOf(place: number): Block {
    const known = blocks[place >>> blockBits];
    if (known) return known;
    const made = { ...makeBatch(room), previous: new Int32Array(room) };
    blocks.push(made);
    return made;
  }

  function link(sid: number, place: number, block: Block): void {
    if (sid >= newest.length) {
      const larger = new Int32Array(Math.max(newest.length * 2, sid + 1)).fill(NONE);
      larger.set(newest);
      newest = larger;
    }
    block.previous[place & within] = newest[sid] ?? NONE;
    newest[sid] = place;
  }

  function note(at: Instant): void {
    if (at < oldest) oldest = at;
    const start = partitionStart(at);
    if (start === partition) return;
    partition = start;
    partitions.add(start);
  }

  /** Copies samples of a batch from `begin` on, as many as the block of the next place has room for; returns how many. */
  function put(batch: Batch, begin: number): number {
    const block = blockOf(size);
    const first = size & within;
    const count = Math.min(room - first, batch.sid.length - begin);
    for (const name of ['sid', 'at', 'value', 'intervalMs'] as const) block[name].set(batch[name].subarray(begin, begin + count), first);
    const codes = batch.quality?.subarray(begin, begin + count);
    if (codes?.some((code) => code !== 0)) {
      block.quality ??= new Uint8Array(room);
      block.quality.set(codes, first);
    }
    for (let i = 0; i < count; i++) {
      link(batch.sid[begin + i] ?? 0, size + i, block);
      note(batch.at[begin + i] ?? 0);
    }
    size += count;
    return count;
  }

  /** Calls for each sample of a series, the newest first, until one answers false; returns that answer, else true. */
  function walk(sid: number, visit: (block: Block, index: number) => boolean): boolean {
    let place = newest[sid] ?? NONE;
    while (place !== NONE) {
      const block = blockOf(place);
      const index = place & within;
      if (!visit(block, index)) return false;
      place = block.previous[index] ?? NONE;
    }
    return true;
  }

  return {
    append: (batch) => {
      for (let done = 0; done < batch.sid.length; ) done += put(batch, done);
    },
    read: (sid) => {
      let count = 0;
      let hasQuality = false;
      walk(sid, ({ quality }) => {
        count++;
        hasQuality ||= quality !== undefined;
        return true;
      });
      if (count === 0) return EMPTY;
      const result = makeColumns(count, hasQuality);
      walk(sid, (block, index) => {
        count--;
        copySample(block, index, result, count);
        return true;
      });
      return sortUnique(result);
    },
    backwards: (sid, visit) => walk(sid, ({ at, value }, index) => visit(at[index] ?? 0, value[index] ?? Number.NaN)),
    sids: () => {
      const all = new Uint32Array(newest.reduce((count, place) => (place === NONE ? count : count + 1), 0));
      let next = 0;
      for (let sid = 0; sid < newest.length; sid++) if (newest[sid] !== NONE) all[next++] = sid;
      return all;
    },
    partitions: () => [...partitions].sort((a, b) => a - b),
    size: () => size,
    oldestAt: () => (size === 0 ? null : oldest),
  };
}
