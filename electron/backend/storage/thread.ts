import type { Entry } from '../lib/entries.ts';
import type { Log } from '../lib/log.ts';
import { startWorker } from '../lib/workerThread.ts';
import type { StatementReply, StatementRequest, ThreadMessage } from './threadProtocol.ts';

/** A statement failed; `code` is SQLite's (SQLITE_FULL, SQLITE_CONSTRAINT_UNIQUE …). `rolledBack`: SQLite has ended the transaction by itself. */
export class StatementFailed extends Error {
  readonly code: string;
  readonly rolledBack: boolean;
  constructor(code: string, message: string, rolledBack: boolean) {
    super(message);
    this.code = code;
    this.rolledBack = rolledBack;
  }
}

/** The thread could not open its file; `code` tells why (storage.fromTheFuture, storage.notDurable, SQLITE_CORRUPT …). */
export class ThreadFailed extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export type Reply = Extract<StatementReply, { ok: true }>;

export interface DatabaseThread {
  /** Runs one statement; statements of one thread run in the order of these calls. Rejects with StatementFailed. */
  run(name: string, sql: string, parameters?: readonly unknown[]): Promise<Reply>;
  /** Statements sent and not yet answered. */
  pending(): number;
  synchronous: string | null;
  close(): Promise<void>;
}

interface Waiting {
  resolve(reply: Reply): void;
  reject(error: Error): void;
}

/** Starts a database worker thread and waits until its file is open. `onExit` is called when it dies unasked. */
export async function startThread(
  entry: Entry,
  data: object,
  log: Log,
  onExit: (error: Error) => void,
  onSlow: (name: string, sql: string, ms: number) => void,
): Promise<DatabaseThread> {
  const worker = startWorker(entry, data);
  const waiting = new Map<number, Waiting>();
  let next = 1;
  let closing: (() => void) | undefined;

  function settle(reply: StatementReply): void {
    const call = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (!call) return;
    if (reply.ok) call.resolve(reply);
    else call.reject(new StatementFailed(reply.fault.code, reply.fault.message, !reply.inTransaction));
  }

  const synchronous = await new Promise<string | null>((resolve, reject) => {
    worker.on('message', (message: ThreadMessage) => {
      if (message.type === 'reply') settle(message.reply);
      else if (message.type === 'opened') resolve(message.synchronous);
      else if (message.type === 'failed') reject(new ThreadFailed(message.code, message.message));
      else if (message.type === 'closed') closing?.();
      else {
        onSlow(message.name, message.sql, message.ms);
        log.warn({ query: message.name, sql: message.sql.slice(0, 300), ms: Math.round(message.ms) }, 'slow query');
      }
    });
    const gone = (error: Error) => {
      reject(error);
      for (const call of waiting.values()) call.reject(error);
      waiting.clear();
      if (closing) closing();
      else onExit(error);
    };
    worker.on('error', gone);
    worker.on('exit', (code) => gone(new ThreadFailed('storage.threadGone', `${entry} exited with ${code}`)));
  });

  return {
    synchronous,
    pending: () => waiting.size,
    run: (name, sql, parameters = []) =>
      new Promise((resolve, reject) => {
        const id = next++;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, name, sql, parameters } satisfies StatementRequest);
      }),
    close: () =>
      new Promise((resolve) => {
        closing = resolve;
        worker.postMessage(null);
      }),
  };
}
