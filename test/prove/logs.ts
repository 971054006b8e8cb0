import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import { batchOf, packBatch } from '../../electron/backend/records/batch.ts';
import { type LogStore, openLogs } from '../../electron/backend/storage/logs/index.ts';
import { everything, type LogQuery } from '../../shared/domain/log/query.ts';
import type { LogRecord } from '../../shared/domain/log/record.ts';
import { silentLog } from '../protocol/peers.ts';
import { createFigures, quantile } from '../support/figures.ts';
import { createLineMaker } from '../support/logLines.ts';

/** Lines, Chinese and English: how long the first page takes for every kind of term, that it is what a full scan finds, and ripgrep beside it. */
const LINES = Number(process.argv[2] ?? 2_000_000);
const BATCH = 2000;
const PAGE = 50;
const ROUNDS = 5;
const START = Date.UTC(2026, 10, 20);
const DAY_MS = 86_400_000;
const figures = createFigures('logs');
const folder = mkdtempSync(join(tmpdir(), 'sw-logs-'));
const text = join(folder, 'lines.txt');
const make = createLineMaker({ seed: 20_261_128, from: START, stepMs: (2 * DAY_MS) / LINES, devices: 400 });

/** Words by how often they stand in the text; `mixed` are two that must both be there. */
const TERMS: readonly { readonly kind: string; readonly words: readonly string[] }[] = [
  ...['password', 'interface', 'Neighbor', 'GET'].map((word) => ({ kind: 'common', words: [word] })),
  ...['10.77.3.14', 'items/7654', 'Vlan4093', 'sessions=1234'].map((word) => ({ kind: 'rare', words: [word] })),
  ...['nosuchword', '不存在的词', 'zzzz', '10.300.1.1'].map((word) => ({ kind: 'absent', words: [word] })),
  ...['断开', '温度', '韩露', '办结'].map((word) => ({ kind: 'two Chinese letters', words: [word] })),
  ...['龙卷', '鲸鱼'].map((word) => ({ kind: 'two Chinese letters, absent', words: [word] })),
  ...[
    ['韩露', 'ORA-01'],
    ['温度', '灾备'],
    ['failed', '唐蓉'],
    ['GigabitEthernet7/0/47', 'DOWN'],
  ].map((words) => ({ kind: 'mixed', words })),
];

const small = (line: string): string => line.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

async function fill(store: LogStore): Promise<void> {
  const file = openSync(text, 'w');
  const startedAt = performance.now();
  for (let first = 0; first < LINES; first += BATCH) {
    const records: LogRecord[] = Array.from({ length: Math.min(BATCH, LINES - first) }, (_, index) => make(first + index));
    writeSync(file, records.map(({ line }) => `${line}\n`).join(''));
    await store.append('prove', [{ sequence: first + 1, payload: new Uint8Array(packBatch(batchOf(records))) }]);
  }
  closeSync(file);
  while ((await store.stats()).unsealed >= 4096) await new Promise((resolve) => setTimeout(resolve, 50));
  figures.told('lines stored a second, made and written as text meanwhile', LINES / ((performance.now() - startedAt) / 1000), '/s');
}

const queryOf = (words: readonly string[]): LogQuery => ({
  ...everything(START - 1, START + 3 * DAY_MS),
  terms: words.map((word) => ({ text: word, isNot: false })),
});

/** The first page, asked on where the time of one question was over. */
async function firstPage(store: LogStore, words: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  let before: number | null = null;
  do {
    const page: Awaited<ReturnType<LogStore['search']>> = await store.search({
      ...{ query: queryOf(words), before, after: null, limit: PAGE - lines.length, budgetMs: 400 },
    });
    lines.push(...page.records.map(({ record }) => record.line));
    before = page.isFull ? null : page.next;
  } while (before !== null && lines.length < PAGE);
  return lines;
}

function ripgrep(words: readonly string[]): number {
  const startedAt = performance.now();
  const [word = ''] = words;
  const found = spawnSync('rg', ['-c', '-F', '-i', '--no-config', word, text]);
  if (found.error) throw found.error;
  return performance.now() - startedAt;
}

const store = await openLogs({ folder: join(folder, 'logs'), log: silentLog, clock: systemClock });
await fill(store);
const stats = await store.stats();
figures.told('lines', LINES, '');
figures.told('bytes on disk a line', stats.bytes / LINES, 'B');
const ours: number[] = [];
const theirs: number[] = [];
const byKind = new Map<string, number[]>();
for (let round = 0; round < ROUNDS; round += 1) {
  for (const { kind, words } of TERMS) {
    const startedAt = performance.now();
    await firstPage(store, words);
    const took = performance.now() - startedAt;
    ours.push(took);
    byKind.set(kind, [...(byKind.get(kind) ?? []), took]);
    theirs.push(ripgrep(words));
  }
}
for (const [kind, times] of byKind) {
  figures.told(`first page of 50, ${kind}, median`, quantile(times, 0.5), 'ms');
  figures.told(`first page of 50, ${kind}, worst`, Math.max(...times), 'ms');
}
figures.atMost('first page of 50, p95', quantile(ours, 0.95), 'ms', 100);
figures.atMost('first page of 50, worst', Math.max(...ours), 'ms', 500);
figures.told('ripgrep over the same text, median', quantile(theirs, 0.5), 'ms');
figures.atMost('median beside the median of ripgrep', quantile(ours, 0.5) / quantile(theirs, 0.5), 'x', 2);

const whole = readFileSync(text, 'utf8').trimEnd().split('\n');
const folded = whole.map(small);
let wrong = 0;
let miscounted = 0;
for (const { words } of TERMS) {
  const wanted = words.map(small);
  const places = folded.flatMap((line, place) => (wanted.every((word) => line.includes(word)) ? [place] : []));
  const expected = places
    .slice(-PAGE)
    .reverse()
    .map((place) => whole[place]);
  const found = await firstPage(store, words);
  if (JSON.stringify(found) !== JSON.stringify(expected)) wrong += 1;
  const counted = await store.count(`prove ${words.join()}`, {
    ...{ query: queryOf(words), origin: START, bucketMs: DAY_MS, values: 5, budgetMs: 120_000 },
  });
  if (counted.total !== places.length || counted.countedFrom !== null) miscounted += 1;
}
figures.exactly('terms whose first page is not what a full scan finds', wrong, '', 0);
figures.exactly('terms whose count is not that of a full scan', miscounted, '', 0);
await store.stop();
rmSync(folder, { recursive: true, force: true });
figures.end();
