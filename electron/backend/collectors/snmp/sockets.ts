import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { EventEmitter } from 'node:events';
import type { Log } from '../../lib/log.ts';
import { toLogFormat } from '../../lib/log.ts';

/** Answers of hundreds of devices arrive at once: the kernel's own buffer of 208 KiB would lose some of them. */
const RECEIVE_BYTES = 4 * 1024 * 1024;

type Sent = (error: Error | null) => void;
export type Send = (bytes: Buffer, offset: number, length: number, port: number, address: string, sent: Sent) => void;

/** What of a socket others wrap. `sent` is called once for every packet, whatever becomes of it. */
export interface SharedSocket {
  send: Send;
}

const CLOSED = 'Socket forcibly closed';

/** A socket as net-snmp uses one, of many on one real socket. */
class Share extends EventEmitter implements SharedSocket {
  readonly #pool: Pool;
  #peer: string | null = null;
  #isClosed = false;

  constructor(pool: Pool) {
    super();
    this.#pool = pool;
  }

  send(...[bytes, offset, length, port, address, sent]: Parameters<Send>): void {
    if (this.#isClosed) {
      sent(new Error(CLOSED));
      return;
    }
    const peer = `${address} ${port}`;
    if (this.#peer !== peer) {
      this.#leave();
      this.#peer = peer;
      this.#pool.join(peer, this);
    }
    this.#pool.send(bytes, offset, length, port, address, sent);
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
  readonly #open: typeof createSocket;
  readonly #shares = new Map<string, Set<Share>>();
  /** Of packets that are not out yet: a socket that fails while it binds forgets them without a word. */
  readonly #unsent = new Set<Sent>();
  #socket: Socket | null = null;

  constructor(type: 'udp4' | 'udp6', log: Log, open: typeof createSocket) {
    this.#type = type;
    this.#log = log;
    this.#open = open;
  }

  send(...[bytes, offset, length, port, address, sent]: Parameters<Send>): void {
    const once: Sent = (error) => {
      if (this.#unsent.delete(once)) sent(error);
    };
    this.#unsent.add(once);
    this.#openSocket().send(bytes, offset, length, port, address, once);
  }

  #giveUp(error: Error): void {
    for (const sent of [...this.#unsent]) sent(error);
  }

  #openSocket(): Socket {
    if (this.#socket) return this.#socket;
    const socket = this.#open({ type: this.#type, recvBufferSize: RECEIVE_BYTES });
    socket.on('message', (bytes, from) => this.#deliver(bytes, from));
    socket.on('error', (error) => {
      this.#log.error({ error: toLogFormat(error) }, 'SNMP socket failed, a new one is opened');
      socket.close();
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#giveUp(error);
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
    this.#giveUp(new Error(CLOSED));
  }
}

/** What net-snmp takes in the place of node:dgram, so that thousands of devices need two sockets. Give it literal addresses only. */
export interface SharedSockets {
  createSocket(type: string): SharedSocket;
  close(): void;
}

/** One real socket a family, opened by `open` when it is needed and anew after a failure. */
export function createSharedSockets(log: Log, open = createSocket): SharedSockets {
  const pools = { udp4: new Pool('udp4', log, open), udp6: new Pool('udp6', log, open) };
  return {
    createSocket: (type) => new Share(type === 'udp6' ? pools.udp6 : pools.udp4),
    close: () => {
      pools.udp4.close();
      pools.udp6.close();
    },
  };
}
