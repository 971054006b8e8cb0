import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SILENT_MS } from '../../electron/backend/supervisor/watchdog.ts';
import type { Alarm } from '../../shared/contracts/alarms.ts';
import { isAlive } from '../support/alive.ts';
import { type RunningStation, startProcesses } from '../support/processes.ts';
import { spinning } from '../support/spin.ts';

const BUSY_MS = 8000;
let station: RunningStation;

beforeAll(async () => {
  station = await startProcesses({ environment: spinning(BUSY_MS) });
}, 90_000);
afterAll(async () => {
  await station.stop();
  station.remove();
});

const pids = async () => ({
  backend: await station.pidOf('backend'),
  poller: await station.pidOf('poller'),
  receiver: await station.pidOf('receiver'),
});
const restarts = async () => (await station.health()).processes.map(({ restarts: times }) => times);

test('R-8.4.3-d2-7 a process that is merely busy, or stopped for a while, is left alone, and so are all when the machine slept', async () => {
  const before = await pids();
  // Everything stands still, as in a machine that sleeps; the supervisor wakes first and may think that all others are silent.
  const all = [station.supervisorPid(), ...Object.values(before)];
  for (const pid of all) process.kill(pid, 'SIGSTOP');
  await sleep(SILENT_MS + 5000);
  for (const pid of all) {
    process.kill(pid, 'SIGCONT');
    await sleep(500);
  }
  process.kill(before.poller, 'SIGUSR2');
  process.kill(before.receiver, 'SIGSTOP');
  await sleep(BUSY_MS);
  process.kill(before.receiver, 'SIGCONT');
  await sleep(3000);
  expect(await pids()).toEqual(before);
  expect(await restarts()).toEqual([0, 0, 0, 0]);
}, 180_000);

test('R-8.4.3-d2-7 one that stands still is ended and started again, and that is said; the backend too', async () => {
  const before = await pids();
  for (const pid of [before.poller, before.backend]) process.kill(pid, 'SIGSTOP');
  try {
    await station.until(() => !isAlive(before.poller) && !isAlive(before.backend), 6 * SILENT_MS);
    await station.until(async () => (await fetch(`${station.url()}/readyz`)).status === 200, 60_000);
    const hung = async () => {
      const { body } = await station.call('GET', '/api/v1/alarms');
      return (body.items as readonly Alarm[]).flatMap(({ probableCause, component, additionalText }) =>
        probableCause === 'processRestarted' && additionalText === 'hung' ? component : [],
      );
    };
    await station.until(async () => (await hung()).length === 2, 60_000);
    expect([...(await hung())].sort()).toEqual(['backend', 'poller']);
    const after = await pids();
    expect([after.poller === before.poller, after.backend === before.backend, after.receiver]).toEqual([false, false, before.receiver]);
    const { processes } = await station.health();
    expect(processes.flatMap(({ name, lastExit }) => (lastExit === 'hung' ? name : []))).toEqual(['backend', 'poller']);
  } finally {
    for (const pid of [before.poller, before.backend]) if (isAlive(pid)) process.kill(pid, 'SIGCONT');
  }
}, 300_000);
