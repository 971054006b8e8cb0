import type { Instant } from '../../../../shared/domain/id.ts';
import type { LogQuery } from '../../../../shared/domain/log/query.ts';
import { RECORD_KINDS } from '../../../../shared/domain/log/record.ts';
import { SYSLOG_SEVERITIES } from '../../../../shared/domain/syslog/message.ts';
import type { Found, LogReader } from './reader.ts';

/** Fields by whose values what was found is told apart. */
export const FACETS = ['severity', 'kind', 'resourceId', 'source', 'host', 'app'] as const;
export type Facet = (typeof FACETS)[number];

export interface CountSearch {
  readonly query: LogQuery;
  /** Start of the first bucket, not after `query.from`, and the width of all of them in ms. */
  readonly origin: Instant;
  readonly bucketMs: number;
  /** Values told of each facet, the most frequent ones. */
  readonly values: number;
  /** The count ends after about so many ms and says how far it came. */
  readonly budgetMs: number;
}

export interface FacetCount {
  /** Most frequent first; null is those that do not say. */
  readonly values: readonly { readonly value: string | null; readonly count: number }[];
  /** Values that are not among these, and the records that have them. */
  readonly others: { readonly values: number; readonly count: number };
}

export interface LogCount {
  readonly total: number;
  /** Records of each bucket, and those of them that are errors or worse. */
  readonly buckets: readonly number[];
  readonly errors: readonly number[];
  readonly facets: Readonly<Record<Facet, FacetCount>>;
  /** Null when everything was counted; else only what was received from then on was. */
  readonly countedFrom: Instant | null;
  readonly scanned: { readonly records: number; readonly bytes: number };
  readonly tookMs: number;
}

export const MOST_BUCKETS = 500;
const UNSAID = 255;
const ERROR_RANK = SYSLOG_SEVERITIES.indexOf('err');

/** What was counted so far. */
interface Counting {
  add(found: Found): void;
  result(countedFrom: Instant | null, tookMs: number): LogCount;
}

function facetOf(counts: ReadonlyMap<string | null, number>, most: number): FacetCount {
  const sorted = [...counts]
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1] || (a[0] ?? '\uffff').localeCompare(b[0] ?? '\uffff'));
  const rest = sorted.slice(most);
  return {
    values: sorted.slice(0, most).map(([value, count]) => ({ value, count })),
    others: { values: rest.length, count: rest.reduce((sum, [, count]) => sum + count, 0) },
  };
}

function startCount({ query, origin, bucketMs, values }: CountSearch): Counting {
  const size = Math.min(MOST_BUCKETS, Math.max(1, Math.ceil((query.to - origin) / bucketMs)));
  const buckets = new Uint32Array(size);
  const errors = new Uint32Array(size);
  const counts: Record<Facet, Map<string | null, number>> = {
    ...{ severity: new Map(), kind: new Map(), resourceId: new Map(), source: new Map(), host: new Map(), app: new Map() },
  };
  const scanned = { records: 0, bytes: 0 };
  let total = 0;

  function tally(
    facet: Facet,
    column: Uint8Array | Uint32Array,
    places: Uint32Array,
    most: number,
    name: (index: number) => string | null,
  ) {
    const tallies = new Uint32Array(most);
    for (const place of places) {
      const index = column[place] ?? 0;
      tallies[index] = (tallies[index] ?? 0) + 1;
    }
    const known = counts[facet];
    for (const [index, count] of tallies.entries()) if (count > 0) known.set(name(index), (known.get(name(index)) ?? 0) + count);
  }

  return {
    add: ({ columns, places, bytes }) => {
      scanned.records += columns.count;
      scanned.bytes += bytes;
      total += places.length;
      for (const place of places) {
        const bucket = Math.min(size - 1, Math.max(0, Math.floor(((columns.receivedAt[place] ?? 0) - origin) / bucketMs)));
        buckets[bucket] = (buckets[bucket] ?? 0) + 1;
        if ((columns.severity[place] ?? UNSAID) <= ERROR_RANK) errors[bucket] = (errors[bucket] ?? 0) + 1;
      }
      tally('severity', columns.severity, places, UNSAID + 1, (index) => SYSLOG_SEVERITIES[index] ?? null);
      tally('kind', columns.kind, places, RECORD_KINDS.length, (index) => RECORD_KINDS[index] ?? null);
      for (const facet of ['resourceId', 'source', 'host', 'app'] as const) {
        const list = columns.lists[facet];
        tally(facet, columns.words[facet], places, list.length + 1, (index) => list[index - 1] ?? null);
      }
    },
    result: (countedFrom, tookMs) => ({
      total,
      buckets: [...buckets],
      errors: [...errors],
      facets: {
        severity: facetOf(counts.severity, values),
        kind: facetOf(counts.kind, values),
        resourceId: facetOf(counts.resourceId, values),
        source: facetOf(counts.source, values),
        host: facetOf(counts.host, values),
        app: facetOf(counts.app, values),
      },
      countedFrom,
      scanned,
      tookMs,
    }),
  };
}

/** How long others wait at most for a count that is under way, beyond one block. */
const SLICE_MS = 25;

/**
 * Counts what a query finds, newest first, giving way to others every few blocks through `pause`. Ends early where its time is over or
 * `isWanted` says no, and then tells from when on it has counted.
 */
export async function countRecords(
  reader: Pick<LogReader, 'scan'>,
  search: CountSearch,
  pause: () => Promise<void>,
  isWanted: () => boolean,
): Promise<LogCount> {
  const startedAt = performance.now();
  const counting = startCount(search);
  let before: number | null = null;
  let reached: Instant | null = null;
  for (;;) {
    const sliceUntil = performance.now() + SLICE_MS;
    let isOver = true;
    reader.scan(
      search.query,
      before,
      (found) => {
        counting.add(found);
        return true;
      },
      (first, from) => {
        before = first;
        reached = from;
        if (performance.now() < sliceUntil) return true;
        isOver = false;
        return false;
      },
    );
    if (isOver) return counting.result(null, performance.now() - startedAt);
    if (!isWanted() || performance.now() - startedAt >= search.budgetMs) return counting.result(reached, performance.now() - startedAt);
    await pause();
  }
}
