import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { everything } from '../../../../shared/domain/log/query.ts';
import type { LogRecord } from '../../../../shared/domain/log/record.ts';
import type { SyslogSeverity } from '../../../../shared/domain/syslog/message.ts';
import { systemClock } from '../../lib/clock.ts';
import { entryUrl } from '../../lib/entries.ts';
import { createLog } from '../../lib/log.ts';
import { batchOf, packBatch } from '../../records/batch.ts';
import { type LogStore, openLogs } from './index.ts';

const DAY = Date.parse('2026-11-28T00:00:00Z');
const DAY_MS = 86_400_000;
const WAIT = { timeout: 20_000, interval: 20 };
const folders: string[] = [];
const stores: LogStore[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const record = (number: number, receivedAt: number, severity: SyslogSeverity): LogRecord => ({
  ...{ receivedAt, at: null, kind: 'syslog', transport: 'udp', source: `10.0.0.${number % 7}`, resourceId: null, host: null },
  ...{ app: number % 2 === 0 ? 'IFNET' : null, processId: null, messageId: null, facility: null, severity, marks: [] },
  ...{ line: `端口 ${number} down`, textFrom: 0 },
});
const payload = (records: readonly LogRecord[]) => new Uint8Array(packBatch(batchOf(records)));
const query = everything(0, Number.MAX_SAFE_INTEGER);

async function opened(folder?: string, onWorker?: (role: string, worker: Worker) => void): Promise<LogStore> {
  const own = folder ?? mkdtempSync(join(tmpdir(), 'shouwang-logs-'));
  if (!folder) folders.push(own);
  const store = await openLogs({
    folder: join(own, 'logs'),
    clock: systemClock,
    log: createLog('test', 'silent'),
    spawn: (workerData) => {
      const worker = new Worker(entryUrl('logWorker'), { workerData });
      onWorker?.(workerData.role, worker);
      return worker;
    },
  });
  stores.push(store);
  return store;
}

describe('the log store', () => {
  test('R-8.4.3-b6-1 keeps what a stream brings once, also over a new start, and tells what came since', async () => {
    const store = await opened();
    const batch = () => payload([record(1, DAY, 'err'), record(2, DAY + 1, 'info')]);
    expect(await store.append('receiver 1', [{ sequence: 5, payload: batch() }])).toBe(2);
    expect(await store.append('receiver 1', [{ sequence: 5, payload: batch() }])).toBe(0);
    await store.stop();
    const again = await opened(folders[0]);
    expect(again.lastSequence('receiver 1')).toBe(5);
    expect(await again.append('receiver 1', [{ sequence: 5, payload: batch() }])).toBe(0);
    expect(await again.append('receiver 1', [{ sequence: 6, payload: payload([record(3, DAY + 2, 'err')]) }])).toBe(1);
    const page = await again.search({ query, before: null, after: 2, limit: 10, budgetMs: 1000 });
    expect(page.records.map(({ number, record: { line } }) => [number, line])).toEqual([[3, '端口 3 down']]);
    expect((await again.search({ query, before: null, after: null, limit: 10, budgetMs: 1000 })).records).toHaveLength(3);
  });

  test('R-8.4.3-c2-1 counts by time, severity and field what a plain look finds, over blocks and what is not yet in one', async () => {
    const store = await opened();
    const severities = ['err', 'info', 'warning', 'crit'] as const;
    const all = Array.from({ length: 20_000 }, (_, number) => record(number, DAY + number * 10, severities[number % 4] ?? 'info'));
    for (let from = 0; from < all.length; from += 2000)
      await store.append('s', [{ sequence: from + 1, payload: payload(all.slice(from, from + 2000)) }]);
    await vi.waitFor(async () => expect((await store.stats()).unsealed).toBeLessThan(4096), WAIT);
    const asked = { ...query, from: DAY + 50_000, to: DAY + 150_000, terms: [{ text: '1 down', isNot: false }] };
    const found = all.filter(({ receivedAt, line }) => receivedAt >= asked.from && receivedAt < asked.to && line.includes('1 down'));
    const count = await store.count('seat', { query: asked, origin: asked.from, bucketMs: 10_000, values: 3, budgetMs: 20_000 });
    expect(count.total).toBe(found.length);
    const inBucket = (list: readonly LogRecord[]) =>
      Array.from({ length: 10 }, (_, at) => list.filter((one) => Math.floor((one.receivedAt - asked.from) / 10_000) === at).length);
    expect(count.buckets).toEqual(inBucket(found));
    expect(count.errors).toEqual(inBucket(found.filter(({ severity }) => severity === 'err' || severity === 'crit')));
    expect(count.countedFrom).toBeNull();
    const app = count.facets.app.values;
    expect(Object.fromEntries(app.map(({ value, count: many }) => [value ?? '', many]))).toEqual({
      '': found.filter((one) => one.app === null).length,
      ...(found.some((one) => one.app !== null) && { IFNET: found.filter((one) => one.app !== null).length }),
    });
    const sources = count.facets.source;
    expect(sources.values).toHaveLength(3);
    expect(sources.others.values).toBe(4);
    expect(sources.others.count + sources.values.reduce((sum, one) => sum + one.count, 0)).toBe(found.length);
  });

  test('a count ends where another of its key begins, and searches are answered meanwhile', async () => {
    const store = await opened();
    const all = Array.from({ length: 40_000 }, (_, number) => record(number, DAY + number, 'err'));
    for (let from = 0; from < all.length; from += 4000)
      await store.append('s', [{ sequence: from + 1, payload: payload(all.slice(from, from + 4000)) }]);
    const ask = (budgetMs: number) => store.count('seat', { query, origin: DAY, bucketMs: 1000, values: 5, budgetMs });
    const [first, second] = await Promise.all([ask(60_000), ask(60_000)]);
    expect(second.total).toBe(40_000);
    expect(second.countedFrom).toBeNull();
    expect(first.total).toBeLessThanOrEqual(40_000);
    const short = await ask(0);
    if (short.countedFrom !== null) expect(short.total).toBe(all.filter(({ receivedAt }) => receivedAt >= (short.countedFrom ?? 0)).length);
    else expect(short.total).toBe(40_000);
  });

  test('R-8.4.3-f1-2 days are removed when they are over long enough, and a reader that had them open goes on', async () => {
    const store = await opened();
    await store.append('s', [{ sequence: 1, payload: payload([record(1, DAY - 3 * DAY_MS, 'err')]) }]);
    await store.append('s', [{ sequence: 2, payload: payload([record(2, DAY, 'err')]) }]);
    await vi.waitFor(async () => expect((await store.stats()).days).toBe(1), WAIT);
    const lines = async () =>
      (await store.search({ query, before: null, after: null, limit: 10, budgetMs: 1000 })).records.map((one) => one.record.line);
    expect(await lines()).toEqual(['端口 2 down', '端口 1 down']);
    expect(await store.expire(DAY, 3 * DAY_MS)).toBe(0);
    expect(await store.expire(DAY, 2 * DAY_MS)).toBe(1);
    expect(await lines()).toEqual(['端口 2 down']);
    expect(readdirSync(join(folders[0] ?? '', 'logs')).filter((name) => name.startsWith('day-'))).toEqual([]);
  });

  test('R-8.4.3-d2-6 a thread that died is started again, what was acknowledged is there, and a stopped disk refuses', async () => {
    const workers = new Map<string, Worker>();
    const store = await opened(undefined, (role, worker) => workers.set(role, worker));
    await store.append('s', [{ sequence: 1, payload: payload([record(1, DAY, 'err')]) }]);
    await workers.get('writer')?.terminate();
    await workers.get('reader')?.terminate();
    const append = () => store.append('s', [{ sequence: 2, payload: payload([record(2, DAY, 'err')]) }]);
    await vi.waitFor(() => append(), WAIT);
    await vi.waitFor(async () => {
      const page = await store.search({ query, before: null, after: null, limit: 10, budgetMs: 1000 });
      expect(page.records).toHaveLength(2);
    }, WAIT);
    await store.pause('storage.full');
    await expect(store.append('s', [{ sequence: 3, payload: payload([record(3, DAY, 'err')]) }])).rejects.toMatchObject({
      code: 'logs.paused',
    });
    await store.resume();
    expect(await store.append('s', [{ sequence: 3, payload: payload([record(3, DAY, 'err')]) }])).toBe(1);
  });
});
