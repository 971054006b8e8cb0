// The embedded database on the product's own tables: statements a second of a mix of half point SELECT, three tenths appending
// INSERT and a fifth UPDATE by key, prepared, at most 1,000 a transaction, WAL and synchronous=FULL as in operation; the alarm
// table's own update path; and the same mix by Python's sqlite3 on a copy of the file, where there is a Python. One JSON line a figure.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../../electron/backend/storage/migrate.ts';
import { MIGRATIONS } from '../../../electron/backend/storage/migrations/index.ts';
import { openCoreWriter, openWriter, type Sqlite } from '../../../electron/backend/storage/sqlite.ts';
import { makeRandom } from '../../../electron/backend/storage/telemetry/testing/mix.ts';

const ALARMS = 40_000;
const RESOURCES = 7000;
const PER_TRANSACTION = 1000;
const TRANSACTIONS = 200;
const ROUNDS = 3;
const WANTED = 200_000;
const SELECT = 'select severity, first_at, last_at, is_open, version from alarm where id = ?';
const INSERT = 'insert into outbox (at, topic, ref) values (?, ?, ?)';
const UPDATE = 'update resource_state set data_at = ? where resource_id = ?';
/** What an alarm that comes again costs: its row with its record, and the event of it. */
const ALARM = 'update alarm set last_at = ?, record = ?, version = version + 1 where id = ?';
const EVENT = "insert into alarm_event (alarm_id, at, kind, severity) values (?, ?, 'repeated', 'minor')";

const alarmId = (i: number) => `0198b1a0-0000-7000-8000-${i.toString(16).padStart(12, '0')}`;
const resourceId = (i: number) => `0198b1a0-0000-7000-9000-${i.toString(16).padStart(12, '0')}`;

/** A row with these columns set, and something that fits in each other one that must not be null. */
function fill(db: Sqlite, table: string, given: Readonly<Record<string, string | number | null>>): void {
  const columns = db.pragma(`table_info(${table})`) as { name: string; type: string; notnull: number; dflt_value: string | null }[];
  const used = columns.filter(({ name, notnull, dflt_value }) => name in given || (notnull === 1 && dflt_value === null));
  const values = used.map(({ name, type }) => (name in given ? given[name] : type === 'TEXT' ? '{}' : 0));
  const names = used.map(({ name }) => name).join(', ');
  db.prepare(`insert into ${table} (${names}) values (${used.map(() => '?').join(', ')})`).run(...values);
}

function prepareFile(file: string): void {
  const db = openWriter(file);
  migrate(db, file, MIGRATIONS, 1);
  db.transaction(() => {
    for (let i = 0; i < RESOURCES; i += 1) {
      fill(db, 'resource', { id: resourceId(i), name: `r${i}`, importance: 'core', interval_s: null, retired_at: null });
      fill(db, 'resource_state', { resource_id: resourceId(i) });
    }
    for (let i = 0; i < ALARMS; i += 1) {
      const text = { record: '{"kind":"threshold","value":93.4,"level":90}'.repeat(8), resource: '{"name":"r"}', search: 'r cpu' };
      const key = { id: alarmId(i), number: `A${i}`, key: `k${i}`, resource_id: resourceId(i % RESOURCES), is_open: 1, severity: 'minor' };
      fill(db, 'alarm', { ...key, ...text, first_at: i, last_at: i });
    }
  })();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Median statements a second of some rounds, and what a second of processor time did. */
function measure(round: () => number) {
  const rates: number[] = [];
  const perCpu: number[] = [];
  for (let i = 0; i < ROUNDS; i += 1) {
    const cpu = process.cpuUsage();
    const begin = performance.now();
    const statements = round();
    rates.push(statements / ((performance.now() - begin) / 1000));
    const { user, system } = process.cpuUsage(cpu);
    perCpu.push(statements / ((user + system) / 1e6));
  }
  return { rate: median(rates), perCpu: median(perCpu) };
}

function mix(db: Sqlite) {
  const random = makeRandom(7);
  const [select, insert, update] = [db.prepare(SELECT), db.prepare(INSERT), db.prepare(UPDATE)];
  let at = 1_795_392_000_000;
  const transaction = db.transaction(() => {
    for (let i = 0; i < PER_TRANSACTION; i += 1) {
      const turn = i % 10;
      if (turn < 5) select.get(alarmId(Math.floor(random() * ALARMS)));
      else if (turn < 8) insert.run(at++, 'alarms', alarmId(i));
      else update.run(at++, resourceId(Math.floor(random() * RESOURCES)));
    }
  });
  return () => {
    for (let i = 0; i < TRANSACTIONS; i += 1) transaction();
    return TRANSACTIONS * PER_TRANSACTION;
  };
}

function alarmPath(db: Sqlite) {
  const random = makeRandom(8);
  const [alarm, event] = [db.prepare(ALARM), db.prepare(EVENT)];
  const record = '{"kind":"threshold","value":95.1,"level":90}'.repeat(8);
  let at = 1_795_392_000_000;
  const transaction = db.transaction(() => {
    for (let i = 0; i < PER_TRANSACTION / 2; i += 1) {
      const id = alarmId(Math.floor(random() * ALARMS));
      alarm.run(at++, record, id);
      event.run(id, at);
    }
  });
  return () => {
    for (let i = 0; i < TRANSACTIONS / 5; i += 1) transaction();
    return (TRANSACTIONS / 5) * PER_TRANSACTION;
  };
}

/** Statements a second of the same mix by Python; null without one. */
function python(file: string, folder: string): number | null {
  const script = join(folder, 'mix.py');
  writeFileSync(
    script,
    `
import random, sqlite3, time
db = sqlite3.connect(${JSON.stringify(file)}, isolation_level=None)
for one in ('journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'wal_autocheckpoint = 1000'): db.execute('pragma ' + one)
alarm = lambda i: '0198b1a0-0000-7000-8000-%012x' % i
resource = lambda i: '0198b1a0-0000-7000-9000-%012x' % i
rates = []
for turn in range(${ROUNDS}):
    begin = time.perf_counter()
    for t in range(${TRANSACTIONS}):
        db.execute('begin')
        for i in range(${PER_TRANSACTION}):
            if i % 10 < 5: db.execute(${JSON.stringify(SELECT)}, (alarm(random.randrange(${ALARMS})),)).fetchone()
            elif i % 10 < 8: db.execute(${JSON.stringify(INSERT)}, (i, 'alarms', alarm(i)))
            else: db.execute(${JSON.stringify(UPDATE)}, (i, resource(random.randrange(${RESOURCES}))))
        db.execute('commit')
    rates.append(${TRANSACTIONS * PER_TRANSACTION} / (time.perf_counter() - begin))
print(sorted(rates)[len(rates) // 2])
`,
  );
  const { status, stdout } = spawnSync('python3', [script], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : null;
}

const folder = mkdtempSync(join(tmpdir(), 'sw-bench-database-'));
const report = (figure: string, value: number, more: Readonly<Record<string, unknown>> = {}) =>
  console.log(JSON.stringify({ figure: `database.${figure}`, value: Math.round(value), unit: '1/s', ...more }));
try {
  const file = join(folder, 'core.db');
  prepareFile(file);
  const copy = join(folder, 'copy.db');
  copyFileSync(file, copy);
  const theirs = python(copy, folder);
  const db = openCoreWriter(file);
  const mixed = measure(mix(db));
  const peer = theirs === null ? { python: null } : { python: Math.round(theirs), ratio: Number((mixed.rate / theirs).toFixed(2)) };
  report('mixedStatements', mixed.rate, { limit: WANTED, ok: mixed.rate >= WANTED, ...peer });
  report('mixedStatementsPerCpuSecond', mixed.perCpu);
  const alarms = measure(alarmPath(db));
  report('alarmUpdateStatements', alarms.rate);
  report('alarmUpdateStatementsPerCpuSecond', alarms.perCpu);
  db.close();
  if (mixed.rate < WANTED) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
