// Telemetry against the layout one would write first, rows with a primary key (series, time), both durable and with the same
// samples in the same run: bytes a sample, samples a second, reading. One JSON line a figure. `[hosts] [hours]`, default 20 and 24.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../electron/backend/lib/clock.ts';
import { createLog } from '../../../electron/backend/lib/log.ts';
import { openWriter } from '../../../electron/backend/storage/sqlite.ts';
import { openTelemetry, type StoredSample, type TelemetryStore } from '../../../electron/backend/storage/telemetry/index.ts';
import { type Host, makeHost } from '../../../electron/backend/storage/telemetry/testing/mix.ts';

const [hostCount = 20, hours = 24] = process.argv.slice(2).map(Number);
const START = Date.UTC(2026, 10, 23);
const INTERVAL_MS = 60_000;
const CYCLES = (hours * 3_600_000) / INTERVAL_MS;
const END = START + (CYCLES + 1) * INTERVAL_MS;
/** Transfers into chunks per day, as in operation. */
const TRANSFERS = (6 * hours) / 24;
const READS = 50;
/** Cycles that wait for their acknowledgement together: ten pollers, or one that catches up. The rows get them in one transaction. */
const IN_FLIGHT = 10;

const folder = mkdtempSync(join(tmpdir(), 'sw-bench-telemetry-'));
const makeHosts = () => Array.from({ length: hostCount }, (_, i) => makeHost(i + 1, START, INTERVAL_MS));

interface Figures {
  readonly bytesPerSample: number;
  readonly samplesPerSecond: number;
  /** Making the samples included; the figure that a busy machine changes least. */
  readonly samplesPerCpuSecond: number;
  readonly ackP95Ms: number;
  readonly readDayMs: number;
}

const p95 = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? 0;

function cpuSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

/** The samples of all hosts, cycle by cycle; making them is outside the measured time. */
async function feed(hosts: readonly Host[], append: (batches: readonly (readonly StoredSample[])[]) => Promise<void>) {
  const acks: number[] = [];
  let samples = 0;
  let elapsedMs = 0;
  for (let cycle = 0; cycle < CYCLES; cycle += IN_FLIGHT) {
    const count = Math.min(IN_FLIGHT, CYCLES - cycle);
    const batches = Array.from({ length: count }, (_, i) => hosts.map((host) => host.cycle(cycle + i))).flat();
    const begin = performance.now();
    await append(batches);
    acks.push(performance.now() - begin);
    elapsedMs += performance.now() - begin;
    for (const batch of batches) samples += batch.length;
  }
  return { samples, acks, elapsedMs };
}

/** Median milliseconds of reading one series of each of some hosts whole. */
async function timeReads(read: (key: StoredSample) => Promise<number> | number): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < READS; i++) {
    const [key] = makeHost((i % hostCount) + 1, START, INTERVAL_MS).cycle(0);
    if (!key) throw new Error('a host without series');
    const begin = performance.now();
    const points = await read(key);
    times.push(performance.now() - begin);
    if (points === 0) throw new Error('nothing was read');
  }
  return [...times].sort((a, b) => a - b)[READS >> 1] ?? 0;
}

async function idle(store: TelemetryStore, headSamples: number): Promise<number> {
  for (;;) {
    const { head } = await store.stats();
    if (head.samples < headSamples) return head.samples;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function benchChunks(): Promise<Figures> {
  const hosts = makeHosts();
  const headSamples = Math.ceil((hosts.reduce((sum, host) => sum + host.series, 0) * CYCLES) / TRANSFERS);
  const path = join(folder, 'chunks');
  const store = await openTelemetry({ folder: path, log: createLog('bench', 'error'), clock: systemClock, limits: { headSamples } });
  const cpu = process.cpuUsage();
  const { samples, acks, elapsedMs } = await feed(hosts, async (batches) => {
    await Promise.all(batches.map((batch) => store.append(batch)));
  });
  // What of the transfers has not run beside the appends belongs to their cost.
  const begin = performance.now();
  const inMemory = await idle(store, headSamples);
  const elapsed = (elapsedMs + performance.now() - begin) / 1000;
  const samplesPerCpuSecond = samples / cpuSeconds(cpu);
  const readDayMs = await timeReads(async ({ resourceId, metric, component }) => {
    const { at } = await store.query({ resourceId, metric, component, from: START, to: END, points: 2 * CYCLES });
    return at.length;
  });
  await store.stop();
  const bytes = readdirSync(path)
    .filter((name) => name.endsWith('.db'))
    .reduce((sum, name) => sum + statSync(join(path, name)).size, 0);
  return {
    bytesPerSample: bytes / (samples - inMemory),
    samplesPerSecond: samples / elapsed,
    samplesPerCpuSecond,
    ackP95Ms: p95(acks),
    readDayMs,
  };
}

async function benchRows(): Promise<Figures> {
  const hosts = makeHosts();
  const file = join(folder, 'rows.db');
  const db = openWriter(file);
  db.exec('create table sample (sid integer, at integer, value real, primary key (sid, at)) strict, without rowid');
  const insert = db.prepare<[number, number, number | null]>('insert into sample values (?, ?, ?) on conflict do nothing');
  const sids = new Map<string, number>();
  const sidOf = ({ resourceId, metric, component }: StoredSample): number => {
    const key = `${resourceId}\0${metric}\0${component}`;
    const known = sids.get(key) ?? sids.size + 1;
    sids.set(key, known);
    return known;
  };
  const commit = db.transaction((batches: readonly (readonly StoredSample[])[]) => {
    for (const batch of batches) for (const sample of batch) insert.run(sidOf(sample), sample.at, sample.value);
  });
  const cpu = process.cpuUsage();
  const { samples, acks, elapsedMs } = await feed(hosts, async (batches) => commit(batches));
  const elapsed = elapsedMs / 1000;
  const samplesPerCpuSecond = samples / cpuSeconds(cpu);
  const select = db.prepare<[number, number, number]>('select at, value from sample where sid = ? and at >= ? and at < ? order by at');
  const readDayMs = await timeReads((key) => select.all(sidOf(key), START, END).length);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return {
    bytesPerSample: statSync(file).size / samples,
    samplesPerSecond: samples / elapsed,
    samplesPerCpuSecond,
    ackP95Ms: p95(acks),
    readDayMs,
  };
}

function report(figure: string, unit: string, value: number, rows: number, ratio: number): void {
  const round = (number: number) => Number(number.toPrecision(4));
  console.log(JSON.stringify({ figure: `telemetry.${figure}`, value: round(value), unit, rows: round(rows), ratio: round(ratio) }));
}

try {
  const rows = await benchRows();
  const chunks = await benchChunks();
  report('bytesPerSample', 'B', chunks.bytesPerSample, rows.bytesPerSample, rows.bytesPerSample / chunks.bytesPerSample);
  report('durableSamples', '1/s', chunks.samplesPerSecond, rows.samplesPerSecond, chunks.samplesPerSecond / rows.samplesPerSecond);
  const perCpu = chunks.samplesPerCpuSecond / rows.samplesPerCpuSecond;
  report('durableSamplesPerCpuSecond', '1/s', chunks.samplesPerCpuSecond, rows.samplesPerCpuSecond, perCpu);
  report('ackP95', 'ms', chunks.ackP95Ms, rows.ackP95Ms, rows.ackP95Ms / chunks.ackP95Ms);
  report('readSeries', 'ms', chunks.readDayMs, rows.readDayMs, rows.readDayMs / chunks.readDayMs);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
