import { describe, expect, test } from 'vitest';
import type { Item } from '../link/index.ts';
import { RECORDS } from '../receiver/messages.ts';
import { createStreams } from './streams.ts';

const records = (seq: number): Item => ({ seq, kind: RECORDS, payload: Buffer.from([seq]) });
const other = (seq: number): Item => ({ seq, kind: 'observations', payload: {} });

function world() {
  const said: string[] = [];
  const last = { ingest: 0, logs: 0 };
  const streams = createStreams(
    {
      batch: async (_stream, from, items) => {
        said.push(`pipeline ${from} ${items.map(({ seq }) => seq).join()}`);
        last.ingest = items.at(-1)?.seq ?? 0;
      },
      lastSequence: () => last.ingest,
    },
    {
      append: async (_stream, arrivals) => {
        if (arrivals.some(({ payload }) => payload[0] === 99)) throw new Error('full');
        said.push(`logs ${arrivals.map(({ sequence, payload }) => `${sequence}:${payload[0]}`).join()}`);
        last.logs = arrivals.at(-1)?.sequence ?? 0;
        return arrivals.length;
      },
      lastSequence: () => last.logs,
    },
  );
  return { said, streams };
}

describe('R-8.4.3-d2-6 the items of a stream', () => {
  test('are stored in their order, records with the logs and the rest in the pipeline', async () => {
    const { said, streams } = world();
    await streams.batch('r 1', 1, [records(1), records(2), other(3), records(4), other(5), other(6)]);
    expect(said).toEqual(['logs 1:1,2:2', 'pipeline 3 3', 'logs 4:4', 'pipeline 5 5,6']);
    expect(streams.lastSequence('r 1')).toBe(6);
  });

  test('that could not be stored end the batch before what follows them', async () => {
    const { said, streams } = world();
    const full: Item = { seq: 2, kind: RECORDS, payload: Buffer.from([99]) };
    await expect(streams.batch('r 1', 1, [other(1), full, other(3)])).rejects.toThrow('full');
    expect(said).toEqual(['pipeline 1 1']);
    expect(streams.lastSequence('r 1')).toBe(1);
  });
});
