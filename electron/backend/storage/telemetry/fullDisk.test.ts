import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../lib/clock.ts';
import { createLog } from '../../lib/log.ts';
import { openTelemetry } from './client.ts';
import { PARTITION_MS } from './layout.ts';
import { MIN_RETENTION_MS, type TelemetryStore } from './store.ts';
import { CPU, DAY, MINUTE, MONDAY, sample, untilTransferred } from './testing/support.ts';

const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stderr.write('full disk: not tested, mounting a small file system needs root\n');

let root: string;
let disk: string;
let store: TelemetryStore | undefined;

function mount(): void {
  root = mkdtempSync(join(tmpdir(), 'sw-full-'));
  disk = join(root, 'disk');
  mkdirSync(disk);
  const image = join(root, 'image');
  writeFileSync(image, '');
  truncateSync(image, 24 * 1024 * 1024);
  execFileSync('mkfs.ext4', ['-q', '-m', '0', image]);
  execFileSync('mount', ['-o', 'loop', image, disk]);
}

const open = async () => {
  store = await openTelemetry({
    folder: join(disk, 'telemetry'),
    clock: systemClock,
    log: createLog('test', 'silent'),
    limits: { headSamples: 500, retryMs: 50 },
  });
  return store;
};
const filler = () => join(disk, 'filler');
const free = () => {
  const { bavail, bsize } = statfsSync(disk);
  return bavail * bsize;
};

/** Takes every block that is left. */
function fill(): void {
  writeFileSync(filler(), Buffer.alloc(Math.max(0, free() - 65_536)), { flag: 'a' });
  for (const size of [4096, 1]) {
    try {
      for (;;) writeFileSync(filler(), Buffer.alloc(size), { flag: 'a' });
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' });
    }
  }
}

describe.skipIf(!isRoot)('a full disk', () => {
  beforeEach(mount);
  afterEach(async () => {
    await store?.stop();
    store = undefined;
    execFileSync('umount', [disk]);
    rmSync(root, { recursive: true, force: true });
  });

  test('R-8.4.3-d2 telemetry says so, keeps what it acknowledged, reads on, expires, and recovers by itself when space returns', async () => {
    const telemetry = await open();
    const kept: number[] = [];
    let next = 0;
    async function appendOne(): Promise<string> {
      const batch = Array.from({ length: 50 }, (_, i) => sample(MONDAY + (next + i) * MINUTE, (next + i) % 100));
      next += batch.length;
      try {
        await telemetry.append(batch);
        kept.push(...batch.map(({ at }) => at));
        return 'kept';
      } catch (error) {
        return String((error as { code: string }).code);
      }
    }
    const old = MONDAY - 30 * PARTITION_MS;
    await telemetry.append(Array.from({ length: 500 }, (_, i) => sample(old + i * MINUTE, 1)));
    await untilTransferred(telemetry);
    for (let i = 0; i < 10; i++) expect(await appendOne()).toBe('kept');
    await untilTransferred(telemetry);

    fill();
    const answers = new Set<string>();
    for (let i = 0; i < 60; i++) answers.add(await appendOne());
    expect(answers).toContain('telemetry.full');
    expect([...answers].filter((answer) => answer !== 'kept' && answer !== 'telemetry.full')).toEqual([]);
    const everything = { ...CPU, from: MONDAY, to: MONDAY + 7 * DAY, points: 100_000 };
    expect((await telemetry.query(everything)).avg.filter((value) => value !== null).length).toBeGreaterThanOrEqual(kept.length);

    const gone = await telemetry.expire(old + PARTITION_MS + MIN_RETENTION_MS, MIN_RETENTION_MS);
    expect(gone.map(({ from }) => from)).toEqual([old]);

    rmSync(filler());
    expect(await appendOne()).toBe('kept');
    for (let i = 0; i < 12; i++) expect(await appendOne()).toBe('kept');
    await telemetry.stop();

    const again = await open();
    const { at, stepMs } = await again.query(everything);
    expect(stepMs).toBe(0);
    const stored = new Set(at);
    expect(kept.filter((time) => !stored.has(time))).toEqual([]);
    expect(stored.size).toBe(at.length);
  });

  test('a transfer that finds no room is tried again until it succeeds, and appends wait for it in memory', async () => {
    const telemetry = await open();
    await telemetry.append(Array.from({ length: 400 }, (_, i) => sample(MONDAY + i * MINUTE, i % 100)));
    // Room for the log, none for the write-ahead log of a partition.
    fill();
    truncateSync(filler(), statSync(filler()).size - 16_384);
    const samples = Array.from({ length: 100 }, (_, i) => sample(MONDAY + (400 + i) * MINUTE, i));
    await telemetry.append(samples);
    await expect.poll(async () => (await telemetry.stats()).checkpoint.failures, { timeout: 10_000 }).toBeGreaterThan(1);
    const day = { ...CPU, from: MONDAY, to: MONDAY + DAY, points: 2000 };
    expect((await telemetry.query(day)).at.length).toBe(500);
    rmSync(filler());
    await untilTransferred(telemetry);
    expect((await telemetry.stats()).checkpoint.failures).toBe(0);
    expect((await telemetry.query(day)).at.length).toBe(500);
  });
});
