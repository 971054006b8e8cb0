import type { Instant } from '../../../../shared/domain/id.ts';
import { type Partitions, partitionEnd } from './partitions.ts';
import type { Retention, ThreadEvent, WriterCalls } from './protocol.ts';
import type { Registry } from './registry.ts';
import type { RolledFiles } from './rolled.ts';
import type { SeriesTable } from './seriesTable.ts';
import { type Hold, MIN_RETENTION_MS, MIN_ROLLUP_RETENTION_MS, type PartitionInfo, TelemetryError } from './store.ts';

interface ExpiryContext {
  readonly partitions: Partitions;
  readonly rolled: RolledFiles;
  /** True while nothing can be rolled up: the disk is full, and room is more than what samples nobody must keep came to. */
  isShort(): boolean;
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
export function expiryLimit({ now, retentionMs }: Retention): Instant {
  if (!(retentionMs >= MIN_RETENTION_MS)) {
    throw new TelemetryError('telemetry.retentionTooShort', `retention of ${retentionMs} ms is below ${MIN_RETENTION_MS} ms`);
  }
  return now - retentionMs;
}

/** These weeks with their size and whether they are held, in the order given. */
export function describePartitions(
  files: Pick<Partitions, 'bytes'>,
  starts: readonly Instant[],
  holds: readonly Hold[],
): Promise<PartitionInfo[]> {
  return Promise.all(
    starts.map(async (start) => ({
      from: start,
      to: partitionEnd(start),
      bytes: await files.bytes(start),
      held: isHeld(start, holds),
    })),
  );
}

/** Expiry of whole weeks. `expire` must not run while a transfer does. */
export function createExpiry({ partitions, rolled, isShort, registry, table, report }: ExpiryContext): Expiry {
  const removed = new Set<Instant>();

  /** Weeks whose samples are older than they must be kept, and of which what they come to is kept from now on. */
  function expiring(retention: Retention): readonly Instant[] {
    const limit = expiryLimit(retention);
    const holds = registry.holds();
    return partitions.starts().filter((start) => partitionEnd(start) <= limit && !isHeld(start, holds) && (rolled.has(start) || isShort()));
  }

  function rolledLimit({ now, retentionMs }: Retention): Instant {
    return now - Math.max(retentionMs, MIN_ROLLUP_RETENTION_MS);
  }

  function expiringRolled(retention: Retention): readonly Instant[] {
    const limit = rolledLimit(retention);
    const holds = registry.holds();
    const raw = new Set(partitions.starts());
    return rolled.starts().filter((start) => partitionEnd(start) <= limit && !isHeld(start, holds) && !raw.has(start));
  }

  /** Forgets series that have nothing left in any file. On a full disk that fails, and is done at the next expiry. */
  function prune(limit: Instant): void {
    const horizon = Math.min(limit, ...partitions.starts().slice(0, 1), ...rolled.starts().slice(0, 1));
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
    // After a restart, too: what arrives for a week of which only rollups are left cannot be added to them.
    isExpired: (start) => removed.has(start) || (rolled.has(start) && !partitions.starts().includes(start)),
    expiring: (retention) => [...new Set([...expiring(retention), ...expiringRolled(retention)])],
    expire: async (retention) => {
      const starts = expiring(retention);
      const infos = await describePartitions(partitions, starts, []);
      for (const start of starts) {
        if (!rolled.has(start)) report({ level: 'error', event: 'telemetry week removed without rollups', fields: { start } });
        removed.add(start);
        await partitions.remove(start);
      }
      for (const start of expiringRolled(retention)) {
        removed.add(start);
        await rolled.remove(start);
      }
      prune(expiryLimit(retention));
      return infos;
    },
    hold: registry.addHold,
    release: registry.removeHold,
    holds: () => registry.holds(),
  };
}
