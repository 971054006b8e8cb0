import type { Fault, FaultKind } from '../../../../shared/domain/observation/observation.ts';

const KINDS: Readonly<Record<string, FaultKind>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'refused',
  EPIPE: 'protocol',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EINVAL: 'unreachable',
  ENOTFOUND: 'unreachable',
  ENODATA: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EACCES: 'tool',
  EPERM: 'tool',
  EMFILE: 'tool',
  ENFILE: 'tool',
};

const MAX_DETAIL = 500;

/** A code of the operating system or of Node, or '' where the error has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** What a failed network call says about the device. Codes nobody listed are the device's protocol: it answered, not as it should. */
export function faultOf(error: unknown): Fault {
  const code = codeOf(error);
  const kind = KINDS[code] ?? 'protocol';
  const message = error instanceof Error ? error.message : String(error);
  const detail = message.includes(code) ? message : `${code} ${message}`;
  return { kind, retryable: kind !== 'tool', detail: detail.slice(0, MAX_DETAIL) };
}

/** The device said nothing in time. */
export function timeoutFault(what: string, limitMs: number): Fault {
  return { kind: 'timeout', retryable: true, detail: `${what} within ${Math.round(limitMs)} ms` };
}
