import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { partitionFile } from './layout.ts';
import { makeHost } from './testing/mix.ts';
import { type Bench, DAY, MINUTE, MONDAY, makeBench } from './testing/support.ts';

let bench: Bench;
beforeEach(() => {
  bench = makeBench();
});
afterEach(() => bench.close());

test('a day of hosts polled each minute costs at most 2 bytes a sample on disk, written in six transfers as in operation', async () => {
  const hosts = [1, 2, 3, 4].map((seed) => makeHost(seed, MONDAY, MINUTE));
  const cycles = DAY / MINUTE - 1;
  const samples = hosts.reduce((sum, host) => sum + host.series, 0) * cycles;
  const headSamples = Math.ceil(samples / 6);
  const store = await bench.open({ limits: { headSamples } });
  for (let cycle = 0; cycle < cycles; cycle++) {
    const appends = hosts.map((host) => store.append(host.cycle(cycle)));
    if (cycle % 50 === 0 || cycle === cycles - 1) await Promise.all(appends);
  }
  await expect.poll(async () => (await store.stats()).head.samples, { timeout: 20_000 }).toBeLessThan(headSamples);
  const inChunks = samples - (await store.stats()).head.samples;
  expect(inChunks).toBeGreaterThan(0.8 * samples);
  await store.stop();
  const perSample = statSync(join(bench.folder, partitionFile(MONDAY))).size / inChunks;
  expect(perSample).toBeLessThanOrEqual(2);
  // Below this the values would not be in it.
  expect(perSample).toBeGreaterThan(1);
}, 60_000);
