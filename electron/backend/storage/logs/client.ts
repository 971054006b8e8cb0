import type { Worker } from 'node:worker_threads';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import { startWorker } from '../../lib/workerThread.ts';
import type { CodedError, ThreadEvent } from '../rpc.ts';
import { type Link, startLink } from '../threadLink.ts';
import type { LogReaderCalls, LogThreadData, LogWriterCalls } from './protocol.ts';
import { LOG_FAULTS, LogError, type LogStore } from './store.ts';

export interface LogStoreOptions {
  /** `logs/` of the data folder; made when missing. */
  readonly folder: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Most bytes of filters that the reading thread keeps at hand; left out, what it takes by itself. */
  readonly filterBytes?: number;
  /** Most bytes that one writing handle keeps of its file; left out, what it takes by itself. */
  readonly cacheBytes?: number;
  /** How a thread is started; tests keep hold of it. */
  spawn?(data: LogThreadData): Worker;
}

const spawnEntry = (data: LogThreadData) => startWorker('logWorker', data);
/** Writes the percentile looks back on. */
const REMEMBERED = 512;
const PERCENTILE = 0.95;

/** A writer that is down writes nothing, and the next one is started with what it must know. */
function toleratingDeath(error: unknown): void {
  if (!(error instanceof LogError && error.code === 'logs.failed')) throw error;
}

/**
 * Opens the logs of a folder: one thread that writes and makes blocks, one that answers questions. Rejects with a LogError when a file
 * cannot be opened; after that a thread that dies is started again by itself.
 */
export async function openLogs({ folder, log, clock, filterBytes, cacheBytes, spawn = spawnEntry }: LogStoreOptions): Promise<LogStore> {
  let paused: string | null = null;
  let appended = 0;
  let stopped: Promise<void> | undefined;
  let isStopped = false;
  const tookMs: number[] = [];
  const onEvent = ({ level, event, fields }: ThreadEvent) => log[level](fields, event);
  const onDeathOf = (thread: LogThreadData['role']) => (error: CodedError, retryInMs: number) =>
    log.error({ thread, code: error.code, message: error.message, retryInMs }, 'log thread died');

  const writer = await startLink<LogWriterCalls>({
    ...{ clock, faults: LOG_FAULTS, onEvent },
    spawn: () => spawn({ role: 'writer', folder, paused, ...(cacheBytes !== undefined && { cacheBytes }) }),
    onDeath: onDeathOf('writer'),
  });
  let reader: Promise<Link<LogReaderCalls>> | null = null;

  /** The reading thread, from the first question on: a station that nobody asks needs none. */
  function asked(): Promise<Link<LogReaderCalls>> {
    reader ??= startLink<LogReaderCalls>({
      ...{ clock, faults: LOG_FAULTS, onEvent },
      spawn: () => spawn({ role: 'reader', folder, ...(filterBytes !== undefined && { filterBytes }) }),
      onDeath: onDeathOf('reader'),
    }).catch((error: unknown) => {
      reader = null;
      throw error;
    });
    return reader;
  }

  async function stop(): Promise<void> {
    isStopped = true;
    await (await reader?.catch(() => null))?.stop();
    await writer.stop();
  }

  async function ask<T>(question: (link: Link<LogReaderCalls>) => Promise<T>): Promise<T> {
    if (isStopped) throw new LogError('logs.stopped', 'the store is stopped');
    return question(await asked());
  }

  const sequences = new Map(await writer.call('sequences', null));

  function percentile(): number | null {
    const sorted = [...tookMs].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * PERCENTILE))] ?? null;
  }

  return {
    append: async (stream, arrivals) => {
      if (paused !== null) throw new LogError('logs.paused', paused);
      const startedAt = clock.monotonic();
      const last = arrivals.at(-1);
      if (!last) return 0;
      const stored = await writer.call(
        'append',
        { stream, arrivals },
        arrivals.map(({ payload }) => payload.buffer),
      );
      sequences.set(stream, Math.max(sequences.get(stream) ?? 0, last.sequence));
      appended += stored;
      tookMs.push(clock.monotonic() - startedAt);
      if (tookMs.length > REMEMBERED) tookMs.shift();
      return stored;
    },
    lastSequence: (stream) => sequences.get(stream) ?? 0,
    search: (search) => ask((link) => link.call('search', search)),
    count: (key, search) => ask((link) => link.call('count', { key, search })),
    pause: async (reason) => {
      paused = reason;
      await writer.call('pause', reason).catch(toleratingDeath);
    },
    resume: async () => {
      paused = null;
      await writer.call('resume', null).catch(toleratingDeath);
    },
    expire: async (now, retentionMs) => {
      const days = await writer.call('expiring', now - retentionMs);
      if (days.length === 0) return 0;
      // A reading thread that is down has nothing open, and what it opens later is gone by then.
      const link = await reader?.catch(() => null);
      await link?.call('hide', days).catch(() => undefined);
      try {
        await writer.call('remove', days);
      } finally {
        void link?.call('show', days).catch(() => undefined);
      }
      log.info({ days: days.length, first: days[0] }, 'log days removed');
      return days.length;
    },
    stats: async () => {
      const link = await reader?.catch(() => null);
      const [written, unreadable] = await Promise.all([writer.call('stats', null), link?.call('damaged', null).catch(() => 0)]);
      return { ...written, damaged: written.damaged + (unreadable ?? 0), appended, writeP95Ms: percentile(), paused };
    },
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}
