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

const folder = mkdtempSync(join(tmpdir(), 'sw-bench-telemetry-'));
const makeHosts = () => Array.from({ length: hostCount }, (_, i) => makeHost(i + 1, START, INTERVAL_MS));

interface Figures {
  readonly bytesPerSample: number;
  readonly samplesPerSecond: number;
  readonly ackP95Ms: number;
  readonly readDayMs: number;
}

const seconds = (since: number) => (performance.now() - since) / 1000;
const p95 = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? 0;

/** Cycles of all hosts, one at a time in order; the samples of a cycle are made outside the measured time. */
async function feed(hosts: readonly Host[], append: (cycle: readonly (readonly StoredSample[])[]) => Promise<void>) {
  const acks: number[] = [];
  let samples = 0;
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    const batches = hosts.map((host) => host.cycle(cycle));
    const begin = performance.now();
    await append(batches);
    acks.push(performance.now() - begin);
    for (const batch of batches) samples += batch.length;
  }
  return { samples, acks };
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
  const begin = performance.now();
  const { samples, acks } = await feed(hosts, async (cycle) => {
    await Promise.all(cycle.map((batch) => store.append(batch)));
  });
  const inMemory = await idle(store, headSamples);
  const elapsed = seconds(begin);
  const readDayMs = await timeReads(async ({ resourceId, metric, component }) => {
    const { at } = await store.query({ resourceId, metric, component, from: START, to: END, points: 2 * CYCLES });
    return at.length;
  });
  await store.stop();
  const bytes = readdirSync(path)
    .filter((name) => name.endsWith('.db'))
    .reduce((sum, name) => sum + statSync(join(path, name)).size, 0);
  return { bytesPerSample: bytes / (samples - inMemory), samplesPerSecond: samples / elapsed, ackP95Ms: p95(acks), readDayMs };
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
  const commit = db.transaction((cycle: readonly (readonly StoredSample[])[]) => {
    for (const batch of cycle) for (const sample of batch) insert.run(sidOf(sample), sample.at, sample.value);
  });
  const begin = performance.now();
  const { samples, acks } = await feed(hosts, async (cycle) => commit(cycle));
  const elapsed = seconds(begin);
  const select = db.prepare<[number, number, number]>('select at, value from sample where sid = ? and at >= ? and at < ? order by at');
  const readDayMs = await timeReads((key) => select.all(sidOf(key), START, END).length);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return { bytesPerSample: statSync(file).size / samples, samplesPerSecond: samples / elapsed, ackP95Ms: p95(acks), readDayMs };
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
  report('ackP95', 'ms', chunks.ackP95Ms, rows.ackP95Ms, rows.ackP95Ms / chunks.ackP95Ms);
  report('readSeries', 'ms', chunks.readDayMs, rows.readDayMs, rows.readDayMs / chunks.readDayMs);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
