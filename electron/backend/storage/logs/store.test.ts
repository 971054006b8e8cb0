import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { everything } from '../../../../shared/domain/log/query.ts';
import type { LogRecord } from '../../../../shared/domain/log/record.ts';
import { batchOf, packBatch } from '../../records/batch.ts';
import { dayFile, SEAL_RECORDS } from './layout.ts';
import { type LogReader, openLogReader } from './reader.ts';
import { openLogWriter } from './writer.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shouwang-logs-'));
  folders.push(folder);
  return folder;
}

const DAY = Date.parse('2026-11-28T00:00:00Z');
const line = (text: string, receivedAt = DAY): LogRecord => ({
  receivedAt,
  at: null,
  kind: 'syslog',
  transport: 'udp',
  source: '10.0.0.1',
  resourceId: null,
  host: 'SW-1',
  app: null,
  processId: null,
  messageId: null,
  facility: 'local0',
  severity: 'err',
  marks: [],
  line: text,
  textFrom: 0,
});
const payload = (records: readonly LogRecord[]) => packBatch(batchOf(records));
const ALL = everything(0, Number.MAX_SAFE_INTEGER);
const readerOf = (folder: string): LogReader =>
  openLogReader(folder, (where, error) => {
    throw new Error(`${where}: ${String(error)}`);
  });

/** Every line that a query finds, newest first, through pages of `limit`. */
function pages(reader: LogReader, limit: number, text = ''): readonly string[] {
  const found: string[] = [];
  let before: number | null = null;
  do {
    const page = reader.search({ query: { ...ALL, terms: [{ text, isNot: false }] }, before, after: null, limit, budgetMs: 60_000 });
    found.push(...page.records.map(({ record }) => record.line));
    before = page.next;
  } while (before !== null);
  return found;
}

test('R-8.4.3-b6-1 what was appended is found once, newest first, before and after it is sealed and after a start', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 30 }), fc.constantFrom('append', 'again', 'seal', 'reopen')), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.integer({ min: 1, max: 40 }),
      async (steps, limit) => {
        const folder = newFolder();
        let writer = await openLogWriter(folder);
        const wanted: string[] = [];
        const sequences = new Map<string, number>();
        for (const [who, count, step] of steps) {
          const stream = `s${who}`;
          const at = (sequences.get(stream) ?? 0) + 1;
          if (step === 'seal') await writer.seal(true);
          if (step === 'reopen') {
            writer.close();
            writer = await openLogWriter(folder);
          }
          if (step === 'again') expect(writer.append([{ stream, sequence: at - 1, payload: payload([line('again')]) }])).toBe(0);
          if (step !== 'append') continue;
          const lines = Array.from({ length: count }, (_, index) => `${stream} ${at} ${index}`);
          expect(writer.append([{ stream, sequence: at, payload: payload(lines.map((one) => line(one))) }])).toBe(count);
          sequences.set(stream, at);
          wanted.unshift(...lines.reverse());
        }
        const reader = readerOf(folder);
        expect(pages(reader, limit)).toEqual(wanted);
        expect(pages(reader, limit, 'S1 ')).toEqual(wanted.filter((one) => one.startsWith('s1 ')));
        for (const [stream, at] of sequences) expect(writer.sequences().get(stream)).toBe(at);
        reader.close();
        writer.close();
      },
    ),
    { numRuns: 25 },
  );
});

test('R-8.4.3-b6-1 a block is made of enough records or of a day that is over, and a reader that has it open sees both sides', async () => {
  const folder = newFolder();
  const writer = await openLogWriter(folder);
  const reader = readerOf(folder);
  const add = (sequence: number, count: number, receivedAt: number) =>
    writer.append([
      { stream: 's', sequence, payload: payload(Array.from({ length: count }, (_, index) => line(`${sequence} ${index}`, receivedAt))) },
    ]);
  add(1, 100, DAY);
  expect(await writer.seal(false)).toBe(false);
  add(2, 50, DAY + 86_400_000);
  expect(await writer.seal(false)).toBe(true);
  expect(await writer.seal(false)).toBe(false);
  expect(writer.days()).toEqual([DAY]);
  expect(pages(reader, 1000)).toHaveLength(150);
  add(3, SEAL_RECORDS, DAY + 86_400_000);
  expect(await writer.seal(false)).toBe(true);
  expect(writer.stats()).toEqual({ nextNumber: 151 + SEAL_RECORDS, unsealed: 0, damaged: 0, synchronous: 'FULL' });
  expect(pages(reader, 1000, `3 ${SEAL_RECORDS - 1}`)).toEqual([`3 ${SEAL_RECORDS - 1}`]);
  expect(pages(reader, 1000)).toHaveLength(150 + SEAL_RECORDS);
  reader.hide([DAY]);
  reader.show([DAY]);
  await writer.remove([DAY]);
  expect(pages(reader, 1000)).toHaveLength(50 + SEAL_RECORDS);
  reader.close();
  writer.close();
});

test('R-8.4.3-b6-1 a block whose batches were not yet forgotten when the station fell is not there twice', async () => {
  const folder = newFolder();
  const writer = await openLogWriter(folder);
  writer.append([{ stream: 's', sequence: 1, payload: payload([line('one'), line('two')]) }]);
  const tail = new Database(join(folder, 'tail.db'));
  const batches = tail.prepare('select * from batch').all() as { id: number; count: number; payload: Buffer }[];
  await writer.seal(true);
  for (const { id, count, payload: bytes } of batches) tail.prepare('insert into batch values (?, ?, ?)').run(id, count, bytes);
  tail.close();
  const reader = readerOf(folder);
  expect(pages(reader, 10)).toEqual(['two', 'one']);
  writer.close();
  const again = await openLogWriter(folder);
  await again.seal(true);
  expect(pages(reader, 10)).toEqual(['two', 'one']);
  reader.close();
  again.close();
});

test('R-8.4.3-d2-6 what is damaged is told and gone around', async () => {
  const folder = newFolder();
  const writer = await openLogWriter(folder);
  for (const sequence of [1, 2]) {
    writer.append([{ stream: 's', sequence, payload: payload([line(`block ${sequence}`)]) }]);
    await writer.seal(true);
  }
  expect(writer.append([{ stream: 's', sequence: 3, payload: Buffer.from('no batch') }])).toBe(0);
  expect(writer.sequences().get('s')).toBe(3);
  const db = new Database(join(folder, dayFile(DAY)));
  db.prepare('update block set text = ? where id = 2').run(Buffer.from('gone'));
  db.close();
  const told: string[] = [];
  const reader = openLogReader(folder, (where) => told.push(where));
  const page = reader.search({ query: ALL, before: null, after: null, limit: 10, budgetMs: 1000 });
  expect([page.records.map(({ record }) => record.line), page.damaged, told]).toEqual([['block 1'], 1, ['block 2']]);
  reader.close();
  writer.close();
});

test('R-8.4.3-d2-6 a batch that cannot be read any more is passed over once, and those around it are sealed', async () => {
  const folder = newFolder();
  const writer = await openLogWriter(folder);
  for (const sequence of [1, 2, 3]) writer.append([{ stream: 's', sequence, payload: payload([line(`batch ${sequence}`)]) }]);
  const tail = new Database(join(folder, 'tail.db'));
  tail.prepare('update batch set payload = ? where id = 2').run(Buffer.from('gone, all of it'));
  tail.close();
  while (await writer.seal(true));
  expect(writer.stats()).toEqual({ nextNumber: 4, unsealed: 0, damaged: 1, synchronous: 'FULL' });
  const reader = readerOf(folder);
  expect(pages(reader, 10)).toEqual(['batch 3', 'batch 1']);
  reader.close();
  writer.close();
});

test('R-8.4.3-b6-1 a day that the writer is about to make has no records yet, and is asked again', async () => {
  const folder = newFolder();
  const bare = new Database(join(folder, dayFile(DAY)));
  bare.pragma('journal_mode = WAL');
  bare.close();
  const reader = readerOf(folder);
  expect(pages(reader, 10)).toEqual([]);
  const writer = await openLogWriter(folder);
  writer.append([{ stream: 's', sequence: 1, payload: payload([line('first of its day')]) }]);
  await writer.seal(true);
  expect(pages(reader, 10)).toEqual(['first of its day']);
  reader.close();
  writer.close();
});

test('R-8.4.3-b6-1 a search whose time is over says from where it goes on', async () => {
  const folder = newFolder();
  const writer = await openLogWriter(folder);
  for (let sequence = 1; sequence <= 5; sequence++) {
    writer.append([{ stream: 's', sequence, payload: payload([line(`n ${sequence}`)]) }]);
    await writer.seal(true);
  }
  const reader = readerOf(folder);
  const found: string[] = [];
  let before: number | null = null;
  let calls = 0;
  do {
    const page = reader.search({ query: ALL, before, after: null, limit: 10, budgetMs: -1 });
    found.push(...page.records.map(({ record }) => record.line));
    expect(page.isFull).toBe(page.next === null);
    before = page.next;
    calls += 1;
  } while (before !== null && calls < 20);
  expect(found).toEqual(['n 5', 'n 4', 'n 3', 'n 2', 'n 1']);
  reader.close();
  writer.close();
});

test.skipIf(!existsSync('/proc/self/maps'))(
  'a day that is searched is read, not mapped: its size is not the memory of the process',
  async () => {
    const folder = newFolder();
    const writer = await openLogWriter(folder);
    writer.append([{ stream: 's', sequence: 1, payload: payload([line('link down')]) }]);
    await writer.seal(true);
    writer.close();
    const reader = readerOf(folder);
    expect(pages(reader, 10, 'link')).toEqual(['link down']);
    const mapped = readFileSync('/proc/self/maps', 'utf8').split('\n');
    expect(mapped.filter((one) => one.endsWith(dayFile(DAY)))).toEqual([]);
    reader.close();
  },
);
