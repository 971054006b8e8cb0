import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Observation } from '../../shared/domain/observation/observation.ts';
import { createTestClock } from '../support/clock.ts';
import { type Live, openLive } from '../support/live.ts';
import { connectPoller, type TestPoller } from '../support/poller.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

const MINUTE = 60_000;
const clock = createTestClock();
let station: TestStation;
let poller: TestPoller;
let operator: Browser;
let local: string;

beforeAll(async () => {
  station = await startTestStation({ clock });
  await station.setUp();
  operator = await station.signIn('wanglei');
  local = (await operator.request('GET', '/api/v1/resources')).body.items[0].id;
  poller = await connectPoller(station.data);
}, 60_000);
afterAll(async () => {
  await poller.stop();
  await station.stop();
});

const load = (value: number): Observation => ({
  kind: 'sample',
  protocol: 'host',
  resourceId: local,
  metric: 'cpu.utilisation',
  component: '',
  value,
  at: clock.now(),
});
const closing = (live: Live) => live.closed;

describe('live socket', () => {
  test('snapshot with version, then changes without a gap, merged to at most a few a second', async () => {
    const live = await openLive(station, operator, ['resources']);
    await live.until((state) => state.resources.length === 1);
    const began = performance.now();
    for (let i = 1; i <= 60; i++) {
      clock.advance(10);
      await poller.send([load(i)]);
    }
    await live.until((state) => state.resources[0]!.cpu === 60);
    const seconds = (performance.now() - began) / 1000;
    const changes = live.messages.filter((message) => message.type === 'change').length;
    expect(changes).toBeGreaterThan(0);
    expect(changes).toBeLessThanOrEqual(Math.ceil(seconds * 4) + 1);
    expect(live.gaps).toBe(0);
    live.close();
  });

  test('a list fetched over HTTP is as of a version of the same topic', async () => {
    const live = await openLive(station, operator, ['resources']);
    await live.until((state) => state.resources.length === 1);
    const snapshot = live.messages.find((message) => message.type === 'snapshot');
    const { body } = await operator.request('GET', '/api/v1/resources');
    expect(snapshot?.type === 'snapshot' && snapshot.version <= body.version && body.version - snapshot.version < 5).toBe(true);
    live.close();
  });

  test('subscribing again closes a gap with a new snapshot', async () => {
    const live = await openLive(station, operator, ['counts']);
    await live.until((state) => state.counts.length === 1);
    live.send({ type: 'subscribe', topics: ['counts'] });
    await live.until(() => live.messages.filter((message) => message.type === 'snapshot').length === 2);
    live.close();
  });

  test('heartbeats come with time, sequence and lock state', async () => {
    const live = await openLive(station, operator, []);
    await live.until(() => live.messages.filter((message) => message.type === 'heartbeat').length >= 2);
    const beats = live.messages.filter((message) => message.type === 'heartbeat');
    expect(beats[1]!.sequence).toBe(beats[0]!.sequence + 1);
    expect(beats[0]!.locked).toBe(false);
    live.close();
  });

  test('R-8.4.2-j-2 a topic needs its permission; who lacks it is told so and gets nothing', async () => {
    const auditor = await station.signIn('auditor');
    const live = await openLive(station, auditor, ['alarms', 'counts']);
    await live.until((state) => state.counts.length === 1 && live.messages.some((message) => message.type === 'refused'));
    expect(live.messages.find((message) => message.type === 'refused')).toMatchObject({ topic: 'alarms', code: 'permission.missing' });
    expect(live.messages.some((message) => message.type === 'snapshot' && message.topic === 'alarms')).toBe(false);
    live.close();
  });

  test('R-8.4.2-j-2 single items are followed by whoever may read them, and come with every change', async () => {
    const items = (live: Live) => live.messages.flatMap((message) => (message.type === 'item' ? [message] : []));
    const live = await openLive(station, operator, []);
    live.send({ type: 'follow', topic: 'resources', ids: [local] });
    await live.until(() => items(live).length > 0);
    clock.advance(10);
    await poller.send([load(77)]);
    await live.until(() => items(live).some(({ item }) => item && 'cpu' in item && item.cpu === 77));
    const other = await openLive(station, await station.signIn('auditor'), []);
    other.send({ type: 'follow', topic: 'alarms', ids: [local] });
    await other.until(() => other.messages.some(({ type }) => type === 'refused'));
    expect(items(other)).toEqual([]);
    for (const one of [live, other]) one.close();
  });

  test('without a session, from another site, or with garbage: refused or closed', async () => {
    const address = `${station.url.replace('http', 'ws')}/api/v1/live`;
    const code = (headers: Record<string, string>) =>
      new Promise<number>((resolve) => {
        const socket = new WebSocket(address, { headers });
        socket.on('close', (closed) => resolve(closed));
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
        socket.on('error', () => undefined);
      });
    expect(await code({ origin: station.url })).toBe(4401);
    expect(await code({ origin: 'http://evil.example', cookie: operator.cookie })).toBe(403);
    for (const garbage of ['{', '{"type":"subscribe","topics":["everything"]}', '[]', '{"type":"activity","extra":1}']) {
      const live = await openLive(station, operator, []);
      live.send(garbage);
      expect([garbage, await closing(live)]).toEqual([garbage, 4400]);
    }
    const big = await openLive(station, operator, []);
    big.send('x'.repeat(100_000));
    expect(await closing(big)).toBe(1009);
  });

  test('a person at the socket is not idle; one who is away is locked, and list and heartbeat go on', async () => {
    const live = await openLive(station, operator, ['counts']);
    clock.advance(14 * MINUTE);
    live.send({ type: 'activity' });
    await live.until(() => live.messages.some((message) => message.type === 'heartbeat'));
    clock.advance(14 * MINUTE);
    expect((await operator.request('GET', '/api/v1/station')).body.session.locked).toBe(false);
    clock.advance(2 * MINUTE);
    await live.until(() => live.messages.some((message) => message.type === 'heartbeat' && message.locked));
    live.send({ type: 'activity' });
    expect((await operator.request('GET', '/api/v1/station')).body.session.locked).toBe(true);
    live.close();
  });

  test('signing out ends the socket', async () => {
    const other = await station.signIn('wanglei');
    const live = await openLive(station, other, ['counts']);
    await live.until((state) => state.counts.length === 1);
    await other.request('DELETE', '/api/v1/session');
    expect(await closing(live)).toBe(4401);
    expect(live.messages.at(-1)).toMatchObject({ type: 'ended', code: 'session.missing' });
  });
});
