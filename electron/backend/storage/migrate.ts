import { existsSync, rmSync } from 'node:fs';
import type { Sqlite } from './sqlite.ts';

/** One step forward. Numbers grow in tens; a step is never changed once it has landed. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** The file was written by a newer program: refused before anything is touched. */
export class FromTheFuture extends Error {
  readonly code = 'storage.fromTheFuture';
}

/** The applied steps are not the first steps of this program's list: a foreign or damaged file. */
export class ForeignHistory extends Error {
  readonly code = 'storage.foreignHistory';
}

function applied(db: Sqlite): readonly number[] {
  db.exec('create table if not exists migration (number integer primary key, name text not null, applied_at integer not null) strict');
  return db
    .prepare<[], { number: number }>('select number from migration order by number')
    .all()
    .map((row) => row.number);
}

/**
 * Brings the file to the head of the list in one transaction and returns the numbers it applied. A file that already
 * holds data is copied to `<file>.before-<number>` first. Throws FromTheFuture or ForeignHistory without a change.
 */
export function migrate(db: Sqlite, file: string, migrations: readonly Migration[], now: number): readonly number[] {
  const ordered = migrations.every((step, index) => index === 0 || step.number > (migrations[index - 1]?.number ?? 0));
  if (!ordered) throw new Error('migrations are not in ascending order');
  const done = applied(db);
  const head = migrations.at(-1)?.number ?? 0;
  const newest = done.at(-1) ?? 0;
  if (newest > head) throw new FromTheFuture(`the database is at ${newest}, this program knows ${head}`);
  if (done.some((number, index) => migrations[index]?.number !== number)) throw new ForeignHistory(`applied ${done.join(', ')}`);

  const pending = migrations.slice(done.length);
  if (pending.length === 0) return [];
  if (done.length > 0) {
    const copy = `${file}.before-${pending[0]?.number}`;
    if (existsSync(copy)) rmSync(copy);
    db.prepare('vacuum into ?').run(copy);
  }
  db.transaction(() => {
    for (const step of pending) {
      db.exec(step.sql);
      db.prepare('insert into migration (number, name, applied_at) values (?, ?, ?)').run(step.number, step.name, now);
    }
  })();
  return pending.map((step) => step.number);
}
