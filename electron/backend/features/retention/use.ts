import { stat } from 'node:fs/promises';
import type { KeptWeek, RetentionUse } from '../../../../shared/contracts/retention.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { LogStore } from '../../storage/logs/index.ts';
import { type DiskGuard, lowBelow } from '../../storage/reserve.ts';
import { MIN_RETENTION_MS, type PartitionInfo, type TelemetryStore } from '../../storage/telemetry/index.ts';
import type { RetentionService } from './service.ts';

const DAY_MS = 86_400_000;

interface Parts {
  readonly read: ReadDb;
  readonly clock: Clock;
  readonly telemetry: Pick<TelemetryStore, 'stats'>;
  /** What holds is counted by it. */
  readonly retention: Pick<RetentionService, 'countNow'>;
  readonly logs: Pick<LogStore, 'stats'>;
  readonly disk: Pick<DiskGuard, 'reading'>;
  /** The file of alarms and audit. */
  readonly coreFile: string;
}

export type RetentionUseReader = () => Promise<RetentionUse>;

const weeksOf = (found: readonly PartitionInfo[]): KeptWeek[] =>
  found.map(({ from, to, bytes, held }) => ({ from, to, bytes, isHeld: held })).sort((a, b) => a.from - b.from);

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

/** Reads what is kept from the stores as they are now; nothing of it is remembered. */
export function createRetentionUse({ read, clock, telemetry, retention, logs, disk, coreFile }: Parts): RetentionUseReader {
  return async () => {
    const [values, count, lines, alarm, first, last, core, wal] = await Promise.all([
      telemetry.stats(),
      retention.countNow(),
      logs.stats(),
      read.selectFrom('alarm').select('first_at').orderBy('first_at').limit(1).executeTakeFirst(),
      read.selectFrom('audit').select('at').orderBy('seq').limit(1).executeTakeFirst(),
      read.selectFrom('audit').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst(),
      sizeOf(coreFile),
      sizeOf(`${coreFile}-wal`),
    ]);
    const { total, free } = disk.reading();
    return {
      at: clock.now(),
      since: first?.at ?? null,
      count,
      samples: weeksOf(values.partitions),
      rollups: weeksOf(values.rolled),
      longer: weeksOf(values.kept),
      inMemorySince: values.head.oldestAt,
      telemetryBytes: values.bytes,
      logs: { bytes: lines.bytes, days: lines.days, oldestDay: lines.oldestDay, keptDays: Math.round(MIN_RETENTION_MS / DAY_MS) },
      alarms: { oldestAt: alarm?.first_at ?? null },
      audit: { records: last?.seq ?? 0, oldestAt: first?.at ?? null },
      coreBytes: core + wal,
      disk: { total, free, low: lowBelow(total) },
    };
  };
}
