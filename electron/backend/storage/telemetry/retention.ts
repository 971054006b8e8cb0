import type { Instant } from '../../../../shared/domain/id.ts';
import { type Partitions, partitionEnd } from './partitions.ts';
import { type Hold, MIN_RETENTION_MS, type PartitionInfo, TelemetryError } from './store.ts';

/** True when a span that must be kept reaches into the partition that begins at `start`. */
export function isHeld(start: Instant, holds: readonly Hold[]): boolean {
  return holds.some(({ from, to }) => from < partitionEnd(start) && to > start);
}

/** Time before which samples are no longer kept. Throws TelemetryError for less than the standard's half year (R-8.2.2-e-1). */
export function expiryLimit(now: Instant, retentionMs: number): Instant {
  if (!(retentionMs >= MIN_RETENTION_MS)) {
    throw new TelemetryError('telemetry.retentionTooShort', `retention of ${retentionMs} ms is below ${MIN_RETENTION_MS} ms`);
  }
  return now - retentionMs;
}

/** Starts of the partitions that ended at or before the limit and that nothing holds, ascending. */
export function expired(starts: readonly Instant[], limit: Instant, holds: readonly Hold[]): readonly Instant[] {
  return starts.filter((start) => partitionEnd(start) <= limit && !isHeld(start, holds));
}

/** Every partition with its size and whether it is held, ascending. */
export function describePartitions(partitions: Partitions, starts: readonly Instant[], holds: readonly Hold[]): Promise<PartitionInfo[]> {
  return Promise.all(
    starts.map(async (start) => ({
      from: start,
      to: partitionEnd(start),
      bytes: await partitions.bytes(start),
      held: isHeld(start, holds),
    })),
  );
}
