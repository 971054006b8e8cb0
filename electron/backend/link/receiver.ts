import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { dirname } from 'node:path';
import type { Duplex } from 'node:stream';
import { isMainThread } from 'node:worker_threads';
import { type Log, toLogFormat } from '../lib/log.ts';
import { createDecoder, type Frame } from './frame.ts';
import { createIntake, type Intake } from './intake.ts';
import { decodeItem, type Item } from './item.ts';
import { decodeMessage, encodeMessage, LINK_VERSION, proofOf, type QueueState, type RefusalCode, sameProof, streamKeyOf } from './wire.ts';

export interface ReceiverOptions {
  readonly socketPath: string;
  readonly log: Log;
  /** What `writeLinkToken` wrote. */
  readonly token: string;
  /** Sequence number of the last item of this stream that is stored, 0 for a stream never seen. */
  lastSequence(streamKey: string): number | Promise<number>;
  /**
   * Items of one stream in order, none twice over one receiver's life. Acknowledged when the promise resolves: by then they and the
   * last sequence number must be stored in one transaction. Rejecting means later: the same items come again.
   */
  onBatch(streamKey: string, fromSeq: number, items: readonly Item[]): Promise<void>;
  /** A sender is there (now `send` reaches it) or gone. */
  onPeer?(streamId: string, state: 'connected' | 'gone'): void;
  /** What the sender tells of its process with every heartbeat. */
  onStatus?(streamId: string, process: unknown): void;
}

/** One connected sender: its queue as it last told, and items received here but not yet stored. */
export interface StreamState extends QueueState {
  readonly streamId: string;
  readonly streamKey: string;
  readonly toldAtMs: number;
  readonly waiting: number;
  readonly lastSeq: number;
}

export interface Receiver {
  /** Sends to the process that is connected under this name now; false when there is none. Not queued: say it again in `onPeer`. */
  send(streamId: string, kind: string, payload: unknown): boolean;
  streams(): readonly StreamState[];
  /** Stops taking items, waits for those being stored, and removes the socket. */
  stop(): Promise<void>;
}

interface Peer {
  readonly duplex: Duplex;
  readonly nonce: string;
  streamId: string;
  streamKey: string;
  intake: Intake | null;
  queue: QueueState | null;
  toldAtMs: number;
  /** Takes nothing more from it and closes. */
  leave(): void;
}

interface Shared {
  readonly options: ReceiverOptions;
  readonly peers: Set<Peer>;
  /** Per stream: resolves when nothing that an earlier connection brought is being stored any more. */
  readonly endings: Map<string, Promise<void>>;
}

const HELLO_TIMEOUT_MS = 5000;
const REFUSAL_TIMEOUT_MS = 500;
const NO_QUEUE: QueueState = { depth: 0, bytes: 0, oldestAt: null, dropped: 0, storage: 'disk', problem: null };

/** Accepts senders on a local socket; hands over their items in order and acknowledges what was stored. Rejects when somebody else listens there. */
export async function createReceiver(options: ReceiverOptions): Promise<Receiver> {
  const peers = new Set<Peer>();
  const shared: Shared = { options, peers, endings: new Map() };
  const server = createServer((socket) => accept(shared, socket));
  await listen(server, options.socketPath);
  return {
    send: (streamId, kind, payload) => {
      const peer = [...peers].find((p) => p.intake !== null && p.streamId === streamId);
      peer?.duplex.write(encodeMessage('message', { kind, payload }));
      return peer !== undefined;
    },
    streams: () =>
      [...peers].flatMap(({ intake, streamId, streamKey, queue, toldAtMs }) =>
        intake ? [{ ...(queue ?? NO_QUEUE), streamId, streamKey, toldAtMs, waiting: intake.waiting(), lastSeq: intake.lastSeq() }] : [],
      ),
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const peer of [...peers]) peer.leave();
      await Promise.all(shared.endings.values());
      await closed;
    },
  };
}

/** Serves one connection of any kind (`net.Socket` here; TLS later). */
function accept({ options, peers, endings }: Shared, duplex: Duplex): void {
  const { log } = options;
  const nonce = randomBytes(32).toString('hex');
  const peer: Peer = { duplex, nonce, streamId: '', streamKey: '', intake: null, queue: null, toldAtMs: performance.now(), leave };
  peers.add(peer);
  const decoder = createDecoder();
  const helloTimer = setTimeout(() => refuse('protocol'), HELLO_TIMEOUT_MS);
  let isGreeting = false;

  function refuse(code: RefusalCode): void {
    log.warn({ stream: peer.streamId, code }, 'link refused');
    clearTimeout(helloTimer);
    peers.delete(peer);
    duplex.write(encodeMessage('refusal', { code }), leave);
    setTimeout(leave, REFUSAL_TIMEOUT_MS).unref();
  }

  function leave(): void {
    clearTimeout(helloTimer);
    peers.delete(peer);
    duplex.destroy();
    const { intake } = peer;
    if (!intake) return;
    peer.intake = null;
    const before = endings.get(peer.streamId);
    endings.set(
      peer.streamId,
      Promise.all([before, intake.stop()]).then(() => undefined),
    );
    options.onPeer?.(peer.streamId, 'gone');
  }

  async function greet(body: Buffer): Promise<RefusalCode | null> {
    const hello = decodeMessage('hello', body);
    if (!hello || isGreeting) return 'protocol';
    isGreeting = true;
    if (hello.version !== LINK_VERSION) return 'version';
    const streamKey = streamKeyOf(hello.name, hello.epoch);
    if (!sameProof(hello.proof, proofOf(options.token, 'sender', nonce, streamKey))) return 'token';
    clearTimeout(helloTimer);
    // A sender that comes again before its old connection is known dead supersedes it.
    for (const older of [...peers].filter((p) => p.streamId === hello.name)) older.leave();
    peer.streamId = hello.name;
    peer.streamKey = streamKey;
    await endings.get(hello.name);
    const lastSeq = await options.lastSequence(streamKey);
    if (!peers.has(peer)) return null;
    peer.intake = createIntake({
      lastSeq,
      log: log.child({ stream: hello.name }),
      store: (items) => options.onBatch(streamKey, items[0]?.seq ?? 0, items),
      acknowledge: (seq) => duplex.write(encodeMessage('acknowledge', { seq })),
      pause: () => duplex.pause(),
      resume: () => duplex.resume(),
    });
    duplex.write(encodeMessage('welcome', { proof: proofOf(options.token, 'receiver', hello.nonce, streamKey), lastSeq }));
    log.info({ stream: hello.name, lastSeq }, 'link accepted');
    options.onPeer?.(hello.name, 'connected');
    return null;
  }

  /** Acts on one frame of a sender that was greeted; returns why it is refused, or null. */
  function hear(frame: Frame, intake: Intake): RefusalCode | null {
    if (frame.type === 'item') {
      const item = decodeItem(frame.body);
      if (!item) return 'protocol';
      intake.push(item);
      return null;
    }
    const status = frame.type === 'status' ? decodeMessage('status', frame.body) : null;
    if (!status) return 'protocol';
    peer.queue = status.queue;
    peer.toldAtMs = performance.now();
    duplex.write(encodeMessage('acknowledge', { seq: intake.lastSeq() }));
    options.onStatus?.(peer.streamId, status.process);
    return null;
  }

  async function receive(frame: Frame): Promise<void> {
    try {
      const intake = peer.intake;
      const refusal = frame.type === 'hello' ? await greet(frame.body) : intake ? hear(frame, intake) : 'protocol';
      if (refusal !== null && peers.has(peer)) refuse(refusal);
    } catch (error) {
      log.error({ error: toLogFormat(error) }, 'link failed');
      leave();
    }
  }

  duplex.on('data', (chunk: Buffer) => {
    const { frames, garbage } = decoder.push(chunk);
    for (const frame of frames) if (peers.has(peer)) void receive(frame);
    if (garbage !== null && peers.has(peer)) refuse('protocol');
  });
  duplex.on('error', (error) => log.debug({ error: toLogFormat(error) }, 'link error'));
  duplex.on('close', leave);
  duplex.write(encodeMessage('challenge', { version: LINK_VERSION, nonce }));
}

const isPipe = (address: string): boolean => address.startsWith('\\\\');

/** A socket file that nobody answers on is left over from a process that was killed. */
async function removeLeftover(path: string): Promise<void> {
  if (isPipe(path) || !existsSync(path)) return;
  const isAnswered = await new Promise<boolean>((resolve) => {
    const probe = connect(path, () => resolve(true));
    probe.on('error', () => resolve(false));
    probe.on('connect', () => probe.destroy());
  });
  if (isAnswered) throw new Error(`another process listens on ${path}`);
  unlinkSync(path);
}

async function listen(server: Server, path: string): Promise<void> {
  if (!isPipe(path)) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  await removeLeftover(path);
  // The socket is bound inside `listen`, so it is never open to others, not even for a moment.
  const before = isMainThread && !isPipe(path) ? process.umask(0o177) : null;
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
      if (before !== null) process.umask(before);
    });
  } finally {
    if (before !== null) process.umask(before);
  }
  if (!isPipe(path)) chmodSync(path, 0o600);
}
