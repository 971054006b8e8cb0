import type { Instant } from '../../../../shared/domain/id.ts';
import { BILLING_MS, type Buckets } from '../../../../shared/domain/network/load.ts';
import type { SeriesColumns } from './store.ts';

/** Points of a chart of a range whose buckets are of five minutes, no narrower. */
export const billingPoints = ({ from, to }: { readonly from: Instant; readonly to: Instant }): number =>
  Math.ceil(to / BILLING_MS) - Math.floor(from / BILLING_MS);

/** Buckets of a chart as means of five minutes; samples that are shown as they were taken are put into such. */
export function billingBuckets({ stepMs, at, avg, max }: Pick<SeriesColumns, 'stepMs' | 'at' | 'avg' | 'max'>): Buckets {
  const column = (values: readonly (number | null)[]) => Float64Array.from(values, (one) => one ?? Number.NaN);
  if (stepMs > 0) return { stepMs, at: Float64Array.from(at), avg: column(avg), max: column(max) };
  const found = new Map<Instant, { sum: number; count: number; max: number }>();
  at.forEach((time, i) => {
    const value = avg[i] ?? null;
    if (value === null) return;
    const start = Math.floor(time / BILLING_MS) * BILLING_MS;
    const own = found.get(start) ?? { sum: 0, count: 0, max: Number.NEGATIVE_INFINITY };
    found.set(start, { sum: own.sum + value, count: own.count + 1, max: Math.max(own.max, value) });
  });
  const starts = [...found.keys()].sort((a, b) => a - b);
  const of = (read: (one: { sum: number; count: number; max: number }) => number) =>
    Float64Array.from(starts, (start) => read(found.get(start) ?? { sum: Number.NaN, count: 1, max: Number.NaN }));
  return { stepMs: BILLING_MS, at: Float64Array.from(starts), avg: of(({ sum, count }) => sum / count), max: of((one) => one.max) };
}
