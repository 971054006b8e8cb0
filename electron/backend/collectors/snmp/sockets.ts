import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { EventEmitter } from 'node:events';
import type { Log } from '../../lib/log.ts';
import { toLogFormat } from '../../lib/log.ts';

/** Answers of hundreds of devices arrive at once: the kernel's own buffer of 208 KiB would lose some of them. */
const RECEIVE_BYTES = 4 * 1024 * 1024;

/** A socket as net-snmp uses one, of many on one real socket. */
class Share extends EventEmitter {
  readonly #pool: Pool;
  #peer: string | null = null;
  #isClosed = false;

  constructor(pool: Pool) {
    super();
    this.#pool = pool;
  }

  send(bytes: Buffer, offset: number, length: number, port: number, address: string, sent: (error: Error | null) => void): void {
    if (this.#isClosed) {
      sent(new Error('Socket forcibly closed'));
      return;
    }
    const peer = `${address} ${port}`;
    if (this.#peer !== peer) {
      this.#leave();
      this.#peer = peer;
      this.#pool.join(peer, this);
    }
    this.#pool.socket().send(bytes, offset, length, port, address, sent);
  }

  #leave(): void {
    if (this.#peer !== null) this.#pool.leave(this.#peer, this);
    this.#peer = null;
  }

  close(): void {
    this.#isClosed = true;
    this.#leave();
    this.emit('close');
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

/** The real socket of one family with everybody on it. */
class Pool {
  readonly #type: 'udp4' | 'udp6';
  readonly #log: Log;
  readonly #shares = new Map<string, Set<Share>>();
  #socket: Socket | null = null;

  constructor(type: 'udp4' | 'udp6', log: Log) {
    this.#type = type;
    this.#log = log;
  }

  socket(): Socket {
    if (this.#socket) return this.#socket;
    const socket = createSocket({ type: this.#type, recvBufferSize: RECEIVE_BYTES });
    socket.on('message', (bytes, from) => this.#deliver(bytes, from));
    socket.on('error', (error) => {
      this.#log.error({ error: toLogFormat(error) }, 'SNMP socket failed, a new one is opened');
      socket.close();
      if (this.#socket === socket) this.#socket = null;
    });
    this.#socket = socket;
    return socket;
  }

  /** What comes from nobody who was asked is nobody's: a stranger's answer is not believed. */
  #deliver(bytes: Buffer, from: RemoteInfo): void {
    for (const share of this.#shares.get(`${from.address} ${from.port}`) ?? []) share.emit('message', bytes, from);
  }

  join(peer: string, share: Share): void {
    const shares = this.#shares.get(peer) ?? new Set();
    this.#shares.set(peer, shares.add(share));
  }

  leave(peer: string, share: Share): void {
    const shares = this.#shares.get(peer);
    shares?.delete(share);
    if (shares?.size === 0) this.#shares.delete(peer);
  }

  close(): void {
    this.#socket?.close();
    this.#socket = null;
  }
}

/** What net-snmp takes in the place of node:dgram, so that thousands of devices need two sockets. Give it literal addresses only. */
export interface SharedSockets {
  createSocket(type: string): unknown;
  close(): void;
}

export function createSharedSockets(log: Log): SharedSockets {
  const pools = { udp4: new Pool('udp4', log), udp6: new Pool('udp6', log) };
  return {
    createSocket: (type) => new Share(type === 'udp6' ? pools.udp6 : pools.udp4),
    close: () => {
      pools.udp4.close();
      pools.udp6.close();
    },
  };
}
