import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canMount, mountLoopDisk } from '../../../test/support/loopDisk.ts';
import { systemClock } from '../lib/clock.ts';
import { createDiskGuard, createReserve, judgeDisk } from './reserve.ts';

const MB = 1024 * 1024;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sw-reserve-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('disk', () => {
  test('full stays full until there is twice the room, so that it does not flap', () => {
    const total = 1000 * MB;
    expect(judgeDisk(total, 15 * MB, 'ok')).toBe('full');
    expect(judgeDisk(total, 20 * MB, 'full')).toBe('full');
    expect(judgeDisk(total, 20 * MB, 'ok')).toBe('low');
    expect(judgeDisk(total, 33 * MB, 'full')).toBe('low');
    expect(judgeDisk(total, 500 * MB, 'full')).toBe('ok');
  });

  test('the reserve is real bytes, given back in steps and made again when there is room', () => {
    const reserve = createReserve(folder, 80 * MB, 64 * MB);
    expect(reserve.bytes()).toBe(0);
    reserve.refill(80 * MB, 60 * MB);
    expect(readdirSync(folder).length).toBe(8);
    expect(reserve.bytes()).toBe(8 * MB);
    for (let step = 0; step < 8; step++) expect(reserve.relieve()).toBe(true);
    expect(reserve.relieve()).toBe(false);
    reserve.refill(80 * MB, 5 * MB);
    expect(reserve.bytes()).toBe(0);
    reserve.refill(80 * MB, 16 * MB);
    expect(reserve.bytes()).toBeGreaterThan(0);
    expect(reserve.bytes()).toBeLessThanOrEqual(4 * MB);
  });
});

if (!canMount) console.log('disks of small blocks: skipped, mounting a loop device needs root');

describe.skipIf(!canMount)('block size', () => {
  test.each([
    [1024, true],
    [4096, false],
  ])('blocks of %d bytes are small: %s', async (blockBytes, isSmall) => {
    const disk = mountLoopDisk(8, blockBytes);
    try {
      const guard = await createDiskGuard({ folder: disk.path, clock: systemClock, ballastBytes: 0, onChange: () => undefined });
      expect(guard.hasSmallBlocks).toBe(isSmall);
    } finally {
      disk.unmount();
    }
  });
});
