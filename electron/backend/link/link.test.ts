import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { linkAddress, readLinkToken, writeLinkToken } from './address.ts';
import { encodeContent, type Item, ItemTooLong, MAX_CONTENT_BYTES } from './item.ts';
import { createReceiver, type Receiver, type ReceiverOptions } from './receiver.ts';
import { createSender, type Sender, type SenderOptions } from './sender.ts';
import { createSpool, type Spool } from './spool.ts';

const log = pino({ level: 'silent' });
const WAIT = { timeout: 8000, interval: 10 };
let folder: string;
let socketPath: string;
let closing: (() => Promise<void> | void)[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'link-'));
  socketPath = join(folder, 'run', 'ingest.sock');
  closing = [];
});
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  rmSync(folder, { recursive: true });
});

/** Stands for the backend's store: items and last number in one step. */
function createStore() {
  const items: Item[] = [];
  const last = new Map<string, number>();
  return {
    items,
    last,
    lastSequence: (key: string) => last.get(key) ?? 0,
    onBatch: async (key: string, fromSeq: number, batch: readonly Item[]) => {
      expect(batch[0]!.seq).toBe(fromSeq);
      items.push(...batch);
      last.set(key, batch.at(-1)!.seq);
    },
  };
}

async function receiverFor(options: Partial<ReceiverOptions> & Pick<ReceiverOptions, 'lastSequence' | 'onBatch'>): Promise<Receiver> {
  const receiver = await createReceiver({ socketPath, log, token: 'secret', ...options });
  closing.push(() => receiver.stop());
  return receiver;
}

function spoolNamed(name: string): Spool {
  const spool = createSpool({ folder: join(folder, name), log, clock: systemClock });
  closing.push(() => spool.close());
  return spool;
}

function senderFor(spool: Spool, options: Partial<SenderOptions> = {}): Sender {
  const sender = createSender({ streamId: 'poller', socketPath, token: () => 'secret', spool, log, clock: systemClock, ...options });
  closing.push(() => sender.stop());
  return sender;
}

const numbers = (items: readonly Item[]) => items.map((item) => item.payload);
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('link', () => {
  it('delivers items in order, once, and empties the spool', async () => {
    const store = createStore();
    await receiverFor(store);
    const sender = senderFor(spoolNamed('a'));
    for (const i of upTo(2000)) sender.send('observations', i);
    expect(await sender.drained(8000)).toBe(true);
    expect(numbers(store.items)).toEqual(upTo(2000));
    expect(sender.state()).toMatchObject({ depth: 0, isConnected: true, lastError: null });
  });

  it('acknowledges only what was stored: rejected batches come again and hold up nothing else', async () => {
    const store = createStore();
    let refusals = 3;
    const receiver = await receiverFor({
      lastSequence: store.lastSequence,
      onBatch: async (key, from, items) => {
        refusals -= 1;
        if (refusals >= 0) throw new Error('disk full');
        await store.onBatch(key, from, items);
      },
    });
    const sender = senderFor(spoolNamed('a'));
    for (const i of upTo(10)) sender.send('observations', i);
    await vi.waitFor(() => expect(receiver.streams()[0]?.waiting).toBeGreaterThan(0), WAIT);
    expect(sender.state().depth).toBe(10);
    expect(await sender.drained(8000)).toBe(true);
    expect(numbers(store.items)).toEqual(upTo(10));
  });

  it('goes on where the receiver left off when that restarts, also while items are being stored', async () => {
    const store = createStore();
    const slow = {
      ...store,
      onBatch: async (key: string, from: number, items: readonly Item[]) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        await store.onBatch(key, from, items);
      },
    };
    const sender = senderFor(spoolNamed('a'));
    let sent = 0;
    const feed = setInterval(() => {
      for (let i = 0; i < 20; i += 1, sent += 1) sender.send('observations', sent);
    }, 2);
    for (let round = 0; round < 8; round += 1) {
      const receiver = await createReceiver({ socketPath, log, token: 'secret', ...slow });
      const before = store.items.length;
      await vi.waitFor(() => expect(store.items.length).toBeGreaterThan(before), WAIT);
      await receiver.stop();
    }
    clearInterval(feed);
    await receiverFor(store);
    expect(await sender.drained(8000)).toBe(true);
    expect(numbers(store.items)).toEqual(upTo(sent));
  });

  it('R-8.4.3-d2-6 refuses what no frame takes, and leaves out what a spool holds of that: it ends nobody who reads it', async () => {
    const store = createStore();
    const spool = spoolNamed('a');
    const tooLong = new Uint8Array(MAX_CONTENT_BYTES);
    spool.append(encodeContent('observations', tooLong));
    const sender = senderFor(spool);
    expect(() => sender.send('observations', tooLong)).toThrow(ItemTooLong);
    expect(() => sender.send('observations', 'x'.repeat(100), 50)).toThrow(ItemTooLong);
    sender.send('observations', 1);
    spool.append(encodeContent('observations', tooLong));
    await receiverFor(store);
    expect(await sender.drained(8000)).toBe(true);
    expect(store.items.map(({ payload }) => payload)).toEqual([1]);
    sender.send('observations', 2);
    expect(await sender.drained(8000)).toBe(true);
    expect(store.items.map(({ payload }) => payload)).toEqual([1, 2]);
  });

  it('reconnects within about a second', async () => {
    const store = createStore();
    const first = await createReceiver({ socketPath, log, token: 'secret', ...store });
    const sender = senderFor(spoolNamed('a'));
    await vi.waitFor(() => expect(sender.state().isConnected).toBe(true), WAIT);
    await first.stop();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(sender.state().isConnected).toBe(false);
    const again = performance.now();
    await receiverFor(store);
    await vi.waitFor(() => expect(sender.state().isConnected).toBe(true), WAIT);
    expect(performance.now() - again).toBeLessThan(1500);
  });

  it('serves several senders at once and speaks to each by name', async () => {
    const store = createStore();
    const seen: string[] = [];
    const receiver = await receiverFor({ ...store, onPeer: (name, state) => seen.push(`${name} ${state}`) });
    const heard: unknown[] = [];
    const senders = ['poller', 'syslog'].map((name) => senderFor(spoolNamed(name), { streamId: name }));
    senders[1]!.onMessage((kind, payload) => heard.push([kind, payload]));
    for (const sender of senders) for (const i of upTo(300)) sender.send('observations', i);
    for (const sender of senders) expect(await sender.drained(8000)).toBe(true);
    expect(store.items).toHaveLength(600);
    expect(new Set(seen)).toEqual(new Set(['poller connected', 'syslog connected']));
    expect(receiver.send('syslog', 'assignments', { version: 1 })).toBe(true);
    expect(receiver.send('nobody', 'assignments', {})).toBe(false);
    await vi.waitFor(() => expect(heard).toEqual([['assignments', { version: 1 }]]), WAIT);
    expect(
      receiver
        .streams()
        .map(({ streamId }) => streamId)
        .toSorted(),
    ).toEqual(['poller', 'syslog']);
  });

  it('tells the receiver about queue and process', async () => {
    const told: unknown[] = [];
    const receiver = await receiverFor({ ...createStore(), onStatus: (name, process) => told.push([name, process]) });
    senderFor(spoolNamed('a'), { status: () => ({ rss: 7 }) });
    await vi.waitFor(() => expect(told[0]).toEqual(['poller', { rss: 7 }]), WAIT);
    expect(receiver.streams()[0]).toMatchObject({ depth: 0, dropped: 0, storage: 'disk' });
  });

  it('finishes what an old connection is storing before a new one of the same stream begins', async () => {
    const store = createStore();
    let release: () => void = () => undefined;
    let stores = 0;
    await receiverFor({
      lastSequence: store.lastSequence,
      onBatch: async (key, from, items) => {
        stores += 1;
        if (stores === 1) await new Promise<void>((resolve) => (release = resolve));
        await store.onBatch(key, from, items);
      },
    });
    const spool = spoolNamed('a');
    const old = senderFor(spool);
    old.send('observations', 0);
    await vi.waitFor(() => expect(stores).toBe(1), WAIT);
    old.stop();
    const next = senderFor(spool);
    next.send('observations', 1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(next.state().isConnected).toBe(false);
    release();
    expect(await next.drained(8000)).toBe(true);
    expect(numbers(store.items)).toEqual([0, 1]);
  });

  it('refuses a wrong token on both sides and takes nothing', async () => {
    const store = createStore();
    await receiverFor(store);
    const stranger = senderFor(spoolNamed('a'), { token: () => 'guess' });
    stranger.send('observations', 0);
    await vi.waitFor(() => expect(stranger.state().lastError).toBe('refused: token'), WAIT);
    expect(store.items).toEqual([]);
    stranger.stop();

    // Something else listening at the address learns nothing and gets nothing.
    const path = join(folder, 'impostor.sock');
    const seen: Buffer[] = [];
    const impostor = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => seen.push(chunk));
      const body = Buffer.from(JSON.stringify({ version: 1, nonce: 'ab'.repeat(32) }));
      const frame = (type: number, content: Buffer) => {
        const head = Buffer.alloc(5);
        head.writeUInt32BE(content.byteLength);
        head.writeUInt8(type, 4);
        return Buffer.concat([head, content]);
      };
      socket.write(frame(1, body));
      socket.write(frame(3, Buffer.from(JSON.stringify({ proof: 'cd'.repeat(32), lastSeq: 0 }))));
    });
    await new Promise<void>((resolve) => impostor.listen(path, resolve));
    closing.push(() => new Promise<void>((resolve) => impostor.close(() => resolve())));
    const sender = senderFor(spoolNamed('b'), { socketPath: path });
    sender.send('observations', { value: 'canary' });
    await vi.waitFor(() => expect(sender.state().lastError).toBe('token'), WAIT);
    sender.stop();
    expect(Buffer.concat(seen).toString()).not.toMatch(/canary|secret/);
  });

  it('refuses garbage and goes on serving', async () => {
    const store = createStore();
    await receiverFor(store);
    for (const bytes of ['GET / HTTP/1.1\r\n\r\n', '\0\0\0\u0005\u0005hello', '\xff'.repeat(100)]) {
      await new Promise<void>((resolve) => {
        const socket = connect(socketPath, () => socket.write(bytes, 'latin1'));
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
        socket.resume();
      });
    }
    const sender = senderFor(spoolNamed('a'));
    sender.send('observations', 'still here');
    expect(await sender.drained(8000)).toBe(true);
  });

  it('listens with mode 0600, removes the leftover of a killed process, and respects a living one', async () => {
    const store = createStore();
    await receiverFor(store);
    expect(statSync(socketPath).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'run')).mode & 0o777).toBe(0o700);
    await expect(createReceiver({ socketPath, log, token: 'secret', ...store })).rejects.toThrow('another process listens');
    const stale = join(folder, 'stale.sock');
    writeFileSync(stale, '');
    chmodSync(stale, 0o600);
    const receiver = await createReceiver({ ...store, socketPath: stale, log, token: 'secret' });
    await receiver.stop();
    expect(existsSync(stale)).toBe(false);
  });
});

describe('address and token', () => {
  it('derive a pipe on Windows and a short path for a deep folder', () => {
    expect(linkAddress('/data', 'linux')).toBe('/data/run/ingest.sock');
    expect(linkAddress('C:\\data', 'win32')).toMatch(/^\\\\\.\\pipe\\shouwang-[0-9a-f]{32}$/);
    expect(linkAddress('C:\\data', 'win32')).not.toBe(linkAddress('C:\\other', 'win32'));
    expect(Buffer.byteLength(linkAddress(`/${'x'.repeat(200)}`, 'linux'))).toBeLessThanOrEqual(103);
  });

  it('keep the token to its owner', () => {
    const file = join(folder, 'run', 'link.token');
    expect(readLinkToken(file)).toBeNull();
    const token = writeLinkToken(file);
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect(readLinkToken(file)).toBe(token);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(writeLinkToken(file)).not.toBe(token);
  });
});
