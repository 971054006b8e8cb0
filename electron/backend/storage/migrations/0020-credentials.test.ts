import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openWriter } from '../sqlite.ts';
import { firstLight } from './0010-first-light.ts';
import { credentials } from './0020-credentials.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sw-migration-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the vault comes to a station of the first version, which keeps what it has, in a copy too', () => {
  const file = join(folder, 'core.db');
  const db = openWriter(file);
  migrate(db, file, [firstLight], 1);
  db.exec("insert into setting values ('station.name', '省政务云', 1)");
  expect(migrate(db, file, [firstLight, credentials], 2)).toEqual([20]);
  expect(db.prepare('select value from setting').all()).toEqual([{ value: '省政务云' }]);
  expect(existsSync(`${file}.before-20`)).toBe(true);
  const insert = db.prepare('insert into credential values (?, ?, ?, ?, ?, ?, ?, ?)');
  insert.run('c1', '只读', '{}', 'c2VhbGVk', 1, 1, null, 1);
  expect(() => insert.run('c1', '再来', '{}', '', 1, 1, null, 1)).toThrow('UNIQUE');
  expect(() => insert.run('c2', '只读', '{}', '', 'soon', 1, null, 1)).toThrow('cannot store TEXT');
  db.close();
});
