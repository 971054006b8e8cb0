import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openStream, type StreamDoor } from '../../electron/backend/receiver/doors/stream.ts';
import { lacking, temporaryFolder } from './peers.ts';
import { type Certificate, selfSigned } from './servers.ts';

const WAIT = { timeout: 10_000, interval: 20 };

describe.skipIf(lacking('doors of streams', { programs: ['openssl'] }) !== null)('R-8.4.3-b1-4 doors of streams', () => {
  const folder = temporaryFolder();
  const sockets: Socket[] = [];
  const heard: string[] = [];
  let certificate: Certificate;
  let door: StreamDoor;
  let settling: Promise<void> = Promise.resolve();

  async function open(isTls: boolean, mostPerAddress = 100): Promise<void> {
    door = await openStream({
      ...{ host: '127.0.0.1', port: 0, mostBytes: 8192, mostConnections: 50, mostPerAddress, handshakeMs: 1000 },
      tls: isTls ? { cert: readFileSync(certificate.cert), key: readFileSync(certificate.key) } : null,
      settled: () => settling,
      onFrames: (frames) => heard.push(...frames.map(({ bytes }) => String(bytes))),
      onError: () => undefined,
      onClientError: () => undefined,
    });
  }
  async function plain(): Promise<Socket> {
    const socket = createConnection(door.port, '127.0.0.1');
    sockets.push(socket.resume());
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  }

  beforeAll(() => {
    certificate = selfSigned(folder.path, 'localhost', 0, 2);
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    heard.length = 0;
    await door.close();
  });
  afterAll(() => folder.remove());

  it('one closes at once although a handshake was begun and left', async () => {
    await open(true);
    const silent = await plain();
    silent.write(Buffer.from([0x16, 0x03, 0x01]));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const gone = once(silent, 'close');
    const from = performance.now();
    await door.close();
    expect(performance.now() - from).toBeLessThan(5000);
    await gone;
  });

  it('who leaves a handshake half loses his place, and the others are heard', async () => {
    await open(true);
    const silent = await plain();
    const gone = once(silent, 'close');
    const speaker = connectTls({ host: '127.0.0.1', port: door.port, ca: readFileSync(certificate.cert), servername: 'localhost' });
    sockets.push(speaker);
    await once(speaker, 'secureConnect');
    speaker.write('<131>over TLS\n');
    await vi.waitFor(() => expect(heard).toEqual(['<131>over TLS']), WAIT);
    expect(door.connections()).toBe(1);
    await gone;
    expect(door.connections()).toBe(1);
  });

  it.each([false, true])('R-8.4.3-d2-6 a stream that is ended is ended from here when all of it is safe; TLS %s', async (isTls) => {
    let settle: () => void = () => undefined;
    settling = new Promise((resolve) => {
      settle = resolve;
    });
    await open(isTls);
    const plainly = createConnection({ host: '127.0.0.1', port: door.port, allowHalfOpen: true });
    const sender = isTls ? connectTls({ socket: plainly, ca: readFileSync(certificate.cert), servername: 'localhost' }) : plainly;
    sockets.push(sender.resume());
    let isEnded = false;
    sender.on('end', () => {
      isEnded = true;
    });
    sender.end('<131>the last line\n');
    await vi.waitFor(() => expect(heard).toEqual(['<131>the last line']), WAIT);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(isEnded).toBe(false);
    settle();
    await vi.waitFor(() => expect(isEnded).toBe(true), WAIT);
    await vi.waitFor(() => expect(door.connections()).toBe(0), WAIT);
    settling = Promise.resolve();
  });

  it.each([false, true])('R-8.4.3-d2-6 a stream that could not be kept is broken off, not ended; TLS %s', async (isTls) => {
    settling = Promise.reject(new Error('no room'));
    settling.catch(() => undefined);
    await open(isTls);
    const plainly = createConnection({ host: '127.0.0.1', port: door.port, allowHalfOpen: true });
    const sender = isTls ? connectTls({ socket: plainly, ca: readFileSync(certificate.cert), servername: 'localhost' }) : plainly;
    sockets.push(sender.resume());
    const broken = new Promise<string>((resolve) => sender.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? '')));
    sender.end('<131>lost\n');
    expect(await broken).toBe('ECONNRESET');
    await vi.waitFor(() => expect(door.connections()).toBe(0), WAIT);
    settling = Promise.resolve();
  });

  it('one address gets no more places than its share, and its places back as it leaves', async () => {
    await open(false, 2);
    const first = await plain();
    await plain();
    const third = await plain();
    await once(third, 'close');
    expect(door.connections()).toBe(2);
    first.destroy();
    await vi.waitFor(() => expect(door.connections()).toBe(1), WAIT);
    const fourth = await plain();
    fourth.write('<131>again in\n');
    await vi.waitFor(() => expect(heard).toEqual(['<131>again in']), WAIT);
  });
});
