import type { Kysely } from 'kysely';
import type { Clock } from '../lib/clock.ts';
import { isFullDisk } from '../lib/fullDisk.ts';
import { kyselyOver } from './dialect.ts';
import type { Tables } from './tables.ts';
import { type DatabaseThread, StatementFailed } from './thread.ts';
import { TRANSACTION } from './threadProtocol.ts';

declare const writable: unique symbol;
/** A handle that may write. A read query cannot be handed one by accident, nor the other way round. */
export type WriteDb = Kysely<Tables> & { readonly [writable]: true };

/** One use case inside the writer's transaction. Await only queries in it: everybody else's writes wait. */
export interface Work {
  readonly db: WriteDb;
  /** Runs after the commit is durable: publish here, never before. */
  onCommit(action: () => void): void;
  /** Undoes what the use case changed in memory, when it or its group is rolled back. Runs in reverse order. */
  onRollback(action: () => void): void;
}

/** The disk is full and no reserve is left: nothing was written. */
export class StorageFull extends Error {
  readonly code = 'storage.full';
}

/** The writer is stopping or its thread is gone: nothing was written. */
export class StorageBusy extends Error {
  readonly code = 'storage.busy';
}

export interface Writer {
  /**
   * Runs one use case in a transaction and resolves when it is durable. Use cases run one after the other; those that
   * wait are committed together (one fsync). A use case may run twice when the disk was full and a reserve was released,
   * so it changes memory only together with `onRollback`. Rejects with its own error, StorageFull or StorageBusy.
   */
  write<T>(name: string, use: (work: Work) => Promise<T>): Promise<T>;
  stats(): { readonly depth: number; readonly commits: number; readonly commitP95Ms: number | null };
  close(): Promise<void>;
}

interface Job {
  readonly name: string;
  readonly use: (work: Work) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  attempt: number;
}

interface Ran {
  readonly job: Job;
  readonly value: unknown;
  readonly commits: readonly (() => void)[];
  readonly rollbacks: readonly (() => void)[];
}

const GROUP_JOBS = 64;
const GROUP_MS = 20;
const KEPT_TIMES = 500;

function undo(actions: readonly (() => void)[]): void {
  for (const action of [...actions].reverse()) action();
}

const isFull = (error: unknown): boolean => error instanceof StatementFailed && isFullDisk(error);

/** `relieve` frees reserved space when the disk is full; true when it is worth another try. */
export function createWriter(thread: DatabaseThread, clock: Clock, relieve: () => Promise<boolean>): Writer {
  const queue: Job[] = [];
  const times: number[] = [];
  let commits = 0;
  let active = false;
  let whenIdle: (() => void) | undefined;
  let closed = false;
  let running = '';
  const db = kyselyOver<Tables>((sql, parameters) => thread.run(running, sql, parameters)) as WriteDb;

  const control = (sql: string) => thread.run(TRANSACTION, sql);

  async function perform(job: Job): Promise<Ran> {
    const after: (() => void)[] = [];
    const rollbacks: (() => void)[] = [];
    await control('savepoint job');
    running = job.name;
    try {
      const value = await job.use({ db, onCommit: (action) => after.push(action), onRollback: (action) => rollbacks.push(action) });
      await control('release job');
      return { job, value, commits: after, rollbacks };
    } catch (error) {
      undo(rollbacks);
      throw error;
    }
  }

  /** One group: begin, use cases, commit. Returns what ran; throws when the transaction as a whole is lost. */
  async function group(ran: Ran[], lost: { job: Job | undefined }): Promise<void> {
    await control('begin immediate');
    const began = clock.monotonic();
    while (queue.length > 0 && ran.length < GROUP_JOBS && clock.monotonic() - began < GROUP_MS) {
      const job = queue.shift();
      if (!job) break;
      try {
        ran.push(await perform(job));
      } catch (error) {
        const whole = error instanceof StatementFailed && (error.rolledBack || isFull(error));
        if (whole) {
          lost.job = job;
          throw error;
        }
        lost.job = job;
        await control('rollback to job');
        await control('release job');
        lost.job = undefined;
        job.reject(error);
      }
    }
    const committing = clock.monotonic();
    await control('commit');
    times.push(clock.monotonic() - committing);
    if (times.length > KEPT_TIMES) times.shift();
    commits += 1;
  }

  async function failGroup(jobs: readonly Job[], error: unknown): Promise<void> {
    await control('rollback').catch(() => undefined);
    if (!isFull(error)) {
      for (const job of jobs) job.reject(error);
      return;
    }
    const again = await relieve();
    const retry = jobs.filter((job) => again && job.attempt < 3);
    for (const job of jobs) {
      if (!retry.includes(job)) job.reject(new StorageFull('the disk is full', { cause: error }));
    }
    for (const job of retry) job.attempt += 1;
    queue.unshift(...retry);
  }

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      const ran: Ran[] = [];
      const lost: { job: Job | undefined } = { job: undefined };
      try {
        await group(ran, lost);
      } catch (error) {
        for (const one of [...ran].reverse()) undo(one.rollbacks);
        const jobs = [...ran.map((one) => one.job), ...(lost.job ? [lost.job] : [])];
        await failGroup(jobs.length > 0 ? jobs : queue.splice(0), error);
        continue;
      }
      for (const one of ran) {
        for (const action of one.commits) action();
        one.job.resolve(one.value);
      }
    }
    active = false;
    whenIdle?.();
  }

  return {
    write: (name, use) =>
      new Promise((resolve, reject) => {
        if (closed) {
          reject(new StorageBusy('the writer is closed'));
          return;
        }
        queue.push({ name, use, resolve: resolve as (value: unknown) => void, reject, attempt: 1 });
        if (!active) {
          active = true;
          void drain();
        }
      }),
    stats: () => {
      const sorted = [...times].sort((a, b) => a - b);
      return { depth: queue.length, commits, commitP95Ms: sorted[Math.floor(sorted.length * 0.95)] ?? null };
    },
    close: async () => {
      closed = true;
      if (active) await new Promise<void>((resolve) => (whenIdle = resolve));
      await thread.close();
    },
  };
}
