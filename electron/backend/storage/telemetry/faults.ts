import type { Faults } from '../rpc.ts';
import { TelemetryError, type TelemetryErrorCode } from './store.ts';

/** The result code of the file system or of SQLite, '' where the error has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Any fault as one of the codes callers know: no room left is `telemetry.full`, everything else `telemetry.failed`. */
export function faultOf(error: unknown): TelemetryError {
  if (error instanceof TelemetryError) return error;
  const code = codeOf(error);
  const isFull = code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL';
  const message = error instanceof Error ? error.message : String(error);
  return new TelemetryError(isFull ? 'telemetry.full' : 'telemetry.failed', code ? `${code}: ${message}` : message, { cause: error });
}

/** True for a file that is not, or no longer, a database. */
export function isDamage(error: unknown): boolean {
  const code = codeOf(error);
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB';
}

/** The troubles of telemetry, for its threads. */
export const TELEMETRY_FAULTS: Faults = {
  of: faultOf,
  make: (code, message) => new TelemetryError(code as TelemetryErrorCode, message),
  failed: 'telemetry.failed',
  stopped: 'telemetry.stopped',
};
