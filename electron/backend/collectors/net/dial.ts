import { connect, type Socket } from 'node:net';
import type { Fault } from '../../../../shared/domain/observation/observation.ts';
import { faultOf } from './fault.ts';
import type { Address } from './resolve.ts';

export type Dialled = { readonly socket: Socket } | { readonly fault: Fault };

/** Connects to the first address that accepts, both families tried in turn. `onAbort` is the fault when `signal` ends the attempt. */
export function dial(addresses: readonly Address[], port: number, signal: AbortSignal, onAbort: Fault): Promise<Dialled> {
  return new Promise((resolve) => {
    const socket = connect({
      host: addresses[0]?.address ?? '',
      port,
      autoSelectFamily: true,
      lookup: (_name, _options, answer) =>
        answer(
          null,
          addresses.map(({ address, family }) => ({ address, family })),
        ),
    });
    const end = (result: Dialled): void => {
      signal.removeEventListener('abort', abort);
      socket.removeAllListeners('connect');
      if ('fault' in result) socket.destroy();
      resolve(result);
    };
    const abort = (): void => end({ fault: onAbort });
    // Stays for the life of the socket: an error after the end is nobody's business, but must have a listener.
    socket.on('error', (error) => end({ fault: faultOf(error) }));
    socket.once('connect', () => end({ socket }));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
