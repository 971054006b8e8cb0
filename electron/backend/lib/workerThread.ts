import { Worker } from 'node:worker_threads';
import { type Entry, entryUrl } from './entries.ts';

/** Without a limit each thread lets its young objects take tens of megabytes before it looks which of them are dead. */
const YOUNG_MB = 12;

/** Starts an entry as a thread of this process. */
export function startWorker(entry: Entry, workerData: object): Worker {
  return new Worker(entryUrl(entry), { workerData, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
}
