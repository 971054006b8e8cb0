import type { Fault } from '../../../../shared/domain/observation/observation.ts';
import type { Clock } from '../../lib/clock.ts';
import { dial } from '../net/dial.ts';
import type { Address } from '../net/resolve.ts';
import { type Answer, exchange, type Wanted } from './exchange.ts';
import { pinFault, type SecureContexts, secure } from './secure.ts';

/** One request: where to, over which addresses, and until when. */
export interface Step {
  readonly url: URL;
  readonly addresses: readonly Address[];
  readonly signal: AbortSignal;
  readonly onAbort: Fault;
}

/** Whose certificate is believed: one that is pinned, else one an authority vouches for, else any. */
export interface Trust {
  readonly verifyCertificate: boolean;
  readonly pinnedCertificate: string;
}

export interface GetMeans {
  readonly clock: Clock;
  readonly contexts: SecureContexts;
}

/** The name or address in a URL, without the brackets of IPv6. */
export const hostnameOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** One GET over a connection of its own; nothing is sent to a server that is not believed. */
export async function get(
  step: Step,
  wanted: Wanted,
  { verifyCertificate, pinnedCertificate }: Trust,
  { clock, contexts }: GetMeans,
): Promise<{ readonly answer: Answer; readonly daysLeft: number | null }> {
  const { url, signal, onAbort } = step;
  const isTls = url.protocol === 'https:';
  const dialled = await dial(step.addresses, Number(url.port) || (isTls ? 443 : 80), signal, onAbort);
  if ('fault' in dialled) return { answer: dialled, daysLeft: null };
  if (!isTls) return { answer: await exchange(dialled.socket, url, wanted, signal, onAbort), daysLeft: null };
  const isPinned = pinnedCertificate !== '';
  // A pinned certificate needs nobody's word; an old management card may be pinned, too.
  const context = verifyCertificate && !isPinned ? contexts.strict : contexts.lenient;
  const secured = await secure(dialled.socket, hostnameOf(url), context, clock.now(), signal, onAbort);
  if ('fault' in secured) return { answer: secured, daysLeft: null };
  const { daysLeft, fingerprint } = secured;
  const distrust = isPinned ? pinFault(fingerprint, pinnedCertificate) : verifyCertificate ? secured.distrust : null;
  if (distrust) {
    secured.socket.destroy();
    return { answer: { fault: distrust }, daysLeft };
  }
  return { answer: await exchange(secured.socket, url, wanted, signal, onAbort), daysLeft };
}
