import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openWriter } from '../sqlite.ts';
import { savedSearches } from './0029-saved-searches.ts';
import { MIGRATIONS } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sw-migration-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('R-8.4.2-j-3 people with dashboards keep them, and can save searches of the logs, one of a name for each', () => {
  const file = join(folder, 'core.db');
  const db = openWriter(file);
  const before = MIGRATIONS.filter(({ number }) => number < savedSearches.number);
  migrate(db, file, before, 1);
  const user = db.prepare(
    'insert into user (id, account, name, staff_number, password, roles, failures, created_at, version) values (?, ?, ?, ?, ?, ?, 0, 1, 1)',
  );
  user.run('u1', 'wanglei', '王磊', 'ZW-0201', 'x', '["operator"]');
  user.run('u2', 'liting', '李婷', 'ZW-0202', 'x', '["operator"]');
  db.prepare('insert into dashboard values (?, ?, ?, ?, ?, ?, ?, ?)').run('d1', 'u1', '出口', '{}', 1, 1, 1, 1);
  expect(migrate(db, file, [...before, savedSearches], 2)).toEqual([29]);
  expect(db.prepare('select name from dashboard').all()).toEqual([{ name: '出口' }]);
  const insert = db.prepare('insert into saved_search values (?, ?, ?, ?, ?, ?, ?, ?)');
  insert.run('s1', 'u1', '登录失败', '{}', 1, 1, 1, 1);
  insert.run('s2', 'u2', '登录失败', '{}', 0, 1, 1, 1);
  expect(() => insert.run('s3', 'u1', '登录失败', '{}', 0, 1, 1, 1)).toThrow('UNIQUE');
  expect(() => insert.run('s4', 'u3', '登录失败', '{}', 0, 1, 1, 1)).toThrow('FOREIGN KEY');
  expect(() => insert.run('s5', 'u1', '链路', '{}', 2, 1, 1, 1)).toThrow('CHECK');
  db.close();
});
