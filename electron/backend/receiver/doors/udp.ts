import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';

/** Bytes the kernel may hold for us: with Linux' own 208 KiB a fifth of a burst is lost. It gives what net.core.rmem_max allows. */
const RECEIVE_BYTES = 16 * 1024 * 1024;

export interface UdpDoor {
  readonly port: number;
  /** What the kernel gave, in bytes. */
  readonly bufferBytes: number;
  send(reply: Buffer, port: number, address: string): void;
  close(): Promise<void>;
}

export type OnDatagram = (bytes: Buffer, address: string, port: number) => void;

/** An address as everything else writes it: IPv4 as IPv4, without a zone. */
export function plainAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ?? address.replace(/%.*$/, '');
}

/** Listens for datagrams, of IPv4 and IPv6 where the host is `::`. Rejects with the error of the socket: a port that is taken, or not allowed. */
export async function openUdp(host: string, port: number, onDatagram: OnDatagram, onError: (error: Error) => void): Promise<UdpDoor> {
  const socket: Socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', recvBufferSize: RECEIVE_BYTES });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address: host, port, exclusive: true }, () => {
      socket.off('error', reject);
      resolve();
    });
  });
  socket.on('error', onError);
  socket.on('message', (bytes, { address, port: from }) => onDatagram(bytes, plainAddress(address), from));
  return {
    port: socket.address().port,
    bufferBytes: socket.getRecvBufferSize(),
    send: (reply, to, address) => socket.send(reply, to, address, (error) => error && onError(error)),
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
