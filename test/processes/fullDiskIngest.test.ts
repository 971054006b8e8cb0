import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSenders } from '../support/acknowledged.ts';
import { checkDatabases } from '../support/dataFolder.ts';
import { canMount, fillUp, type LoopDisk, mountLoopDisk } from '../support/loopDisk.ts';
import { freePorts } from '../support/ports.ts';
import { type RunningStation, startProcesses } from '../support/processes.ts';
import { receiveFrom } from '../support/reception.ts';
import { settledLogs } from '../support/settled.ts';

const COMMANDS = 40;
const RECOVERY_MS = 60_000;
const PATIENCE_MS = 120_000;

if (!canMount) console.log('full disk during ingest: skipped, mounting a loop device needs root');

describe.skipIf(!canMount)('a disk that fills while records come in', () => {
  const mark = `full${process.pid}`;
  const addresses = Array.from({ length: 10 }, (_, at) => `127.92.0.${at + 1}`);
  let disk: LoopDisk;
  let station: RunningStation;

  beforeAll(async () => {
    disk = mountLoopDisk(128);
    station = await startProcesses({
      data: join(disk.path, 'data'),
      environment: { ...(await freePorts()), NOC_BALLAST_MB: '8', NOC_LOG_LEVEL: 'error' },
    });
  }, PATIENCE_MS);
  afterAll(async () => {
    await station?.stop();
    disk?.unmount();
  });

  const fill = () => fillUp(join(disk.path, 'filler'));
  const isFull = async () => ((await station.call('GET', '/api/v1/station')).body.warnings as string[]).includes('storageFull');
  const audited = async () => (await station.health()).audit.records;

  test('R-8.4.3-d2-7 audit goes on, records are taken again within a minute of space, and none that was acknowledged is lost', async () => {
    const senders = await startSenders({ addresses, ports: await receiveFrom(station, addresses), perSecond: 400, mark });
    await station.until(() => senders.acknowledged.length >= 400, PATIENCE_MS);
    const filling = setInterval(fill, 100);
    try {
      await station.until(isFull, PATIENCE_MS);
      const before = await audited();
      for (let number = 0; number < COMMANDS; number += 1) {
        const resource = { name: `F-${number}`, resourceClass: 'RC3', importance: 'general', address: '127.0.0.1', checks: [] };
        const { status, body } = await station.call('POST', '/api/v1/resources', resource);
        expect(status, JSON.stringify(body)).toBe(200);
        await sleep(100);
      }
      expect(await audited()).toBeGreaterThanOrEqual(before + COMMANDS);
    } finally {
      clearInterval(filling);
    }
    const { length: beforeSpace } = senders.acknowledged;
    rmSync(join(disk.path, 'filler'));
    const freed = performance.now();
    const ms = await station.until(
      async () => senders.lastAt() > freed && !(await isFull()) && !(await station.health()).disk.telemetryStopped,
      PATIENCE_MS,
    );
    expect(ms).toBeLessThan(RECOVERY_MS);
    expect(await senders.finish(PATIENCE_MS)).toBe(0);
    senders.close();
    expect(senders.acknowledged.length).toBeGreaterThan(beforeSpace);
    const { times, damaged } = await settledLogs(station, mark, senders.acknowledged, PATIENCE_MS);
    expect({ lost: senders.acknowledged.filter((number) => !times.has(number)), damaged }).toEqual({ lost: [], damaged: 0 });
    expect(checkDatabases(station.data).damaged).toEqual([]);
  }, 600_000);
});
