import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import { openTelemetry, type StoredSample } from '../../electron/backend/storage/telemetry/index.ts';
import { makeHost, makeRandom } from '../../electron/backend/storage/telemetry/testing/mix.ts';
import { silentLog } from '../protocol/peers.ts';
import { createFigures, quantile } from '../support/figures.ts';

// Half a year of two hosts polled each minute: how long a chart of one series takes. A day and a half of 7,000 resources: how long
// the highest of them take. And how many samples a second become durable. Through the threads as in operation.
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

const RESOURCES = 7000;
const POLL_MS = 300_000;
const HOUR_MS = 3_600_000;
const TOP = 20;
const TOP_READS = 12;
const WRITTEN = 3_200_000;
const WRITTEN_AT_ONCE = 100_000;
const IN_FLIGHT = 4;

const many = mkdtempSync(join(tmpdir(), 'sw-top-'));
const wide = await openTelemetry({ folder: many, log: silentLog, clock: systemClock, limits: { headSamples: 2 * RESOURCES * 40 } });
const random = makeRandom(1);
const levels = Array.from({ length: RESOURCES }, () => 80 * random());
const since = end - 36 * HOUR_MS;
const batchAt = (at: number, every: number): StoredSample[] =>
  levels.flatMap((level, i) => {
    levels[i] = Math.min(95, Math.max(0, level + 2 * random() - 1));
    const one = {
      resourceId: `0198b1a0-0000-7000-8000-${i.toString(16).padStart(12, '0')}`,
      component: '',
      at: at + (i % 997),
      intervalMs: every,
    };
    return [
      { ...one, metric: 'cpu.utilisation', value: level + 8 * random() },
      { ...one, metric: 'memory.utilisation', value: level },
    ];
  });
for (let at = since; at < end; at += POLL_MS) await wide.append(batchAt(at, POLL_MS));

async function topP95(statistic: 'avg' | 'max' | 'p95', hours: number): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < TOP_READS; round += 1) {
    const begin = performance.now();
    const query = { metric: 'cpu.utilisation', from: end - hours * HOUR_MS, to: end, statistic, most: TOP };
    const { items, ranked } = await wide.top(query);
    if (round > 0) times.push(performance.now() - begin);
    if (items.length !== TOP || ranked !== RESOURCES) throw new Error(`${items.length} of ${ranked} ranked`);
  }
  return quantile(times, 0.5);
}
const newest = performance.now();
const latest = (await wide.latest()).filter(({ metric }) => metric === 'cpu.utilisation').length;
figures.told(`newest values of ${latest} series`, performance.now() - newest, 'ms');
for (const statistic of ['avg', 'max', 'p95'] as const) {
  figures.told(`top ${TOP} of ${RESOURCES} over 1 h by ${statistic}, median`, await topP95(statistic, 1), 'ms');
  figures.atMost(`top ${TOP} of ${RESOURCES} over 24 h by ${statistic}, median`, await topP95(statistic, 24), 'ms', 200);
}

await wide.stop();
rmSync(many, { recursive: true, force: true });

/** A poller that catches up: so many batches wait for the disk together. Making them is outside the time. */
const burst = mkdtempSync(join(tmpdir(), 'sw-burst-'));
const fresh = await openTelemetry({ folder: burst, log: silentLog, clock: systemClock });
let elapsedMs = 0;
let cpuSeconds = 0;
for (let written = 0, at = end; written < WRITTEN; written += IN_FLIGHT * WRITTEN_AT_ONCE) {
  const batches: StoredSample[][] = [];
  for (let i = 0; i < IN_FLIGHT; i += 1) {
    const batch: StoredSample[] = [];
    for (; batch.length < WRITTEN_AT_ONCE; at += MINUTE_MS) batch.push(...batchAt(at, MINUTE_MS).slice(0, WRITTEN_AT_ONCE - batch.length));
    batches.push(batch);
  }
  const begin = performance.now();
  const cpu = process.cpuUsage();
  await Promise.all(batches.map((batch) => fresh.append(batch)));
  const { user, system } = process.cpuUsage(cpu);
  elapsedMs += performance.now() - begin;
  cpuSeconds += (user + system) / 1e6;
}
figures.atLeast('samples a second made durable', WRITTEN / (elapsedMs / 1000), '1/s', 500_000);
figures.told('samples made durable by a second of one processor', WRITTEN / cpuSeconds, '1/s');
await fresh.stop();
rmSync(burst, { recursive: true, force: true });
figures.end();
