import { type ChildProcess, fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createReceiver, linkAddress, linkTokenFile, type Receiver, writeLinkToken } from '../../electron/backend/link/index.ts';
import {
  ASSIGNMENTS,
  type AssignmentList,
  MAX_OBSERVATIONS,
  OBSERVATIONS,
  POLLER_STREAM,
  type PollerSays,
} from '../../electron/backend/poller/messages.ts';
import { Observation as ObservationSchema } from '../../shared/contracts/observation.ts';
import type { Observation } from '../../shared/domain/observation/observation.ts';
import { programFile } from '../support/programs.ts';
import { silentLog, temporaryFolder } from './peers.ts';
import { httpServer, type Running } from './servers.ts';

const ENTRY = programFile('poller');
/** What the backend believes. */
const Batch = z.object({ observations: z.array(ObservationSchema).max(MAX_OBSERVATIONS) });
const HERE = '0190c8a0-0000-7000-8000-000000000001';
const WEB = '0190c8a0-0000-7000-8000-000000000002';
const WAIT = { timeout: 30_000, interval: 20 };
let folder: ReturnType<typeof temporaryFolder>;
let web: Running;
let children: ChildProcess[];
let receivers: Receiver[];

beforeEach(async () => {
  folder = temporaryFolder();
  web = await httpServer((_request, response) => response.end('fine'));
  children = [];
  receivers = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(receivers.map((receiver) => receiver.stop()));
  await web.stop();
  folder.remove();
});

/** The poller as the supervisor starts it. */
function start(env: NodeJS.ProcessEnv = { NOC_DATA: folder.path }) {
  const child = fork(ENTRY, { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  children.push(child);
  const said: PollerSays[] = [];
  let [output, errors] = ['', ''];
  child.on('message', (message) => said.push(message as PollerSays));
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const exit = new Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>((done) =>
    child.on('exit', (code, signal) => done({ code, signal })),
  );
  const health = () => said.findLast((message) => message.type === 'health');
  return { child, said, health, exit, output: () => output, errors: () => errors };
}

/** What a backend does on its end: tells the assignments and keeps what comes. */
function createBackend() {
  const observations: Observation[] = [];
  const told: unknown[] = [];
  const last = new Map<string, number>();
  let list: AssignmentList = { version: '1', credentials: [], items: [] };
  return {
    observations,
    told,
    assign: (next: AssignmentList) => {
      list = next;
    },
    listen: async () => {
      const receiver: Receiver = await createReceiver({
        socketPath: linkAddress(folder.path),
        token: writeLinkToken(linkTokenFile(folder.path)),
        log: silentLog,
        lastSequence: (key) => last.get(key) ?? 0,
        onBatch: async (key, _from, items) => {
          for (const item of items) {
            expect(item.kind).toBe(OBSERVATIONS);
            observations.push(...Batch.parse(item.payload).observations);
          }
          last.set(key, items.at(-1)!.seq);
        },
        onPeer: (name, state) => {
          if (state === 'connected') queueMicrotask(() => receiver.send(name, ASSIGNMENTS, list));
        },
        onStatus: (name, process) => told.push([name, process]),
      });
      receivers.push(receiver);
      return receiver;
    },
  };
}

const assignments = (version: string, port: number): AssignmentList => ({
  version,
  credentials: [],
  items: [
    { id: 'host', resourceId: HERE, protocol: 'host', address: 'localhost', intervalMs: 1000, config: { protocol: 'host' } },
    {
      id: 'web',
      resourceId: WEB,
      protocol: 'http',
      address: 'localhost',
      intervalMs: 1000,
      config: { protocol: 'http', url: `http://127.0.0.1:${port}/` },
    },
    { id: 'tcp', resourceId: WEB, protocol: 'tcp', address: '127.0.0.1', intervalMs: 1000, config: { protocol: 'tcp', port } },
    { id: 'bad', resourceId: WEB, protocol: 'tcp', address: '127.0.0.1', intervalMs: 1000, config: { protocol: 'tcp', port: 0 } },
  ],
});
const kinds = (observations: readonly Observation[], resourceId: string) =>
  new Set(observations.filter((o) => o.resourceId === resourceId).map((o) => o.kind));
const cyclesOf = (observations: readonly Observation[]) =>
  observations.flatMap((o) => (o.kind === 'cycle' && o.protocol === 'http' ? [o.at] : []));

describe('poller process', () => {
  it('is ready, takes its assignments, delivers observations, and tells its health to supervisor and backend', async () => {
    const backend = createBackend();
    backend.assign(assignments('7', web.port));
    await backend.listen();
    const poller = start();
    await vi.waitFor(() => expect(poller.said).toContainEqual({ type: 'ready' }), WAIT);
    await vi.waitFor(() => {
      expect(kinds(backend.observations, HERE)).toEqual(new Set(['reachability', 'sample', 'fact', 'cycle']));
      expect(kinds(backend.observations, WEB)).toEqual(new Set(['reachability', 'sample', 'cycle']));
    }, WAIT);
    await vi.waitFor(() => expect(poller.health()?.assignments).toEqual({ version: '7', count: 4, rejected: 1 }), WAIT);
    const health = poller.health();
    expect(health?.memory).toBeGreaterThan(10_000_000);
    expect(health?.cpu).toBeGreaterThanOrEqual(0);
    expect(health?.link).toMatchObject({ isConnected: true, storage: 'disk', dropped: 0 });
    expect(health?.collectors.map(({ protocol, targets }) => [protocol, targets])).toEqual([
      ['host', 1],
      ['icmp', 0],
      ['snmp', 0],
      ['tcp', 1],
      ['http', 1],
      ['tls', 0],
      ['banner', 0],
      ['dns', 0],
      ['prometheus', 0],
    ]);
    await vi.waitFor(
      () =>
        expect(backend.told).toContainEqual([
          POLLER_STREAM,
          expect.objectContaining({ assignments: { version: '7', count: 4, rejected: 1 } }),
        ]),
      WAIT,
    );

    backend.assign({ version: '8', credentials: [], items: [] });
    receivers[0]?.send(POLLER_STREAM, ASSIGNMENTS, { version: '8', credentials: [], items: [] });
    await vi.waitFor(() => expect(poller.health()?.assignments.version).toBe('8'), WAIT);
    receivers[0]?.send(POLLER_STREAM, ASSIGNMENTS, { version: '9', items: 'rubbish' });
    await sleep(200);
    expect(poller.child.exitCode).toBeNull();
  });

  it('goes on by its last assignments while the backend is away, over a kill -9, and hands over everything in order', async () => {
    const backend = createBackend();
    backend.assign(assignments('1', web.port));
    const receiver = await backend.listen();
    const first = start();
    await vi.waitFor(() => expect(cyclesOf(backend.observations).length).toBeGreaterThan(0), WAIT);
    await receiver.stop();
    receivers = [];
    await vi.waitFor(() => expect(first.health()?.link.depth).toBeGreaterThan(0), WAIT);
    const asked = web.connections();
    await vi.waitFor(() => expect(web.connections()).toBeGreaterThan(asked + 2), WAIT);
    first.child.kill('SIGKILL');
    await first.exit;

    const killedAt = Date.now();
    const second = start();
    await vi.waitFor(() => expect(second.health()?.assignments.version).toBe('1'), WAIT);
    await vi.waitFor(() => expect(web.connections()).toBeGreaterThan(asked + 6), WAIT);
    await backend.listen();
    await vi.waitFor(() => expect(cyclesOf(backend.observations).some((at) => at > killedAt)).toBe(true), WAIT);
    await vi.waitFor(() => expect(second.health()?.link).toMatchObject({ isConnected: true, depth: 0 }), WAIT);
    const cycles = cyclesOf(backend.observations);
    expect(cycles).toEqual(cycles.toSorted((a, b) => a - b));
    // Every second before the kill has its cycle: nothing of the time without a backend is missing.
    const before = cycles.filter((at) => at < killedAt);
    for (const [i, at] of before.entries()) if (i > 0) expect(at - before[i - 1]!).toBeLessThan(2500);
    expect(second.health()?.link.dropped).toBe(0);
  });

  it.each([
    ['is asked to', (child: ChildProcess) => child.send({ type: 'stop' })],
    ['loses its supervisor', (child: ChildProcess) => child.disconnect()],
    ['gets SIGTERM', (child: ChildProcess) => child.kill('SIGTERM')],
  ])('stops cleanly within three seconds when it %s, and leaves what it has in the spool', async (_, tell) => {
    const backend = createBackend();
    backend.assign(assignments('1', web.port));
    const receiver = await backend.listen();
    const poller = start();
    await vi.waitFor(() => expect(backend.observations.length).toBeGreaterThan(0), WAIT);
    await receiver.stop();
    receivers = [];
    await vi.waitFor(() => expect(poller.health()?.link.depth).toBeGreaterThan(0), WAIT);
    const toldAt = performance.now();
    tell(poller.child);
    expect(await poller.exit).toEqual({ code: 0, signal: null });
    expect(performance.now() - toldAt).toBeLessThan(3000);
    expect(poller.output()).toContain('"msg":"stopped"');
    expect(poller.errors()).toBe('');

    const stored = backend.observations.length;
    await backend.listen();
    start();
    await vi.waitFor(() => expect(backend.observations.length).toBeGreaterThan(stored), WAIT);
  });

  it('does not start without a data folder, and says why in two languages', async () => {
    const poller = start({});
    expect(await poller.exit).toEqual({ code: 1, signal: null });
    expect(poller.errors().trim().split('\n')).toHaveLength(2);
    expect(poller.errors()).toMatch(/未设置 NOC_DATA.*\n.*NOC_DATA is not set/);
  });

  it('works with a spool folder that cannot be used: in memory, visibly', async () => {
    writeFileSync(join(folder.path, 'spool'), '');
    const backend = createBackend();
    backend.assign(assignments('1', web.port));
    await backend.listen();
    const poller = start();
    await vi.waitFor(() => expect(backend.observations.length).toBeGreaterThan(0), WAIT);
    await vi.waitFor(() => expect(poller.health()?.link).toMatchObject({ storage: 'memory', isConnected: true }), WAIT);
  });
});
