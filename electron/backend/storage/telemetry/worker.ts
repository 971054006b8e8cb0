import { parentPort, workerData } from 'node:worker_threads';
import type { ReaderCalls, ThreadData, WriterCalls } from './protocol.ts';
import { openTelemetryReader } from './reader.ts';
import { serveThread } from './rpc.ts';
import { openTelemetryWriter } from './writer.ts';

if (!parentPort) throw new Error('worker.ts runs as a worker thread');
const data = workerData as ThreadData;
if (data.role === 'writer') await serveThread<WriterCalls>(parentPort, (report) => openTelemetryWriter({ ...data, report }));
else await serveThread<ReaderCalls>(parentPort, (report) => openTelemetryReader(data.folder, report));
