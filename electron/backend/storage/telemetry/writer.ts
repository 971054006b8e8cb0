import { mkdir } from 'node:fs/promises';
import type { Instant } from '../../../../shared/domain/id.ts';
import { type Clock, systemClock } from '../../lib/clock.ts';
import { createAppender } from './appender.ts';
import { type Checkpointer, createCheckpointer } from './checkpointer.ts';
import { between, copy, merge } from './columns.ts';
import { folderSize } from './folder.ts';
import { createHead, type Head } from './head.ts';
import { type HeadLog, openHeadLog } from './headLog.ts';
import { findPartitions, type Partitions, partitionEnd } from './partitions.ts';
import type { Limits, Retention, ThreadEvent, WriterCalls, WriterStats } from './protocol.ts';
import { openRegistry, type Registry } from './registry.ts';
import { describePartitions, expired, expiryLimit } from './retention.ts';
import { createSeriesTable, decimalsOf, describeSeries, latestOf, type SeriesTable } from './seriesTable.ts';
import { TelemetryError } from './store.ts';

interface WriterOptions {
  readonly folder: string;
  readonly limits: Limits;
  readonly paused: string | null;
  report(event: ThreadEvent): void;
}

/** Everything the writing thread has open, after the logs were read back. */
interface Opened {
  readonly registry: Registry;
  readonly table: SeriesTable;
  readonly partitions: Partitions;
  readonly log: HeadLog;
  readonly head: Head;
}

async function open(folder: string): Promise<Opened> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const registry = await openRegistry(folder);
  const table = createSeriesTable(registry.series());
  const head = createHead();
  const log = await openHeadLog(folder, (batch) => {
    head.append(batch);
    table.noteLatest(batch);
  });
  return { registry, table, partitions: await findPartitions(folder), log, head };
}

/** Opens a telemetry folder for writing and returns what the writing thread answers. One process and one thread may do so. */
export async function openTelemetryWriter({ folder, limits, paused: pausedAtStart, report }: WriterOptions): Promise<WriterCalls> {
  const { registry, table, partitions, log, head } = await open(folder);
  const clock: Clock = systemClock;
  const removed = new Set<Instant>();
  let paused = pausedAtStart;
  let damaged = log.replayed.damaged;
  const { tornBytes } = log.replayed;
  report({ level: 'info', event: 'telemetry opened', fields: { series: table.size(), replayed: head.size(), tornBytes, damaged } });

  const appender = createAppender({
    registry,
    table,
    log,
    head: () => checkpointer.growing(),
    admit: async (samples) => {
      if (paused !== null) throw new TelemetryError('telemetry.paused', paused);
      await checkpointer.admit(samples);
    },
    afterGroup: () => checkpointer.consider(),
  });

  const checkpointer: Checkpointer = createCheckpointer(
    {
      log,
      registry,
      table,
      limits,
      clock,
      between: appender.between,
      transfer: {
        partitions,
        isExpired: (start) => removed.has(start),
        decimals: (sid) => decimalsOf(table.bySid(sid)?.metric ?? ''),
        onDamagedFile: (start, error) => {
          damaged++;
          report({ level: 'error', event: 'telemetry partition set aside', fields: { start, error: String(error) }, setAside: start });
        },
        onDamagedChunk: (start, sid) => {
          damaged++;
          report({ level: 'error', event: 'telemetry chunk unreadable', fields: { start, sid } });
        },
      },
      onDone: (samples, ms) => report({ level: 'debug', event: 'telemetry transferred', fields: { samples, ms } }),
      onFailure: ({ code, message }) => report({ level: 'error', event: 'telemetry not transferred', fields: { code, message } }),
    },
    head,
  );
  if (paused !== null) await checkpointer.suspend();

  const expiring = ({ now, retentionMs }: Retention) => expired(partitions.starts(), expiryLimit(now, retentionMs), registry.holds());

  /** Forgets series that have no sample left in any file. On a full disk that fails, and is done at the next expiry. */
  function prune(limit: Instant): void {
    const [oldest] = partitions.starts();
    const horizon = Math.min(limit, oldest ?? limit);
    const gone = [...table.all()].filter(({ lastAt }) => lastAt !== null && lastAt < horizon);
    if (gone.length === 0) return;
    try {
      registry.remove(gone.map(({ sid }) => sid));
    } catch (error) {
      report({ level: 'warn', event: 'telemetry series not pruned', fields: { series: gone.length, error: String(error) } });
      return;
    }
    gone.forEach(table.remove);
  }

  async function stats(): Promise<WriterStats> {
    const heads = checkpointer.heads();
    const oldest = heads.flatMap((one) => one.oldestAt() ?? []);
    return {
      bytes: await folderSize(folder),
      series: table.size(),
      head: {
        samples: heads.reduce((sum, one) => sum + one.size(), 0),
        logBytes: log.bytes(),
        oldestAt: oldest.length === 0 ? null : Math.min(...oldest),
      },
      partitions: await describePartitions(partitions, partitions.starts(), registry.holds()),
      paused,
      tornBytes,
      damaged,
      checkpoint: checkpointer.state(),
      synchronous: registry.synchronous(),
    };
  }

  return {
    append: appender.append,
    latest: (resourceIds) => {
      const series = resourceIds ? resourceIds.flatMap((id) => table.ofResource(id)) : [...table.all()];
      return series.flatMap((one) => latestOf(one) ?? []);
    },
    series: (resourceId) => describeSeries(table.ofResource(resourceId)),
    locate: ({ from, to, ...key }) => {
      const series = table.find(key);
      if (!series || series.sid === 0) return null;
      const { sid, intervalMs } = series;
      const inMemory = copy(merge(checkpointer.heads().map((one) => between(one.read(sid), from, to))));
      const starts = partitions.starts().filter((start) => start < to && partitionEnd(start) > from);
      return { sid, intervalMs, head: inMemory, partitions: starts };
    },
    pause: async (reason) => {
      paused = reason;
      await checkpointer.suspend();
      await appender.between(async () => undefined);
    },
    resume: () => {
      paused = null;
      checkpointer.resume();
    },
    expiring,
    expire: async (retention) => {
      const starts = expiring(retention);
      const infos = await describePartitions(partitions, starts, []);
      if (starts.length > 0) await checkpointer.suspend();
      for (const start of starts) {
        removed.add(start);
        await partitions.remove(start);
      }
      if (paused === null) checkpointer.resume();
      prune(expiryLimit(retention.now, retention.retentionMs));
      return infos;
    },
    hold: registry.addHold,
    release: registry.removeHold,
    holds: registry.holds,
    stats,
    stop: async () => {
      await checkpointer.suspend();
      await appender.between(() => log.close());
      partitions.closeAll();
      registry.close();
    },
  };
}
