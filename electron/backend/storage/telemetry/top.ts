import type { Link } from '../threadLink.ts';
import type { Candidates, ReaderCalls, WriterCalls } from './protocol.ts';
import { type SeriesSummary, TelemetryError, type TopQuery, type TopSeries } from './store.ts';

/** Series whose hours the reading thread looks through in one piece: some ten milliseconds. */
const SLICE = 1500;
/** Pieces on their way to it together, before it looks after other questions: it need not wait for this thread between two of them. */
const AT_ONCE = 2;
/** Series judged by all samples at once, at least. */
const BATCH = 32;

interface Threads {
  readonly writer: Pick<Link<WriterCalls>, 'call'>;
  readonly reader: Pick<Link<ReaderCalls>, 'call'>;
}

interface Judged {
  readonly sid: number;
  readonly summary: SeriesSummary;
  readonly value: number;
}

function sliceOf({ sids, heads, partitions }: Candidates, begin: number): Candidates {
  const end = Math.min(sids.length, begin + SLICE);
  const first = begin === 0 ? 0 : (heads.ends[begin - 1] ?? 0);
  const last = heads.ends[end - 1] ?? first;
  const cut = (column: Float64Array) => column.slice(first, last);
  return {
    sids: sids.slice(begin, end),
    heads: {
      ends: heads.ends.slice(begin, end).map((one) => one - first),
      ...{ at: cut(heads.at), max: cut(heads.max), sum: cut(heads.sum), count: cut(heads.count) },
    },
    partitions,
  };
}

/** Numbers of the series that may have something, those that may be highest first, and how high each may be. */
async function boundsOf({ reader }: Threads, candidates: Candidates, { statistic, from, to }: TopQuery) {
  const bounded: { readonly sid: number; readonly bound: number }[] = [];
  for (let begin = 0; begin < candidates.sids.length; begin += AT_ONCE * SLICE) {
    const slices = Array.from({ length: AT_ONCE }, (_, i) => begin + i * SLICE)
      .filter((first) => first < candidates.sids.length)
      .map((first) => sliceOf(candidates, first));
    const answers = await Promise.all(slices.map((slice) => reader.call('bounds', { ...slice, statistic, from, to })));
    answers.forEach((bounds, place) => {
      bounds.forEach((bound, i) => {
        if (!Number.isNaN(bound)) bounded.push({ sid: slices[place]?.sids[i] ?? 0, bound });
      });
    });
  }
  return bounded.sort((a, b) => b.bound - a.bound);
}

async function judge({ writer, reader }: Threads, sids: Uint32Array, { statistic, from, to }: TopQuery): Promise<readonly Judged[]> {
  const held = await writer.call('heads', { sids, from, to });
  const summaries = await reader.call('summaries', { sids, ...held, from, to });
  return summaries.flatMap((summary, i) => {
    const value = summary[statistic];
    return value === null ? [] : [{ sid: sids[i] ?? 0, summary, value }];
  });
}

/**
 * The highest series of a metric. Hours rolled up tell of every series how high it can be at most; the samples of those that can be
 * highest are read in that order until nobody left can reach the last one found.
 */
export async function topSeries(threads: Threads, query: TopQuery): Promise<TopSeries> {
  const { metric, resourceIds, from, to, most } = query;
  if (!(Number.isInteger(most) && most > 0)) throw new TelemetryError('telemetry.invalid', `the highest ${most} series`);
  if (!(from < to)) return { items: [], ranked: 0, silent: 0 };
  const candidates = await threads.writer.call('candidates', { metric, resourceIds: resourceIds ?? null, from, to });
  const bounded = await boundsOf(threads, candidates, query);
  let best: readonly Judged[] = [];
  let lost = 0;
  for (let next = 0, size = Math.max(BATCH, most); next < bounded.length; size *= 2) {
    const last = best[most - 1];
    if (last && last.value >= (bounded[next]?.bound ?? 0)) break;
    const batch = bounded.slice(next, next + size);
    const judged = await judge(
      threads,
      Uint32Array.from(batch, ({ sid }) => sid),
      query,
    );
    lost += batch.length - judged.length;
    best = [...best, ...judged].sort((a, b) => b.value - a.value).slice(0, most);
    next += batch.length;
  }
  const described = await threads.writer.call(
    'describe',
    Uint32Array.from(best, ({ sid }) => sid),
  );
  const items = best.flatMap(({ sid, summary }) => {
    const known = described.find((one) => one.sid === sid);
    if (!known) return [];
    const { sid: _, ...info } = known;
    return [{ ...info, summary }];
  });
  const ranked = bounded.length - lost;
  return { items, ranked, silent: candidates.sids.length - ranked };
}
