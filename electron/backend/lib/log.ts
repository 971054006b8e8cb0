import { type Logger, pino } from 'pino';

export type Log = Logger;

const REDACTED = [
  'password',
  '*.password',
  'token',
  '*.token',
  'cookie',
  '*.cookie',
  'authorization',
  '*.authorization',
  'community',
  '*.community',
  'secret',
  '*.secret',
];

/** What waits while standard output takes nothing, e.g. a file on a full disk; more is dropped. */
const WAITING_BYTES = 1024 * 1024;

/** Written line by line: what pino otherwise keeps back for later it cannot get rid of at the exit when nobody reads any more, and never ends. */
function standardOutput() {
  const stream = pino.destination({ dest: 1, sync: true, maxLength: WAITING_BYTES });
  // A log that cannot be written never stops the station.
  stream.on('error', () => undefined);
  return stream;
}

/** JSON lines on standard output or where `write` takes them, one child per module (`log.child({ module })`). Fields, not sentences; secrets are redacted by name. */
export function createLog(process: string, level: string = 'info', write?: (line: string) => void): Log {
  return pino(
    { level, base: { process }, redact: { paths: REDACTED, censor: '[redacted]' }, timestamp: pino.stdTimeFunctions.isoTime },
    write ? { write: (line) => write(line.trimEnd()) } : standardOutput(),
  );
}

/** Any thrown value as fields: name, message, code, stack and its chain of causes. */
export function toLogFormat(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  return {
    name: error.name,
    message: error.message,
    ...('code' in error && { code: error.code }),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: toLogFormat(error.cause) }),
  };
}
