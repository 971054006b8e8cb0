import { summarise } from '../../../../shared/domain/metric/statistics.ts';
import { type Bucket, upperBound } from './bound.ts';
import { between, type Columns, copy, merge } from './columns.ts';
import type { Head } from './head.ts';
import type { BoundsMessage, HeadRollups, SummaryMessage } from './protocol.ts';
import { ROLLUP_MS, type Rollup, rollUp } from './rollup.ts';
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

/** Writing thread: hours of what is in memory, series after series in the order of `sids`. */
export function rollHeads(heads: readonly Head[], sids: Uint32Array, span: Span): HeadRollups {
  const ends = new Uint32Array(sids.length);
  const parts: Rollup[] = [];
  let length = 0;
  for (let i = 0; i < sids.length; i++) {
    const rollup = rollUp(headSamples(heads, sids[i] ?? 0, span));
    length += rollup.at.length;
    ends[i] = length;
    parts.push(rollup);
  }
  const column = (pick: (part: Rollup) => Float64Array): Float64Array => {
    const all = new Float64Array(length);
    parts.forEach((part, i) => {
      all.set(pick(part), i === 0 ? 0 : ends[i - 1]);
    });
    return all;
  };
  return {
    ends,
    at: column(({ at }) => at),
    max: column(({ max }) => max),
    sum: column(({ sum }) => sum),
    count: column(({ count }) => count),
  };
}

function bucketAt({ count, sum, max }: Pick<Rollup, 'count' | 'sum' | 'max'>, i: number): Bucket {
  return { count: count[i] ?? 0, sum: sum[i] ?? 0, max: max[i] ?? 0 };
}

/**
 * Reading thread: for each series a number its statistic is surely not above, NaN where nothing was measured. `rollupsOf` gives the
 * rolled-up days of a series, or null where one of its chunks has none that can be read: then nothing is known but the samples.
 */
export function boundsOf(message: BoundsMessage, rollupsOf: (sid: number) => readonly Rollup[] | null): Float64Array {
  const { sids, heads, from, to, statistic } = message;
  const bounds = new Float64Array(sids.length);
  for (let i = 0; i < sids.length; i++) {
    const rollups = rollupsOf(sids[i] ?? 0);
    bounds[i] = rollups === null ? Number.POSITIVE_INFINITY : boundOf(i, rollups);
  }
  return bounds;

  function boundOf(place: number, rollups: readonly Rollup[]): number {
    const certain: Bucket[] = [];
    const possible: Bucket[] = [];
    const stored: number[] = [];
    for (const rollup of rollups) {
      for (let i = 0; i < rollup.at.length; i++) {
        const at = rollup.at[i] ?? 0;
        if (at >= to || at + ROLLUP_MS <= from) continue;
        stored.push(at);
        (at >= from && at + ROLLUP_MS <= to ? certain : possible).push(bucketAt(rollup, i));
      }
    }
    for (let i = place === 0 ? 0 : (heads.ends[place - 1] ?? 0); i < (heads.ends[place] ?? 0); i++)
      // A sample on its way into a chunk is in both.
      (stored.includes(heads.at[i] ?? 0) ? possible : certain).push(bucketAt(heads, i));
    return upperBound(statistic, certain, possible);
  }
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
