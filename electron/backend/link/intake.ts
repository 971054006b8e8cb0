import { type Log, toLogFormat } from '../lib/log.ts';
import type { Item } from './item.ts';

export interface IntakeOptions {
  /** Number of the last item already stored. */
  readonly lastSeq: number;
  readonly log: Log;
  /** Stores items; rejects when they must be offered again. */
  store(items: readonly Item[]): Promise<void>;
  acknowledge(seq: number): void;
  /** Asks the transport to deliver no more, and to go on. */
  pause(): void;
  resume(): void;
}

export interface Intake {
  push(item: Item): void;
  /** Received and not yet stored. */
  waiting(): number;
  /** Number of the last stored item. */
  lastSeq(): number;
  /** Takes nothing more; resolves when the batch being stored is done with. */
  stop(): Promise<void>;
}

const MAX_BATCH = 500;
const PAUSE_AT = 1000;
const FIRST_RETRY_MS = 100;
const MAX_RETRY_MS = 5000;

/** The receiving end of one stream: stores what arrives in order, one batch at a time, and acknowledges only what was stored. */
export function createIntake(options: IntakeOptions): Intake {
  let queue: Item[] = [];
  let lastSeq = options.lastSeq;
  let newestSeq = options.lastSeq;
  let isStopped = false;
  let isPaused = false;
  let wake: (() => void) | null = null;
  let running: Promise<void> | null = null;

  const pauseFor = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function storeBatch(batch: readonly Item[]): Promise<boolean> {
    for (let delay = FIRST_RETRY_MS; !isStopped; delay = Math.min(MAX_RETRY_MS, delay * 2)) {
      try {
        await options.store(batch);
        return true;
      } catch (error) {
        options.log.warn({ items: batch.length, retryInMs: delay, error: toLogFormat(error) }, 'batch not stored');
        await pauseFor(delay);
      }
    }
    return false;
  }

  async function run(): Promise<void> {
    while (queue.length > 0 && !isStopped) {
      const batch = queue.slice(0, MAX_BATCH);
      if (!(await storeBatch(batch))) return;
      queue = queue.slice(batch.length);
      lastSeq = batch.at(-1)?.seq ?? lastSeq;
      if (!isStopped) options.acknowledge(lastSeq);
      if (isPaused && queue.length < PAUSE_AT / 2) {
        isPaused = false;
        options.resume();
      }
    }
  }

  return {
    push: (item) => {
      // Sent again after a break although it had arrived.
      if (isStopped || item.seq <= newestSeq) return;
      newestSeq = item.seq;
      queue.push(item);
      if (!isPaused && queue.length >= PAUSE_AT) {
        isPaused = true;
        options.pause();
      }
      running ??= run().finally(() => {
        running = null;
      });
    },
    waiting: () => queue.length,
    lastSeq: () => lastSeq,
    stop: async () => {
      isStopped = true;
      wake?.();
      await running;
    },
  };
}
