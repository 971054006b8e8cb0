import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openWriter } from '../sqlite.ts';
import { toolRuns } from './0032-tool-runs.ts';
import { MIGRATIONS } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sw-migration-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('R-8.4.2-c2-3 a station that has places on maps keeps them, and gets runs of tools', () => {
  const file = join(folder, 'core.db');
  const db = openWriter(file);
  const before = MIGRATIONS.filter(({ number }) => number < toolRuns.number);
  migrate(db, file, before, 1);
  db.prepare('insert into map_place values (?, ?, ?, ?)').run('r1', 'n1', 1.5, -2);
  expect(migrate(db, file, [...before, toolRuns], 2)).toEqual([32]);
  expect(db.prepare('select node from map_place').all()).toEqual([{ node: 'n1' }]);
  const run = db.prepare('insert into tool_run values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  run.run('t1', 'r1', 'SW-1', '10.0.0.1', '{}', 'running', 'u1', '王磊', 5, null, null, 0, null);
  expect(() => run.run('t1', 'r1', 'SW-1', '10.0.0.1', '{}', 'running', 'u1', '王磊', 5, null, null, 0, null)).toThrow('UNIQUE');
  expect(() => run.run('t2', 'r1', 'SW-1', '10.0.0.1', '{}', 'running', 'u1', '王磊', 'now', null, null, 0, null)).toThrow('INTEGER');
  db.close();
});
