import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Part } from '../../../../shared/domain/hardware/part.ts';
import type { ResourceId } from '../../../../shared/domain/id.ts';
import type { Observation } from '../../../../shared/domain/observation/observation.ts';
import { systemClock } from '../../lib/clock.ts';
import { createLog } from '../../lib/log.ts';
import { type CoreDatabase, openCore } from '../../storage/database.ts';
import { createHardwareService, type HardwareService } from './service.ts';

let folder: string;
let core: CoreDatabase;
let service: HardwareService;
const lost: string[] = [];
const log = createLog('test', 'silent');

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sw-hardware-'));
  core = await openCore({
    ...{ file: join(folder, 'core.db'), clock: systemClock, log, readers: 2 },
    ...{ relieve: async () => false, onLost: () => undefined },
  });
  const told = { ...log, error: (_: object, message: string) => lost.push(message) } as unknown as typeof log;
  lost.length = 0;
  service = createHardwareService({ read: core.read, write: core.write, clock: systemClock, log: told });
});
afterEach(async () => {
  await service.settled();
  await core.close();
  rmSync(folder, { recursive: true, force: true });
});

const part = (index: number, serial: string): Part => ({
  ...{
    index,
    parent: 0,
    position: -1,
    class: 'module',
    component: `Board ${index}`,
    description: '',
    model: 'M',
    serial,
    manufacturer: '',
  },
  ...{ hardware: '', firmware: '', software: '', isReplaceable: null, port: '' },
});
const telling = (resourceId: string, at: number, parts: readonly Part[]): Observation => ({
  ...{ resourceId: resourceId as ResourceId, at, protocol: 'snmp', kind: 'hardware' },
  hardware: { parts, isCut: false, panel: [] },
});

describe('R-8.2.9-d2-2 what is kept of the parts of devices', () => {
  test('a device whose serial numbers change without end keeps its newest thousand changes', async () => {
    const boards = Array.from({ length: 60 }, (_, index) => index + 1);
    for (let round = 0; round < 25; round += 1)
      service.keep(
        [
          telling(
            'r1',
            round + 1,
            boards.map((index) => part(index, `${index}-${round}`)),
          ),
        ],
        100,
      );
    service.keep([telling('r2', 1, [part(1, 'a')]), telling('r2', 2, [part(1, 'b')])], 100);
    await service.settled();
    const { changes, changesTotal, at } = await service.of('r1' as ResourceId);
    expect([changesTotal, changes.length, at]).toEqual([1000, 100, 25]);
    expect(changes[0]).toMatchObject({ kind: 'replaced', component: 'Board 60', at: 25, after: { serial: '60-24' } });
    expect((await service.of('r2' as ResourceId)).changesTotal, 'of another device nothing is thrown away').toBe(1);
    expect(lost).toEqual([]);
  });

  test('a device that tells of four thousand parts is kept whole, and the same again costs one row', async () => {
    const many = Array.from({ length: 4096 }, (_, index) => part(index + 1, `S${index}`));
    service.keep([telling('r1', 1, many)], 100);
    await service.settled();
    const commits = core.stats().commits;
    service.keep([telling('r1', 2, many)], 100);
    await service.settled();
    expect(core.stats().commits).toBe(commits + 1);
    const kept = await service.of('r1' as ResourceId);
    expect([kept.parts.length, kept.at, kept.changesTotal]).toEqual([4096, 2, 0]);
  });

  test('what cannot be kept is said to be lost, and what comes after it is kept', async () => {
    const broken = telling('r1', 1, [part(1, 'a')]);
    service.keep(
      [{ ...broken, hardware: { parts: null, isCut: false, panel: [] } } as unknown as Observation, telling('r2', 1, [part(1, 'b')])],
      100,
    );
    await service.settled();
    expect(lost).toEqual(['hardware lost']);
    expect((await service.of('r2' as ResourceId)).parts).toHaveLength(1);
  });

  test('more devices than may wait at a time are not taken', async () => {
    service.keep(
      Array.from({ length: 2010 }, (_, index) => telling(`r${index}`, 1, [part(1, 'a')])),
      100,
    );
    expect(lost).toHaveLength(10);
    await service.settled();
    expect((await service.of('r1999' as ResourceId)).parts).toHaveLength(1);
    expect((await service.of('r2009' as ResourceId)).at).toBeNull();
  }, 60_000);
});
