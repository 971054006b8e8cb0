import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { COLLECTORS } from '../../electron/backend/collectors/registry.ts';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import { createPoll } from '../../electron/backend/poller/poll.ts';
import type { Assignment, Cycle, Observation } from '../../shared/domain/observation/observation.ts';
import { isLate } from '../../shared/domain/poll/cycle.ts';
import { silentLog } from './peers.ts';
import { httpServer, tcpServer } from './servers.ts';

const HEALTHY = 40;
const TARPITS = 160;
const INTERVAL_MS = 2000;
const WATCHED_CYCLES = 6;
let stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()));
  stops = [];
});

describe('R-8.4.3-b4-1 T1 tarpits', () => {
  it('that accept and never answer, four to one, make no healthy target late and hold a bounded number of sockets', async () => {
    let open = 0;
    let mostOpen = 0;
    const tarpit = await tcpServer((socket) => {
      open += 1;
      mostOpen = Math.max(mostOpen, open);
      socket.resume();
      socket.on('close', () => {
        open -= 1;
      });
    });
    const web = await httpServer((_request, response) => response.end('fine'));
    let cycles: Cycle[] = [];
    const emit = (batch: readonly Observation[]) => cycles.push(...batch.flatMap((o) => (o.kind === 'cycle' ? o : [])));
    const poll = createPoll({
      collectors: COLLECTORS,
      clock: systemClock,
      log: silentLog,
      emit,
      credentials: { get: () => null },
      dataFolder: '',
    });
    stops = [tarpit.stop, web.stop, poll.stop];
    const check = (id: string, port: number): Assignment => ({
      id,
      resourceId: id,
      protocol: 'http',
      address: '127.0.0.1',
      intervalMs: INTERVAL_MS,
      config: { protocol: 'http', url: `http://127.0.0.1:${port}/${id}` },
    });
    const healthy = Array.from({ length: HEALTHY }, (_, i) => check(`well${i}`, web.port));
    const dead = Array.from({ length: TARPITS }, (_, i) => check(`dead${i}`, tarpit.port));
    expect(poll.assign([...dead, ...healthy])).toBe(0);

    // After three failures in a row every tarpit is in the slow lane.
    await vi.waitFor(() => expect(dead.every(({ id }) => cycles.filter((c) => c.resourceId === id).length >= 3)).toBe(true), {
      timeout: 30_000,
      interval: 50,
    });
    cycles = [];
    await sleep(WATCHED_CYCLES * INTERVAL_MS);
    const ofHealthy = cycles.filter((cycle) => cycle.resourceId.startsWith('well'));
    const onTime = ofHealthy.filter((cycle) => !isLate(cycle));
    expect(ofHealthy.length).toBeGreaterThanOrEqual(HEALTHY * (WATCHED_CYCLES - 1));
    expect(onTime.length / ofHealthy.length).toBeGreaterThanOrEqual(0.99);
    expect(poll.status().find(({ protocol }) => protocol === 'http')).toMatchObject({ unanswered: TARPITS, hung: 0 });
    // Dead targets are still asked, and none is forgotten.
    expect(new Set(cycles.map((cycle) => cycle.resourceId).filter((id) => id.startsWith('dead'))).size).toBe(TARPITS);
    const { fast, slow } = COLLECTORS.http.concurrency;
    expect(mostOpen).toBeLessThanOrEqual(fast + slow);
    expect(open).toBeLessThanOrEqual(slow);
  }, 60_000);
});
