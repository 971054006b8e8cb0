import type { Instant } from '../../../../shared/domain/id.ts';
import { type Partitions, partitionEnd } from './partitions.ts';
import type { Retention, ThreadEvent, WriterCalls } from './protocol.ts';
import type { Registry } from './registry.ts';
import type { SeriesTable } from './seriesTable.ts';
import { type Hold, MIN_RETENTION_MS, type PartitionInfo, TelemetryError } from './store.ts';

interface ExpiryContext {
  readonly partitions: Partitions;
  readonly registry: Registry;
  readonly table: SeriesTable;
  report(event: ThreadEvent): void;
}

/** What removes data, and what keeps it from being removed. */
export interface Expiry extends Pick<WriterCalls, 'expiring' | 'expire' | 'hold' | 'release' | 'holds'> {
  /** True for a partition that was removed because of its age. */
  isExpired(start: Instant): boolean;
}

/** True when a span that must be kept reaches into the partition that begins at `start`. */
function isHeld(start: Instant, holds: readonly Hold[]): boolean {
  return holds.some(({ from, to }) => from < partitionEnd(start) && to > start);
}

/** Time before which samples are no longer kept. Throws TelemetryError for less than the standard's half year (R-8.2.2-e-1). */
function expiryLimit({ now, retentionMs }: Retention): Instant {
  if (!(retentionMs >= MIN_RETENTION_MS)) {
    throw new TelemetryError('telemetry.retentionTooShort', `retention of ${retentionMs} ms is below ${MIN_RETENTION_MS} ms`);
  }
  return now - retentionMs;
}

/** These partitions with their size and whether they are held, in the order given. */
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

/** Expiry of whole partitions. `expire` must not run while a transfer does. */
export function createExpiry({ partitions, registry, table, report }: ExpiryContext): Expiry {
  const removed = new Set<Instant>();

  function expiring(retention: Retention): readonly Instant[] {
    const limit = expiryLimit(retention);
    const holds = registry.holds();
    return partitions.starts().filter((start) => partitionEnd(start) <= limit && !isHeld(start, holds));
  }

  /** Forgets series that have no sample left in any file. On a full disk that fails, and is done at the next expiry. */
  function prune(limit: Instant): void {
    const [oldest] = partitions.starts();
    const horizon = Math.min(limit, oldest ?? limit);
    const gone = [...table.all()].filter(({ lastAt }) => lastAt !== null && lastAt < horizon);
    if (gone.length === 0) return;
    try {
      registry.remove(gone.map(({ sid }) => sid));
      gone.forEach(table.remove);
    } catch (error) {
      report({ level: 'warn', event: 'telemetry series not pruned', fields: { series: gone.length, error: String(error) } });
    }
  }

  return {
    isExpired: (start) => removed.has(start),
    expiring,
    expire: async (retention) => {
      const starts = expiring(retention);
      const infos = await describePartitions(partitions, starts, []);
      for (const start of starts) {
        removed.add(start);
        await partitions.remove(start);
      }
      prune(expiryLimit(retention));
      return infos;
    },
    hold: registry.addHold,
    release: registry.removeHold,
    holds: () => registry.holds(),
  };
}
