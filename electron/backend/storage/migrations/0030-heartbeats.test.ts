import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openWriter } from '../sqlite.ts';
import { heartbeats } from './0030-heartbeats.ts';
import { MIGRATIONS } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sw-migration-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('R-8.4.3-d2-7 a station that has saved searches keeps them, and remembers how often a source is heard', () => {
  const file = join(folder, 'core.db');
  const db = openWriter(file);
  const before = MIGRATIONS.filter(({ number }) => number < heartbeats.number);
  migrate(db, file, before, 1);
  db.prepare(
    'insert into user (id, account, name, staff_number, password, roles, failures, created_at, version) values (?, ?, ?, ?, ?, ?, 0, 1, 1)',
  ).run('u1', 'wanglei', '王磊', 'ZW-0201', 'x', '["operator"]');
  db.prepare('insert into saved_search values (?, ?, ?, ?, ?, ?, ?, ?)').run('s1', 'u1', '断链', '{}', 1, 1, 1, 1);
  expect(migrate(db, file, [...before, heartbeats], 2)).toEqual([30]);
  expect(db.prepare('select name from saved_search').all()).toEqual([{ name: '断链' }]);
  const insert = db.prepare('insert into heartbeat values (?, ?, ?, ?)');
  insert.run('source:10.0.0.1', '{}', null, 1);
  expect(() => insert.run('source:10.0.0.1', '{}', 60000, 1)).toThrow('UNIQUE');
  expect(() => insert.run('source:10.0.0.2', '{}', 'x', 1)).toThrow('INTEGER');
  db.close();
});
