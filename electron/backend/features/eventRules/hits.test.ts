import { expect, test } from 'vitest';
import type { ReadDb } from '../../storage/database.ts';
import type { Work } from '../../storage/writer.ts';
import { openHitBook } from './hits.ts';

const HOUR = 3_600_000;
const T0 = 500_000 * HOUR;
interface Row {
  readonly rule_id: string;
  readonly hour: number;
  readonly hits: number;
  readonly strangers: number;
  readonly last_at: number;
}
const dbOf = (rows: readonly Row[]) => ({ selectFrom: () => ({ selectAll: () => ({ execute: async () => rows }) }) }) as unknown as ReadDb;
const row = (hoursAgo: number, hits: number, strangers = 0): Row => ({
  ...{ rule_id: 'r', hour: T0 / HOUR - hoursAgo, hits, strangers, last_at: T0 - hoursAgo * HOUR },
});

test('R-8.4.2-c4-2 hits of a day are those of 24 hours, and since when is counted is said', async () => {
  const book = await openHitBook(dbOf([row(0, 1), row(23, 2, 1), row(24, 4), row(100, 8)]), T0 + 60_000);
  expect(book.of('r', T0 + 60_000)).toEqual({ day: 3, strangers: 1, lastAt: T0 });
  expect(book.of('other', T0)).toEqual({ day: 0, strangers: 0, lastAt: null });
  expect(book.since()).toBe(T0 - 100 * HOUR);
  expect((await openHitBook(dbOf([]), T0 + 60_000)).since(), 'not the full hour before it began').toBe(T0 + 60_000);
});

test('what a transaction adds is counted when it is durable, and what is older than 30 days is gone', async () => {
  const book = await openHitBook(dbOf([row(800, 8)]), T0);
  const commits: (() => void)[] = [];
  const removed: unknown[] = [];
  const chain: object = new Proxy({}, { get: (_, name) => (name === 'execute' ? async () => undefined : () => chain) });
  const where = (...what: unknown[]) => {
    removed.push(what);
    return chain;
  };
  const db = { deleteFrom: () => ({ where }), insertInto: () => chain };
  const work = { db, onCommit: (run: () => void) => void commits.push(run) } as unknown as Work;
  await book.add(work, [{ ruleId: 'r', at: T0, hits: 5, strangers: 2 }], T0);
  expect(book.of('r', T0).day).toBe(0);
  for (const run of commits) run();
  expect(book.of('r', T0)).toEqual({ day: 5, strangers: 2, lastAt: T0 });
  expect([removed, book.since()]).toEqual([[['hour', '<', T0 / HOUR - 720]], T0 - 720 * HOUR]);
});
