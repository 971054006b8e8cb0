import type { SharedSockets } from '../../collectors/snmp/sockets.ts';
import type { Limiter } from './limiter.ts';

/** What net-snmp is told in place of sending one packet too many. */
export class RequestLimit extends Error {
  readonly code = 'discovery.limit';
}

/** Sockets for one device: every packet is counted, waits for its turn, and the one after the last is not sent. */
export interface Metered {
  readonly sockets: SharedSockets;
  sent(): number;
  isSpent(): boolean;
}

/**
 * Wraps the shared sockets for one device; net-snmp begins to wait for an answer when its packet is out, so that a turn waited for costs no
 * patience. Nothing goes out once `signal` is aborted, not even what waits for its turn.
 */
export function metered(shared: SharedSockets, limiter: Limiter, most: number, signal: AbortSignal): Metered {
  let count = 0;
  let isSpent = false;
  return {
    sent: () => count,
    isSpent: () => isSpent,
    sockets: {
      createSocket: (type) => {
        const socket = shared.createSocket(type);
        const send = socket.send.bind(socket);
        socket.send = (bytes, offset, length, port, address, sent) => {
          if (signal.aborted || count >= most) {
            isSpent ||= count >= most;
            sent(new RequestLimit('no more packets for this device'));
            return;
          }
          count += 1;
          void limiter.take().then(() => {
            if (signal.aborted) sent(new RequestLimit('the run is stopped'));
            else send(bytes, offset, length, port, address, sent);
          });
        };
        return socket;
      },
      close: () => undefined,
    },
  };
}
