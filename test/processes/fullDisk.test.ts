import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canMount, fillUp, type LoopDisk, mountLoopDisk } from '../support/loopDisk.ts';
import { type RunningStation, startProcesses } from '../support/processes.ts';

if (!canMount) console.log('full disk: skipped, mounting a loop device needs root');

describe.skipIf(!canMount)('full disk', () => {
  let disk: LoopDisk;
  let station: RunningStation;

  beforeAll(async () => {
    disk = mountLoopDisk(96);
    station = await startProcesses({ data: join(disk.path, 'data'), environment: { NOC_BALLAST_MB: '8' } });
  }, 120_000);
  afterAll(async () => {
    await station?.stop();
    disk?.unmount();
  });

  const fill = () => fillUp(join(disk.path, 'filler'));
  const warnings = async () => (await station.call('GET', '/api/v1/station')).body.warnings as string[];

  test('R-8.4.3-d2-7 it is said, telemetry stops first, audit and commands go on from the reserve, and nothing acknowledged is lost', async () => {
    const acknowledged: string[] = [];
    fill();
    await station.until(async () => (await warnings()).includes('storageFull'), 60_000);
    for (let i = 0; i < 40; i++) {
      const name = `F-${i}`;
      const answer = await station.call('POST', '/api/v1/resources', {
        name,
        resourceClass: 'RC3',
        importance: 'general',
        address: '127.0.0.1',
        checks: [],
      });
      if (answer.status === 200) acknowledged.push(name);
      else expect(answer.body.code).toBe('storage.full');
      fill();
    }
    expect(acknowledged).toHaveLength(40);
    const full = await station.health();
    expect([full.disk.state, full.disk.telemetryStopped]).toEqual(['full', true]);
    expect(full.stores.find(({ name }) => name === 'telemetry')?.note).toBe('storage.full');
    const { body } = await station.call('GET', '/api/v1/alarms');
    expect(body.items.map((one: { probableCause: string }) => one.probableCause)).toContain('storageFull');
    expect((await fetch(`${station.url()}/readyz`)).status).toBe(503);

    const before = await station.pidOf('backend');
    process.kill(before, 'SIGKILL');
    await station.until(
      async () => (await station.pidOf('backend')) !== before && (await fetch(`${station.url()}/healthz`)).status === 200,
      60_000,
    );
    fill();
    await station.until(async () => (await warnings()).includes('storageFull'), 60_000);

    rmSync(join(disk.path, 'filler'));
    const ms = await station.until(
      async () => !(await warnings()).includes('storageFull') && !(await station.health()).disk.telemetryStopped,
      60_000,
    );
    expect(ms).toBeLessThan(60_000);
    await station.until(
      async () =>
        (await station.call('GET', '/api/v1/alarms')).body.items.some(
          (one: { probableCause: string; cleared: unknown }) => one.probableCause === 'storageFull' && one.cleared,
        ),
      60_000,
    );

    process.kill(await station.pidOf('backend'), 'SIGKILL');
    const pid = await station.pidOf('backend');
    await station.until(
      async () => (await station.pidOf('backend')) !== pid && (await fetch(`${station.url()}/readyz`)).status === 200,
      60_000,
    );
    const names = (await station.call('GET', '/api/v1/resources')).body.items.map((one: { name: string }) => one.name);
    expect(acknowledged.filter((one) => !names.includes(one))).toEqual([]);
  });
});
