import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openWriter } from '../sqlite.ts';
import { firstLight } from './0010-first-light.ts';
import { credentials } from './0020-credentials.ts';
import { discovery } from './0023-discovery.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sw-migration-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('runs and their rows come to a station with a vault, which keeps its sets; a row without its run is refused', () => {
  const file = join(folder, 'core.db');
  const db = openWriter(file);
  migrate(db, file, [firstLight, credentials], 1);
  db.exec("insert into credential values ('c1', '只读', '{}', 'c2VhbGVk', 1, 1, null, 1)");
  expect(migrate(db, file, [firstLight, credentials, discovery], 2)).toEqual([23]);
  expect(db.prepare('select id, name from credential').all()).toEqual([{ id: 'c1', name: '只读' }]);
  expect(existsSync(`${file}.before-23`)).toBe(true);
  db.exec("insert into discovery values ('d1', 'DSC-20261127-01', 'scan', '一', 'running', '{}', '{}', 1, '王磊', null, null, null, 1)");
  const candidate = db.prepare("insert into discovery_candidate values (?, ?, 0, 'new', 'open', null, null, '{}', '{}')");
  candidate.run('r1', 'd1');
  expect(() => candidate.run('r2', 'd2')).toThrow('FOREIGN KEY');
  expect(() =>
    db.exec("insert into discovery values ('d2', 'DSC-20261127-01', 'scan', '二', 'running', '{}', '{}', 1, '王磊', null, null, null, 1)"),
  ).toThrow('UNIQUE');
  db.close();
});
