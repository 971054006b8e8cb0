import type { MessagePort } from 'node:worker_threads';
import type { Statement } from 'better-sqlite3';
import type { Sqlite } from './sqlite.ts';
import { SLOW_COMMIT_MS, SLOW_MS, type StatementReply, type StatementRequest, type ThreadMessage, TRANSACTION } from './threadProtocol.ts';

const CACHED = 500;

function faultOf(error: unknown): { code: string; message: string } {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'SQLITE_ERROR';
  return { code, message: error instanceof Error ? error.message : String(error) };
}

/** Serves statements on a database handle from a port until it gets `null`, in order; prepared statements are kept. */
export function serveStatements(db: Sqlite, port: MessagePort): void {
  const prepared = new Map<string, Statement<unknown[], Record<string, unknown>>>();

  function prepare(sql: string): Statement<unknown[], Record<string, unknown>> {
    const known = prepared.get(sql);
    if (known) return known;
    const statement = db.prepare<unknown[], Record<string, unknown>>(sql);
    if (prepared.size >= CACHED) prepared.clear();
    prepared.set(sql, statement);
    return statement;
  }

  function run({ id, sql, parameters }: StatementRequest): StatementReply {
    const began = performance.now();
    try {
      const statement = prepare(sql);
      const rows = statement.reader ? statement.all(...parameters) : [];
      const result = statement.reader ? { changes: 0, lastInsertRowid: null } : statement.run(...parameters);
      const ms = performance.now() - began;
      return { id, ok: true, rows, changes: result.changes, insertId: result.lastInsertRowid, inTransaction: db.inTransaction, ms };
    } catch (error) {
      return { id, ok: false, fault: faultOf(error), inTransaction: db.inTransaction, ms: performance.now() - began };
    }
  }

  port.on('message', (request: StatementRequest | null) => {
    if (request === null) {
      if (db.inTransaction) db.exec('rollback');
      db.close();
      port.postMessage({ type: 'closed' } satisfies ThreadMessage);
      port.close();
      return;
    }
    const reply = run(request);
    port.postMessage({ type: 'reply', reply } satisfies ThreadMessage);
    if (reply.ms > (request.name === TRANSACTION ? SLOW_COMMIT_MS : SLOW_MS))
      port.postMessage({ type: 'slow', name: request.name, sql: request.sql, ms: reply.ms } satisfies ThreadMessage);
  });
}
