import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { createSpool, type Spool } from './spool.ts';

const disk = vi.hoisted(() => ({ isBad: false }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const fdatasync: typeof fs.fdatasync = (fd, done) =>
    disk.isBad ? process.nextTick(done, Object.assign(new Error('EIO: i/o error'), { code: 'EIO' })) : fs.fdatasync(fd, done);
  return { ...fs, fdatasync };
});

let folder: string;
let spool: Spool;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flushing-'));
  spool = createSpool({ folder, log: pino({ level: 'silent' }), clock: systemClock });
});
afterEach(async () => {
  await spool.close();
  rmSync(folder, { recursive: true });
});

it('R-8.4.3-d2-6 what a disk refused once is not said to be on it later, but when it is stored elsewhere', async () => {
  disk.isBad = true;
  const refused = spool.append(Buffer.from('refused'));
  await expect(spool.durable()).rejects.toThrow('EIO');
  // Asked again, a system says that all is well: it gave those pages up.
  disk.isBad = false;
  await expect(spool.durable()).rejects.toThrow('EIO');
  const next = spool.append(Buffer.from('next'));
  expect(spool.read(0, 10, 1000).map(({ bytes }) => String(bytes))).toEqual(['refused', 'next']);
  spool.acknowledge(refused);
  await spool.durable();
  expect(spool.read(refused, 10, 1000).map(({ seq }) => seq)).toEqual([next]);
});
