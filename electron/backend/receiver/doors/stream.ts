import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import { createServer as createTls, type TlsOptions } from 'node:tls';
import { createFraming, type Frame } from '../syslog/framing.ts';
import { plainAddress } from './udp.ts';

export interface StreamDoor {
  readonly port: number;
  connections(): number;
  /** While held nothing is read: senders wait, and nothing of theirs is lost. */
  hold(isHeld: boolean): void;
  close(): Promise<void>;
}

export interface StreamOptions {
  readonly host: string;
  readonly port: number;
  /** Null for plain TCP (RFC 6587), else TLS (RFC 5425). */
  readonly tls: Pick<TlsOptions, 'cert' | 'key' | 'ca' | 'requestCert' | 'rejectUnauthorized'> | null;
  readonly mostBytes: number;
  readonly mostConnections: number;
  /** One sender cannot take the places of all others. */
  readonly mostPerAddress: number;
  /** Half a TLS handshake holds a place no longer than this. */
  readonly handshakeMs: number;
  onFrames(frames: readonly Frame[], address: string): void;
  /** Resolves when what was handed over outlives whatever happens to us; a stream that its sender ended is ended by us only then. */
  settled(): Promise<void>;
  onError(error: Error): void;
  /** A client did not keep to TLS. */
  onClientError(error: Error): void;
}

const peerOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

/** Listens for streams of messages. Rejects with the error of the socket. */
export async function openStream(options: StreamOptions): Promise<StreamDoor> {
  const { host, port, tls, mostBytes, mostConnections, mostPerAddress, onFrames, settled, onError, onClientError } = options;
  const served = new Set<Socket>();
  /** Every connection, also one that has not finished its TLS handshake and may never: closing the door must not wait for it. */
  const connected = new Set<Socket>();
  const perAddress = new Map<string, number>();
  let isHeld = false;

  function admit(socket: Socket): void {
    const address = plainAddress(socket.remoteAddress ?? '');
    const before = perAddress.get(address) ?? 0;
    if (before >= mostPerAddress) {
      socket.destroy();
      return;
    }
    perAddress.set(address, before + 1);
    connected.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      connected.delete(socket);
      const left = (perAddress.get(address) ?? 1) - 1;
      left > 0 ? perAddress.set(address, left) : perAddress.delete(address);
    });
  }

  /** Node resets no TLS socket, only the one beneath it. */
  function breakOff(peer: string): void {
    for (const socket of connected) if (peerOf(socket) === peer) socket.resetAndDestroy();
  }

  function serve(socket: Socket): void {
    const address = plainAddress(socket.remoteAddress ?? '');
    const peer = peerOf(socket);
    const framing = createFraming(mostBytes);
    const deliver = (frames: readonly Frame[]) => frames.length > 0 && onFrames(frames, address);
    served.add(socket);
    socket.setKeepAlive(true, 60_000);
    if (isHeld) socket.pause();
    socket.on('data', (chunk: Buffer) => deliver(framing.push(chunk)));
    socket.on('end', () => {
      deliver(framing.end());
      settled().then(
        () => socket.end(),
        () => breakOff(peer),
      );
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      served.delete(socket);
      deliver(framing.end());
    });
  }

  const server: Server = tls
    ? createTls({ ...tls, minVersion: 'TLSv1.2', handshakeTimeout: options.handshakeMs, allowHalfOpen: true }, serve)
    : createTcp({ allowHalfOpen: true }, serve);
  server.prependListener('connection', admit);
  server.maxConnections = mostConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  server.on('error', onError);
  // Anybody may begin a connection that is no TLS, as often as he likes. Node reports a handshake that took too long and leaves it open.
  server.on('tlsClientError', (error, socket: Socket) => {
    socket.destroy();
    onClientError(error);
  });
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => served.size,
    hold: (held) => {
      isHeld = held;
      for (const socket of served) held ? socket.pause() : socket.resume();
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of connected) socket.destroy();
      await closed;
    },
  };
}
