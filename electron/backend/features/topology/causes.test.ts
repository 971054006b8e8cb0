import { expect, test } from 'vitest';
import { anAlarm, RESOURCE_ID } from '../../../../test/support/alarms.ts';
import { createTestClock } from '../../../../test/support/clock.ts';
import { createBus } from '../../events/bus.ts';
import type { StoredAlarm } from '../alarms/index.ts';
import { NO_STATUS, type ResourceRecord } from '../resources/index.ts';
import { createCauseFinder } from './causes.ts';

const SECOND = 1000;

/** A finder over one silent device, whose store does what the test says. */
function aFinder(roots: () => Promise<[]>) {
  const clock = createTestClock();
  const bus = createBus();
  const written: string[] = [];
  const state = { isWatching: true };
  const finder = createCauseFinder({
    store: { workOut: async () => ({ at: 0, links: 0, unmanaged: 0, devices: [] }), beside: async () => [], roots },
    resources: {
      monitored: () => [],
      byId: () => ({ isLocal: false }) as ResourceRecord,
      status: () => NO_STATUS,
      intervalMs: () => 30 * SECOND,
    },
    alarmBook: { open: () => [{ alarm: anAlarm({ resourceId: RESOURCE_ID, probableCause: 'unreachable' }) } as StoredAlarm] },
    alarms: { attribute: async () => undefined },
    write: async (name) => {
      written.push(name);
    },
    ...{ bus, clock, isWatching: () => state.isWatching },
  });
  return { finder, clock, bus, written, state };
}

test('B10 looks when alarms change, anyway after a while, and not while nobody asks the devices', async () => {
  const { finder, clock, bus, written, state } = aFinder(async () => []);
  await finder.tick();
  await finder.tick();
  expect(written).toHaveLength(1);
  bus.publish({ topic: 'alarms', ids: ['a'] });
  await finder.tick();
  expect(written).toHaveLength(2);
  clock.advance(16 * SECOND);
  state.isWatching = false;
  await finder.tick();
  expect(written).toHaveLength(2);
  state.isWatching = true;
  await finder.tick();
  expect(written).toHaveLength(3);
});

test('a look that fails is made again, and not at every turn', async () => {
  let asked = 0;
  const { finder, clock, written } = aFinder(async () => {
    asked += 1;
    if (asked === 1) throw new Error('the thread is gone');
    return [];
  });
  await expect(finder.tick()).rejects.toThrow('gone');
  await finder.tick();
  expect([asked, written.length]).toEqual([1, 0]);
  clock.advance(6 * SECOND);
  await finder.tick();
  expect([asked, written.length]).toEqual([2, 1]);
});
