import { isIP, type Socket } from 'node:net';
import { connect, createSecureContext, getCACertificates, type SecureContext, type TLSSocket } from 'node:tls';
import type { Fault } from '../../../../shared/domain/observation/observation.ts';
import { faultOf } from '../net/fault.ts';

export type Secured =
  | {
      readonly socket: TLSSocket;
      readonly daysLeft: number | null;
      readonly distrust: Fault | null;
      readonly fingerprint: string;
      /** The version that was agreed on: `TLSv1.3`. */
      readonly protocol: string;
    }
  | { readonly fault: Fault };

/** What a checked server must offer, and what an unchecked one may: management cards often speak nothing newer than TLS 1.0. */
export interface SecureContexts {
  readonly strict: SecureContext;
  readonly lenient: SecureContext;
}

export type { SecureContext } from 'node:tls';

/** Agrees on nothing but the versions that RFC 8996 ended: whoever accepts them can be talked down to them. */
export function createWeakContext(): SecureContext {
  return createSecureContext({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' });
}

const plain = (fingerprint: string): string => fingerprint.replaceAll(':', '').toUpperCase();

/** Trusts Node's own list of authorities and the machine's; made once, because reading both for every connection costs more than the check. */
export function createSecureContexts(): SecureContexts {
  const authorities = [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
  return {
    strict: createSecureContext({ ca: authorities }),
    lenient: createSecureContext({ minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' }),
  };
}

/** Why a certificate is not the pinned one (SHA-256, hex, colons or none), or null. The code ends with what was shown. */
export function pinFault(shown: string, pinned: string): Fault | null {
  return plain(shown) === plain(pinned) ? null : { kind: 'auth', retryable: false, detail: `tls.pin.${shown}` };
}

const DAY_MS = 86_400_000;

/**
 * TLS over a connection that stands. A certificate that does not convince is not a network fault: the connection comes back with the
 * days its certificate has left (negative once expired) and with `distrust` saying why it must not be used.
 */
export function secure(
  socket: Socket,
  host: string,
  secureContext: SecureContext,
  now: number,
  signal: AbortSignal,
  onAbort: Fault,
): Promise<Secured> {
  return new Promise((resolve) => {
    // The peer is judged below, where a bad certificate can still be looked at; nothing is sent before that.
    const tls = connect({ socket, secureContext, rejectUnauthorized: false, ...(isIP(host) === 0 && { servername: host }), host });
    const end = (result: Secured): void => {
      signal.removeEventListener('abort', abort);
      if ('fault' in result) tls.destroy();
      resolve(result);
    };
    const abort = (): void => end({ fault: onAbort });
    tls.on('error', (error) => end({ fault: { ...faultOf(error), kind: 'protocol' } }));
    tls.once('secureConnect', () => {
      const peer = tls.getPeerX509Certificate();
      const validTo = peer?.validToDate.getTime();
      const reason = tls.authorized ? null : String(tls.authorizationError);
      end({
        socket: tls,
        daysLeft: validTo === undefined ? null : (validTo - now) / DAY_MS,
        fingerprint: peer?.fingerprint256 ?? '',
        protocol: tls.getProtocol() ?? '',
        distrust: reason === null ? null : { kind: 'auth', retryable: false, detail: `certificate: ${reason}` },
      });
    });
    tls.once('close', () => end({ fault: { kind: 'protocol', retryable: true, detail: 'connection closed during TLS handshake' } }));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
