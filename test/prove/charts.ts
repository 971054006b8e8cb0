import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import { openTelemetry, type StoredSample } from '../../electron/backend/storage/telemetry/index.ts';
import { makeHost } from '../../electron/backend/storage/telemetry/testing/mix.ts';
import { silentLog } from '../protocol/peers.ts';
import { createFigures, quantile } from '../support/figures.ts';

/** Half a year of two hosts polled each minute: how long a chart of one series takes, through the threads as in operation. */
const DAYS = 184;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const HOSTS = 2;
const CYCLES_AT_ONCE = 200;
const POINTS = 800;
const READS = 40;
const figures = createFigures('charts');
const folder = mkdtempSync(join(tmpdir(), 'sw-charts-'));
const start = Date.UTC(2026, 4, 4);
const end = start + DAYS * DAY_MS;

const store = await openTelemetry({
  folder,
  log: silentLog,
  clock: systemClock,
  limits: { headSamples: 1_000_000, headAgeMs: 4 * 3_600_000, retryMs: 1000 },
});
const hosts = Array.from({ length: HOSTS }, (_, i) => makeHost(i + 1, start, MINUTE_MS));
let samples = 0;
for (let cycle = 0; cycle < (DAYS * DAY_MS) / MINUTE_MS - 1; cycle += CYCLES_AT_ONCE) {
  const last = Math.min(cycle + CYCLES_AT_ONCE, (DAYS * DAY_MS) / MINUTE_MS - 1);
  const batch: StoredSample[] = [];
  for (let one = cycle; one < last; one += 1) for (const host of hosts) batch.push(...host.cycle(one));
  samples += batch.length;
  await store.append(batch);
}
const [some] = await store.latest();
const keys = (await store.series(some?.resourceId ?? '')).slice(0, READS);

async function p95Of(days: number): Promise<number> {
  const times: number[] = [];
  for (const round of [0, 1]) {
    for (const { resourceId, metric, component } of keys) {
      const begin = performance.now();
      const { at } = await store.query({ resourceId, metric, component, from: end - days * DAY_MS, to: end, points: POINTS });
      if (round === 1) times.push(performance.now() - begin);
      if (at.length === 0) throw new Error(`${metric} has no points`);
    }
  }
  return quantile(times, 0.95);
}

figures.told('samples', samples, '');
figures.atMost('one series over 24 h, p95', await p95Of(1), 'ms', 5);
figures.told('one series over 7 d, p95', await p95Of(7), 'ms');
figures.atMost('one series over 90 d, p95', await p95Of(90), 'ms', 20);
figures.told('one series over half a year, p95', await p95Of(DAYS), 'ms');
const inHead = (await store.stats()).head.samples;
await store.stop();
const bytes = readdirSync(folder)
  .filter((file) => file.startsWith('week-'))
  .reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
figures.atMost('bytes on disk a sample, rollups included', bytes / (samples - inHead), 'B', 2.5);
rmSync(folder, { recursive: true, force: true });
figures.end();
