import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { systemClock } from '../../../lib/clock.ts';
import { entryUrl } from '../../../lib/entries.ts';
import { createLog } from '../../../lib/log.ts';
import { openTelemetry, type TelemetryOptions } from '../client.ts';
import type { ThreadData } from '../protocol.ts';
import type { SeriesKey, StoredSample, TelemetryStore } from '../store.ts';

/** Monday 2026-11-23T00:00:00Z: the begin of a partition. */
export const MONDAY = Date.UTC(2026, 10, 23);
export const MINUTE = 60_000;
export const DAY = 86_400_000;
export const CPU: SeriesKey = { resourceId: '0198b1a0-0000-7000-8000-000000000001', metric: 'cpu.utilisation', component: '' };

/** A sample of `cpu.utilisation` at 60 s; tests state only what matters to them. */
export function sample(at: number, value: number | null, rest: Partial<StoredSample> = {}): StoredSample {
  return { ...CPU, at, value, intervalMs: MINUTE, ...rest };
}

/** A folder of its own with the stores opened on it; `close` stops them and removes it. */
export function makeBench() {
  const root = mkdtempSync(join(tmpdir(), 'sw-telemetry-'));
  const stores: TelemetryStore[] = [];
  const threads: { readonly role: ThreadData['role']; readonly worker: Worker }[] = [];
  return {
    folder: join(root, 'telemetry'),
    /** Threads in the order they were started. */
    threads,
    open: async (options: Partial<TelemetryOptions> = {}): Promise<TelemetryStore> => {
      const store = await openTelemetry({
        folder: join(root, 'telemetry'),
        clock: systemClock,
        log: createLog('test', 'silent'),
        spawn: (workerData) => {
          const worker = new Worker(entryUrl('telemetryWorker'), { workerData });
          threads.push({ role: workerData.role, worker });
          return worker;
        },
        ...options,
      });
      stores.push(store);
      return store;
    },
    close: async (): Promise<void> => {
      await Promise.all(stores.map((store) => store.stop()));
      rmSync(root, { recursive: true, force: true });
    },
  };
}

export type Bench = ReturnType<typeof makeBench>;

/** Resolves when the head has gone into chunks; rejects after ten seconds. */
export async function untilTransferred(store: TelemetryStore): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const { head, checkpoint } = await store.stats();
    if (head.samples === 0 && checkpoint.at !== null) return;
    if (performance.now() > deadline) throw new Error(`not transferred: ${JSON.stringify({ head, checkpoint })}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
