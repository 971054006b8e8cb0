import { parentPort, workerData } from 'node:worker_threads';
import { openReader } from './sqlite.ts';
import { serveStatements } from './statements.ts';
import type { ThreadMessage } from './threadProtocol.ts';

if (!parentPort) throw new Error('readWorker runs as a worker thread');
const { file } = workerData as { file: string };
serveStatements(openReader(file), parentPort);
parentPort.postMessage({ type: 'opened', synchronous: null } satisfies ThreadMessage);
