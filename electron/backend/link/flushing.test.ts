import { mkdtempSync, type NoParamCallback, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { createSpool, type Spool } from './spool.ts';

const disk = vi.hoisted(() => ({ isBad: false, isFolderBad: false, at: 0 }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const fdatasync = (fd: number, done: NoParamCallback): void =>
    disk.isBad ? process.nextTick(done, Object.assign(new Error('EIO: i/o error'), { code: 'EIO' })) : fs.fdatasync(fd, done);
  const fsyncSync: typeof fs.fsyncSync = (fd) => {
    if (disk.isFolderBad) throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
    fs.fsyncSync(fd);
  };
  return { ...fs, fdatasync, fsyncSync };
});

let folder: string;
let spool: Spool;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flushing-'));
  const clock = { now: systemClock.now, monotonic: () => disk.at };
  spool = createSpool({ folder, log: pino({ level: 'silent' }), clock });
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

it('a segment whose name the disk refused once is one segment when it takes it', async () => {
  disk.isFolderBad = true;
  spool.append(Buffer.from('one'));
  expect(spool.state()).toMatchObject({ storage: 'memory', depth: 1 });
  disk.isFolderBad = false;
  disk.at += 10_000;
  const last = spool.append(Buffer.alloc(2_000_000));
  await spool.durable();
  expect(spool.state()).toMatchObject({ storage: 'disk', depth: 2 });
  spool.acknowledge(last);
  expect(spool.state()).toMatchObject({ depth: 0, bytes: 0 });
});
