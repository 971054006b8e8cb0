import { existsSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Alarm } from '../../shared/contracts/alarms.ts';
import type { ResourceDetail } from '../../shared/contracts/resources.ts';
import { lacking, temporaryFolder } from '../protocol/peers.ts';
import { type RunningStation, startProcesses } from '../support/processes.ts';

const LIBRARY = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';
const REASON = lacking('a clock that is set', {
  try: () => {
    if (!existsSync(LIBRARY)) throw new Error('needs libfaketime (apt install libfaketime)');
  },
});
const INTERVAL_S = 5;
const WATCHED_MS = 16_000;
/** Where the wall clock is put, as libfaketime writes it: an hour either way, ten years ahead, and right again. */
const JUMPS = ['+1h', '-1h', '+3650d', '+0'];

describe.skipIf(REASON !== null)('R-8.4.3-b4-1 C1 a clock that is set by an hour and by ten years', () => {
  const folder = temporaryFolder();
  const wall = join(folder.path, 'wall');
  const asked: number[] = [];
  let station: RunningStation;
  let server: Server;
  let id = '';

  beforeAll(async () => {
    writeFileSync(wall, '+0');
    server = createServer((socket) => {
      asked.push(performance.now());
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    station = await startProcesses({
      environment: { LD_PRELOAD: LIBRARY, FAKETIME_TIMESTAMP_FILE: wall, FAKETIME_NO_CACHE: '1', DONT_FAKE_MONOTONIC: '1' },
    });
    const checks = [{ protocol: 'tcp', port }];
    const resource = { name: 'CLOCK', resourceClass: 'RC8', importance: 'core', address: '127.0.0.1', intervalS: INTERVAL_S, checks };
    const made = await station.call('POST', '/api/v1/resources', resource);
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    id = made.body.id;
    await station.until(() => asked.length >= 2, 60_000);
  }, 180_000);
  afterAll(async () => {
    await station?.stop();
    station?.remove();
    server?.close();
    folder.remove();
  });

  test('misses no poll, raises no alarm, is said each time, and leaves nothing that looks young', async () => {
    for (const to of JUMPS) {
      writeFileSync(wall, to);
      await sleep(WATCHED_MS);
    }
    const apart = asked.slice(1).map((at, place) => at - (asked[place] ?? 0));
    // By the monotonic schedule: never a poll left out, however late a busy machine is with one.
    expect(Math.max(...apart)).toBeLessThan(2 * INTERVAL_S * 1000);
    const jumps = async () =>
      (await station.health()).events.filter(({ key }) => key === 'clockJumped').map(({ values }) => values.seconds);
    await station.until(async () => (await jumps()).length === JUMPS.length, 20_000);
    const [right, ahead, back, forth] = (await jumps()).map(Number);
    expect(forth).toBeCloseTo(3600, -1);
    expect(back).toBeCloseTo(-7200, -1);
    expect(ahead).toBeCloseTo(3650 * 86_400 + 3600, -1);
    expect(right).toBeCloseTo(-3650 * 86_400, -1);

    const { body } = await station.call('GET', '/api/v1/alarms/history?limit=500');
    const open = (await station.call('GET', '/api/v1/alarms')).body.items as readonly Alarm[];
    const causes = [...(body.items as readonly Alarm[]), ...open].map(({ probableCause }) => probableCause);
    expect(causes.filter((cause) => ['noResponse', 'serviceUnavailable', 'monitoringInterrupted'].includes(cause))).toEqual([]);
    const detail = (await station.call('GET', `/api/v1/resources/${id}`)).body as ResourceDetail;
    expect(detail.checks.map(({ reachable }) => reachable)).toEqual([true]);
    expect(detail.resource.dataAt).toBeLessThanOrEqual(Date.now());
    expect(detail.resource.dataAt).toBeGreaterThan(Date.now() - 4 * INTERVAL_S * 1000);
  }, 180_000);
});
