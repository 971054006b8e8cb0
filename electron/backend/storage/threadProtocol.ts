import type { SqliteFault } from './sqlite.ts';

/** One statement for a database thread. `name` is the use case, so that a slow statement can be named in the log. */
export interface StatementRequest {
  readonly id: number;
  readonly name: string;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** `inTransaction` after the statement: SQLite rolls the whole transaction back by itself on a full disk or an I/O error. */
export type StatementReply =
  | {
      readonly id: number;
      readonly ok: true;
      readonly rows: readonly Record<string, unknown>[];
      readonly changes: number;
      readonly insertId: number | bigint | null;
      readonly inTransaction: boolean;
      readonly ms: number;
    }
  | { readonly id: number; readonly ok: false; readonly fault: SqliteFault; readonly inTransaction: boolean; readonly ms: number };

export type ThreadMessage =
  | { readonly type: 'opened'; readonly synchronous: string | null }
  | { readonly type: 'failed'; readonly code: string; readonly message: string }
  | { readonly type: 'closed' }
  | { readonly type: 'slow'; readonly name: string; readonly sql: string; readonly ms: number }
  | { readonly type: 'reply'; readonly reply: StatementReply };

/** A statement slower than this (milliseconds) is named in the log. */
export const SLOW_MS = 20;
/** A commit waits for the disk, not for a bad plan: only one slower than this is worth a line. */
export const SLOW_COMMIT_MS = 500;
/** Name of the statements that only open and close transactions. */
export const TRANSACTION = 'transaction';
