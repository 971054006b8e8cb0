import type { Instant } from '../../../../shared/domain/id.ts';

/** Records that came last and are not yet in a block, and how far every stream is stored. */
export const TAIL_FILE = 'tail.db';

/** Records that wait before blocks are made of them, all in one transaction. */
export const SEAL_RECORDS = 4096;

/** Records of a block, about: a word that a line in a thousand has leaves most of such blocks unread, and one that is read is read in a fraction of a millisecond. */
export const BLOCK_RECORDS = 1024;

const DAY_MS = 86_400_000;

/** Start of the day, UTC, whose file keeps a block that begins at `at`. A file holds a day, so that retention is an unlink. */
export const dayOf = (at: Instant): Instant => Math.floor(at / DAY_MS) * DAY_MS;

/** `day-2026-11-28.db`, named after its day. */
export const dayFile = (day: Instant): string => `day-${new Date(day).toISOString().slice(0, 10)}.db`;

/** The day a file's name tells, or null for any other file. */
export function dayOfFile(name: string): Instant | null {
  const date = /^day-(\d{4}-\d{2}-\d{2})\.db$/.exec(name)?.[1];
  const day = date === undefined ? Number.NaN : Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(day) ? null : day;
}

/** Blocks of one day; filters apart, because most blocks are left after a look at them alone. */
export const DAY_SCHEMA = {
  version: 1,
  sql: `create table block (
          id integer primary key,
          count integer not null,
          from_at real not null,
          to_at real not null,
          columns blob not null,
          text blob not null,
          capitals blob not null
        ) strict;
        create table gram (id integer primary key, filter blob not null) strict`,
};

/** `id` of a batch is the number of its first record; numbers of records grow and are never given twice. */
export const TAIL_SCHEMA = {
  version: 1,
  sql: `create table batch (id integer primary key, count integer not null, payload blob not null) strict;
        create table stream (key text primary key, sequence integer not null) strict, without rowid;
        create table next (one integer primary key check (one = 1), number integer not null) strict;
        insert into next values (1, 1)`,
};
