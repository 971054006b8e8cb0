import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openWriter } from '../sqlite.ts';
import { alarmPast } from './0038-alarm-past.ts';
import { MIGRATIONS } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sw-migration-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('R-8.4.2-c4-2 lines of an alarm from before keep what they say, and know of no cause', () => {
  const file = join(folder, 'core.db');
  const db = openWriter(file);
  const before = MIGRATIONS.filter(({ number }) => number < alarmPast.number);
  migrate(db, file, before, 1);
  db.pragma('foreign_keys = off');
  const line = 'insert into alarm_event (alarm_id, at, kind, by_id, by_name, text, severity) values (?, ?, ?, null, null, ?, ?)';
  db.prepare(line).run('a1', 5, 'suppressed', 'AGG', 'critical');
  expect(migrate(db, file, [...before, alarmPast], 2)).toEqual([38]);
  expect(db.prepare('select alarm_id, text, cause from alarm_event').all()).toEqual([{ alarm_id: 'a1', text: 'AGG', cause: null }]);
  const plan = db.prepare('explain query plan select id from alarm where is_open = 0 and cleared_at >= 3').all() as { detail: string }[];
  expect(plan.map(({ detail }) => detail).join()).toContain('alarm_cleared');
  db.close();
});
