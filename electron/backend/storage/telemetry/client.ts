import type { Worker } from 'node:worker_threads';
import { summarise } from '../../../../shared/domain/metric/statistics.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import { startWorker } from '../../lib/workerThread.ts';
import type { CodedError } from '../rpc.ts';
import { type Link, startLink } from '../threadLink.ts';
import { billingPoints } from './billing.ts';
import { TELEMETRY_FAULTS } from './faults.ts';
import { DEFAULT_LIMITS, type Limits, type ReaderCalls, type ThreadData, type ThreadEvent, type WriterCalls } from './protocol.ts';
import { createSender } from './sender.ts';
import { type SamplePage, type SeriesColumns, TelemetryError, type TelemetryErrorCode, type TelemetryStore } from './store.ts';
import { topSeries } from './top.ts';

/** A thread of the store died; it is started again after `retryInMs`. */
export interface TelemetryFailure {
  readonly thread: ThreadData['role'];
  readonly code: TelemetryErrorCode;
  readonly message: string;
  readonly retryInMs: number;
}

export interface TelemetryOptions {
  /** `telemetry/` of the data folder; made when missing. */
  readonly folder: string;
  readonly log: Log;
  readonly clock: Clock;
  onFailure?(failure: TelemetryFailure): void;
  readonly limits?: Partial<Limits>;
  /** Most bytes that one writing handle keeps of its file; left out, what it takes by itself. */
  readonly cacheBytes?: number;
  /** How a thread is started; tests keep hold of it. */
  spawn?(data: ThreadData): Worker;
}

const spawnEntry = (data: ThreadData) => startWorker('telemetryWorker', data);
const EMPTY_SUMMARY = summarise(new Float64Array(0), new Float64Array(0));
const EMPTY_PAGE: SamplePage = { at: new Float64Array(0), value: new Float64Array(0), next: null, flags: [] };
const EMPTY_SERIES: SeriesColumns = { stepMs: 0, intervalMs: 0, at: [], min: [], avg: [], max: [] };

/** A writer that is down writes nothing, and the next one is started with what it must know. */
function toleratingDeath(error: unknown): void {
  if (!(error instanceof TelemetryError && error.code === 'telemetry.failed')) throw error;
}

/** What could not be rolled up waits for the next time, and so do its samples. */
function toleratingFullDisk(error: unknown): void {
  if (!(error instanceof TelemetryError && error.code === 'telemetry.full')) throw error;
}

/**
 * Opens the telemetry of a folder: one thread that writes and keeps the newest hours in memory, one that reads what is in files.
 * Rejects with a TelemetryError when a file cannot be opened; after that a thread that dies is started again by itself.
 */
export async function openTelemetry(options: TelemetryOptions): Promise<TelemetryStore> {
  const { folder, log, clock, onFailure, limits, cacheBytes, spawn = spawnEntry } = options;
  const cache = cacheBytes === undefined ? {} : { cacheBytes };
  let paused: string | null = null;
  let isStopped = false;
  let stopped: Promise<void> | undefined;

  function onDeathOf(thread: ThreadData['role']) {
    return ({ code, message }: CodedError, retryInMs: number) => {
      log.error({ thread, code, message, retryInMs }, 'telemetry thread died');
      onFailure?.({ thread, code: code as TelemetryErrorCode, message, retryInMs });
    };
  }

  function onEvent({ level, event, fields, setAside }: ThreadEvent): void {
    log[level](fields, event);
    if (setAside !== undefined) void letGo([setAside], async () => undefined);
  }
  let callReader: Link<ReaderCalls>['call'] = () => Promise.reject(new TelemetryError('telemetry.failed', 'not started yet'));

  /** Runs work while the reading thread has these partitions closed. It may be down: then it has nothing open. */
  async function letGo<T>(starts: readonly number[], work: () => Promise<T>): Promise<T> {
    await callReader('block', starts).catch(() => undefined);
    try {
      return await work();
    } finally {
      void callReader('unblock', starts).catch(() => undefined);
    }
  }

  const sender = createSender(clock, (message) =>
    writer.call('append', message, [
      message.handle.buffer,
      message.at.buffer,
      message.value.buffer,
      message.intervalMs.buffer,
      ...(message.quality ? [message.quality.buffer] : []),
    ] as ArrayBuffer[]),
  );
  const spawnWriter = () => {
    sender.forget();
    return spawn({ role: 'writer', folder, limits: { ...DEFAULT_LIMITS, ...limits }, paused, ...cache });
  };
  const writer = await startLink<WriterCalls, ThreadEvent>({
    clock,
    faults: TELEMETRY_FAULTS,
    spawn: spawnWriter,
    onEvent,
    onDeath: onDeathOf('writer'),
  });
  const spawnReader = () => spawn({ role: 'reader', folder });
  const reader = await startLink<ReaderCalls, ThreadEvent>({
    clock,
    faults: TELEMETRY_FAULTS,
    spawn: spawnReader,
    onEvent,
    onDeath: onDeathOf('reader'),
  }).catch(async (error: unknown) => {
    await writer.stop();
    throw error;
  });
  callReader = reader.call;

  async function stop(): Promise<void> {
    isStopped = true;
    // The reader first: the last one to close a file in WAL mode takes the write-ahead log with it, and only a writer can.
    await reader.stop();
    await Promise.all([sender.flush(), writer.stop()]);
  }

  return {
    append: (samples) => {
      if (isStopped) return Promise.reject(new TelemetryError('telemetry.stopped', 'telemetry is stopped'));
      if (paused !== null) return Promise.reject(new TelemetryError('telemetry.paused', paused));
      return samples.length === 0 ? Promise.resolve() : sender.append(samples);
    },
    latest: (resourceIds) => writer.call('latest', resourceIds ?? null),
    latestOf: (metric, resourceIds) => writer.call('latestOf', { metric, resourceIds }),
    series: (resourceId) => writer.call('series', resourceId),
    query: async ({ points, ...range }) => {
      if (!(Number.isInteger(points) && points > 0)) throw new TelemetryError('telemetry.invalid', `query for ${points} points`);
      if (!(range.from < range.to)) return EMPTY_SERIES;
      const located = await writer.call('locate', range);
      return located ? reader.call('query', { ...located, from: range.from, to: range.to, points }) : EMPTY_SERIES;
    },
    replay: async ({ draft, present, state, ...range }) => {
      const located = range.from < range.to ? await writer.call('locate', range) : null;
      if (!located) return { state, samples: 0, gaps: 0 };
      return reader.call('replay', { ...located, from: range.from, to: range.to, metric: range.metric, draft, present, state });
    },
    qualities: async ({ joinMs, ...range }) => {
      const located = range.from < range.to ? await writer.call('locateRuns', range) : null;
      return located ? reader.call('qualities', { ...located, from: range.from, to: range.to, joinMs }) : [];
    },
    samples: async ({ most, ...range }) => {
      if (!(Number.isInteger(most) && most > 0)) throw new TelemetryError('telemetry.invalid', `${most} samples`);
      const located = range.from < range.to ? await writer.call('locate', range) : null;
      if (!located) return EMPTY_PAGE;
      return reader.call('samples', { ...located, from: range.from, to: range.to, points: most });
    },
    summary: async (range) => {
      const located = range.from < range.to ? await writer.call('locate', range) : null;
      if (!located) return EMPTY_SUMMARY;
      const { sid, head, partitions } = located;
      const message = { sids: Uint32Array.of(sid), heads: [head], partitions, from: range.from, to: range.to };
      const [summary = EMPTY_SUMMARY] = await reader.call('summaries', message);
      return summary;
    },
    load: async (range) => {
      const located = range.from < range.to ? await writer.call('locate', range) : null;
      if (!located) return null;
      return reader.call('load', { ...located, from: range.from, to: range.to, points: billingPoints(range) });
    },
    top: (query) => topSeries({ writer, reader }, query),
    pause: async (reason) => {
      paused = reason;
      sender.refuse(new TelemetryError('telemetry.paused', reason));
      await writer.call('pause', reason).catch(toleratingDeath);
    },
    resume: async () => {
      paused = null;
      await writer.call('resume', null).catch(toleratingDeath);
    },
    expire: async (now, kept) => {
      const retention = { now, ...(typeof kept === 'number' ? { samplesMs: kept } : kept) };
      if (paused === null) await writer.call('age', retention).catch(toleratingFullDisk);
      const starts = await writer.call('expiring', retention);
      const removed = await letGo(starts, () => writer.call('expire', retention));
      sender.forget();
      return removed;
    },
    census: (retention) => writer.call('census', retention),
    hold: (from, to) => writer.call('hold', { from, to }),
    release: (from, to) => writer.call('release', { from, to }),
    holds: () => writer.call('holds', null),
    stats: async () => {
      const [written, unreadable] = await Promise.all([writer.call('stats', null), reader.call('damaged', null).catch(() => 0)]);
      return { ...written, damaged: written.damaged + unreadable, ...sender.stats() };
    },
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}
