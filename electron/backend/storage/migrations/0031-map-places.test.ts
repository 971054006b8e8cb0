import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openWriter } from '../sqlite.ts';
import { mapPlaces } from './0031-map-places.ts';
import { MIGRATIONS } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sw-migration-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('R-8.4.2-c2-2 a station that knows heartbeats keeps them, and gets places on maps', () => {
  const file = join(folder, 'core.db');
  const db = openWriter(file);
  const before = MIGRATIONS.filter(({ number }) => number < mapPlaces.number);
  migrate(db, file, before, 1);
  db.prepare('insert into heartbeat values (?, ?, ?, ?)').run('source:10.0.0.1', '{}', null, 1);
  expect(migrate(db, file, [...before, mapPlaces], 2)).toEqual([31]);
  expect(db.prepare('select id from heartbeat').all()).toEqual([{ id: 'source:10.0.0.1' }]);
  const place = db.prepare('insert into map_place values (?, ?, ?, ?)');
  place.run('r1', 'n1', 1.5, -2);
  expect(() => place.run('r1', 'n1', 0, 0)).toThrow('UNIQUE');
  db.close();
});
