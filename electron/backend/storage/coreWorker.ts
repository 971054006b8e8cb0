import { parentPort, workerData } from 'node:worker_threads';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { openWriter } from './sqlite.ts';
import { serveStatements } from './statements.ts';
import type { ThreadMessage } from './threadProtocol.ts';

if (!parentPort) throw new Error('coreWorker runs as a worker thread');
const port = parentPort;
try {
  const { file, now } = workerData as { file: string; now: number };
  const db = openWriter(file);
  migrate(db, file, MIGRATIONS, now);
  serveStatements(db, port);
  port.postMessage({ type: 'opened', synchronous: 'FULL' } satisfies ThreadMessage);
} catch (error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'storage.failed';
  port.postMessage({ type: 'failed', code, message: error instanceof Error ? error.message : String(error) } satisfies ThreadMessage);
  port.close();
}
