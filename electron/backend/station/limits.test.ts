import { expect, test } from 'vitest';
import { createLog } from '../lib/log.ts';
import { createSelfLimits } from './limits.ts';

const base = {
  ...{
    at: 5,
    version: '',
    startedAt: 0,
    dataFolder: '',
    endToEndP95Ms: null,
    loopDelayP99Ms: null,
    processes: [],
    queues: [],
    collectors: [],
  },
  disk: { total: 0, free: 0, state: 'ok' as const, since: null, telemetryStopped: false, ballast: 0 },
  ...{ stores: [], audit: { records: 0, verifiedAt: null, ok: null }, slowQueries: 0, slow: [], clock: { stepMs: 0 } },
  ...{ certificate: null, reception: null, passingOn: null, sockets: 0, sessions: 0, events: [] },
};

test('R-8.4.3-d2-7 what was beyond its limit and is not there any more ends after three looks, after a restart too', async () => {
  const raised = new Set(['certificateDays', 'queueOldest/poller>pipeline', 'requestP95']);
  const sample = createSelfLimits({
    history: { keep: async () => undefined },
    self: { follow: async (_cause, subject, isFaulty) => void (isFaulty || raised.delete(subject)) },
    log: createLog('test', 'silent'),
    read: async () => ({ ...base, requestP95Ms: 2500 }),
    raised: () => [...raised],
  });
  for (let i = 0; i < 2; i++) await sample();
  expect(raised.size).toBe(3);
  await sample();
  expect([...raised]).toEqual(['requestP95']);
});

test('R-8.4.3-f3-2 samples that an outside store refused, or that wait for it too long, are told of', async () => {
  const told = new Map<string, string>();
  const queue = { from: null, to: 'remoteWrite' as const, depth: 1, perSecond: 0, dropped: 1, oldestAt: base.at - 61_000 };
  let passingOn: { lost: number } | null = { lost: 0 };
  const sample = createSelfLimits({
    history: { keep: async () => undefined },
    self: {
      follow: async (_cause, subject, isFaulty, detail = '') => void (isFaulty ? told.set(subject, detail) : told.delete(subject)),
    },
    log: createLog('test', 'silent'),
    read: async () => ({ ...base, requestP95Ms: null, queues: passingOn ? [queue] : [], passingOn }),
    raised: () => [...told.keys()],
  });
  for (let i = 0; i < 3; i++) await sample();
  expect([...told]).toEqual([['queueOldest/backend>remoteWrite', '61 / 60 s']]);
  passingOn = { lost: 1 };
  for (let i = 0; i < 3; i++) await sample();
  expect(told.get('passedOnLost')).toBe('1 / 0');
  // Turned off, nothing of it is trouble any more.
  passingOn = null;
  for (let i = 0; i < 3; i++) await sample();
  expect(told.size).toBe(0);
});

test('R-8.4.3-d2-7 a figure that stays beyond its limit is told of after three looks, ends after three, and history goes on', async () => {
  const kept: number[] = [];
  const told: unknown[] = [];
  let ms: number | null = 2500;
  let isFull = false;
  const sample = createSelfLimits({
    history: {
      keep: async (values, at) => {
        if (isFull) throw new Error('full');
        kept.push(values.length + at);
      },
    },
    self: {
      follow: async (cause, subject, isFaulty, detail) => {
        if (subject === 'requestP95') told.push([cause, isFaulty, detail]);
      },
    },
    log: createLog('test', 'silent'),
    read: async () => ({ ...base, requestP95Ms: ms }),
    raised: () => [],
  });
  await sample();
  await sample();
  expect([kept.length, told]).toEqual([2, []]);
  isFull = true;
  await sample();
  expect([kept.length, told.splice(0)]).toEqual([2, [['performanceDegraded', true, '2500 / 2000 ms']]]);
  ms = null;
  await sample();
  ms = 100;
  for (let i = 0; i < 2; i++) await sample();
  expect(told.splice(0).every((one) => (one as unknown[])[1] === true)).toBe(true);
  await sample();
  expect(told).toEqual([['performanceDegraded', false, '100 / 2000 ms']]);
});
