import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import { createReceiver, createSender, createSpool, type Item, type Receiver } from '../../electron/backend/link/index.ts';
import { lacking, run, silentLog, temporaryFolder } from './peers.ts';

const WAIT = { timeout: 30_000, interval: 20 };
let closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});

/** A backend's store: what arrived and the last number, changed together; now and then it refuses, as a database does when it is busy. */
function createStore() {
  const numbers: number[] = [];
  const last = new Map<string, number>();
  let calls = 0;
  return {
    numbers,
    last,
    lastSequence: (key: string) => last.get(key) ?? 0,
    onBatch: async (key: string, _from: number, items: readonly Item[]) => {
      calls += 1;
      await sleep(2);
      if (calls % 17 === 0) throw new Error('busy');
      expect(items[0]!.seq).toBeGreaterThan(last.get(key) ?? 0);
      numbers.push(...items.map(({ payload }) => (payload as { number: number }).number));
      last.set(key, items.at(-1)!.seq);
    },
  };
}

describe('K2 a sender killed with SIGKILL in mid-stream', () => {
  it('twenty times, with a receiver that restarts meanwhile: nothing accepted is lost, nothing is stored twice, order is kept', async () => {
    const folder = temporaryFolder();
    closing.push(folder.remove);
    const socketPath = join(folder.path, 'run', 'ingest.sock');
    const store = createStore();
    const listen = (): Promise<Receiver> => createReceiver({ socketPath, log: silentLog, token: 'secret', ...store });
    let receiver = await listen();
    closing.push(() => receiver.stop());
    const acceptedFile = join(folder.path, 'accepted');
    writeFileSync(acceptedFile, '');
    // The line a kill cut short names a number that was accepted, but not wholly written there.
    const accepted = (): number[] => readFileSync(acceptedFile, 'utf8').split('\n').slice(0, -1).map(Number);
    for (let round = 0; round < 20; round += 1) {
      const first = (accepted().at(-1) ?? -1) + 1000;
      // Every third round is killed before it can deliver anything, while the receiver is away.
      const isAlone = round % 3 === 2;
      if (isAlone) await receiver.stop();
      const child = spawn(process.execPath, [join(import.meta.dirname, 'senderProcess.ts'), folder.path, socketPath, String(first)], {
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      const ended = new Promise((resolve) => child.on('close', resolve));
      const before = store.numbers.length;
      await vi.waitFor(() => expect(accepted().at(-1)).toBeGreaterThan(first + 200), WAIT);
      if (!isAlone) await vi.waitFor(() => expect(store.numbers.length).toBeGreaterThan(before), WAIT);
      await sleep(round * 7);
      child.kill('SIGKILL');
      await ended;
      if (isAlone) receiver = await listen();
    }
    const spool = createSpool({ folder: join(folder.path, 'spool'), log: silentLog, clock: systemClock });
    const sender = createSender({ streamId: 'killed', socketPath, token: () => 'secret', spool, log: silentLog, clock: systemClock });
    closing.push(
      () => spool.close(),
      () => sender.stop(),
    );
    expect(await sender.drained(60_000)).toBe(true);

    const stored = new Set(store.numbers);
    expect(accepted().length).toBeGreaterThan(20 * 200);
    expect(accepted().filter((number) => !stored.has(number))).toEqual([]);
    expect(stored.size).toBe(store.numbers.length);
    expect(store.numbers.every((number, i) => i === 0 || number > store.numbers[i - 1]!)).toBe(true);
    expect(spool.state()).toMatchObject({ depth: 0, dropped: 0 });
  }, 180_000);
});

/** A small file system of its own. */
function smallDisk(megabytes: number): { readonly path: string; remove(): void } {
  const folder = temporaryFolder();
  const path = join(folder.path, 'disk');
  mkdirSync(path);
  run('truncate', '-s', `${megabytes}M`, `${folder.path}/image`);
  run('mkfs.ext4', '-q', '-F', '-m', '0', `${folder.path}/image`);
  run('mount', '-o', 'loop', `${folder.path}/image`, path);
  return {
    path,
    remove: () => {
      spawnSync('umount', [path]);
      folder.remove();
    },
  };
}

describe.skipIf(lacking('full disk', { root: true, programs: ['mkfs.ext4', 'mount'], try: () => smallDisk(8).remove() }) !== null)(
  'D1 a spool on a disk that fills',
  () => {
    const content = (i: number): Buffer => Buffer.from(JSON.stringify({ i, padding: 'x'.repeat(2000) }));
    const all = (spool: ReturnType<typeof createSpool>, after: number): number[] => {
      const got: number[] = [];
      for (let seq = after; ; ) {
        const items = spool.read(seq, 100, 1_000_000);
        if (items.length === 0) return got;
        got.push(...items.map(({ bytes }) => JSON.parse(bytes.toString()).i));
        seq = items.at(-1)!.seq;
      }
    };

    function fill(path: string): void {
      spawnSync('sh', [
        '-c',
        `dd if=/dev/zero of=${path}/ballast bs=64k 2>/dev/null; dd if=/dev/zero of=${path}/ballast2 bs=512 2>/dev/null; true`,
      ]);
    }

    it('goes on in memory and says so, keeps order, and returns to the disk when there is room; a kill then loses nothing', async () => {
      const disk = smallDisk(16);
      closing.push(disk.remove);
      const options = { folder: join(disk.path, 'spool'), log: silentLog, clock: systemClock, segmentBytes: 128 * 1024 };
      const spool = createSpool(options);
      closing.push(() => spool.close());
      for (let i = 0; i < 100; i += 1) spool.append(content(i));
      fill(disk.path);
      for (let i = 100; i < 1000; i += 1) spool.append(content(i));
      expect(spool.state()).toMatchObject({ storage: 'memory', problem: 'ENOSPC', depth: 1000, dropped: 0 });
      expect(all(spool, 0)).toEqual(Array.from({ length: 1000 }, (_, i) => i));

      rmSync(join(disk.path, 'ballast'));
      await vi.waitFor(() => expect(spool.state()).toMatchObject({ storage: 'disk', problem: null }), WAIT);
      spool.append(content(1000));
      const afterKill = createSpool(options);
      closing.push(() => afterKill.close());
      expect(all(afterKill, 0)).toEqual(Array.from({ length: 1001 }, (_, i) => i));
    });

    it('drops the oldest when memory is full too, and counts every one', () => {
      const disk = smallDisk(16);
      closing.push(disk.remove);
      const spool = createSpool({
        folder: join(disk.path, 'spool'),
        log: silentLog,
        clock: systemClock,
        segmentBytes: 64 * 1024,
        memoryBytes: 200_000,
      });
      closing.push(() => spool.close());
      for (let i = 0; i < 10; i += 1) spool.append(content(i));
      fill(disk.path);
      const refill = (i: number): void => {
        // Somebody else takes the room that dropped segments leave.
        if (i % 50 === 0) writeFileSync(join(disk.path, `more${i}`), '');
        fill(disk.path);
      };
      for (let i = 10; i < 600; i += 1) {
        spool.append(content(i));
        if (i % 20 === 0) refill(i);
      }
      const { depth, dropped } = spool.state();
      const left = all(spool, 0);
      expect(dropped).toBeGreaterThan(0);
      expect(depth + dropped).toBe(600);
      expect(left).toEqual(Array.from({ length: depth }, (_, i) => 600 - depth + i));
    });

    it('opens on a full disk, with the numbers it never used', async () => {
      const disk = smallDisk(16);
      closing.push(disk.remove);
      const options = { folder: join(disk.path, 'spool'), log: silentLog, clock: systemClock };
      const first = createSpool(options);
      const last = [0, 1, 2].map((i) => first.append(content(i))).at(-1)!;
      await first.close();
      fill(disk.path);
      const second = createSpool(options);
      closing.push(() => second.close());
      expect(second.epoch).toBe(first.epoch);
      expect(second.append(content(3))).toBeGreaterThan(last);
      expect(all(second, 0)).toEqual([0, 1, 2, 3]);
    });
  },
);
