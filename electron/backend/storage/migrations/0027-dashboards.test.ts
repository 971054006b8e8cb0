import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openWriter } from '../sqlite.ts';
import { dashboards } from './0027-dashboards.ts';
import { MIGRATIONS } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sw-migration-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('R-8.4.2-c4-3 people with saved filters keep them, and can save dashboards, one of a name for each', () => {
  const file = join(folder, 'core.db');
  const db = openWriter(file);
  const before = MIGRATIONS.filter(({ number }) => number < dashboards.number);
  migrate(db, file, before, 1);
  const user = db.prepare(
    'insert into user (id, account, name, staff_number, password, roles, failures, created_at, version) values (?, ?, ?, ?, ?, ?, 0, 1, 1)',
  );
  user.run('u1', 'wanglei', '王磊', 'ZW-0201', 'x', '["operator"]');
  user.run('u2', 'liting', '李婷', 'ZW-0202', 'x', '["operator"]');
  db.prepare('insert into saved_filter values (?, ?, ?, ?, ?, ?, ?)').run('f1', 'u1', '核心', '{}', 1, 1, 1);
  expect(migrate(db, file, [...before, dashboards], 2)).toEqual([27]);
  expect(db.prepare('select name from saved_filter').all()).toEqual([{ name: '核心' }]);
  const insert = db.prepare('insert into dashboard values (?, ?, ?, ?, ?, ?, ?, ?)');
  insert.run('d1', 'u1', '出口', '{}', 1, 1, 1, 1);
  insert.run('d2', 'u2', '出口', '{}', 0, 1, 1, 1);
  expect(() => insert.run('d3', 'u1', '出口', '{}', 0, 1, 1, 1)).toThrow('UNIQUE');
  expect(() => insert.run('d4', 'u3', '出口', '{}', 0, 1, 1, 1)).toThrow('FOREIGN KEY');
  expect(() => insert.run('d5', 'u1', '核心', '{}', 2, 1, 1, 1)).toThrow('CHECK');
  db.close();
});
