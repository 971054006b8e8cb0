import type { Instant } from '../../../../shared/domain/id.ts';
import type { CodedError, Faults } from '../rpc.ts';
import { codeOf } from '../telemetry/faults.ts';
import type { CountSearch, LogCount } from './count.ts';
import type { LogPage, LogSearch } from './reader.ts';

export type LogErrorCode =
  /** The owner has stopped writing: the disk is full. */
  | 'logs.paused'
  /** There is no room. Nothing was kept. */
  | 'logs.full'
  /** A thread died or could not write; sending the same again does no harm. */
  | 'logs.failed'
  | 'logs.stopped';

export class LogError extends Error implements CodedError {
  readonly code: LogErrorCode;
  constructor(code: LogErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LogError';
    this.code = code;
  }
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL']);

function faultOf(error: unknown): LogError {
  if (error instanceof LogError) return error;
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  return new LogError(FULL.has(code) ? 'logs.full' : 'logs.failed', code ? `${code}: ${message}` : message, { cause: error });
}

/** The troubles of the log store, for its threads. */
export const LOG_FAULTS: Faults = {
  of: faultOf,
  make: (code, message) => new LogError(code as LogErrorCode, message),
  failed: 'logs.failed',
  stopped: 'logs.stopped',
};

/** Packed records with their place in the stream that brought them; `payload` is handed over and not to be used afterwards. */
export interface LogArrival {
  readonly sequence: number;
  readonly payload: Uint8Array<ArrayBuffer>;
}

export interface LogStats {
  /** Everything in the folder. */
  readonly bytes: number;
  /** Records acknowledged since the store was opened. */
  readonly appended: number;
  /** Number that the next record gets; numbers are never given twice. */
  readonly nextNumber: number;
  readonly unsealed: number;
  /** Batches and blocks that could not be read. */
  readonly damaged: number;
  /** Start of the oldest day that is kept, UTC; null before the first. */
  readonly oldestDay: Instant | null;
  readonly days: number;
  readonly writeP95Ms: number | null;
  readonly paused: string | null;
  /** As the writing handle reads it; anything but FULL refuses to open. */
  readonly synchronous: 'OFF' | 'NORMAL' | 'FULL' | 'EXTRA';
}

/** Records over time. Every operation rejects with a LogError and nothing else. */
export interface LogStore {
  /** Resolves when the records survive a power cut, with how many were new. What the stream has brought before is dropped. */
  append(stream: string, arrivals: readonly LogArrival[]): Promise<number>;
  /** Sequence number of the last stored batch of a stream, 0 for one never seen. */
  lastSequence(stream: string): number;
  search(search: LogSearch): Promise<LogPage>;
  /** Counts what a query finds; other calls are answered in between. A later count under the same `key` ends it. */
  count(key: string, search: CountSearch): Promise<LogCount>;
  pause(reason: string): Promise<void>;
  resume(): Promise<void>;
  /** Removes days that ended before `now - retentionMs`; never rewrites a file, so that it works on a full disk. Gives how many. */
  expire(now: Instant, retentionMs: number): Promise<number>;
  stats(): Promise<LogStats>;
  stop(): Promise<void>;
}
