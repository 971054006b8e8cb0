import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAlive } from '../support/alive.ts';
import { type RunningStation, startProcesses } from '../support/processes.ts';
import { programFile } from '../support/programs.ts';
import { SETUP } from '../support/station.ts';

const SUPERVISOR = programFile('supervisor');
let station: RunningStation;

beforeAll(async () => {
  station = await startProcesses();
}, 90_000);
afterAll(async () => {
  await station.stop();
  station.remove();
});

const isServing = async () => (await fetch(`${station.url()}/readyz`, { signal: AbortSignal.timeout(1000) })).status === 200;
/** What the supervisor has logged so far, in its own words. */
function logged(lines: string): readonly string[] {
  return lines
    .split('\n')
    .filter((line) => line.includes('"process":"supervisor"'))
    .map((line) => (JSON.parse(line) as { msg: string }).msg);
}
const name = (i: number) => `R-${i}`;
let made = 0;
/** Writes something and remembers that it was acknowledged. */
async function acknowledgedWrite(acknowledged: string[]): Promise<void> {
  const one = name(++made);
  try {
    const answer = await station.call('POST', '/api/v1/resources', {
      name: one,
      resourceClass: 'RC3',
      importance: 'general',
      address: '127.0.0.1',
      checks: [],
    });
    if (answer.status === 200) acknowledged.push(one);
  } catch {
    // Not acknowledged: the station was away.
  }
}

describe('processes', () => {
  test('a fresh start serves the real figures of this machine', async () => {
    await station.until(async () => {
      const { body } = await station.call('GET', '/api/v1/resources');
      return body.items.length === 1 && body.items[0].isLocal && body.items[0].memory > 0;
    }, 60_000);
    expect((await station.health()).processes.map((one) => [one.name, one.state])).toEqual([
      ['supervisor', 'running'],
      ['backend', 'running'],
      ['poller', 'running'],
      ['receiver', 'running'],
    ]);
  });

  test('R-8.4.3-d2-6 kill -9 of the backend under load: nothing acknowledged is lost, nothing twice, serving again by itself', async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < 3; round++) {
      const goal = acknowledged.length + 5;
      const pid = await station.pidOf('backend');
      let isOver = false;
      const writing = Promise.all(
        Array.from({ length: 4 }, async () => {
          while (!isOver) await acknowledgedWrite(acknowledged);
        }),
      );
      await station.until(() => acknowledged.length >= goal, 30_000);
      process.kill(pid, 'SIGKILL');
      isOver = true;
      await writing;
      // The five seconds are measured by `prove -- kills`, on a machine that does nothing else.
      await station.until(async () => (await isServing()) && (await station.pidOf('backend')) !== pid, 60_000);
    }
    expect(acknowledged.length).toBeGreaterThan(0);
    const { body } = await station.call('GET', '/api/v1/resources');
    const names = body.items.map((one: { name: string }) => one.name);
    expect(acknowledged.filter((one) => !names.includes(one))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  test('R-8.4.3-d2-7 kill -9 of the poller: the backend serves on, the poller comes back, and that is one alarm of the station', async () => {
    const pid = await station.pidOf('poller');
    const backend = await station.pidOf('backend');
    process.kill(pid, 'SIGKILL');
    expect(await isServing()).toBe(true);
    await station.until(async () => (await station.pidOf('poller')) !== pid, 30_000);
    expect(await station.pidOf('backend')).toBe(backend);
    await station.until(async () => {
      const { body } = await station.call('GET', '/api/v1/alarms');
      return body.items.some(
        (one: { probableCause: string; component: string }) => one.probableCause === 'processRestarted' && one.component === 'poller',
      );
    }, 20_000);
    const { body } = await station.call('GET', '/api/v1/alarms');
    const restarts = body.items.filter((one: { probableCause: string }) => one.probableCause === 'processRestarted');
    expect(restarts.map((one: { component: string }) => one.component).sort()).toEqual(['backend', 'poller']);
  });

  test('a second start names the owner in both languages and ends with 1, the first serves on', async () => {
    const second = spawnSync(process.execPath, [SUPERVISOR], {
      env: { ...process.env, NOC_DATA: station.data, NOC_PORT: '0' },
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(second.status).toBe(1);
    expect(second.stderr).toContain(`守望已在运行:${station.url()}/`);
    expect(second.stderr).toContain(`Shouwang is already running: ${station.url()}/`);
    expect(await isServing()).toBe(true);
  });

  test('a port in use ends the start with 1 and one line in each language', () => {
    const data = mkdtempSync(join(station.data, 'other-'));
    const port = new URL(station.url()).port;
    const second = spawnSync(process.execPath, [SUPERVISOR], {
      env: { ...process.env, NOC_DATA: data, NOC_PORT: port },
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(second.status).toBe(1);
    expect(second.stderr).toContain('已被占用');
    expect(second.stderr).toContain('is in use');
    rmSync(data, { recursive: true });
  });

  test('a set-up file that cannot be used ends the start with 1 and names the field in both languages', () => {
    const data = mkdtempSync(join(station.data, 'other-'));
    const setupFile = join(data, 'setup.json');
    writeFileSync(setupFile, JSON.stringify({ ...SETUP, operator: { ...SETUP.operator, password: 'elevenchars' } }));
    const started = spawnSync(process.execPath, [SUPERVISOR], {
      env: { ...process.env, NOC_DATA: data, NOC_PORT: '0', NOC_SETUP_FILE: setupFile },
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(started.status).toBe(1);
    expect(started.stderr.trim().split('\n')).toEqual([
      expect.stringContaining(`设立文件 ${setupFile} 的 operator.password 不合要求`),
      expect.stringContaining(`The set-up file ${setupFile} is not accepted at operator.password`),
    ]);
    rmSync(data, { recursive: true });
  });

  test('kill -9 of the supervisor ends its children; the next start takes the folder at once', async () => {
    const backend = await station.pidOf('backend');
    const poller = await station.pidOf('poller');
    process.kill(station.supervisorPid(), 'SIGKILL');
    await station.until(() => !isAlive(backend) && !isAlive(poller), 20_000);
    await station.start();
    expect(await isServing()).toBe(true);
  });

  test('a second signal while a stop is under way waits for that stop', async () => {
    const backend = await station.pidOf('backend');
    const poller = await station.pidOf('poller');
    // Frozen, it does not hear that it shall stop: the supervisor waits for it until its patience is over.
    process.kill(poller, 'SIGSTOP');
    try {
      const supervisor = station.supervisorPid();
      const ended = station.stop();
      await station.until(() => logged(station.output()).includes('stopping'), 20_000);
      process.kill(supervisor, 'SIGTERM');
      process.kill(supervisor, 'SIGINT');
      expect((await ended).code).toBe(0);
      expect([!isAlive(poller), !isAlive(backend)]).toEqual([true, true]);
      expect(logged(station.output()).at(-1)).toBe('stopped');
      expect(existsSync(join(station.data, 'station.json'))).toBe(false);
    } finally {
      if (isAlive(poller)) process.kill(poller, 'SIGKILL');
    }
    await station.start();
    expect(await isServing()).toBe(true);
  });

  test('a stop that comes while the station is still starting is as clean as any other', async () => {
    const file = join(station.data, 'station.json');
    await station.stop();
    for (let round = 0; round < 2; round += 1) {
      const starting = station.start().catch(() => undefined);
      // From here on it listens, but its start is not over.
      while (!existsSync(file)) await new Promise(setImmediate);
      expect((await station.stop()).code).toBe(0);
      expect(existsSync(file)).toBe(false);
      await starting;
    }
    await station.start();
    expect(await isServing()).toBe(true);
  });

  test('a clean stop ends with 0 and leaves no process', async () => {
    const backend = await station.pidOf('backend');
    const { code } = await station.stop();
    expect(code).toBe(0);
    expect(!isAlive(backend)).toBe(true);
    expect(existsSync(join(station.data, 'station.json'))).toBe(false);
  });

  test('a station keeps the lines of all its processes in its own log; a server leaves that to whoever started it', async () => {
    const log = readFileSync(join(station.data, 'log', 'station.log'), 'utf8');
    const lines = log.split('\n').filter((line) => line.startsWith('{'));
    expect(new Set(lines.map((line) => (JSON.parse(line) as { process: string }).process))).toEqual(
      new Set(['supervisor', 'backend', 'poller', 'receiver']),
    );
    expect(logged(log)).toEqual(logged(station.output()));
    const server = await startProcesses({ environment: { NOC_MODE: 'server' } });
    await server.stop();
    expect(logged(server.output()).at(-1)).toBe('stopped');
    expect(readdirSync(join(server.data, 'log'))).toEqual([]);
    server.remove();
  });
});
