import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openChannel } from '../../electron/backend/features/remoteWrite/channel.ts';
import { createForwarder, type Forwarder } from '../../electron/backend/features/remoteWrite/index.ts';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import { createSpool } from '../../electron/backend/link/index.ts';
import type { StoredSample } from '../../electron/backend/storage/telemetry/index.ts';
import { preparePrometheus, stored } from '../support/prometheus.ts';
import { lacking, silentLog, temporaryFolder } from './peers.ts';
import { selfSigned, tlsServer } from './servers.ts';

const MINUTE = 60_000;
const AS_NOBODY = { authorization: null, isLocked: false };
const SUBJECTS = new Map([
  ['r1', { name: '核心交换机 "甲"\\1', resourceClass: 'RC2', isSimulated: false }],
  ['r2', { name: 'sim', resourceClass: 'RC1', isSimulated: true }],
]);

let folder: ReturnType<typeof temporaryFolder>;
let forwarder: Forwarder;
const clean: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await forwarder.stop();
  for (const one of clean.splice(0).reverse()) await one();
  folder.remove();
});

function open(queueBytes?: number): Forwarder {
  return createForwarder({
    mostBytes: queueBytes ?? 0,
    queue: createSpool({
      ...{ folder: join(folder.path, 'queue'), log: silentLog, clock: systemClock },
      ...(queueBytes === undefined ? {} : { maxBytes: queueBytes }),
    }),
    clock: systemClock,
    log: silentLog,
    subjectOf: (id) => SUBJECTS.get(id),
    firstRetryMs: 20,
  });
}

function sample(at: number, value: number | null, rest: Partial<StoredSample> = {}): StoredSample {
  return { resourceId: 'r1', metric: 'cpu.core.utilisation', component: '0', at, value, intervalMs: MINUTE, ...rest };
}

const missing = lacking('remote write to Prometheus', { programs: ['prometheus'] });

describe('R-8.4.3-f3-2 stored samples are passed on by Prometheus remote write', () => {
  test.skipIf(missing !== null)(
    'a real Prometheus stores them as they are, over its own absence and a restart of the station',
    async () => {
      const receiver = await preparePrometheus(folder.path);
      clean.push(receiver.stop);
      const start = Math.floor(Date.now() / MINUTE) * MINUTE - 20 * MINUTE;
      const first = Array.from({ length: 10 }, (_, i) => sample(start + i * MINUTE, i === 7 ? null : i / 10));
      const second = Array.from({ length: 10 }, (_, i) => sample(start + (10 + i) * MINUTE, 100 + i));
      const url = `${receiver.base}/api/v1/write`;
      forwarder = open();
      forwarder.follow({ ...AS_NOBODY, url, caCertificate: null });
      // Nobody is there yet: they wait, over a restart too.
      forwarder.offer([...first].reverse());
      await expect.poll(() => forwarder.state().problem, { timeout: 20_000 }).not.toBeNull();
      expect(forwarder.state()).toMatchObject({ waiting: 1, sent: 0 });
      await forwarder.stop();
      forwarder = open();
      forwarder.follow({ ...AS_NOBODY, url, caCertificate: null });
      forwarder.offer([...second, sample(start, 1e21, { resourceId: 'r2', metric: 'http.status', component: '' })]);
      await receiver.start();
      await expect.poll(() => forwarder.state(), { timeout: 60_000 }).toMatchObject({ waiting: 0, sent: 2, refused: 0, problem: null });

      const [one, ...others] = await stored(receiver.base, 'shouwang_cpu_core_utilisation[30m]');
      expect(others).toEqual([]);
      expect(one?.metric).toEqual({
        __name__: 'shouwang_cpu_core_utilisation',
        component: '0',
        resource: '核心交换机 "甲"\\1',
        resource_class: 'RC2',
        resource_id: 'r1',
      });
      // A stale marker ends a stretch and is itself no value.
      const kept = [...first, ...second].filter(({ value }) => value !== null);
      expect(one?.values.map(([at, value]) => [Math.round(at * 1000), Number(value)])).toEqual(kept.map(({ at, value }) => [at, value]));
      const [simulated] = await stored(receiver.base, 'shouwang_http_status[30m]');
      expect(simulated).toMatchObject({ metric: { simulated: 'true', resource_class: 'RC1' }, values: [[start / 1000, '1e+21']] });
      expect(Object.keys(simulated?.metric ?? {})).not.toContain('component');
      const gap = start + 7 * MINUTE + 1000;
      const at = await fetch(`${receiver.base}/api/v1/query?query=shouwang_cpu_core_utilisation&time=${gap / 1000}`);
      expect(((await at.json()) as { data: { result: unknown[] } }).data.result).toEqual([]);
    },
    180_000,
  );

  test('what a receiver cannot take now is sent again, what it refuses for good is counted, and the queue has an end', async () => {
    const answers: number[] = [503, 429, 204, 400, 204];
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        bodies.push(`${request.headers['content-encoding']} ${request.headers['content-type']} ${Buffer.concat(parts).toString('hex')}`);
        response.writeHead(answers.shift() ?? 204).end('because');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    clean.push(() => new Promise((resolve) => server.close(resolve)));
    forwarder = open(256 * 1024);
    forwarder.offer([sample(1, 1)]);
    expect(forwarder.state().waiting).toBe(0);
    forwarder.follow({ ...AS_NOBODY, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/write`, caCertificate: null });
    for (const at of [1, 2, 3]) forwarder.offer([sample(at, at)]);
    await expect.poll(() => forwarder.state(), { timeout: 20_000 }).toMatchObject({ waiting: 0, sent: 2, refused: 1, problem: null });
    expect(bodies.length).toBe(5);
    expect(new Set(bodies.slice(0, 3)).size).toBe(1);
    expect(new Set(bodies).size).toBe(3);
    expect(bodies[0]).toMatch(/^snappy application\/x-protobuf /);

    forwarder.follow({ ...AS_NOBODY, url: 'http://127.0.0.1:9/write', caCertificate: null });
    for (let i = 0; i < 600; i++)
      forwarder.offer(Array.from({ length: 40 }, (_, k) => sample(i * 1000 + k, Math.random(), { component: `${Math.random()}` })));
    const { dropped, waitingBytes, waiting } = forwarder.state();
    expect(dropped).toBeGreaterThan(0);
    expect(waiting + dropped).toBe(600);
    expect(waitingBytes).toBeLessThanOrEqual(256 * 1024);
  }, 60_000);

  test('what was taken is not sent again after a restart, and what was lost before it is not counted anew', async () => {
    let requests = 0;
    const server = createServer((request, response) => {
      request.resume();
      request.on('end', () => {
        requests += 1;
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    clean.push(() => new Promise((resolve) => server.close(resolve)));
    const to = { ...AS_NOBODY, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/write`, caCertificate: null };
    forwarder = open(256 * 1024);
    forwarder.follow({ ...to, url: 'http://127.0.0.1:9/write' });
    for (let i = 0; i < 600; i++)
      forwarder.offer(Array.from({ length: 40 }, (_, k) => sample(i * 1000 + k, Math.random(), { component: `${Math.random()}` })));
    expect(forwarder.state().dropped).toBeGreaterThan(0);
    forwarder.follow(to);
    await expect.poll(() => forwarder.state().waiting, { timeout: 20_000 }).toBe(0);
    for (let begin = 1; begin <= 2; begin++) {
      const before = requests;
      await forwarder.stop();
      forwarder = open();
      expect(forwarder.state()).toMatchObject({ waiting: 0, dropped: 0 });
      forwarder.follow(to);
      forwarder.offer([sample(begin * 1_000_000, 1)]);
      await expect.poll(() => forwarder.state(), { timeout: 20_000 }).toMatchObject({ waiting: 0, sent: 1 });
      expect(requests - before).toBe(1);
    }
  }, 60_000);

  test('the status of an answer holds although its words do not come to an end, and a secret that it repeats is not kept', async () => {
    const server = createServer((request, response) => {
      response.writeHead(Number(request.url?.slice(1))).write(`you said ${request.headers.authorization}`);
      if (request.url === '/401') response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    clean.push(async () => server.closeAllConnections());
    const post = async (status: number, authorization: string) => {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${status}`;
      const channel = openChannel({ url, caCertificate: null, authorization, isLocked: false });
      const answer = await channel.post(Buffer.of(0), new AbortController().signal, 300);
      channel.close();
      return answer;
    };
    expect(await post(200, 'Bearer geheim')).toEqual({ kind: 'taken' });
    expect(await post(400, 'Bearer geheim')).toMatchObject({ kind: 'refused', code: '400' });
    expect(await post(401, 'Bearer geheim')).toEqual({ kind: 'refused', code: '401', detail: 'you said Bearer ***' });
  });

  test('an answer without an end is not waited for, and only its beginning is kept', async () => {
    const server = createServer((_, response) => {
      response.writeHead(400);
      const timer = setInterval(() => response.write('no '.repeat(10_000)), 5);
      response.on('close', () => clearInterval(timer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    clean.push(() => new Promise((resolve) => server.close(resolve)));
    forwarder = open();
    forwarder.follow({ ...AS_NOBODY, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/write`, caCertificate: null });
    forwarder.offer([sample(1, 1)]);
    await expect.poll(() => forwarder.state(), { timeout: 10_000 }).toMatchObject({ waiting: 0, refused: 1 });
    expect(forwarder.state().problem).toMatchObject({ code: '400', detail: expect.stringMatching(/^no no .{0,194}$/) });
  }, 30_000);

  test.skipIf(lacking('remote write over TLS', { programs: ['openssl'] }) !== null)(
    'https believes the authority that is given and no other, and the queue goes where the next address is',
    async () => {
      const certificate = selfSigned(folder.path, 'localhost', 0, 30);
      let taken = 0;
      const server = await tlsServer(certificate, (_, response) => {
        taken += 1;
        response.writeHead(204).end();
      });
      clean.push(() => server.stop());
      const url = `https://localhost:${server.port}/write`;
      forwarder = open();
      forwarder.follow({ ...AS_NOBODY, url, caCertificate: null });
      forwarder.offer([sample(1, 1)]);
      const code = () => forwarder.state().problem?.code;
      await expect.poll(code, { timeout: 20_000 }).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
      forwarder.follow({ ...AS_NOBODY, url, caCertificate: rootCertificates[0] ?? '' });
      expect(code()).toBeUndefined();
      await expect.poll(code, { timeout: 20_000 }).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
      expect(taken).toBe(0);
      forwarder.follow({ ...AS_NOBODY, url, caCertificate: readFileSync(certificate.cert, 'utf8') });
      await expect.poll(() => forwarder.state(), { timeout: 20_000 }).toMatchObject({ waiting: 0, sent: 1, problem: null });
      expect(taken).toBe(1);
    },
    90_000,
  );
});
