import { mkdir } from 'node:fs/promises';
import type { Instant } from '../../../../shared/domain/id.ts';
import { type Clock, systemClock } from '../../lib/clock.ts';
import { collectGarbage } from '../../lib/garbage.ts';
import { createAgeing } from './ageing.ts';
import { createAppender } from './appender.ts';
import { createCensus } from './census.ts';
import { type Checkpointer, createCheckpointer } from './checkpointer.ts';
import { between, copy, merge } from './columns.ts';
import { folderSize } from './folder.ts';
import { createHead, type Head } from './head.ts';
import { type HeadLog, openHeadLog } from './headLog.ts';
import { findKept, type KeptFiles } from './kept.ts';
import { findPartitions, type Partitions, partitionEnd } from './partitions.ts';
import type { Limits, ThreadEvent, WriterCalls, WriterStats } from './protocol.ts';
import { runsOf } from './quality.ts';
import { headsOf, rollHeads } from './ranking.ts';
import { openRegistry, type Registry } from './registry.ts';
import { createExpiry, describePartitions, expiryLimit, keepingOf } from './retention.ts';
import { findRolled, type RolledFiles } from './rolled.ts';
import { createSeriesTable, decimalsOf, describeSeries, latestOf, type Series, type SeriesTable } from './seriesTable.ts';
import { TelemetryError } from './store.ts';
import type { TransferContext } from './transfer.ts';

interface WriterOptions {
  readonly folder: string;
  readonly limits: Limits;
  readonly paused: string | null;
  report(event: ThreadEvent): void;
}

/** Everything the writing thread has open. */
interface Opened {
  readonly registry: Registry;
  readonly table: SeriesTable;
  readonly partitions: Partitions;
  readonly rolled: RolledFiles;
  readonly kept: KeptFiles;
  readonly log: HeadLog;
  /** What was read back from the logs. */
  readonly replayed: Head;
}

async function open(folder: string, clock: Clock): Promise<Opened> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const registry = await openRegistry(folder);
  const table = createSeriesTable(registry.series());
  const replayed = createHead();
  const log = await openHeadLog(folder, (batch) => {
    replayed.append(batch);
    table.noteLatest(batch, clock.now());
  });
  return {
    registry,
    table,
    partitions: await findPartitions(folder),
    rolled: await findRolled(folder),
    kept: await findKept(folder),
    log,
    replayed,
  };
}

/** Counts what could not be read, and reports it. */
function createDamageCount(initial: number, report: (event: ThreadEvent) => void) {
  let count = initial;
  const note: Pick<TransferContext, 'onDamagedFile' | 'onDamagedChunk'> = {
    onDamagedFile: (start, error) => {
      count++;
      report({ level: 'error', event: 'telemetry partition set aside', fields: { start, error: String(error) }, setAside: start });
    },
    onDamagedChunk: (start, sid) => {
      count++;
      report({ level: 'error', event: 'telemetry chunk unreadable', fields: { start, sid } });
    },
  };
  return { ...note, count: () => count };
}

/** What is answered from memory. */
function memoryCalls(
  { table, partitions, rolled, kept }: Opened,
  checkpointer: Checkpointer,
): Pick<WriterCalls, 'latest' | 'latestOf' | 'series' | 'locate' | 'locateRuns'> {
  const inMemory = (sid: number, from: Instant, to: Instant) => merge(checkpointer.heads().map((one) => between(one.read(sid), from, to)));
  return {
    latest: (resourceIds) => {
      const known = (one: Series) => latestOf(one) ?? [];
      return (
        resourceIds?.flatMap((id) => table.ofResource(id).flatMap(known)) ?? table.where(({ lastAt }) => lastAt !== null).flatMap(known)
      );
    },
    latestOf: ({ metric, resourceIds }) =>
      resourceIds.flatMap((id) => table.ofResource(id).flatMap((one) => (one.metric === metric ? (latestOf(one) ?? []) : []))),
    series: (resourceId) => describeSeries(table.ofResource(resourceId)),
    locate: ({ from, to, ...key }) => {
      const series = table.find(key);
      if (!series || series.sid === 0) return null;
      const { sid, intervalMs } = series;
      const head = copy(inMemory(sid, from, to));
      const raw = new Set(partitions.starts());
      return {
        sid,
        intervalMs,
        head,
        partitions: weeksBetween([partitions, kept], from, to),
        rolled: weeksBetween([rolled], from, to).filter((start) => !raw.has(start)),
      };
    },
    locateRuns: ({ from, to, ...key }) => {
      const series = table.find(key);
      if (!series || series.sid === 0) return null;
      const since = Math.max(0, from - series.intervalMs);
      return {
        sid: series.sid,
        since,
        runs: runsOf(inMemory(series.sid, since, to)),
        partitions: weeksBetween([partitions, kept], since, to),
      };
    },
  };
}

/** Weeks that reach into a range and have a file among these, ascending. */
function weeksBetween(files: readonly { starts(): readonly Instant[] }[], from: number, to: number): readonly Instant[] {
  const starts = new Set(files.flatMap((one) => one.starts()));
  return [...starts].filter((start) => start < to && partitionEnd(start) > from).sort((a, b) => a - b);
}

/** What a ranking of many series asks for. */
function rankingCalls(
  { table, partitions, kept }: Opened,
  checkpointer: Checkpointer,
): Pick<WriterCalls, 'candidates' | 'heads' | 'describe'> {
  return {
    candidates: ({ metric, resourceIds, from, to }) => {
      const isSought = (one: Series) => one.metric === metric && one.lastAt !== null && one.lastAt >= from;
      // One resource after the other: all series as objects would be hundreds of megabytes.
      const some = resourceIds?.flatMap((id) => table.ofResource(id).filter(isSought)) ?? table.where(isSought);
      const sids = Uint32Array.from(some, ({ sid }) => sid).sort();
      return { sids, heads: rollHeads(checkpointer.heads(), sids, { from, to }), partitions: weeksBetween([partitions, kept], from, to) };
    },
    heads: ({ sids, from, to }) => ({
      heads: headsOf(checkpointer.heads(), sids, { from, to }),
      partitions: weeksBetween([partitions, kept], from, to),
    }),
    describe: (sids) =>
      Array.from(sids).flatMap((sid) => {
        const series = table.bySid(sid);
        return series ? describeSeries([series]).map((info) => ({ ...info, sid })) : [];
      }),
  };
}

async function collectStats(
  folder: string,
  { registry, table, partitions, rolled, kept, log }: Opened,
  checkpointer: Checkpointer,
): Promise<Omit<WriterStats, 'paused' | 'damaged'>> {
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
    rolled: await describePartitions(rolled, rolled.starts(), registry.holds()),
    kept: await describePartitions(kept, kept.starts(), registry.holds()),
    tornBytes: log.replayed.tornBytes,
    checkpoint: checkpointer.state(),
    synchronous: registry.synchronous(),
  };
}

/** Opens a telemetry folder for writing and returns what the writing thread answers. One thread of one process may do so at a time. */
export async function openTelemetryWriter({ folder, limits, paused: pausedAtStart, report }: WriterOptions): Promise<WriterCalls> {
  const clock: Clock = systemClock;
  const opened = await open(folder, clock);
  const { registry, table, partitions, rolled, kept, log, replayed } = opened;
  const damage = createDamageCount(log.replayed.damaged, report);
  let paused = pausedAtStart;
  const expiry = createExpiry({ partitions, rolled, kept, isShort: () => paused !== null || ageing.isShort(), registry, table, report });
  const decimals = (sid: number) => decimalsOf(table.bySid(sid)?.metric ?? '');
  const monotonic = () => clock.monotonic();
  const ageing = createAgeing({ partitions, rolled, kept, decimals, monotonic, report, ...damage });

  const appender = createAppender({
    clock,
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
      transfer: { partitions, isExpired: expiry.isExpired, touch: ageing.touch, decimals, ...damage },
      onDone: (samples, ms) => {
        report({ level: 'debug', event: 'telemetry transferred', fields: { samples, ms } });
        // A head is a hundred megabytes.
        setImmediate(collectGarbage, { isThorough: true });
      },
      onFailure: ({ code, message }) => report({ level: 'error', event: 'telemetry not transferred', fields: { code, message } }),
    },
    replayed,
  );
  if (paused !== null) await Promise.all([checkpointer.suspend(), ageing.suspend()]);
  // The rows of the registry that the table was made of.
  setImmediate(collectGarbage, { isThorough: true });
  report({ level: 'info', event: 'telemetry opened', fields: { series: table.size(), replayed: replayed.size(), ...log.replayed } });

  return {
    ...memoryCalls(opened, checkpointer),
    ...rankingCalls(opened, checkpointer),
    ...expiry,
    append: appender.append,
    pause: async (reason) => {
      paused = reason;
      await Promise.all([checkpointer.suspend(), ageing.suspend()]);
      await appender.between(async () => undefined);
    },
    resume: () => {
      paused = null;
      checkpointer.resume();
      ageing.resume();
    },
    age: (retention) => {
      const keeping = keepingOf(retention);
      return ageing.run(expiryLimit(retention), {
        days: [...new Set((retention.longer ?? []).map(({ days }) => days))],
        daysOf: (sid) => {
          const series = table.bySid(sid);
          return series ? keeping(series) : 0;
        },
      });
    },
    expire: async (retention) => {
      await checkpointer.suspend();
      try {
        return await expiry.expire(retention);
      } finally {
        if (paused === null) checkpointer.resume();
      }
    },
    census: createCensus(table, monotonic),
    stats: async () => ({ ...(await collectStats(folder, opened, checkpointer)), paused, damaged: damage.count() }),
    stop: async () => {
      await Promise.all([checkpointer.suspend(), ageing.suspend()]);
      await appender.between(() => log.close());
      partitions.closeAll();
      registry.close();
    },
  };
}
