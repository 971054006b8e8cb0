import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { createLog } from '../lib/log.ts';
import { type CoreDatabase, openCore } from './database.ts';
import { FromTheFuture, migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { openWriter } from './sqlite.ts';

let folder: string;
let core: CoreDatabase | undefined;
const log = createLog('test', 'silent');

async function open(): Promise<CoreDatabase> {
  core = await openCore({
    file: join(folder, 'core.db'),
    clock: systemClock,
    log,
    readers: 2,
    relieve: async () => false,
    onLost: () => undefined,
  });
  return core;
}
const put = (db: CoreDatabase, key: string, value = 'v') =>
  db.write('test', (work) => work.db.insertInto('setting').values({ key, value, updated_at: 1 }).execute());
const keys = async (db: CoreDatabase) => (await db.read.selectFrom('setting').select('key').orderBy('key').execute()).map((row) => row.key);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sw-core-'));
});
afterEach(async () => {
  await core?.close();
  core = undefined;
  rmSync(folder, { recursive: true, force: true });
});

describe('core database', () => {
  test('R-8.4.3-d2 the reopened writing handle reads synchronous FULL and WAL', async () => {
    const db = await open();
    expect(db.stats().synchronous).toBe('FULL');
    const handle = openWriter(join(folder, 'other.db'));
    expect(handle.pragma('synchronous', { simple: true })).toBe(2);
    expect(handle.pragma('journal_mode', { simple: true })).toBe('wal');
    handle.close();
  });

  test('what was written is read by the reading threads at once', async () => {
    const db = await open();
    await put(db, 'a');
    expect(await keys(db)).toEqual(['a']);
  });

  test('use cases that wait are committed together, each with its own result', async () => {
    const db = await open();
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        db.write('test', async (work) => {
          await work.db
            .insertInto('setting')
            .values({ key: `k${i}`, value: 'v', updated_at: 1 })
            .execute();
          return i;
        }),
      ),
    );
    expect(results).toEqual(Array.from({ length: 200 }, (_, i) => i));
    expect(db.stats().commits).toBeLessThan(100);
    expect((await keys(db)).length).toBe(200);
  });

  test('a failing use case is rolled back alone: its neighbours stay, its memory is undone, its publication does not happen', async () => {
    const db = await open();
    const seen: string[] = [];
    const bad = db.write('bad', async (work) => {
      work.onCommit(() => seen.push('published'));
      work.onRollback(() => seen.push('undone'));
      await work.db.insertInto('setting').values({ key: 'bad', value: 'v', updated_at: 1 }).execute();
      throw new Error('refused');
    });
    const good = put(db, 'good');
    await expect(bad).rejects.toThrow('refused');
    await good;
    expect(await keys(db)).toEqual(['good']);
    expect(seen).toEqual(['undone']);
  });

  test('a constraint names its code', async () => {
    const db = await open();
    await put(db, 'a');
    await expect(put(db, 'a')).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
  });

  test('the audit table refuses update and delete', async () => {
    await (await open()).close();
    core = undefined;
    const raw = new Database(join(folder, 'core.db'));
    raw.exec(
      `insert into audit values (1, 1, 'system', null, 's', '[]', 'a', 'o', null, 'n', 'done', null, 'null', 'null', '{}', 'r', '', 'h')`,
    );
    expect(() => raw.exec(`update audit set at = 2`)).toThrow('append-only');
    expect(() => raw.exec(`delete from audit`)).toThrow('append-only');
    raw.close();
  });
});

describe('migrations', () => {
  test('R-8.4.3-d2-6 a file from the future is refused by name and left alone', async () => {
    await (await open()).close();
    core = undefined;
    const raw = new Database(join(folder, 'core.db'));
    raw.exec(`insert into migration values (99990, 'later', 1)`);
    raw.close();
    await expect(open()).rejects.toMatchObject({ code: 'storage.fromTheFuture' });
  });

  test('a pending step keeps the data and leaves a copy of the file as it was', () => {
    const file = join(folder, 'm.db');
    const db = openWriter(file);
    migrate(db, file, MIGRATIONS, 1);
    db.exec(`insert into setting values ('k', 'v', 1)`);
    const later = [...MIGRATIONS, { number: 99980, name: 'more', sql: 'alter table setting add column note text' }];
    expect(migrate(db, file, later, 2)).toEqual([99980]);
    expect(db.prepare('select * from setting').all()).toEqual([{ key: 'k', value: 'v', updated_at: 1, note: null }]);
    const copy = new Database(`${file}.before-99980`, { readonly: true });
    expect(copy.prepare('select * from setting').all()).toEqual([{ key: 'k', value: 'v', updated_at: 1 }]);
    copy.close();
    expect(migrate(db, file, later, 3)).toEqual([]);
    expect(() => migrate(db, file, MIGRATIONS, 4)).toThrow(FromTheFuture);
    db.close();
  });

  test('a step that fails changes nothing', () => {
    const file = join(folder, 'm.db');
    const db = openWriter(file);
    migrate(db, file, MIGRATIONS, 1);
    const broken = [
      ...MIGRATIONS,
      { number: 99980, name: 'broken', sql: 'create table one (a integer) strict; insert into nowhere values (1)' },
    ];
    expect(() => migrate(db, file, broken, 2)).toThrow('nowhere');
    expect(db.prepare(`select count(*) n from sqlite_master where name = 'one'`).get()).toEqual({ n: 0 });
    expect(migrate(db, file, MIGRATIONS, 3)).toEqual([]);
    db.close();
  });
});
