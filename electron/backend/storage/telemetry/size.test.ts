import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { partitionFile } from './layout.ts';
import { makeHost } from './testing/mix.ts';
import { type Bench, DAY, MINUTE, MONDAY, makeBench } from './testing/support.ts';

let bench: Bench;
beforeEach(() => {
  bench = makeBench();
});
afterEach(() => bench.close());

test('a day of hosts polled each minute costs at most 2 bytes a sample, 2.5 on disk with rollups, written in six transfers as in operation', async () => {
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
  const file = join(bench.folder, partitionFile(MONDAY));
  const db = new Database(file, { readonly: true });
  const inTable = Number(db.prepare('select sum(length(payload)) from chunk').pluck().get());
  db.close();
  expect(inTable / inChunks).toBeLessThanOrEqual(2);
  // Below this the values would not be in it.
  expect(inTable / inChunks).toBeGreaterThan(1);
  expect(statSync(file).size / inChunks).toBeLessThanOrEqual(2.5);
}, 60_000);
