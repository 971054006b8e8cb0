import { join } from 'node:path';
import type { Instant } from '../../../../shared/domain/id.ts';
import { REGISTRY_FILE } from './layout.ts';
import { openSqlFile } from './sqlFile.ts';
import type { Hold, SeriesKey, TelemetryStats } from './store.ts';

/** A series as the registry keeps it; `lastAt` null before the first transfer of its samples into a chunk. */
export interface SeriesRow extends SeriesKey {
  readonly sid: number;
  readonly intervalMs: number;
  readonly lastAt: Instant | null;
  readonly lastValue: number | null;
  /** A code of `quality.ts`: what is less than good about that value. */
  readonly lastQuality: number;
}

/** Which number stands for which series, and what must outlive the partitions. Every call is one durable transaction. */
export interface Registry {
  series(): readonly SeriesRow[];
  /** Numbers for new series, in the order given. A number is never used twice. */
  add(keys: readonly (SeriesKey & { readonly intervalMs: number })[]): readonly number[];
  /** Newest interval, time and value of these series. */
  save(rows: readonly Pick<SeriesRow, 'sid' | 'intervalMs' | 'lastAt' | 'lastValue' | 'lastQuality'>[]): void;
  remove(sids: readonly number[]): void;
  holds(): readonly Hold[];
  addHold(hold: Hold): void;
  removeHold(hold: Hold): void;
  /** `PRAGMA synchronous` of the handle as it is now. */
  synchronous(): TelemetryStats['synchronous'];
  close(): void;
}

const SCHEMA = {
  version: 2,
  sql: `
    create table series (
      sid integer primary key autoincrement,
      resource_id text not null,
      metric text not null,
      component text not null,
      interval_ms integer not null,
      last_at integer,
      last_value real,
      last_quality integer not null default 0,
      unique (resource_id, metric, component)
    ) strict;
    create table hold (from_at integer not null, to_at integer not null, primary key (from_at, to_at)) strict, without rowid`,
  steps: ['alter table series add column last_quality integer not null default 0'],
};

/** Names of the pragma's numbers. */
const SYNCHRONOUS = ['OFF', 'NORMAL', 'FULL', 'EXTRA'] as const;

/** Opens `series.db` of a folder. */
export async function openRegistry(folder: string): Promise<Registry> {
  const db = await openSqlFile(join(folder, REGISTRY_FILE), SCHEMA);
  const insert = db.prepare<[string, string, string, number]>(
    'insert into series (resource_id, metric, component, interval_ms) values (?, ?, ?, ?)',
  );
  const update = db.prepare<[number, number | null, number | null, number, number]>(
    'update series set interval_ms = ?, last_at = ?, last_value = ?, last_quality = ? where sid = ?',
  );
  const remove = db.prepare<[number]>('delete from series where sid = ?');
  return {
    series: () =>
      db
        .prepare<[], SeriesRow>(
          `select sid, resource_id as resourceId, metric, component, interval_ms as intervalMs, last_at as lastAt, last_value as lastValue,
             last_quality as lastQuality
           from series order by sid`,
        )
        .all(),
    add: db.transaction((keys: readonly (SeriesKey & { readonly intervalMs: number })[]) =>
      keys.map((key) => Number(insert.run(key.resourceId, key.metric, key.component, key.intervalMs).lastInsertRowid)),
    ),
    save: db.transaction((rows: Parameters<Registry['save']>[0]) => {
      for (const row of rows) update.run(row.intervalMs, row.lastAt, row.lastValue, row.lastQuality, row.sid);
    }),
    remove: db.transaction((sids: readonly number[]) => {
      for (const sid of sids) remove.run(sid);
    }),
    holds: () => db.prepare<[], Hold>('select from_at as "from", to_at as "to" from hold order by from_at, to_at').all(),
    addHold: ({ from, to }) => {
      db.prepare<[number, number]>('insert into hold values (?, ?) on conflict do nothing').run(from, to);
    },
    removeHold: ({ from, to }) => {
      db.prepare<[number, number]>('delete from hold where from_at = ? and to_at = ?').run(from, to);
    },
    synchronous: () => SYNCHRONOUS[Number(db.pragma('synchronous', { simple: true }))] ?? 'OFF',
    close: () => {
      db.close();
    },
  };
}
