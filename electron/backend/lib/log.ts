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

/** JSON lines on standard output, one child per module (`log.child({ module })`). Fields, not sentences; secrets are redacted by name. */
export function createLog(process: string, level: string = 'info'): Log {
  return pino({ level, base: { process }, redact: { paths: REDACTED, censor: '[redacted]' }, timestamp: pino.stdTimeFunctions.isoTime });
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
