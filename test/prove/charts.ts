import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import { MIN_RETENTION_MS, openTelemetry, type StoredSample } from '../../electron/backend/storage/telemetry/index.ts';
import { makeHost, makeRandom } from '../../electron/backend/storage/telemetry/testing/mix.ts';
import { summarise } from '../../shared/domain/metric/statistics.ts';
import { silentLog } from '../protocol/peers.ts';
import { createFigures, quantile } from '../support/figures.ts';

// `history`: half a year of two hosts polled each minute, how long a chart of one series takes, with its samples and when only what
// they came to is left. `top`: a day and a half of 7,000 resources, how long the highest of them take, and whether they are those of a
// full scan. `burst`: how many samples a second become durable. Through the threads as in operation; without a name all three.
const DAYS = 184;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const HOSTS = 2;
const CYCLES_AT_ONCE = 200;
const POINTS = 800;
const READS = 40;
const figures = createFigures('charts');
const wanted = process.argv.slice(2);
const isWanted = (part: string) => wanted.length === 0 || wanted.includes(part);
const start = Date.UTC(2026, 4, 4);
const end = start + DAYS * DAY_MS;

const RESOURCES = 7000;
const POLL_MS = 300_000;
const HOUR_MS = 3_600_000;
const TOP = 20;
const TOP_READS = 12;
const WRITTEN = 3_200_000;
/** The pipeline takes up to 250,000 observations at once: 500 items of 500. */
const WRITTEN_AT_ONCE = 100_000;
const IN_FLIGHT = 4;
/** A head that leaves for the chunks four times on the way. */
const SMALL_HEAD = 800_000;

async function history(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sw-charts-'));
  const limits = { headSamples: 1_000_000, headAgeMs: 4 * 3_600_000, retryMs: 1000 };
  const open = () => openTelemetry({ folder, log: silentLog, clock: systemClock, limits });
  let store = await open();
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
  // Rolls up the weeks whose samples go within a month.
  const begin = performance.now();
  await store.expire(end, MIN_RETENTION_MS);
  const { rolled } = await store.stats();
  figures.told('weeks rolled up beside their samples', rolled.length, '');
  figures.told('rolling up a week, in the background', (performance.now() - begin) / Math.max(1, rolled.length), 'ms');
  const bytesOf = (kind: string) =>
    readdirSync(folder)
      .filter((file) => file.startsWith(kind))
      .reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  // Stopped, so that the write-ahead logs, at most 16 MiB a file in use however many samples there are, are in their files.
  await store.stop();
  figures.atMost('bytes on disk a sample, rollups included', (bytesOf('week-') + bytesOf('rolled-')) / (samples - inHead), 'B', 2.5);
  store = await open();
  await store.expire(start + 42 * DAY_MS + MIN_RETENTION_MS, MIN_RETENTION_MS);
  figures.told('one series over half a year, a quarter of it without samples, p95', await p95Of(DAYS), 'ms');
  const oldDays = (await store.stats()).rolled.length * 7;
  figures.told('bytes on disk a sample that is gone', bytesOf('rolled-') / ((samples * oldDays) / DAYS), 'B');
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
}

const random = makeRandom(1);
const levels = Array.from({ length: RESOURCES }, () => 80 * random());
// One text each, as the pipeline passes them on.
const ids = levels.map((_, i) => `0198b1a0-0000-7000-8000-${i.toString(16).padStart(12, '0')}`);
const batchAt = (at: number, every: number): StoredSample[] =>
  levels.flatMap((level, i) => {
    levels[i] = Math.min(95, Math.max(0, level + 2 * random() - 1));
    const one = { resourceId: ids[i] ?? '', component: '', at: at + (i % 997), intervalMs: every };
    return [
      { ...one, metric: 'cpu.utilisation', value: level + 8 * random() },
      { ...one, metric: 'memory.utilisation', value: level },
    ];
  });

async function top(): Promise<void> {
  const many = mkdtempSync(join(tmpdir(), 'sw-top-'));
  const wide = await openTelemetry({ folder: many, log: silentLog, clock: systemClock, limits: { headSamples: 2 * RESOURCES * 40 } });
  const since = end - 36 * HOUR_MS;
  const kept = new Map<string, { readonly at: number[]; readonly value: number[] }>(ids.map((id) => [id, { at: [], value: [] }]));
  for (let at = since; at < end; at += POLL_MS) {
    const batch = batchAt(at, POLL_MS);
    for (const { metric, resourceId, at: time, value } of batch) {
      if (metric !== 'cpu.utilisation' || value === null) continue;
      kept.get(resourceId)?.at.push(time);
      kept.get(resourceId)?.value.push(Math.round(10 * value) / 10);
    }
    await wide.append(batch);
  }

  /** The highest values by a scan of all samples. */
  function scanned(statistic: 'avg' | 'max' | 'p95', from: number): readonly number[] {
    return [...kept.values()]
      .map(({ at, value }) => {
        const first = at.findIndex((time) => time >= from);
        return summarise(Float64Array.from(at.slice(first)), Float64Array.from(value.slice(first)))[statistic] ?? 0;
      })
      .sort((a, b) => b - a)
      .slice(0, TOP);
  }

  async function topMedian(statistic: 'avg' | 'max' | 'p95', hours: number): Promise<number> {
    const times: number[] = [];
    let cpuMs = 0;
    const from = end - hours * HOUR_MS;
    let shown: readonly number[] = [];
    for (let round = 0; round < TOP_READS; round += 1) {
      const begin = performance.now();
      const cpu = process.cpuUsage();
      const { items, ranked } = await wide.top({ metric: 'cpu.utilisation', from, to: end, statistic, most: TOP });
      const { user, system } = process.cpuUsage(cpu);
      if (round > 0) times.push(performance.now() - begin);
      if (round > 0) cpuMs += (user + system) / 1e3;
      if (items.length !== TOP || ranked !== RESOURCES) throw new Error(`${items.length} of ${ranked} ranked`);
      shown = items.map(({ summary }) => summary[statistic] ?? Number.NaN);
    }
    const wrong = scanned(statistic, from).filter((value, i) => !(Math.abs(value - (shown[i] ?? Number.NaN)) < 1e-9));
    figures.exactly(`places that differ from a full scan, ${hours} h by ${statistic}`, wrong.length, '', 0);
    figures.told(`processor time of one, ${hours} h by ${statistic}`, cpuMs / (TOP_READS - 1), 'ms');
    return quantile(times, 0.5);
  }
  const newest = performance.now();
  const latest = (await wide.latest()).filter(({ metric }) => metric === 'cpu.utilisation').length;
  figures.told(`newest values of ${latest} series`, performance.now() - newest, 'ms');
  for (const statistic of ['avg', 'max', 'p95'] as const) {
    figures.told(`top ${TOP} of ${RESOURCES} over 1 h by ${statistic}, median`, await topMedian(statistic, 1), 'ms');
    figures.atMost(`top ${TOP} of ${RESOURCES} over 24 h by ${statistic}, median`, await topMedian(statistic, 24), 'ms', 200);
  }
  await wide.stop();
  rmSync(many, { recursive: true, force: true });
}

/** A poller that catches up: so many batches wait for the disk together. Making them is outside the time. `headSamples` undefined: that of operation. */
async function burst(headSamples?: number): Promise<{ readonly perSecond: number; readonly perCpuSecond: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'sw-burst-'));
  const limits = headSamples === undefined ? {} : { headSamples };
  const fresh = await openTelemetry({ folder, log: silentLog, clock: systemClock, limits });
  let elapsedMs = 0;
  let cpuSeconds = 0;
  async function timed(work: () => Promise<unknown>): Promise<void> {
    const begin = performance.now();
    const cpu = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(cpu);
    elapsedMs += performance.now() - begin;
    cpuSeconds += (user + system) / 1e6;
  }
  for (let written = 0, at = end; written < WRITTEN; written += IN_FLIGHT * WRITTEN_AT_ONCE) {
    const batches: StoredSample[][] = [];
    for (let i = 0; i < IN_FLIGHT; i += 1) {
      const batch: StoredSample[] = [];
      for (; batch.length < WRITTEN_AT_ONCE; at += MINUTE_MS)
        batch.push(...batchAt(at, MINUTE_MS).slice(0, WRITTEN_AT_ONCE - batch.length));
      batches.push(batch);
    }
    await timed(() => Promise.all(batches.map((batch) => fresh.append(batch))));
  }
  // What of the transfers has not run beside the appends belongs to their cost.
  if (headSamples !== undefined)
    await timed(async () => {
      while ((await fresh.stats()).head.samples >= headSamples) await new Promise((resolve) => setTimeout(resolve, 20));
    });
  await fresh.stop();
  rmSync(folder, { recursive: true, force: true });
  return { perSecond: WRITTEN / (elapsedMs / 1000), perCpuSecond: WRITTEN / cpuSeconds };
}

if (isWanted('history')) await history();
if (isWanted('top')) await top();
if (isWanted('burst')) {
  const durable = await burst();
  figures.atLeast('samples a second made durable', durable.perSecond, '1/s', 500_000);
  figures.told('samples made durable by a second of one processor', durable.perCpuSecond, '1/s');
  const inChunks = await burst(SMALL_HEAD);
  figures.told('samples a second made durable and written into chunks four times on the way', inChunks.perSecond, '1/s');
  figures.told('the same by a second of one processor', inChunks.perCpuSecond, '1/s');
}
figures.end();
