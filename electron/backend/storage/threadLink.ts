import type { TransferListItem, Worker } from 'node:worker_threads';
import type { Clock } from '../lib/clock.ts';
import { type Argument, type Calls, type CodedError, type Connection, connect, type Faults, type Result, type ThreadEvent } from './rpc.ts';

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5_000;
/** A thread that lived this long had started well: the next delay is the first again. */
const SETTLED_MS = 10_000;
const STOP_MS = 2_000;

interface LinkOptions<E extends ThreadEvent> {
  readonly clock: Clock;
  readonly faults: Faults;
  /** Starts the thread; called again whenever it has died. */
  spawn(): Worker;
  onEvent(event: E): void;
  /** The thread died unasked or could not be started again; it is tried anew after `retryInMs`. */
  onDeath(error: CodedError, retryInMs: number): void;
}

/** A thread that is started anew when it dies. Calls pending then are rejected, and so are calls before the next one runs. */
export interface Link<T extends Calls<T>> {
  call<K extends keyof T & string>(name: K, argument: Argument<T, K>, transfer?: readonly TransferListItem[]): Promise<Result<T, K>>;
  /** Asks the thread to close what it has open and ends it, at the latest after two seconds. Idempotent. */
  stop(): Promise<void>;
}

/** Starts a thread and waits until it has opened its files; rejects with the store's error when the first start fails. */
export async function startLink<T extends Calls<T> & { stop(nothing: null): unknown }, E extends ThreadEvent = ThreadEvent>(
  options: LinkOptions<E>,
): Promise<Link<T>> {
  const { clock, faults, spawn, onEvent, onDeath } = options;
  let worker: Worker | undefined;
  let connection: Connection<T> | undefined;
  let delayMs = FIRST_DELAY_MS;
  let timer: NodeJS.Timeout | undefined;
  let isUp = false;
  let isStopping = false;
  let ended: Promise<void> | undefined;

  function start(): Promise<void> {
    const startedAt = clock.monotonic();
    worker = spawn();
    const current = connect<T, E>(worker, faults, onEvent, (error) => {
      connection = undefined;
      if (!isUp || isStopping) return;
      if (clock.monotonic() - startedAt >= SETTLED_MS) delayMs = FIRST_DELAY_MS;
      onDeath(error, delayMs);
      // The rejection of `opened` is this death, reported already.
      timer = setTimeout(() => void start().catch(() => undefined), delayMs);
      delayMs = Math.min(LONGEST_DELAY_MS, delayMs * 2);
    });
    connection = current;
    return current.opened;
  }

  async function end(): Promise<void> {
    isStopping = true;
    clearTimeout(timer);
    let bound: NodeJS.Timeout | undefined;
    const tooLate = new Promise<void>((resolve) => {
      bound = setTimeout(resolve, STOP_MS);
    });
    const closed = connection?.call('stop', null as Argument<T, 'stop'>).catch(() => undefined);
    await Promise.race([closed, tooLate]);
    clearTimeout(bound);
    await worker?.terminate();
  }

  await start();
  isUp = true;
  return {
    call: (name, argument, transfer) => {
      if (connection && !isStopping) return connection.call(name, argument, transfer);
      return Promise.reject(
        isStopping ? faults.make(faults.stopped, 'the store is stopped') : faults.make(faults.failed, 'the thread is being started again'),
      );
    },
    stop: () => {
      ended ??= end();
      return ended;
    },
  };
}
