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
  onFrames(frames: readonly Frame[], address: string): void;
  onError(error: Error): void;
  /** A client did not keep to TLS. */
  onClientError(error: Error): void;
}

/** Listens for streams of messages. Rejects with the error of the socket. */
export async function openStream(options: StreamOptions): Promise<StreamDoor> {
  const { host, port, tls, mostBytes, mostConnections, onFrames, onError, onClientError } = options;
  const open = new Set<Socket>();
  let isHeld = false;

  function serve(socket: Socket): void {
    const address = plainAddress(socket.remoteAddress ?? '');
    const framing = createFraming(mostBytes);
    const deliver = (frames: readonly Frame[]) => frames.length > 0 && onFrames(frames, address);
    open.add(socket);
    socket.setKeepAlive(true, 60_000);
    if (isHeld) socket.pause();
    socket.on('data', (chunk: Buffer) => deliver(framing.push(chunk)));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      open.delete(socket);
      deliver(framing.end());
    });
  }

  const server: Server = tls ? createTls({ ...tls, minVersion: 'TLSv1.2' }, serve) : createTcp(serve);
  server.maxConnections = mostConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  server.on('error', onError);
  // Anybody may begin a connection that is no TLS, as often as he likes.
  server.on('tlsClientError', (error) => onClientError(error));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => open.size,
    hold: (held) => {
      isHeld = held;
      for (const socket of open) held ? socket.pause() : socket.resume();
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
