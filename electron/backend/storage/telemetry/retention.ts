import type { Instant } from '../../../../shared/domain/id.ts';
import type { KeptFiles } from './kept.ts';
import { type Partitions, partitionEnd } from './partitions.ts';
import type { RetentionMessage, ThreadEvent, WriterCalls } from './protocol.ts';
import type { Registry } from './registry.ts';
import type { RolledFiles } from './rolled.ts';
import type { SeriesTable } from './seriesTable.ts';
import { type Hold, MIN_RETENTION_MS, MIN_ROLLUP_RETENTION_MS, type PartitionInfo, type SeriesKey, TelemetryError } from './store.ts';

interface ExpiryContext {
  readonly partitions: Partitions;
  readonly rolled: RolledFiles;
  readonly kept: KeptFiles;
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

const DAY_MS = 86_400_000;

function tooShort(what: string, ms: number, least: number): TelemetryError {
  return new TelemetryError('telemetry.retentionTooShort', `${what} are to be kept ${ms} ms, that is below ${least} ms`);
}

/** Time before which samples are no longer kept. Throws TelemetryError for less than the standard's half year (R-8.2.2-e-1). */
export function expiryLimit({ now, samplesMs, rollupsMs = MIN_ROLLUP_RETENTION_MS, longer = [] }: RetentionMessage): Instant {
  if (!(samplesMs >= MIN_RETENTION_MS)) throw tooShort('samples', samplesMs, MIN_RETENTION_MS);
  if (!(rollupsMs >= MIN_ROLLUP_RETENTION_MS)) throw tooShort('rollups', rollupsMs, MIN_ROLLUP_RETENTION_MS);
  for (const { days } of longer) if (!(days * DAY_MS >= MIN_RETENTION_MS)) throw tooShort('samples', days * DAY_MS, MIN_RETENTION_MS);
  return now - samplesMs;
}

/** For how many days the samples of a series are kept, 0 where that is no longer than the others are. To be made once for many series. */
export function keepingOf({ samplesMs, longer = [] }: RetentionMessage): (series: Pick<SeriesKey, 'resourceId' | 'metric'>) => number {
  const classes = longer
    .filter(({ days }) => days * DAY_MS > samplesMs)
    .sort((a, b) => b.days - a.days)
    .map(({ metrics, resourceIds, days }) => ({
      days,
      metrics: metrics && new Set(metrics),
      resourceIds: resourceIds && new Set(resourceIds),
    }));
  return ({ metric, resourceId }) =>
    classes.find((one) => (one.metrics?.has(metric) ?? true) && (one.resourceIds?.has(resourceId) ?? true))?.days ?? 0;
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
export function createExpiry({ partitions, rolled, kept, isShort, registry, table, report }: ExpiryContext): Expiry {
  const removed = new Set<Instant>();

  /** Weeks whose samples are older than they must be kept, and of which what they come to is kept from now on. */
  function expiring(retention: RetentionMessage): readonly Instant[] {
    const limit = expiryLimit(retention);
    const holds = registry.holds();
    return partitions
      .starts()
      .filter(
        (start) => partitionEnd(start) <= limit && !isHeld(start, holds) && (rolled.has(start) || (isShort() && !retention.longer?.length)),
      );
  }

  function rolledLimit({ now, samplesMs, rollupsMs = MIN_ROLLUP_RETENTION_MS }: RetentionMessage): Instant {
    return now - Math.max(samplesMs, rollupsMs);
  }

  function expiringKept({ now }: RetentionMessage) {
    const holds = registry.holds();
    const raw = new Set(partitions.starts());
    return kept.all().filter(({ start, days }) => partitionEnd(start) <= now - days * DAY_MS && !isHeld(start, holds) && !raw.has(start));
  }

  function expiringRolled(retention: RetentionMessage): readonly Instant[] {
    const limit = rolledLimit(retention);
    const holds = registry.holds();
    const raw = new Set(partitions.starts());
    return rolled.starts().filter((start) => partitionEnd(start) <= limit && !isHeld(start, holds) && !raw.has(start));
  }

  /** Forgets series that have nothing left in any file. On a full disk that fails, and is done at the next expiry. */
  function prune(limit: Instant): void {
    const oldest = [partitions, rolled, kept].flatMap((files) => files.starts().slice(0, 1));
    const horizon = Math.min(limit, ...oldest);
    const gone = table.where(({ lastAt }) => lastAt !== null && lastAt < horizon);
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
    isExpired: (start) =>
      removed.has(start) || ((rolled.has(start) || kept.starts().includes(start)) && !partitions.starts().includes(start)),
    expiring: (retention) => [
      ...new Set([...expiring(retention), ...expiringRolled(retention), ...expiringKept(retention).map(({ start }) => start)]),
    ],
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
      for (const { start, days } of expiringKept(retention)) {
        removed.add(start);
        await kept.remove(start, days);
      }
      prune(expiryLimit(retention));
      return infos;
    },
    hold: registry.addHold,
    release: registry.removeHold,
    holds: () => registry.holds(),
  };
}
