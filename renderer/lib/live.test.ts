import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LiveRequest } from '../../shared/contracts/events.ts';
import { retryDelayMs } from './link.ts';
import { createLive, type SocketHandlers } from './live.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

interface FakeSocket {
  readonly handlers: SocketHandlers;
  readonly sent: LiveRequest[];
  closed: boolean;
}

function setUp() {
  const sockets: FakeSocket[] = [];
  const stationTimes: number[] = [];
  let doubts = 0;
  const live = createLive({
    open(handlers) {
      const socket: FakeSocket = { handlers, sent: [], closed: false };
      sockets.push(socket);
      return {
        send: (text) => {
          socket.sent.push(JSON.parse(text) as LiveRequest);
        },
        close: () => {
          socket.closed = true;
        },
      };
    },
    monotonic: () => Date.now(),
    random: () => 0,
    stationNow: () => Date.now(),
    onStationTime: (at) => stationTimes.push(at),
    onSessionDoubt: () => {
      doubts += 1;
    },
  });
  const last = () => sockets.at(-1)!;
  const say = (message: object) => last().handlers.onMessage(JSON.stringify(message));
  const beat = (at = 0, locked = false) => say({ type: 'heartbeat', at, sequence: 1, warnings: [], locked });
  return { live, sockets, last, say, beat, stationTimes, doubts: () => doubts };
}

const snapshot = (version: number, ids: string[]) => ({
  type: 'snapshot',
  topic: 'alarms',
  version,
  at: version,
  items: ids.map((id) => ({ id })),
});
const change = (from: number, version: number, ids: string[]) => ({
  type: 'change',
  topic: 'alarms',
  from,
  version,
  at: version,
  upsert: ids.map((id) => ({ id })),
  remove: [],
});

test('subscribes on open to what pages want, and passes snapshot then changes on', () => {
  const { live, last, say } = setUp();
  const seen: string[][] = [];
  live.subscribe('alarms', (state) => seen.push(state.items.map((item) => item.id)));
  live.start();
  last().handlers.onOpen();
  expect(last().sent).toEqual([{ type: 'subscribe', topics: ['alarms'] }]);
  say(snapshot(7, ['a']));
  say(change(7, 8, ['b']));
  expect(seen).toEqual([['a'], ['a', 'b']]);
});

test('a gap subscribes anew and shows nothing in between', () => {
  const { live, last, say } = setUp();
  const seen: number[] = [];
  live.subscribe('alarms', (state) => seen.push(state.version));
  live.start();
  last().handlers.onOpen();
  say(snapshot(7, ['a']));
  say(change(9, 10, ['b']));
  expect(last().sent.at(-1)).toEqual({ type: 'subscribe', topics: ['alarms'] });
  expect(last().sent).toHaveLength(2);
  say(snapshot(10, ['a', 'b']));
  expect(seen).toEqual([7, 10]);
});

test('a gap in a storm is asked for once until its snapshot comes, the next gap again', () => {
  const { live, last, say } = setUp();
  live.subscribe('alarms', () => undefined);
  live.start();
  last().handlers.onOpen();
  say(snapshot(7, ['a']));
  for (const version of [10, 11, 12]) say(change(version - 1, version, ['b']));
  expect(last().sent).toHaveLength(2);
  say(snapshot(12, ['a', 'b']));
  say(change(20, 21, ['c']));
  expect(last().sent).toHaveLength(3);
});

test('says since when it asks, until it is stopped; somebody who does not want to wait gets a fresh socket at once', () => {
  const { live, sockets, beat } = setUp();
  vi.setSystemTime(5000);
  live.start();
  expect(live.link().askedAt).toBe(5000);
  live.retryNow();
  expect([sockets.length, sockets[0]?.closed]).toEqual([2, true]);
  sockets[1]?.handlers.onOpen();
  beat(6000);
  live.retryNow();
  expect(sockets).toHaveLength(2);
  expect(live.link()).toMatchObject({ quality: 'live', askedAt: 5000 });
  vi.advanceTimersByTime(2000);
  expect(live.link().quality).toBe('live');
  live.stop();
  expect(live.link().askedAt).toBeNull();
});

test('a socket that never opens is given up after ten seconds', () => {
  const { live, sockets } = setUp();
  live.start();
  vi.advanceTimersByTime(10_000);
  expect(sockets[0]?.closed).toBe(true);
  vi.advanceTimersByTime(250);
  expect(sockets).toHaveLength(2);
});

test('three seconds without a message is late, fifteen is lost, one message is live again', () => {
  const { live, last, beat } = setUp();
  live.start();
  expect(live.link().quality).toBe('connecting');
  last().handlers.onOpen();
  beat(1000);
  expect(live.link()).toMatchObject({ quality: 'live', lastAt: 1000 });
  vi.advanceTimersByTime(2999);
  expect(live.link().quality).toBe('live');
  vi.advanceTimersByTime(1);
  expect(live.link().quality).toBe('late');
  vi.advanceTimersByTime(12_000);
  expect(live.link()).toMatchObject({ quality: 'lost', lastAt: 1000 });
  vi.advanceTimersByTime(500);
  last().handlers.onOpen();
  beat(2000);
  expect(live.link()).toMatchObject({ quality: 'live', lastAt: 2000, attempts: 0 });
});

test('a socket that stays open but silent is given up after fifteen seconds', () => {
  const { live, last, sockets, beat } = setUp();
  live.start();
  last().handlers.onOpen();
  beat();
  vi.advanceTimersByTime(15_000);
  expect(sockets[0]?.closed).toBe(true);
  vi.advanceTimersByTime(250);
  expect(sockets).toHaveLength(2);
});

test('reconnects for ever with growing pauses and keeps what it last showed', () => {
  const { live, last, sockets, say, beat } = setUp();
  const seen: number[] = [];
  live.subscribe('alarms', (state) => seen.push(state.version));
  live.start();
  last().handlers.onOpen();
  beat();
  say(snapshot(3, ['a']));
  last().handlers.onClose();
  for (let attempt = 1; attempt <= 12; attempt += 1) {
    expect(live.link().attempts).toBe(attempt);
    vi.advanceTimersByTime(retryDelayMs(attempt, 0));
    expect(sockets).toHaveLength(attempt + 1);
    last().handlers.onClose();
  }
  vi.advanceTimersByTime(15_000);
  last().handlers.onOpen();
  expect(last().sent).toEqual([{ type: 'subscribe', topics: ['alarms'] }]);
  say(snapshot(1, ['b']));
  expect(seen).toEqual([3, 1]);
});

test('a socket refused before it opened, and an ended session, ask who we are', () => {
  const { live, last, say, doubts } = setUp();
  live.start();
  last().handlers.onClose();
  expect(doubts()).toBe(1);
  vi.advanceTimersByTime(250);
  last().handlers.onOpen();
  last().handlers.onClose();
  expect(doubts()).toBe(1);
  vi.advanceTimersByTime(500);
  last().handlers.onOpen();
  say({ type: 'ended', code: 'session.missing' });
  expect(doubts()).toBe(2);
});

test('activity goes out at most every thirty seconds', () => {
  const { live, last, beat } = setUp();
  live.start();
  last().handlers.onOpen();
  live.activity();
  for (let second = 1; second < 30; second += 1) {
    vi.advanceTimersByTime(1000);
    beat();
    live.activity();
  }
  expect(last().sent).toEqual([{ type: 'activity' }]);
  vi.advanceTimersByTime(1000);
  live.activity();
  expect(last().sent).toHaveLength(2);
});

test('a late subscriber sees the present picture at once, the last one to leave unsubscribes', () => {
  const { live, last, say } = setUp();
  const leaveFirst = live.subscribe('alarms', () => undefined);
  live.start();
  last().handlers.onOpen();
  say(snapshot(4, ['a']));
  const seen: number[] = [];
  const leaveSecond = live.subscribe('alarms', (state) => seen.push(state.version));
  expect(seen).toEqual([4]);
  leaveFirst();
  expect(last().sent).toHaveLength(1);
  leaveSecond();
  expect(last().sent.at(-1)).toEqual({ type: 'unsubscribe', topics: ['alarms'] });
});

test('single items are asked for together, again over a new socket, and no longer when nobody follows them', () => {
  const { live, last, say } = setUp();
  const seen: (string | null)[] = [];
  live.start();
  last().handlers.onOpen();
  const leave = live.follow('alarms', 'a', (item) => seen.push(item?.id ?? null));
  const leaveToo = live.follow('alarms', 'a', () => undefined);
  live.follow('alarms', 'b', () => undefined);
  expect(last().sent.at(-1)).toEqual({ type: 'follow', topic: 'alarms', ids: ['a', 'b'] });
  const item = (id: string, is: object | null) => ({ type: 'item', topic: 'alarms', id, at: 1, item: is });
  say(item('a', { id: 'a' }));
  say(item('b', { id: 'b' }));
  say(item('a', null));
  expect(seen).toEqual(['a', null]);
  last().handlers.onClose();
  vi.advanceTimersByTime(retryDelayMs(1, 0));
  last().handlers.onOpen();
  expect(last().sent).toEqual([{ type: 'follow', topic: 'alarms', ids: ['a', 'b'] }]);
  leaveToo();
  expect(last().sent).toHaveLength(1);
  leave();
  expect(last().sent.at(-1)).toEqual({ type: 'follow', topic: 'alarms', ids: ['b'] });
});

test('stopped means no further attempt and no stale picture for the next person', () => {
  const { live, last, sockets, say } = setUp();
  const seen: number[] = [];
  live.subscribe('alarms', (state) => seen.push(state.version));
  live.start();
  last().handlers.onOpen();
  say(snapshot(4, ['a']));
  live.stop();
  expect(last().closed).toBe(true);
  vi.advanceTimersByTime(60_000);
  expect(sockets).toHaveLength(1);
  live.subscribe('alarms', (state) => seen.push(state.version));
  expect(seen).toEqual([4]);
});

test('pauses double to five seconds and are spread over their upper half', () => {
  expect([1, 2, 3, 7, 50].map((attempt) => retryDelayMs(attempt, 0))).toEqual([250, 500, 1000, 2500, 2500]);
  expect(retryDelayMs(50, 0.999_999)).toBe(5000);
});
