import { describe, expect, test } from 'vitest';
import type { StationState } from '../../../shared/contracts/desktop.ts';
import { createFinder } from './finder.ts';
import type { Launched } from './launch.ts';
import type { Look } from './look.ts';
import type { StationRecord } from './record.ts';

const RECORD: StationRecord = {
  stationId: 'a',
  pid: 100,
  supervisorPid: 99,
  scheme: 'http',
  certificate: null,
  host: '127.0.0.1',
  port: 7460,
  version: '1.0.0',
  startedAt: 1,
  publicKey: 'key',
};

/** A world in which the test says what a look finds and how a launch ends; steps are taken by hand on a clock of its own. */
function world(first: Look) {
  let now = 1000;
  let look: Look = first;
  let end: (exit: { code: string; line: string }) => void = () => undefined;
  let launches = 0;
  const states: StationState[] = [];
  const knowns: (StationRecord | undefined)[] = [];
  const finder = createFinder('http://127.0.0.1:7460', {
    now: () => now,
    monotonic: () => now,
    look: (known) => {
      knowns.push(known);
      return Promise.resolve(look);
    },
    launch: (): Launched => {
      launches += 1;
      return {
        pid: 1,
        exited: new Promise((resolve) => {
          end = resolve;
        }),
      };
    },
    onChange: (state) => states.push(state),
  });
  return {
    finder,
    states,
    knowns,
    finds: (next: Look) => {
      look = next;
    },
    launches: () => launches,
    endLaunch: async (line: string) => {
      end({ code: '1', line });
      await Promise.resolve();
    },
    /** Steps for a while, waiting as long as the finder asks. */
    async pass(ms: number) {
      const until = now + ms;
      do now += await finder.step();
      while (now < until);
    },
  };
}

describe('finder', () => {
  test('attaches to a station that is there and tells it once', async () => {
    const w = world({ kind: 'ours', record: RECORD });
    await w.pass(20_000);
    expect(w.states.map(({ state }) => state)).toEqual(['attached']);
    expect(w.launches()).toBe(0);
    expect(w.finder.trusted()).toBe(RECORD);
    expect(w.knowns.at(-1)).toEqual(RECORD);
  });

  test('starts one station when there is none and waits for it', async () => {
    const w = world({ kind: 'none' });
    await w.pass(10_000);
    expect(w.launches()).toBe(1);
    expect(w.finder.state()).toMatchObject({ state: 'starting', attempts: 1 });
    w.finds({ kind: 'ours', record: RECORD });
    await w.finder.step();
    expect(w.finder.state()).toMatchObject({ state: 'attached', attempts: 0, address: 'http://127.0.0.1:7460' });
  });

  test('a start that fails is said and repeated after 1, 2, 4, 8, 16 and then every 30 seconds', async () => {
    const w = world({ kind: 'none' });
    const at: number[] = [];
    for (let second = 0; second < 100; second += 1) {
      const before = w.launches();
      await w.pass(1000);
      if (w.launches() > before) at.push(second);
      await w.endLaunch('磁盘已满');
    }
    const gaps = at.slice(1).map((second, index) => second - (at[index] ?? 0));
    expect(gaps).toEqual([1, 2, 4, 8, 16, 30, 30]);
    expect(w.finder.state()).toMatchObject({ state: 'failed', detail: expect.stringContaining('磁盘已满') });
  });

  test('a retry by hand launches at once', async () => {
    const w = world({ kind: 'none' });
    for (let round = 0; round < 20; round += 1) {
      await w.pass(1000);
      await w.endLaunch('x');
    }
    const before = w.launches();
    await w.finder.step();
    expect(w.launches()).toBe(before);
    w.finder.retry();
    await w.finder.step();
    expect(w.launches()).toBe(before + 1);
  });

  test('waits 30 s for a supervisor to bring its backend back, and 10 s for a silent one', async () => {
    for (const [kind, grace] of [
      ['recovering', 30_000],
      ['silent', 10_000],
    ] as const) {
      const w = world({ kind: 'ours', record: RECORD });
      await w.pass(3000);
      w.finds({ kind });
      await w.pass(grace - 1000);
      expect(w.launches()).toBe(0);
      expect(w.finder.state().state).toBe('searching');
      await w.pass(3000);
      expect(w.launches()).toBe(1);
    }
  });

  test('a silent station stays trusted, one whose process is gone does not', async () => {
    const w = world({ kind: 'ours', record: RECORD });
    await w.finder.step();
    w.finds({ kind: 'silent' });
    await w.finder.step();
    expect(w.finder.trusted()).toBe(RECORD);
    w.finds({ kind: 'recovering' });
    await w.finder.step();
    expect(w.finder.trusted()).toBeUndefined();
  });

  test('somebody else in the place of the station ends all trust and is asked for a new proof', async () => {
    const w = world({ kind: 'ours', record: RECORD });
    await w.finder.step();
    w.finds({ kind: 'foreign', port: 7460, owner: { name: 'nginx', pid: 7 }, claimsToBeOurs: true });
    await w.finder.step();
    expect(w.finder.state()).toMatchObject({ state: 'foreign', detail: expect.stringContaining('nginx（进程号 7）') });
    expect(w.finder.trusted()).toBeUndefined();
    await w.finder.step();
    expect(w.knowns.at(-1)).toBeUndefined();
    expect(w.launches()).toBe(0);
  });

  test('a taken port without a record is foreign only after two seconds: a station listens before it writes its record', async () => {
    const w = world({ kind: 'foreign', port: 7460, owner: undefined, claimsToBeOurs: false });
    await w.pass(1500);
    expect(w.finder.state().state).toBe('searching');
    await w.pass(1500);
    expect(w.finder.state().state).toBe('foreign');
  });

  test('since is when the station went, however often it was started meanwhile', async () => {
    const w = world({ kind: 'ours', record: RECORD });
    await w.pass(3000);
    w.finds({ kind: 'none' });
    await w.finder.step();
    const { since } = w.finder.state();
    for (let round = 0; round < 10; round += 1) {
      await w.pass(1000);
      await w.endLaunch('磁盘已满');
    }
    await w.finder.step();
    expect(w.finder.state()).toMatchObject({ state: 'failed', since });
    w.finds({ kind: 'ours', record: RECORD });
    await w.finder.step();
    expect(w.finder.state().since).toBeGreaterThan(since);
  });

  test('while it is started again the reason of the last failure stays to be read', async () => {
    const w = world({ kind: 'none' });
    await w.finder.step();
    await w.endLaunch('磁盘已满');
    await w.pass(3000);
    expect(w.finder.state()).toMatchObject({ state: 'starting', attempts: 2, detail: expect.stringContaining('磁盘已满') });
  });

  test('held, it launches nothing until released', async () => {
    const w = world({ kind: 'none' });
    w.finder.hold();
    await w.pass(60_000);
    expect(w.launches()).toBe(0);
    w.finder.release();
    await w.pass(1000);
    expect(w.launches()).toBe(1);
  });
});
