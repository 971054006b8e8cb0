import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../../../../shared/domain/id.ts';
import type { ThreadEvent } from '../rpc.ts';
import { isDamage } from '../telemetry/faults.ts';
import { folderSize } from '../telemetry/folder.ts';
import { dayFile } from './layout.ts';
import type { LogWriterCalls } from './protocol.ts';
import { LogError } from './store.ts';
import { openLogWriter } from './writer.ts';

const DAY_MS = 86_400_000;
/** After a block could not be made, the next attempt. */
const RETRY_MS = 30_000;

/** What the writing thread answers. Blocks are made in between, whenever there is enough for one. */
export async function serveWriter(
  folder: string,
  pausedAtStart: string | null,
  report: (event: ThreadEvent) => void,
): Promise<LogWriterCalls> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const writer = await openLogWriter(folder);
  let paused = pausedAtStart;
  let sealing: Promise<void> | null = null;
  let notBefore = 0;

  async function sealOne(): Promise<boolean> {
    try {
      return paused === null && (await writer.seal(false));
    } catch (error) {
      const day = writer.sealingDay();
      report({ level: 'error', event: 'log block not made', fields: { error: String(error), day } });
      if (isDamage(error) && day !== null) await setAside(day);
      notBefore = performance.now() + RETRY_MS;
      return false;
    }
  }

  /** A day's file that is no database any more is kept under another name; the day goes on in a new one. */
  async function setAside(day: Instant): Promise<void> {
    writer.release(day);
    const file = join(folder, dayFile(day));
    for (const suffix of ['', '-wal', '-shm']) await rename(`${file}${suffix}`, `${file}.damaged${suffix}`).catch(() => undefined);
    report({ level: 'error', event: 'log day set aside', fields: { day } });
  }

  async function sealAll(): Promise<void> {
    // Appends that wait are answered between two blocks.
    do await new Promise((resolve) => setImmediate(resolve));
    while (await sealOne());
  }

  function sealSoon(): void {
    if (performance.now() < notBefore) return;
    sealing ??= sealAll().finally(() => {
      sealing = null;
    });
  }

  sealSoon();
  return {
    append: ({ stream, arrivals }) => {
      if (paused !== null) throw new LogError('logs.paused', paused);
      const stored = writer.append(arrivals.map((one) => ({ stream, ...one })));
      sealSoon();
      return stored;
    },
    sequences: () => writer.sequences(),
    pause: (reason) => {
      paused = reason;
    },
    resume: () => {
      paused = null;
      notBefore = 0;
      sealSoon();
    },
    expiring: (before) => writer.days().filter((day) => day + DAY_MS <= before),
    remove: async (days) => {
      await sealing;
      await writer.remove(days);
    },
    stats: async () => {
      const days = writer.days();
      return { ...writer.stats(), bytes: await folderSize(folder), oldestDay: days[0] ?? null, days: days.length };
    },
    stop: async () => {
      paused ??= 'stopped';
      await sealing;
      writer.close();
    },
  };
}
