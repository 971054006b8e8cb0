import { parentPort, workerData } from 'node:worker_threads';
import { serveThread } from '../rpc.ts';
import { serveNetwork } from './serve.ts';
import { NETWORK_FAULTS, type NetworkCalls, type NetworkThreadData } from './store.ts';

if (!parentPort) throw new Error('worker.ts runs as a worker thread');
const { folder } = workerData as NetworkThreadData;
await serveThread<NetworkCalls>(parentPort, NETWORK_FAULTS, (report) => serveNetwork(folder, report));
