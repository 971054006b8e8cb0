import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Batch, makeBatch } from './head.ts';
import { openHeadLog } from './headLog.ts';
import { segmentFile } from './layout.ts';

let folder: string;
/** What every file handle inherits, to see and to disturb the calls of the log. */
let fileHandle: FileHandle;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sw-log-'));
  const handle = await open(join(folder, 'probe'), 'w');
  fileHandle = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function batchOf(sid: number): Batch {
  const batch = makeBatch(1);
  batch.sid[0] = sid;
  return batch;
}
async function stored(): Promise<number[]> {
  const sids: number[] = [];
  const log = await openHeadLog(folder, (batch) => sids.push(...batch.sid));
  await log.close();
  return sids;
}
const segments = () => readdirSync(folder).filter((name) => name.endsWith('.log'));
const ignore = () => undefined;

test('a batch is acknowledged after its data were synced, not before', async () => {
  const log = await openHeadLog(folder, ignore);
  const order: string[] = [];
  const datasync = fileHandle.datasync;
  vi.spyOn(fileHandle, 'datasync').mockImplementation(async function (this: FileHandle) {
    await datasync.call(this);
    order.push('synced');
  });
  await log.append(batchOf(1)).then(() => order.push('acknowledged'));
  await log.append(batchOf(2)).then(() => order.push('acknowledged'));
  expect(order).toEqual(['synced', 'acknowledged', 'synced', 'acknowledged']);
  await log.close();
});

test('a new segment and its name are synced before anything in it counts', async () => {
  const log = await openHeadLog(folder, ignore);
  const sync = vi.spyOn(fileHandle, 'sync');
  await log.append(batchOf(1));
  expect(sync).toHaveBeenCalledTimes(2);
  await log.append(batchOf(2));
  expect(sync).toHaveBeenCalledTimes(2);
  await log.close();
});

test('after a failed sync the batch is not acknowledged and the segment gets no more', async () => {
  const log = await openHeadLog(folder, ignore);
  await log.append(batchOf(1));
  vi.spyOn(fileHandle, 'datasync').mockRejectedValueOnce(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }));
  await expect(log.append(batchOf(2))).rejects.toMatchObject({ code: 'EIO' });
  await log.append(batchOf(3));
  expect(segments()).toEqual([segmentFile(1), segmentFile(2)]);
  await log.close();
  expect((await stored()).filter((sid) => sid !== 2)).toEqual([1, 3]);
});

test('a write that ends half way is taken back, and the next one is readable', async () => {
  const log = await openHeadLog(folder, ignore);
  await log.append(batchOf(1));
  const write = fileHandle.write as (buffer: Buffer, offset: number, length: number, position: number) => Promise<unknown>;
  const half = vi.spyOn(fileHandle, 'write').mockImplementation(async function (this: FileHandle, ...args: unknown[]) {
    half.mockRestore();
    const [buffer, offset, length, position] = args as [Buffer, number, number, number];
    await write.call(this, buffer, offset, length >> 1, position);
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  } as never);
  const before = statSync(join(folder, segmentFile(1))).size;
  await expect(log.append(batchOf(2))).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(statSync(join(folder, segmentFile(1))).size).toBe(before);
  await log.append(batchOf(3));
  await log.close();
  expect(segments()).toEqual([segmentFile(1)]);
  expect(await stored()).toEqual([1, 3]);
});

test('dropped segments are gone, later ones stay', async () => {
  const log = await openHeadLog(folder, ignore);
  await log.append(batchOf(1));
  const first = await log.rotate();
  await log.append(batchOf(2));
  expect(first).toEqual([1]);
  await log.drop(first);
  await log.close();
  expect(await stored()).toEqual([2]);
  expect(segments()).toEqual([segmentFile(2)]);
});
