import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openWriter } from '../sqlite.ts';
import { savedFilters } from './0025-saved-filters.ts';
import { MIGRATIONS } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sw-migration-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a station that has people keeps them, and they can save filters, one of a name for each', () => {
  const file = join(folder, 'core.db');
  const db = openWriter(file);
  const before = MIGRATIONS.filter(({ number }) => number < savedFilters.number);
  migrate(db, file, before, 1);
  const user = db.prepare(
    'insert into user (id, account, name, staff_number, password, roles, failures, created_at, version) values (?, ?, ?, ?, ?, ?, 0, 1, 1)',
  );
  user.run('u1', 'wanglei', '王磊', 'ZW-0201', 'x', '["operator"]');
  user.run('u2', 'liting', '李婷', 'ZW-0202', 'x', '["operator"]');
  expect(migrate(db, file, [...before, savedFilters], 2)).toEqual([25]);
  expect(db.prepare('select account from user order by id').all()).toEqual([{ account: 'wanglei' }, { account: 'liting' }]);
  const insert = db.prepare('insert into saved_filter values (?, ?, ?, ?, ?, ?, ?)');
  insert.run('f1', 'u1', '核心', '{}', 1, 1, 1);
  insert.run('f2', 'u2', '核心', '{}', 1, 1, 1);
  expect(() => insert.run('f3', 'u1', '核心', '{}', 1, 1, 1)).toThrow('UNIQUE');
  expect(() => insert.run('f4', 'u3', '核心', '{}', 1, 1, 1)).toThrow('FOREIGN KEY');
  db.close();
});
