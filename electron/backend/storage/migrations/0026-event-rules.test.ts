import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openWriter } from '../sqlite.ts';
import { eventRules } from './0026-event-rules.ts';
import { MIGRATIONS } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sw-migration-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a station that has policies keeps them, and takes rules over events with their versions and hits by the hour', () => {
  const file = join(folder, 'core.db');
  const db = openWriter(file);
  const before = MIGRATIONS.filter(({ number }) => number < eventRules.number);
  migrate(db, file, before, 1);
  db.prepare("insert into policy (id, definition, version, updated_at) values ('p', '{}', 3, 7)").run();
  expect(migrate(db, file, [...before, eventRules], 2)).toEqual([26]);
  expect(db.prepare('select id, version from policy').all()).toEqual([{ id: 'p', version: 3 }]);
  db.prepare("insert into event_rule values ('r', '{}', 0, 1, 1, null)").run();
  const version = db.prepare("insert into event_rule_version values ('r', ?, '{}', 1, '王磊')");
  version.run(1);
  expect(() => version.run(1)).toThrow('UNIQUE');
  const hit = db.prepare(
    'insert into event_rule_hit values (?, ?, 1, 0, 5) on conflict (rule_id, hour) do update set hits = hits + excluded.hits',
  );
  hit.run('r', 1);
  hit.run('r', 1);
  hit.run('r', 2);
  expect(db.prepare('select hour, hits from event_rule_hit order by hour').all()).toEqual([
    { hour: 1, hits: 2 },
    { hour: 2, hits: 1 },
  ]);
  db.close();
});
