import { parentPort, workerData } from 'node:worker_threads';
import { serveThread } from '../rpc.ts';
import { TELEMETRY_FAULTS } from './faults.ts';
import type { ReaderCalls, ThreadData, ThreadEvent, WriterCalls } from './protocol.ts';
import { openTelemetryReader } from './reader.ts';
import { limitCaches } from './sqlFile.ts';
import { openTelemetryWriter } from './writer.ts';

if (!parentPort) throw new Error('worker.ts runs as a worker thread');
const data = workerData as ThreadData;
if (data.role === 'writer' && data.cacheBytes !== undefined) limitCaches(data.cacheBytes);
if (data.role === 'writer')
  await serveThread<WriterCalls, ThreadEvent>(parentPort, TELEMETRY_FAULTS, (report) => openTelemetryWriter({ ...data, report }));
else await serveThread<ReaderCalls, ThreadEvent>(parentPort, TELEMETRY_FAULTS, (report) => openTelemetryReader(data.folder, report));
