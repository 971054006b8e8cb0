import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openWriter } from '../sqlite.ts';
import { firstLight } from './0010-first-light.ts';
import { credentials } from './0020-credentials.ts';
import { people } from './0021-people.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sw-migration-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('accounts of before are neither held nor asked for a new password, and a token belongs to an account', () => {
  const file = join(folder, 'core.db');
  const db = openWriter(file);
  migrate(db, file, [firstLight, credentials], 1);
  db.prepare('insert into user values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
    'u1',
    'wanglei',
    '王磊',
    'ZW-0201',
    'phc',
    '["operator"]',
    0,
    null,
    null,
    1,
    null,
    1,
  );
  expect(migrate(db, file, [firstLight, credentials, people], 2)).toEqual([21]);
  expect(existsSync(`${file}.before-21`)).toBe(true);
  expect(db.prepare('select account, held_at, held_why, password_expires_at from user').all()).toEqual([
    { account: 'wanglei', held_at: null, held_why: null, password_expires_at: null },
  ]);
  const insert = db.prepare('insert into token values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  insert.run('t1', 'ITSM', 'hash', '[]', 'u1', 1, 2, null, null, null, null);
  expect(() => insert.run('t2', 'CMDB', 'hash', '[]', 'u1', 1, 2, null, null, null, null)).toThrow('UNIQUE');
  expect(() => insert.run('t3', 'CMDB', 'other', '[]', 'nobody', 1, 2, null, null, null, null)).toThrow('FOREIGN KEY');
  expect(() => db.prepare("update user set held_why = 'mood'").run()).toThrow('CHECK');
  db.close();
});
