import { expect, test } from 'vitest';
import type { RemoteWriteState } from '../../../shared/contracts/remoteWrite.ts';
import { createHealthBoard, type HealthParts } from './health.ts';

const head = {
  selectFrom: () => head,
  select: () => head,
  orderBy: () => head,
  limit: () => head,
  executeTakeFirst: async () => undefined,
};
const store = { stats: async () => ({ bytes: 0, appended: 0, paused: null }) };

test('R-8.4.3-f3-2 requests that were not passed on are told for ten minutes, and as lost of their queue since the start', async () => {
  let mono = 0;
  let passing: Partial<RemoteWriteState> | null = null;
  const parts = {
    stores: {
      ...{ disk: { reading: () => ({ total: 1, free: 1, state: 'ok' }) }, telemetry: store, logs: store },
      ...{ core: { stats: () => ({ depth: 0 }), read: head }, slow: { list: () => [] }, sessions: { count: () => 0 } },
      selfEvents: { recent: () => [] },
    },
    ...{ ingest: { stats: () => ({ observations: 0, rejected: 0, samplesLost: 0 }) }, audit: { last: () => null } },
    ...{ clock: { now: () => 5, monotonic: () => mono }, data: '/nowhere', endToEnd: { quantile: () => null }, certificateEnd: null },
    ...{ receiver: () => null, processes: () => [], collectors: () => [], requestP95Ms: () => null, sockets: () => 0 },
    ...{ clockStepMs: () => 0, reception: () => null, passing: () => passing },
  } as unknown as HealthParts;
  const board = createHealthBoard(parts);
  const told = async () => {
    const { passingOn, queues } = await board.read();
    return [passingOn?.lost, queues.find(({ to }) => to === 'remoteWrite')];
  };
  const queue = { from: null, to: 'remoteWrite', depth: 7, oldestAt: 3, perSecond: 0 };
  expect(await told()).toEqual([undefined, undefined]);
  passing = { waiting: 7, oldestAt: 3, sent: 0, dropped: 2, refused: 1 };
  expect(await told()).toEqual([3, { ...queue, dropped: 3 }]);
  mono = 300_000;
  passing = { ...passing, sent: 600, refused: 2 };
  expect(await told()).toEqual([4, { ...queue, dropped: 4, perSecond: 2 }]);
  mono = 601_000;
  expect((await told())[0]).toBe(1);
  mono = 901_000;
  expect((await told())[0]).toBe(0);
  board.stop();
});
