import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PARTITION_MS, partitionFile } from './layout.ts';
import { type AppendMessage, DEFAULT_LIMITS, type Limits, type WriterCalls } from './protocol.ts';
import { MIN_RETENTION_MS, type SeriesKey } from './store.ts';
import { type Bench, CPU, MINUTE, MONDAY, makeBench } from './testing/support.ts';
import { openTelemetryWriter } from './writer.ts';

let bench: Bench;
let writer: WriterCalls;
beforeEach(() => {
  bench = makeBench();
});
afterEach(async () => {
  await writer.stop(null);
  await bench.close();
});

/** The writing side without its thread, so that the order of its messages is the test's. */
async function open(limits: Partial<Limits> = {}): Promise<void> {
  writer = await openTelemetryWriter({
    folder: bench.folder,
    limits: { ...DEFAULT_LIMITS, ...limits },
    paused: null,
    report: () => undefined,
  });
}

function message(
  definitions: readonly SeriesKey[],
  samples: readonly (readonly [handle: number, at: number, value: number])[],
): AppendMessage {
  return {
    reset: false,
    definitions,
    handle: Uint32Array.from(samples, ([handle]) => handle),
    at: Float64Array.from(samples, ([, at]) => at),
    value: Float64Array.from(samples, ([, , value]) => value),
    intervalMs: new Uint32Array(samples.length).fill(MINUTE),
  };
}
const range = { from: MONDAY - PARTITION_MS, to: MONDAY + 100 * PARTITION_MS };
const inMemory = (key: SeriesKey) => [...(writer.locate({ ...key, ...range })?.head.value ?? [])];
const failures = async () => (await writer.stats(null)).checkpoint.failures;

describe('handles of series', () => {
  test('a series removed by expiry and sent again under its old handle gets a new number and is found', async () => {
    await open();
    const old = { ...CPU, component: 'old' };
    await writer.append(
      message(
        [CPU, old],
        [
          [0, MONDAY + 40 * PARTITION_MS, 1],
          [1, MONDAY, 2],
        ],
      ),
    );
    const before = writer.locate({ ...old, ...range })!.sid;
    await writer.expire({ now: MONDAY + MIN_RETENTION_MS + 1, samplesMs: MIN_RETENTION_MS });
    expect(writer.series(CPU.resourceId).map(({ component }) => component)).toEqual(['']);
    await writer.append(
      message(
        [],
        [
          [1, MONDAY + 41 * PARTITION_MS, 3],
          [0, MONDAY + 41 * PARTITION_MS, 4],
        ],
      ),
    );
    expect(inMemory(old)).toEqual([3]);
    expect(inMemory(CPU)).toEqual([1, 4]);
    expect(writer.locate({ ...old, ...range })!.sid).not.toBe(before);
  });

  test('definitions of a refused message hold for the next one', async () => {
    await open();
    await writer.pause('disk.full');
    await expect(writer.append(message([CPU], [[0, MONDAY, 1]]))).rejects.toMatchObject({ code: 'telemetry.paused' });
    writer.resume(null);
    await writer.append(message([], [[0, MONDAY, 2]]));
    expect(inMemory(CPU)).toEqual([2]);
  });

  test('one series defined twice in one group has one number', async () => {
    await open();
    await Promise.all([writer.append(message([CPU], [[0, MONDAY, 1]])), writer.append(message([CPU], [[1, MONDAY + 1, 2]]))]);
    expect(inMemory(CPU)).toEqual([1, 2]);
    expect((await writer.stats(null)).series).toBe(1);
  });

  test('a handle nobody defined is refused and changes nothing', async () => {
    await open();
    await expect(writer.append(message([], [[0, MONDAY, 1]]))).rejects.toMatchObject({ code: 'telemetry.invalid' });
    expect((await writer.stats(null)).head.samples).toBe(0);
  });
});

describe('transfer', () => {
  test('that cannot open its file keeps the log, is tried again, and succeeds when the obstacle is gone', async () => {
    const obstacle = join(bench.folder, partitionFile(MONDAY));
    await open({ headSamples: 2, retryMs: 20 });
    mkdirSync(obstacle);
    await writer.append(
      message(
        [CPU],
        [
          [0, MONDAY, 1],
          [0, MONDAY + 1, 2],
        ],
      ),
    );
    await expect.poll(failures, { timeout: 10_000 }).toBeGreaterThan(1);
    expect((await writer.stats(null)).head).toMatchObject({ samples: 2 });
    expect((await writer.stats(null)).head.logBytes).toBeGreaterThan(0);

    await writer.stop(null);
    await open({ headSamples: 2, retryMs: 20 });
    expect(inMemory(CPU)).toEqual([1, 2]);
    await expect.poll(failures, { timeout: 10_000 }).toBeGreaterThan(0);
    rmdirSync(obstacle);
    await expect.poll(async () => (await writer.stats(null)).head, { timeout: 10_000 }).toMatchObject({ samples: 0, logBytes: 0 });
  });

  test('that keeps failing makes appends wait no longer than memory lasts: then they are refused as full', async () => {
    await open({ headSamples: 2, retryMs: 60_000 });
    mkdirSync(join(bench.folder, partitionFile(MONDAY)));
    const append = (first: number) =>
      writer.append(
        message(first === 0 ? [CPU] : [], [
          [0, MONDAY + first, 1],
          [0, MONDAY + first + 1, 2],
        ]),
      );
    await append(0);
    await expect.poll(failures, { timeout: 10_000 }).toBe(1);
    await append(2);
    await append(4);
    await expect(append(6)).rejects.toMatchObject({ code: 'telemetry.full' });
    expect((await writer.stats(null)).head.samples).toBe(6);
    rmdirSync(join(bench.folder, partitionFile(MONDAY)));
  });

  test('does not happen while paused, however old the head grows, and happens after', async () => {
    await open({ headAgeMs: 50, retryMs: 20 });
    mkdirSync(join(bench.folder, partitionFile(MONDAY)));
    await writer.append(message([CPU], [[0, MONDAY, 1]]));
    await expect.poll(failures, { timeout: 10_000 }).toBeGreaterThan(1);
    await writer.pause('disk.full');
    const atPause = await failures();
    rmdirSync(join(bench.folder, partitionFile(MONDAY)));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await writer.stats(null)).checkpoint).toMatchObject({ at: null, failures: atPause });
    expect((await writer.stats(null)).head.samples).toBe(1);
    writer.resume(null);
    await expect.poll(async () => (await writer.stats(null)).head.samples, { timeout: 10_000 }).toBe(0);
  });
});
