import { parentPort, workerData } from 'node:worker_threads';
import { serveThread } from '../rpc.ts';
import { limitCaches } from '../telemetry/sqlFile.ts';
import type { LogReaderCalls, LogThreadData, LogWriterCalls } from './protocol.ts';
import { serveReader } from './serveReader.ts';
import { serveWriter } from './serveWriter.ts';
import { LOG_FAULTS } from './store.ts';

if (!parentPort) throw new Error('worker.ts runs as a worker thread');
const data = workerData as LogThreadData;
if (data.role === 'writer' && data.cacheBytes !== undefined) limitCaches(data.cacheBytes);
if (data.role === 'writer')
  await serveThread<LogWriterCalls>(parentPort, LOG_FAULTS, (report) => serveWriter(data.folder, data.paused, report));
else await serveThread<LogReaderCalls>(parentPort, LOG_FAULTS, (report) => serveReader(data.folder, data.filterBytes, report));
