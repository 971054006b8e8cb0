import { parentPort, workerData } from 'node:worker_threads';
import { serveThread } from '../rpc.ts';
import { serveTopology } from './serve.ts';
import { TOPOLOGY_FAULTS, type TopologyCalls, type TopologyThreadData } from './store.ts';

if (!parentPort) throw new Error('worker.ts runs as a worker thread');
const { folder } = workerData as TopologyThreadData;
await serveThread<TopologyCalls>(parentPort, TOPOLOGY_FAULTS, (report) => serveTopology(folder, report));
