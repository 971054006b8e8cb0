import Database from 'better-sqlite3';
import { isFullDisk } from '../lib/fullDisk.ts';

export type Sqlite = Database.Database;

/** A fault of the database by its SQLite result code, e.g. SQLITE_FULL. Crosses threads as plain fields. */
export interface SqliteFault {
  readonly code: string;
  readonly message: string;
}

/** `PRAGMA synchronous` did not read FULL on the reopened handle: commits would not survive a power cut, so nothing may be written. */
export class NotDurable extends Error {
  readonly code = 'storage.notDurable';
}

function prepare(db: Sqlite): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('busy_timeout = 5000');
  db.pragma('wal_autocheckpoint = 1000');
}

/**
 * Opens the one writing handle of a file with WAL and synchronous=FULL and asserts both on a reopened handle: on a file
 * just created the pragma reports FULL whatever was compiled in, and only a second opening tells the truth.
 */
export function openWriter(file: string): Sqlite {
  const first = new Database(file);
  prepare(first);
  first.exec('create table if not exists durable (one integer primary key check (one = 1)) strict');
  first.close();
  const db = new Database(file);
  prepare(db);
  const synchronous = db.pragma('synchronous', { simple: true });
  const journal = db.pragma('journal_mode', { simple: true });
  if (synchronous !== 2 || journal !== 'wal') {
    db.close();
    throw new NotDurable(`synchronous is ${String(synchronous)}, journal_mode is ${String(journal)}`);
  }
  return db;
}

/** Most a writing handle of core.db keeps of it in memory: its rows are found by random keys, and two megabytes hold none of them. */
const CORE_CACHE_BYTES = 64 * 1024 * 1024;

/** As `openWriter`, for core.db; keeps so many bytes of its pages in memory. */
export function openCoreWriter(file: string, cacheBytes = CORE_CACHE_BYTES): Sqlite {
  const db = openWriter(file);
  db.pragma(`cache_size = -${Math.floor(cacheBytes / 1024)}`);
  return db;
}

/** Opens a read-only handle; the file must exist. */
export function openReader(file: string): Sqlite {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  db.pragma('busy_timeout = 5000');
  db.pragma('query_only = ON');
  return db;
}

/**
 * Room inside the files for the day the disk is full: at least `pages` free pages in the database and as many frames in the
 * log, both already on disk, so that commits go on without a single new block. Returns false where the disk did not give it.
 */
export function ensureRoom(db: Sqlite, pages: number): boolean {
  const free = db.pragma('freelist_count', { simple: true }) as number;
  const size = db.pragma('page_size', { simple: true }) as number;
  if (free >= pages) return true;
  try {
    db.transaction(() => {
      db.exec('create table room (filler blob) strict');
      db.prepare('insert into room values (randomblob(?))').run((pages - free) * size);
      db.exec('drop table room');
    })();
    return true;
  } catch (error) {
    if (isFullDisk(error)) return false;
    throw error;
  }
}
