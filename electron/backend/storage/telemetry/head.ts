import type { Instant } from '../../../../shared/domain/id.ts';
import { type Columns, EMPTY, makeColumns, sortUnique } from './columns.ts';
import { partitionStart } from './layout.ts';

/** Samples of many series in the order of arrival, as they stand in the log. */
export interface Batch extends Columns {
  readonly sid: Uint32Array;
}

/** A batch of `length` samples, to be filled. */
export function makeBatch(length: number): Batch {
  return { sid: new Uint32Array(length), ...makeColumns(length) };
}

/** The samples that no chunk holds yet, in memory; its durable twin is one or more log segments. */
export interface Head {
  append(batch: Batch): void;
  /** Samples of a series, ascending, each time once. */
  read(sid: number): Columns;
  /** The samples of a series in the order of their arrival, the newest first, until `visit` answers false. Returns that answer, else true. */
  backwards(sid: number, visit: (at: Instant, value: number) => boolean): boolean;
  /** Series that have samples here, ascending. */
  sids(): number[];
  /** Starts of the partitions its samples belong to, ascending. */
  partitions(): Instant[];
  size(): number;
  oldestAt(): Instant | null;
}

const NONE = -1;

/**
 * An empty head. Samples stand in arrival order in columns that grow by doubling, each pointing back to the previous one of its
 * series: 28 bytes a sample and no object, so that millions cost the collector of garbage nothing.
 */
export function createHead(): Head {
  let columns = makeBatch(256);
  let previous = new Int32Array(256);
  let newest = new Int32Array(256).fill(NONE);
  let size = 0;
  let oldest = Number.POSITIVE_INFINITY;
  let partition: Instant | undefined;
  const partitions = new Set<Instant>();

  function grow(capacity: number): void {
    const larger = makeBatch(capacity);
    larger.sid.set(columns.sid);
    larger.at.set(columns.at);
    larger.value.set(columns.value);
    larger.intervalMs.set(columns.intervalMs);
    columns = larger;
    const links = new Int32Array(capacity);
    links.set(previous);
    previous = links;
  }

  function link(sid: number, place: number): void {
    if (sid >= newest.length) {
      const larger = new Int32Array(Math.max(newest.length * 2, sid + 1)).fill(NONE);
      larger.set(newest);
      newest = larger;
    }
    previous[place] = newest[sid] ?? NONE;
    newest[sid] = place;
  }

  function note(at: Instant): void {
    if (at < oldest) oldest = at;
    const start = partitionStart(at);
    if (start === partition) return;
    partition = start;
    partitions.add(start);
  }

  return {
    append: (batch) => {
      const count = batch.sid.length;
      if (size + count > columns.sid.length) grow(Math.max(columns.sid.length * 2, size + count));
      columns.sid.set(batch.sid, size);
      columns.at.set(batch.at, size);
      columns.value.set(batch.value, size);
      columns.intervalMs.set(batch.intervalMs, size);
      for (let i = 0; i < count; i++) {
        link(batch.sid[i] ?? 0, size + i);
        note(batch.at[i] ?? 0);
      }
      size += count;
    },
    read: (sid) => {
      let count = 0;
      for (let place = newest[sid] ?? NONE; place !== NONE; place = previous[place] ?? NONE) count++;
      if (count === 0) return EMPTY;
      const result = makeColumns(count);
      for (let place = newest[sid] ?? NONE; place !== NONE; place = previous[place] ?? NONE) {
        count--;
        result.at[count] = columns.at[place] ?? 0;
        result.value[count] = columns.value[place] ?? Number.NaN;
        result.intervalMs[count] = columns.intervalMs[place] ?? 0;
      }
      return sortUnique(result);
    },
    backwards: (sid, visit) => {
      for (let place = newest[sid] ?? NONE; place !== NONE; place = previous[place] ?? NONE)
        if (!visit(columns.at[place] ?? 0, columns.value[place] ?? Number.NaN)) return false;
      return true;
    },
    sids: () => Array.from(newest.keys()).filter((sid) => newest[sid] !== NONE),
    partitions: () => [...partitions].sort((a, b) => a - b),
    size: () => size,
    oldestAt: () => (size === 0 ? null : oldest),
  };
}
