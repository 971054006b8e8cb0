import { expect, test } from 'vitest';
import { createTestClock } from '../../../../test/support/clock.ts';
import { NO_STATUS, type ResourceRecord, type ResourceStatus } from '../resources/index.ts';
import { createRecorder } from './recorder.ts';

const SECOND = 1000;
const INTERVAL_MS = 30 * SECOND;

/** A recorder over resources that the test changes, whose store keeps what it is told. */
function aRecorder() {
  const clock = createTestClock();
  const told: { names: readonly string[]; isWhole: boolean; lost: readonly boolean[] }[] = [];
  const state = { names: ['a', 'b'], silent: new Set<string>(), fails: false, isBehind: false, workedOut: 0, lastAt: clock.now() };
  const check = { protocol: 'icmp', port: null } as unknown as ResourceRecord['checks'][number];
  const recorder = createRecorder({
    store: {
      workOut: async () => {
        state.workedOut += 1;
        return { at: 0, links: 0, unmanaged: 0, devices: [] };
      },
      record: async (resources, _at, isWhole) => {
        if (state.fails) throw new Error('the thread is gone');
        const names = resources.map(([id, past]) => `${id}${past === null ? '-' : past.reachable ? '+' : '!'}`);
        if (state.isBehind) return false;
        told.push({ names, isWhole, lost: resources.map(([, past]) => typeof past?.lostAt === 'number') });
        return true;
      },
    },
    resources: {
      monitored: () => state.names.map((id) => ({ id, name: id, version: 1, checks: [check] }) as unknown as ResourceRecord),
      status: (id): ResourceStatus => ({
        ...NO_STATUS,
        checks: [{ protocol: 'icmp', component: '', lastAt: state.lastAt, reachable: !state.silent.has(id), fault: null, latencyMs: null }],
      }),
      intervalMs: () => INTERVAL_MS,
    },
    clock,
  });
  const turn = async () => {
    clock.advance(10 * SECOND);
    await recorder.tick();
  };
  return { clock, state, told, turn };
}

test('R-8.4.2-c2-2 all of it is written down once, and then what changes', async () => {
  const { state, told, turn } = aRecorder();
  await turn();
  await turn();
  state.silent.add('b');
  await turn();
  state.names = ['a'];
  await turn();
  expect(told.map(({ names, isWhole }) => [names.join(' '), isWhole])).toEqual([
    ['a+ b+', true],
    ['', false],
    ['b!', false],
    ['b-', false],
  ]);
});

test('what could not be written down is written down as a whole', async () => {
  const { state, told, turn } = aRecorder();
  await turn();
  state.fails = true;
  await expect(turn()).rejects.toThrow('gone');
  state.fails = false;
  await turn();
  expect(told.at(-1)).toMatchObject({ names: ['a+', 'b+'], isWhole: true });
  state.isBehind = true;
  state.silent.add('b');
  await turn();
  state.isBehind = false;
  await turn();
  expect(told.at(-1)).toMatchObject({ names: ['a+', 'b!'], isWhole: true });
});

test('D-ALM-7 who was not looked at for three intervals is written down as lost, and links are worked out now and then', async () => {
  const { clock, state, told, turn } = aRecorder();
  await turn();
  clock.advance(3 * INTERVAL_MS);
  await turn();
  expect(told.at(-1)?.lost).toEqual([true, true]);
  expect(state.workedOut).toBe(1);
  clock.advance(60 * SECOND);
  await turn();
  expect(state.workedOut).toBe(2);
});
