import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openWriter } from '../sqlite.ts';
import { hardware } from './0034-hardware.ts';
import { MIGRATIONS } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sw-migration-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('R-8.2.9-d1-2 a station keeps its places on maps, and gets parts of devices', () => {
  const file = join(folder, 'core.db');
  const db = openWriter(file);
  const before = MIGRATIONS.filter(({ number }) => number < hardware.number);
  migrate(db, file, before, 1);
  db.prepare('insert into map_place values (?, ?, ?, ?)').run('r1', 'n1', 1, 2);
  expect(migrate(db, file, [...before, hardware], 2)).toEqual([34]);
  expect(db.prepare('select node from map_place').all()).toEqual([{ node: 'n1' }]);
  const part = db.prepare('insert into hardware_part values (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  part.run('r1', 0, 'Chassis', 1, 'chassis', 'M', 'S', 'm s', '{}');
  expect(() => part.run('r1', 0, 'Board', 1, 'module', '', '', '', '{}')).toThrow('UNIQUE');
  expect(() => db.prepare('insert into port_power values (?, ?, ?)').run('r1', 'now', '{}')).toThrow();
  db.close();
});
