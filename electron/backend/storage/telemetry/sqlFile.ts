import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { openWriter, type Sqlite } from '../sqlite.ts';
import { syncFolder } from './folder.ts';
import { TelemetryError } from './store.ts';

interface Schema {
  readonly version: number;
  readonly sql: string;
  /** What leads from version 1 to 2, 2 to 3 and so on. */
  readonly steps?: readonly string[];
}

/** Fewer and larger pages: a day's chunks of a series lie together, and a page wastes less of its end. */
const PAGE_SIZE = 16_384;
/** Kilobytes a writing handle may cache. */
const CACHE_KIB = 8_192;
let limitKib = Number.POSITIVE_INFINITY;

/** From now on no writing handle of this thread keeps more bytes of its file than this. */
export function limitCaches(bytes: number): void {
  limitKib = Math.max(64, Math.floor(bytes / 1024));
}

/**
 * Opens the writing handle of a file of this store (WAL, synchronous=FULL, both read back), and makes the file first where it is
 * missing or was left without its tables by a crash. Throws TelemetryError for a later version, else what SQLite throws.
 */
export async function openSqlFile(file: string, schema: Schema): Promise<Sqlite> {
  const first = new Database(file);
  try {
    const version = Number(first.pragma('user_version', { simple: true }));
    if (version > schema.version) {
      throw new TelemetryError('telemetry.fromTheFuture', `${file} is of version ${version}, this program knows ${schema.version}`);
    }
    if (version === 0) {
      first.pragma(`page_size = ${PAGE_SIZE}`);
      first.exec(`begin; ${schema.sql}; pragma user_version = ${schema.version}; commit`);
    } else if (version < schema.version) {
      const steps = (schema.steps ?? []).slice(version - 1).join('; ');
      first.exec(`begin immediate; ${steps}; pragma user_version = ${schema.version}; commit`);
    }
  } finally {
    first.close();
  }
  const db = openWriter(file);
  db.pragma(`cache_size = -${Math.min(CACHE_KIB, limitKib)}`);
  await syncFolder(dirname(file));
  return db;
}
