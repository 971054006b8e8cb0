import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NewPolicy } from '../../../../shared/contracts/policies.ts';
import { DEFAULT_POLICIES } from '../../../../shared/domain/policy/defaults.ts';
import { migrate } from '../migrate.ts';
import { openWriter } from '../sqlite.ts';
import { MIGRATIONS } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sw-migration-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const levels = { critical: null, major: 95, minor: 90, warning: null };
const CHANGED = {
  id: 'cpu.utilisation',
  metric: 'cpu.utilisation',
  classes: ['RC3'],
  direction: 'above',
  levels: { core: levels, key: levels, general: levels },
  durationMs: 300_000,
  hysteresis: 5,
  n: 4,
  m: 5,
  enabled: false,
  version: 3,
  updatedAt: 7,
};

test('what people changed of the policies of First light is in force as before, with a name and a history', () => {
  const file = join(folder, 'core.db');
  const db = openWriter(file);
  const earlier = MIGRATIONS.filter(({ number }) => number < 22);
  migrate(db, file, earlier, 1);
  const classes = ['RC1', 'RC2', 'RC3', 'RC4', 'RC5', 'RC6', 'RC7', 'RC8', 'RC9', 'RC10'];
  const insert = db.prepare('insert into policy values (?, ?, ?, ?)');
  insert.run('cpu.utilisation', JSON.stringify(CHANGED), 3, 7);
  insert.run('icmp.rtt', JSON.stringify({ ...CHANGED, id: 'icmp.rtt', metric: 'icmp.rtt', classes, enabled: true }), 1, 8);
  expect(migrate(db, file, [...earlier, ...MIGRATIONS.filter(({ number }) => number === 22)], 2)).toEqual([22]);
  const read = (id: string) => JSON.parse(db.prepare<[string], string>('select definition from policy where id = ?').pluck().get(id) ?? '');
  const { isApplied, ...cpu } = read('cpu.utilisation');
  expect([isApplied, NewPolicy.parse(cpu)]).toEqual([false, cpu]);
  const { direction, durationMs, hysteresis, n, m } = CHANGED;
  expect(cpu).toMatchObject({
    name: 'CPU 使用率',
    targets: { classes: ['RC3'] },
    metrics: [
      { metric: 'cpu.utilisation', isCollected: true, threshold: { levels: CHANGED.levels, direction, durationMs, hysteresis, n, m } },
    ],
  });
  expect(read('icmp.rtt')).toMatchObject({ targets: { classes: [] }, isApplied: true });
  expect(db.prepare('select policy_id, version, at from policy_version order by policy_id').all()).toEqual([
    { policy_id: 'cpu.utilisation', version: 3, at: 7 },
    { policy_id: 'icmp.rtt', version: 1, at: 8 },
  ]);
  db.close();
});

test('the names given are those the product gives', () => {
  const file = join(folder, 'core.db');
  const db = openWriter(file);
  const earlier = MIGRATIONS.filter(({ number }) => number < 22);
  migrate(db, file, earlier, 1);
  const thresholds = DEFAULT_POLICIES.filter(({ metrics }) => metrics.length > 0);
  for (const { id } of thresholds)
    db.prepare('insert into policy values (?, ?, 1, 1)').run(id, JSON.stringify({ ...CHANGED, id, metric: id }));
  migrate(db, file, [...earlier, ...MIGRATIONS.filter(({ number }) => number === 22)], 2);
  const named = db.prepare<[], { id: string; name: string }>(
    "select id, json_extract(definition, '$.name') as name from policy order by id",
  );
  expect(named.all()).toEqual(thresholds.map(({ id, name }) => ({ id, name })).sort((a, b) => (a.id < b.id ? -1 : 1)));
  db.close();
});
