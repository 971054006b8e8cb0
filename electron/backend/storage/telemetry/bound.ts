import { rankFromTop } from '../../../../shared/domain/metric/statistics.ts';

export type RankStatistic = 'avg' | 'max' | 'p95';

/** Measured samples of one stretch of time of a series: their number, sum and largest. */
export interface Bucket {
  readonly count: number;
  readonly sum: number;
  readonly max: number;
}

const descending = (a: Bucket, b: Bucket): number => b.max - a.max;

function largest(buckets: readonly Bucket[]): number {
  let max = Number.NaN;
  for (const bucket of buckets) if (!(bucket.max <= max)) max = bucket.max;
  return max;
}

function boundOfMean(certain: readonly Bucket[], possible: readonly Bucket[]): number {
  let count = 0;
  let sum = 0;
  for (const bucket of certain) {
    count += bucket.count;
    sum += bucket.sum;
  }
  for (const { max, count: more } of [...possible].sort(descending)) {
    if (count > 0 && max <= sum / count) break;
    // Of the first possible values one may be all there is.
    if (count === 0) return max;
    count += more;
    sum += more * max;
  }
  return count === 0 ? Number.NaN : sum / count;
}

/** The value at the rank of p95 if every sample were as large as the largest of its bucket. `buckets` descending. */
function boundOfRank(buckets: readonly Bucket[]): number {
  let rank = rankFromTop(
    buckets.reduce((sum, { count }) => sum + count, 0),
    0.95,
  );
  for (const { count, max } of buckets) {
    rank -= count;
    if (rank <= 0) return max;
  }
  return Number.NaN;
}

function boundOfP95(certain: readonly Bucket[], possible: readonly Bucket[]): number {
  if (certain.length === 0) return largest(possible);
  const all = [...certain].sort(descending);
  let bound = boundOfRank(all);
  for (const bucket of [...possible].sort(descending)) {
    if (bucket.max <= bound) break;
    all.push(bucket);
    all.sort(descending);
    bound = boundOfRank(all);
  }
  return bound;
}

/**
 * A number the statistic of a series is surely not above. `certain`: every sample of the bucket counts; `possible`: each of its
 * samples may count or not, because the bucket reaches out of the range or the samples may be in another bucket too. NaN of nothing.
 */
export function upperBound(statistic: RankStatistic, certain: readonly Bucket[], possible: readonly Bucket[]): number {
  if (statistic === 'max') return largest([...certain, ...possible]);
  return statistic === 'avg' ? boundOfMean(certain, possible) : boundOfP95(certain, possible);
}
