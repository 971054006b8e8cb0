import { randomBytes } from 'node:crypto';
import { connect as connectSocket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../lib/clock.ts';
import { type Log, toLogFormat } from '../lib/log.ts';
import { createDecoder, encodeFrame, type Frame } from './frame.ts';
import { encodeContent, encodeItem, ItemTooLong, MAX_CONTENT_BYTES } from './item.ts';
import type { Spool } from './spool.ts';
import { decodeMessage, encodeMessage, LINK_VERSION, type Message, proofOf, type QueueState, sameProof, streamKeyOf } from './wire.ts';

export interface SenderOptions {
  /** Name of the stream: `poller`, `receiver` ... One sender per name. */
  readonly streamId: string;
  /** Address of the receiver ... */
  readonly socketPath?: string;
  /** ... or whatever else opens a connection to it; called for every attempt, errors arrive as events of the duplex. */
  readonly connect?: () => Duplex;
  /** The shared token, read anew for every attempt; null while there is none. */
  readonly token: () => string | null;
  readonly spool: Spool;
  readonly log: Log;
  readonly clock: Clock;
  /** Told to the receiver with each heartbeat, not queued. */
  readonly status?: () => unknown;
}

export interface SenderState extends QueueState {
  readonly isConnected: boolean;
  /** Why the last attempt failed; null while connected. */
  readonly lastError: string | null;
}

export interface Sender {
  /** Queues an item durably and returns its sequence number; delivery follows when it can. Throws ItemTooLong above `mostBytes`, by default what a frame takes. */
  send(kind: string, payload: unknown, mostBytes?: number): number;
  /** Messages from the receiver; returns the unsubscriber. */
  onMessage(listener: (kind: string, payload: unknown) => void): () => void;
  state(): SenderState;
  /** Resolves true when everything queued was acknowledged, false after `timeoutMs`. */
  drained(timeoutMs: number): Promise<boolean>;
  /** Closes the connection; the spool stays open and is its owner's to close. */
  stop(): void;
}

const WINDOW_ITEMS = 256;
const WINDOW_BYTES = 4 * 1024 * 1024;
const HEARTBEAT_MS = 1000;
const SILENCE_MS = 15_000;
const MAX_BACKOFF_MS = 1000;

/** One attempt and, when it succeeds, one connection. */
interface Connection {
  readonly duplex: Duplex;
  readonly nonce: string;
  isWelcome: boolean;
  sentSeq: number;
  unacknowledged: { readonly seq: number; readonly bytes: number }[];
  heardAt: number;
  isBlocked: boolean;
}

/** Sends a spool's items in order over one connection at a time and begins again after the receiver's last number whenever it breaks. */
export function createSender(options: SenderOptions): Sender {
  const { spool, log, clock, streamId } = options;
  const listeners = new Set<(kind: string, payload: unknown) => void>();
  const waiting = new Set<() => void>();
  let connection: Connection | null = null;
  let attempts = 0;
  let lastError: string | null = 'not connected yet';
  let isStopped = false;
  let retry: NodeJS.Timeout | undefined;
  const openDuplex = options.connect ?? (() => connectSocket(options.socketPath ?? ''));

  function attempt(): void {
    const token = options.token();
    if (token === null) {
      later('no token');
      return;
    }
    const duplex = openDuplex();
    const mine: Connection = {
      duplex,
      nonce: randomBytes(32).toString('hex'),
      isWelcome: false,
      sentSeq: 0,
      unacknowledged: [],
      heardAt: clock.monotonic(),
      isBlocked: false,
    };
    connection = mine;
    const decoder = createDecoder();
    duplex.on('data', (chunk: Buffer) => {
      if (connection !== mine) return;
      mine.heardAt = clock.monotonic();
      const { frames, garbage } = decoder.push(chunk);
      for (const frame of frames) {
        const trouble = connection === mine ? hear(mine, token, frame) : null;
        if (trouble !== null) lose(mine, trouble);
      }
      if (garbage !== null) lose(mine, `garbage: ${garbage}`);
    });
    duplex.on('drain', () => {
      mine.isBlocked = false;
      pump(mine);
    });
    duplex.on('error', (error) => lose(mine, error.message));
    duplex.on('close', () => lose(mine, 'closed'));
  }

  function later(reason: string): void {
    lastError = reason;
    if (isStopped) return;
    const backoff = Math.min(MAX_BACKOFF_MS, 25 * 2 ** Math.min(attempts, 10));
    attempts += 1;
    retry = setTimeout(attempt, backoff * (0.5 + Math.random() / 2));
  }

  function lose(mine: Connection, reason: string): void {
    if (connection !== mine) return;
    connection = null;
    mine.duplex.destroy();
    if (mine.isWelcome && !isStopped) log.warn({ reason }, 'link lost');
    later(reason);
  }

  /** Acts on one frame; returns why the connection cannot go on, or null. */
  function hear(mine: Connection, token: string, frame: Frame): string | null {
    switch (frame.type) {
      case 'challenge':
        return answer(mine, token, decodeMessage('challenge', frame.body));
      case 'welcome':
        return begin(mine, token, decodeMessage('welcome', frame.body));
      case 'acknowledge':
        return advance(mine, decodeMessage('acknowledge', frame.body));
      case 'message': {
        const message = decodeMessage('message', frame.body);
        if (!message || !mine.isWelcome) return 'protocol';
        for (const listener of listeners) listener(message.kind, message.payload);
        return null;
      }
      case 'refusal':
        return `refused: ${decodeMessage('refusal', frame.body)?.code ?? 'unknown'}`;
      default:
        return `protocol: ${frame.type}`;
    }
  }

  function answer(mine: Connection, token: string, challenge: Message<'challenge'> | null): string | null {
    if (challenge?.version !== LINK_VERSION) return 'version';
    const proof = proofOf(token, 'sender', challenge.nonce, streamKeyOf(streamId, spool.epoch));
    mine.duplex.write(encodeMessage('hello', { version: LINK_VERSION, name: streamId, epoch: spool.epoch, nonce: mine.nonce, proof }));
    return null;
  }

  function begin(mine: Connection, token: string, welcome: Message<'welcome'> | null): string | null {
    const expected = proofOf(token, 'receiver', mine.nonce, streamKeyOf(streamId, spool.epoch));
    if (!welcome || mine.isWelcome || !sameProof(welcome.proof, expected)) return 'token';
    mine.isWelcome = true;
    mine.sentSeq = welcome.lastSeq;
    attempts = 0;
    lastError = null;
    spool.acknowledge(welcome.lastSeq);
    log.info({ after: welcome.lastSeq, depth: spool.state().depth }, 'link up');
    beat();
    pump(mine);
    settle();
    return null;
  }

  function advance(mine: Connection, acknowledged: Message<'acknowledge'> | null): string | null {
    if (!acknowledged || !mine.isWelcome || acknowledged.seq > mine.sentSeq) return 'protocol';
    spool.acknowledge(acknowledged.seq);
    mine.unacknowledged = mine.unacknowledged.filter(({ seq }) => seq > acknowledged.seq);
    // What was left out after it is acknowledged by nobody else.
    if (mine.unacknowledged.length === 0) spool.acknowledge(mine.sentSeq);
    pump(mine);
    settle();
    return null;
  }

  /** Sends what the window and the socket take. */
  function pump(mine: Connection): void {
    while (connection === mine && mine.isWelcome && !mine.isBlocked) {
      const room = WINDOW_ITEMS - mine.unacknowledged.length;
      const inFlight = mine.unacknowledged.reduce((sum, { bytes }) => sum + bytes, 0);
      if (room <= 0 || inFlight >= WINDOW_BYTES) return;
      const items = spool.read(mine.sentSeq, room, WINDOW_BYTES - inFlight);
      if (items.length === 0) return;
      for (const item of items) {
        // Left by a version that queued it: it must not end every process that reads it again.
        if (item.bytes.byteLength > MAX_CONTENT_BYTES) {
          log.error({ seq: item.seq, bytes: item.bytes.byteLength }, 'item too long, left out');
          mine.sentSeq = item.seq;
          if (mine.unacknowledged.length === 0) spool.acknowledge(item.seq);
          settle();
          continue;
        }
        mine.unacknowledged.push({ seq: item.seq, bytes: item.bytes.byteLength });
        mine.sentSeq = item.seq;
        if (!mine.duplex.write(encodeFrame('item', encodeItem(item)))) mine.isBlocked = true;
      }
    }
  }

  function beat(): void {
    const mine = connection;
    if (!mine) return;
    if (clock.monotonic() - mine.heardAt > SILENCE_MS) lose(mine, 'silence');
    if (connection !== mine || !mine.isWelcome || mine.isBlocked) return;
    mine.duplex.write(encodeMessage('status', { queue: spool.state(), process: options.status?.() ?? null }));
    pump(mine);
  }

  function settle(): void {
    if (spool.state().depth === 0) for (const resolve of waiting) resolve();
  }

  const heartbeat = setInterval(() => {
    try {
      beat();
    } catch (error) {
      log.error({ error: toLogFormat(error) }, 'heartbeat failed');
    }
  }, HEARTBEAT_MS);
  attempt();

  return {
    send: (kind, payload, mostBytes = MAX_CONTENT_BYTES) => {
      const content = encodeContent(kind, payload);
      if (content.byteLength > mostBytes) throw new ItemTooLong(kind, content.byteLength);
      const seq = spool.append(content);
      if (connection) pump(connection);
      return seq;
    },
    onMessage: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state: () => ({ ...spool.state(), isConnected: connection?.isWelcome ?? false, lastError }),
    drained: (timeoutMs) =>
      new Promise((resolve) => {
        if (spool.state().depth === 0) {
          resolve(true);
          return;
        }
        const end = (isDone: boolean) => () => {
          clearTimeout(timer);
          waiting.delete(done);
          resolve(isDone);
        };
        const done = end(true);
        const timer = setTimeout(end(false), timeoutMs);
        waiting.add(done);
      }),
    stop: () => {
      isStopped = true;
      clearInterval(heartbeat);
      clearTimeout(retry);
      const mine = connection;
      connection = null;
      mine?.duplex.destroy();
    },
  };
}
