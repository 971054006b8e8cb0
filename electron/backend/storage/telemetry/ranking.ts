import { summarise } from '../../../../shared/domain/metric/statistics.ts';
import { type Bucket, upperBound } from './bound.ts';
import { between, type Columns, copy, merge } from './columns.ts';
import type { Head } from './head.ts';
import type { BoundsMessage, HeadRollups, SummaryMessage } from './protocol.ts';
import { type Decoded, ROLLUP_MS, rollUp } from './rollup.ts';
import type { SeriesSummary } from './store.ts';

interface Span {
  readonly from: number;
  readonly to: number;
}

const headSamples = (heads: readonly Head[], sid: number, { from, to }: Span): Columns =>
  between(merge(heads.map((head) => head.read(sid))), from, to);

/** Samples of some series that are in memory, for the reading thread. */
export function headsOf(heads: readonly Head[], sids: Uint32Array, span: Span): readonly Columns[] {
  return Array.from(sids, (sid) => copy(headSamples(heads, sid, span)));
}

function makeHours(length: number) {
  const column = () => new Float64Array(length);
  return { at: column(), max: column(), sum: column(), count: column() };
}

/** Columns that grow, of hours of many series. */
function createHours() {
  let room = 1024;
  let columns = makeHours(room);
  let length = 0;

  function grow(): void {
    room *= 2;
    const larger = makeHours(room);
    larger.at.set(columns.at);
    larger.max.set(columns.max);
    larger.sum.set(columns.sum);
    larger.count.set(columns.count);
    columns = larger;
  }

  return {
    length: () => length,
    /** Takes back all from this place on. */
    cut: (place: number) => {
      length = place;
    },
    add: (at: number, max: number, sum: number, count: number) => {
      if (length === room) grow();
      columns.at[length] = at;
      columns.max[length] = max;
      columns.sum[length] = sum;
      columns.count[length] = count;
      length++;
    },
    done: () => {
      const own = (column: Float64Array) => column.slice(0, length);
      return { at: own(columns.at), max: own(columns.max), sum: own(columns.sum), count: own(columns.count) };
    },
  };
}

type Hours = ReturnType<typeof createHours>;

/** Hours of samples that arrived in order, read from the newest on; false, and nothing added, where they did not. */
function rollBackwards(heads: readonly Head[], sid: number, { from, to }: Span, hours: Hours): boolean {
  const begin = hours.length();
  let last = Number.POSITIVE_INFINITY;
  let hour = Number.POSITIVE_INFINITY;
  let max = 0;
  let sum = 0;
  let count = 0;
  let isInOrder = true;

  function visit(at: number, value: number): boolean {
    isInOrder = at < last;
    last = at;
    // Older ones may still be out of order; only all of them prove that these are each once.
    if (!isInOrder) return false;
    if (at >= to || at < from || Number.isNaN(value)) return true;
    if (at < hour) {
      if (count > 0) hours.add(hour, max, sum, count);
      hour = Math.floor(at / ROLLUP_MS) * ROLLUP_MS;
      max = value;
      sum = value;
      count = 1;
      return true;
    }
    if (value > max) max = value;
    sum += value;
    count++;
    return true;
  }

  for (let i = heads.length - 1; i >= 0 && isInOrder; i--) heads[i]?.backwards(sid, visit);
  if (isInOrder && count > 0) hours.add(hour, max, sum, count);
  if (!isInOrder) hours.cut(begin);
  return isInOrder;
}

/** Writing thread: hours of what is in memory, series after series in the order of `sids`, those of one series in no order. */
export function rollHeads(heads: readonly Head[], sids: Uint32Array, span: Span): HeadRollups {
  const ends = new Uint32Array(sids.length);
  const hours = createHours();
  for (let i = 0; i < sids.length; i++) {
    const sid = sids[i] ?? 0;
    if (!rollBackwards(heads, sid, span, hours)) {
      const { at, max, sum, count } = rollUp(headSamples(heads, sid, span));
      for (let place = 0; place < at.length; place++) hours.add(at[place] ?? 0, max[place] ?? 0, sum[place] ?? 0, count[place] ?? 0);
    }
    ends[i] = hours.length();
  }
  return { ends, ...hours.done() };
}

/** Called with each rolled-up day of a series; what is passed is valid until it returns. */
type VisitDay = (day: Decoded) => void;

/**
 * Reading thread: for each series a number its statistic is surely not above, NaN where nothing was measured. `eachDay` gives the
 * rolled-up days of a series, or answers false where one of its chunks has none that can be read: then nothing is known but the samples.
 */
export function boundsOf(message: BoundsMessage, eachDay: (sid: number, visit: VisitDay) => boolean): Float64Array {
  const { sids, heads, from, to, statistic } = message;
  const bounds = new Float64Array(sids.length);
  let certain: Bucket[] = [];
  let possible: Bucket[] = [];
  let stored: number[] = [];

  function visit({ length, at, count, sum, max }: Decoded): void {
    for (let i = 0; i < length; i++) {
      const start = at[i] ?? 0;
      if (start >= to || start + ROLLUP_MS <= from) continue;
      stored.push(start);
      const bucket = { count: count[i] ?? 0, sum: sum[i] ?? 0, max: max[i] ?? 0 };
      (start >= from && start + ROLLUP_MS <= to ? certain : possible).push(bucket);
    }
  }

  for (let place = 0; place < sids.length; place++) {
    certain = [];
    possible = [];
    stored = [];
    if (!eachDay(sids[place] ?? 0, visit)) {
      bounds[place] = Number.POSITIVE_INFINITY;
      continue;
    }
    for (let i = place === 0 ? 0 : (heads.ends[place - 1] ?? 0); i < (heads.ends[place] ?? 0); i++) {
      const bucket = { count: heads.count[i] ?? 0, sum: heads.sum[i] ?? 0, max: heads.max[i] ?? 0 };
      // A sample on its way into a chunk is in both.
      (stored.includes(heads.at[i] ?? 0) ? possible : certain).push(bucket);
    }
    bounds[place] = upperBound(statistic, certain, possible);
  }
  return bounds;
}

/** Reading thread: what the samples of some series come to. `samplesOf` gives those in chunks and the ones given, each once. */
export function summariesOf(
  { sids, heads, ...range }: SummaryMessage,
  samplesOf: (one: { readonly sid: number; readonly head: Columns } & Omit<SummaryMessage, 'sids' | 'heads'>) => Columns,
): readonly SeriesSummary[] {
  return Array.from(sids, (sid, i) => {
    const { at, value } = samplesOf({ ...range, sid, head: heads[i] ?? merge([]) });
    return summarise(at, value);
  });
}
