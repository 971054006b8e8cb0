import type { Item } from '../link/index.ts';
import { RECORDS } from '../receiver/messages.ts';
import type { LogStore } from '../storage/logs/index.ts';
import type { Ingest } from './ingest.ts';

/** Where the items of all senders go. */
export interface Streams {
  /** Stores items in their order: records with the logs, everything else through the pipeline. Rejects when they must be offered again. */
  batch(streamKey: string, fromSeq: number, items: readonly Item[]): Promise<void>;
  lastSequence(streamKey: string): number;
}

const isRecords = ({ kind, payload }: Item): boolean => kind === RECORDS && payload instanceof Uint8Array;

/** Neighbours of one sort together, in their order: what is stored first is never after what it precedes. */
function runsOf(items: readonly Item[]): readonly (readonly Item[])[] {
  const runs: Item[][] = [];
  for (const item of items) {
    const run = runs.at(-1);
    if (run?.[0] && isRecords(run[0]) === isRecords(item)) run.push(item);
    else runs.push([item]);
  }
  return runs;
}

/** A stream is stored as far as the further of the two says: each knows the numbers it has itself. */
export function createStreams(ingest: Pick<Ingest, 'batch' | 'lastSequence'>, logs: Pick<LogStore, 'append' | 'lastSequence'>): Streams {
  return {
    batch: async (streamKey, fromSeq, items) => {
      for (const run of runsOf(items)) {
        if (run[0] && isRecords(run[0])) {
          // A copy of its own: what came lies in a buffer with its neighbours, and is handed to another thread.
          const arrivals = run.map(({ seq, payload }) => ({ sequence: seq, payload: new Uint8Array(payload as Uint8Array) }));
          await logs.append(streamKey, arrivals);
        } else await ingest.batch(streamKey, run[0]?.seq ?? fromSeq, run);
      }
    },
    lastSequence: (streamKey) => Math.max(ingest.lastSequence(streamKey), logs.lastSequence(streamKey)),
  };
}
