import { setTimeout } from 'node:timers/promises';
import type { Instant } from '../../../../shared/domain/id.ts';
import { ChunkDamaged, decodeChunk } from './codec.ts';
import { faultOf } from './faults.ts';
import type { KeptBuilder, KeptFiles } from './kept.ts';
import { chunkSid } from './layout.ts';
import { type Partition, type Partitions, partitionEnd, type Row, withPartition } from './partitions.ts';
import type { ThreadEvent } from './protocol.ts';
import type { RolledBuilder, RolledFiles } from './rolled.ts';
import { encodeRollup, rollUp } from './rollup.ts';
import type { TransferContext } from './transfer.ts';

/** Longest the thread works on one slice, and how long it then looks after everything else: a quarter of it at most. */
const SLICE_MS = 15;
const REST_MS = 45;
const ROWS = 64;
/** A week is rolled up so long before its samples may go: a month in which late ones come and a disk can be made free. */
const AHEAD_MS = 28 * 86_400_000;

interface AgeingContext extends Pick<TransferContext, 'decimals' | 'onDamagedFile' | 'onDamagedChunk' | 'monotonic'> {
  readonly partitions: Partitions;
  readonly rolled: RolledFiles;
  readonly kept: KeptFiles;
  report(event: ThreadEvent): void;
}

/** Days for which the samples of a series are kept beyond the end of the others, 0 for none, and all that there are. */
export interface Keeping {
  readonly days: readonly number[];
  daysOf(sid: number): number;
}

/** What happens to weeks as they grow old, a slice at a time beside all other work. */
export interface Ageing {
  /**
   * Gives every chunk its rollup, and its file of rollups to every week that ended before `limit`, the end of the retention of
   * samples, or ends before it within a month. One run at a time; a second call waits for the first. Throws a TelemetryError.
   */
  run(limit: Instant, keeping: Keeping): Promise<void>;
  /** Samples are about to be written into a week: what was rolled up of it does not hold any more. */
  touch(start: Instant): Promise<void>;
  /** True when the newest run ended for lack of room. */
  isShort(): boolean;
  /** Ends the run in progress, at the latest after its slice; the next one begins where nothing is lost. */
  suspend(): Promise<void>;
  resume(): void;
}

/** Ageing over the files of the writing thread. */
export function createAgeing(context: AgeingContext): Ageing {
  const { partitions, rolled, kept, monotonic, decimals, report } = context;
  /** Weeks without a chunk that lacks its rollup, as far as this thread has looked. */
  const whole = new Set<Instant>();
  /** How often samples were written into a week since the start. */
  const writes = new Map<Instant, number>();
  let isSuspended = false;
  let isShort = false;
  let running: Promise<void> | undefined;

  function within<T>(start: Instant, work: (partition: Partition) => T): Promise<T> {
    return withPartition(partitions, start, work, context.onDamagedFile);
  }

  function samplesOf(start: Instant, { id, payload }: Row) {
    try {
      return decodeChunk(payload);
    } catch (error) {
      if (!(error instanceof ChunkDamaged)) throw error;
      context.onDamagedChunk(start, chunkSid(id));
      return null;
    }
  }

  /** Goes through the rows that `take` gives, a slice at a time; false when it was ended early. */
  async function through(start: Instant, take: (partition: Partition, id: number) => readonly Row[], each: Each): Promise<boolean> {
    for (let id = -1, isDone = false; !isDone; ) {
      await setTimeout(REST_MS);
      if (isSuspended || !partitions.starts().includes(start)) return false;
      const until = monotonic() + SLICE_MS;
      await within(start, (partition) => {
        each.transaction(partition, () => {
          while (!isDone && monotonic() < until) {
            const rows = take(partition, id);
            for (const row of rows) each.row(partition, row);
            id = rows.at(-1)?.id ?? id;
            isDone = rows.length < ROWS;
          }
        });
      });
    }
    return true;
  }

  async function completeRollups(start: Instant): Promise<void> {
    if (whole.has(start)) return;
    const isKnown = await within(start, (partition) => partition.isWhole());
    if (!isKnown) {
      const isDone = await through(start, (partition, id) => partition.withoutRollup(id, ROWS), {
        transaction: (partition, work) => partition.transaction(work),
        row: (partition, row) => {
          const samples = samplesOf(start, row);
          if (samples) partition.putRollup(row.id, encodeRollup(rollUp(samples), decimals(chunkSid(row.id))));
        },
      });
      if (!isDone) return;
      // A damaged chunk stays without one: then who reads must look, as before.
      await within(start, (partition) => {
        if (partition.withoutRollup(-1, 1).length === 0) partition.setWhole();
      });
    }
    whole.add(start);
  }

  function write(start: Instant, builder: RolledBuilder, longer: KeptBuilder, { daysOf }: Keeping): Promise<boolean> {
    return through(start, (partition, id) => partition.after(id, ROWS), {
      transaction: (_, work) => builder.transaction(() => longer.transaction(work)),
      row: (partition, row) => {
        const samples = samplesOf(start, row);
        if (!samples) return;
        const sid = chunkSid(row.id);
        builder.add(row.id, samples, decimals(sid));
        const days = daysOf(sid);
        if (days > 0)
          longer.put(days, row.id, row.payload, encodeRollup(rollUp(samples), decimals(sid)), partition.readQuality(row.id) ?? null);
      },
    });
  }

  async function rollUpWeek(start: Instant, keeping: Keeping): Promise<void> {
    const begin = monotonic();
    const before = writes.get(start) ?? 0;
    const isAsItWas = () => (writes.get(start) ?? 0) === before;
    // Of an attempt that was cut short before the file of rollups had its name.
    await kept.remove(start);
    const builder = await rolled.build(start);
    const longer = await kept.build(start);
    try {
      await longer.prepare(keeping.days);
      const isDone = await write(start, builder, longer, keeping);
      if (!isDone || !isAsItWas()) {
        await Promise.all([builder.abandon(), longer.abandon()]);
        return;
      }
      await longer.finish();
      await builder.finish();
      // What came while the files got their names is not in them.
      if (!isAsItWas()) await forget(start);
    } catch (error) {
      await Promise.allSettled([builder.abandon(), longer.abandon()]);
      throw error;
    }
    report({ level: 'info', event: 'telemetry week rolled up', fields: { start, ms: Math.round(monotonic() - begin) } });
  }

  async function forget(start: Instant): Promise<void> {
    await rolled.remove(start);
    await kept.remove(start);
  }

  async function pass(limit: Instant, keeping: Keeping): Promise<void> {
    for (const start of partitions.starts()) {
      if (isSuspended) return;
      if (partitionEnd(start) <= limit + AHEAD_MS && !rolled.has(start)) await rollUpWeek(start, keeping);
    }
    for (const start of partitions.starts()) {
      if (isSuspended) return;
      await completeRollups(start);
    }
  }

  return {
    run: async (limit, keeping) => {
      await running?.catch(() => undefined);
      if (isSuspended) return;
      running = pass(limit, keeping).finally(() => {
        running = undefined;
      });
      try {
        await running;
        isShort = false;
      } catch (error) {
        const fault = faultOf(error);
        isShort = fault.code === 'telemetry.full';
        throw fault;
      }
    },
    touch: async (start) => {
      writes.set(start, (writes.get(start) ?? 0) + 1);
      if (rolled.has(start)) await forget(start);
    },
    isShort: () => isShort,
    suspend: async () => {
      isSuspended = true;
      await running?.catch(() => undefined);
    },
    resume: () => {
      isSuspended = false;
    },
  };
}

interface Each {
  transaction(partition: Partition, work: () => void): void;
  row(partition: Partition, row: Row): void;
}
