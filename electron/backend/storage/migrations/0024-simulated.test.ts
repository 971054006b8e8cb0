import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openWriter } from '../sqlite.ts';
import { simulated } from './0024-simulated.ts';
import { MIGRATIONS } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sw-migration-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('every resource that was there before is a real one, and nothing but yes and no can be said of it', () => {
  const file = join(folder, 'core.db');
  const db = openWriter(file);
  const before = MIGRATIONS.filter(({ number }) => number < simulated.number);
  migrate(db, file, before, 1);
  const columns = 'id, name, class, importance, address, domain, location, interval_s, checks, is_local, version, created_at, updated_at';
  db.exec(`insert into resource (${columns}) values ('r1', 'SW-CORE-1', 'RC2', 'core', '10.128.0.1', '', '', null, '[]', 0, 1, 1, 1)`);
  expect(migrate(db, file, [...before, simulated], 2)).toEqual([24]);
  expect(db.prepare('select name, is_simulated from resource').all()).toEqual([{ name: 'SW-CORE-1', is_simulated: 0 }]);
  db.exec("update resource set is_simulated = 1 where id = 'r1'");
  expect(() => db.exec("update resource set is_simulated = 2 where id = 'r1'")).toThrow('CHECK');
  db.close();
});
