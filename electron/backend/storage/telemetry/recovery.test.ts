import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TelemetryFailure } from './client.ts';
import { partitionFile, REGISTRY_FILE, segmentFile } from './layout.ts';
import { type Bench, CPU, DAY, MINUTE, MONDAY, makeBench, sample, untilTransferred } from './testing/support.ts';

let bench: Bench;
beforeEach(() => {
  bench = makeBench();
});
afterEach(() => bench.close());

/** Starting a thread takes its time on a busy machine. */
const PATIENT = { timeout: 10_000 };
const day = { ...CPU, from: MONDAY, to: MONDAY + DAY, points: 2000 };
const minutes = (count: number, first = 0) => Array.from({ length: count }, (_, i) => sample(MONDAY + (first + i) * MINUTE, first + i));
const partition = () => join(bench.folder, partitionFile(MONDAY));

/** Resolves with the next value given to `listen`. */
function next<T>() {
  let listen: (value: T) => void = () => undefined;
  const value = new Promise<T>((resolve) => {
    listen = resolve;
  });
  return { listen, value };
}

describe('a thread that dies', () => {
  test('of the writer: pending calls reject, the owner is told, the next one has everything acknowledged', async () => {
    const failure = next<TelemetryFailure>();
    const store = await bench.open({ onFailure: failure.listen });
    await store.append(minutes(10));
    const pending = store.append(minutes(1, 10)).then(
      () => 'kept',
      (error: { code: string }) => error.code,
    );
    await bench.threads[0]!.worker.terminate();
    expect(await pending).toBe('telemetry.failed');
    expect(await failure.value).toMatchObject({ thread: 'writer', code: 'telemetry.failed' });
    await expect
      .poll(
        () =>
          store.append(minutes(1, 10)).then(
            () => true,
            () => false,
          ),
        PATIENT,
      )
      .toBe(true);
    expect((await store.query(day)).avg).toEqual(Array.from({ length: 11 }, (_, i) => i));
    expect(bench.threads.map(({ role }) => role)).toEqual(['writer', 'reader', 'writer']);
  });

  test('of the reader: writing is not touched and reading comes back', async () => {
    const failure = next<TelemetryFailure>();
    const store = await bench.open({ onFailure: failure.listen });
    await store.append(minutes(3));
    await bench.threads[1]!.worker.terminate();
    expect(await failure.value).toMatchObject({ thread: 'reader' });
    await store.append(minutes(3, 3));
    await expect
      .poll(
        () =>
          store.query(day).then(
            ({ avg }) => avg.length,
            () => 0,
          ),
        PATIENT,
      )
      .toBe(6);
  });

  test('a writer started anew while paused stays paused', async () => {
    const store = await bench.open();
    await store.pause('disk.full');
    await bench.threads[0]!.worker.terminate();
    await expect
      .poll(
        () =>
          store.stats().then(
            ({ paused }) => paused,
            () => 'down',
          ),
        PATIENT,
      )
      .toBe('disk.full');
  });
});

describe('damage', () => {
  test('the torn end of a log is cut, counted and costs nothing that was acknowledged', async () => {
    const first = await bench.open();
    await first.append(minutes(10));
    await first.stop();
    const log = join(bench.folder, segmentFile(1));
    writeFileSync(log, Buffer.concat([readFileSync(log), Buffer.from([200, 0, 0, 0, 1, 2, 3])]));
    const store = await bench.open();
    expect(await store.stats()).toMatchObject({ tornBytes: 7, damaged: 0, head: { samples: 10 } });
    await store.append(minutes(5, 10));
    expect((await store.query(day)).avg.length).toBe(15);
  });

  test('a partition that is no database is set aside under a name, and collection goes on in a new file', async () => {
    const first = await bench.open({ limits: { headSamples: 10 } });
    await first.append(minutes(10));
    await untilTransferred(first);
    await first.query(day);
    await first.stop();
    writeFileSync(partition(), Buffer.alloc(32_768, 7));
    const store = await bench.open({ limits: { headSamples: 10 } });
    expect((await store.query(day)).avg).toEqual([]);
    await store.append(minutes(10, 10));
    await untilTransferred(store);
    expect((await store.query(day)).avg).toEqual(Array.from({ length: 10 }, (_, i) => 10 + i));
    expect(readFileSync(`${partition()}.damaged-1`)).toEqual(Buffer.alloc(32_768, 7));
    expect((await store.stats()).damaged).toBeGreaterThan(0);
  });

  test('a chunk that was changed on disk is missing, counted, and does not stop the others', async () => {
    const first = await bench.open({ limits: { headSamples: 20 } });
    await first.append([...minutes(10), ...minutes(10).map((one) => ({ ...one, at: one.at + DAY }))]);
    await untilTransferred(first);
    await first.stop();
    const db = new Database(partition());
    const row = db.prepare<[], { id: number; payload: Buffer }>('select id, payload from chunk order by id limit 1').get()!;
    row.payload[8]! ^= 1;
    db.prepare('update chunk set payload = ? where id = ?').run(row.payload, row.id);
    db.close();
    const store = await bench.open({ limits: { headSamples: 5 } });
    expect((await store.query({ ...day, to: MONDAY + 2 * DAY })).avg.length).toBe(10);
    expect((await store.stats()).damaged).toBe(1);
    await store.append(minutes(5, 10));
    await untilTransferred(store);
    expect((await store.query(day)).avg).toEqual([10, 11, 12, 13, 14]);
  });

  test('a registry or partition of a later version is refused by name and left as it is', async () => {
    const first = await bench.open({ limits: { headSamples: 10 } });
    await first.append(minutes(10));
    await untilTransferred(first);
    await first.stop();
    const file = join(bench.folder, REGISTRY_FILE);
    const db = new Database(file);
    db.pragma('user_version = 99');
    db.close();
    const before = readFileSync(file);
    await expect(bench.open()).rejects.toMatchObject({ code: 'telemetry.fromTheFuture' });
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

describe('durability', () => {
  test('R-8.4.3-d2 every file is in WAL mode with pages of 16 KiB, and the writing handles read synchronous FULL', async () => {
    const store = await bench.open({ limits: { headSamples: 10 } });
    await store.append(minutes(10));
    await untilTransferred(store);
    expect((await store.stats()).synchronous).toBe('FULL');
    for (const file of [partition(), join(bench.folder, REGISTRY_FILE)]) {
      const db = new Database(file, { readonly: true });
      expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
      expect(db.pragma('page_size', { simple: true })).toBe(16_384);
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      db.close();
    }
  });

  test('a log segment is removed only when its samples are in chunks', async () => {
    const store = await bench.open({ limits: { headSamples: 10 } });
    await store.append(minutes(9));
    expect((await store.stats()).head.logBytes).toBeGreaterThan(0);
    await store.append(minutes(1, 9));
    await untilTransferred(store);
    expect((await store.stats()).head.logBytes).toBe(0);
  });
});
