import { parentPort, workerData } from 'node:worker_threads';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { ensureRoom, openCoreWriter } from './sqlite.ts';
import { serveStatements } from './statements.ts';
import type { ThreadMessage } from './threadProtocol.ts';

/** 4 MiB of pages. */
const ROOM_PAGES = 1024;
const TEND_MS = 60_000;

if (!parentPort) throw new Error('coreWorker runs as a worker thread');
const port = parentPort;
try {
  const { file, now, cacheBytes } = workerData as { file: string; now: number; cacheBytes?: number };
  const db = openCoreWriter(file, cacheBytes);
  migrate(db, file, MIGRATIONS, now);
  ensureRoom(db, ROOM_PAGES);
  const tending = setInterval(() => {
    if (db.open && !db.inTransaction) ensureRoom(db, ROOM_PAGES / 2);
  }, TEND_MS);
  tending.unref();
  serveStatements(db, port);
  port.postMessage({ type: 'opened', synchronous: 'FULL' } satisfies ThreadMessage);
} catch (error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'storage.failed';
  port.postMessage({ type: 'failed', code, message: error instanceof Error ? error.message : String(error) } satisfies ThreadMessage);
  port.close();
}
