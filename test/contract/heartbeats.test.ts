import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { POLLER_STREAM } from '../../electron/backend/poller/messages.ts';
import { RECEIVER_STREAM } from '../../electron/backend/receiver/messages.ts';
import type { Alarm } from '../../shared/contracts/alarms.ts';
import type { Collection } from '../../shared/contracts/collection.ts';
import { createTestClock } from '../support/clock.ts';
import { connectPoller, type TestPoller } from '../support/poller.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

const clock = createTestClock();
let station: TestStation;
let leader: Browser;
const peers: TestPoller[] = [];
beforeAll(async () => {
  station = await startTestStation({ isSetUp: true, clock });
  leader = await station.signIn('wanglei');
}, 60_000);
afterAll(async () => {
  for (const peer of peers) await peer.stop();
  await station.stop();
});

const interrupted = async (): Promise<Alarm[]> =>
  (await leader.request('GET', '/api/v1/alarms')).body.items.filter(
    (one: Alarm) => one.probableCause === 'monitoringInterrupted' && one.cleared === null,
  );
const parts = async () => (await interrupted()).map(({ component }) => component).sort();
const SOON = { timeout: 30_000 };

describe('R-8.4.3-d2-7 监测中断 at the station', () => {
  test('says of each process that nothing is heard of it, cannot be cleared by hand, and ends by itself', async () => {
    clock.advance(60_000);
    await expect.poll(parts, SOON).toEqual(['poller', 'receiver']);
    const [alarm] = await interrupted();
    const cleared = await leader.request('POST', `/api/v1/alarms/${alarm?.id}/clear`, { reason: '知道了' });
    expect([cleared.status, cleared.body.code, cleared.body.values]).toEqual([409, 'alarm.refused', { reason: 'unhideable' }]);
    expect((await leader.request('POST', `/api/v1/alarms/${alarm?.id}/acknowledge`, {})).status).toBe(200);
    expect(await parts()).toEqual(['poller', 'receiver']);
    const { heartbeats } = (await leader.request('GET', '/api/v1/collection')).body as Collection;
    expect(heartbeats.map(({ kind, name, state }) => [kind, name, state])).toEqual([
      ['process', 'poller', 'silent'],
      ['process', 'receiver', 'silent'],
    ]);
    peers.push(await connectPoller(station.data, POLLER_STREAM), await connectPoller(station.data, RECEIVER_STREAM));
    await expect.poll(parts, SOON).toEqual([]);
  });

  test('how long a source may be quiet is set for the address of a resource, by who may change resources, and is in the audit', async () => {
    const set = (who: Browser, address: string, limitS: number | null) =>
      who.request('PUT', '/api/v1/collection/limit', { address, limitS });
    const resource = { name: '核心路由 1', resourceClass: 'RC2', importance: 'core', address: '10.1.1.1', domain: '外网', checks: [] };
    expect((await leader.request('POST', '/api/v1/resources', resource)).status).toBe(200);
    expect((await set(leader, '10.1.1.2', 300)).body.code).toBe('resource.notFound');
    expect((await set(leader, '10.1.1.1', 59)).status).toBe(400);
    expect((await set(await station.signIn('secadmin'), '10.1.1.1', 300)).body.code).toBe('permission.missing');
    expect((await set(leader, '10.1.1.1', 300)).body).toEqual({ address: '10.1.1.1', limitS: 300 });
    const source = async () =>
      ((await leader.request('GET', '/api/v1/collection')).body as Collection).heartbeats.find(({ kind }) => kind === 'source');
    await expect.poll(source, SOON).toMatchObject({ name: '10.1.1.1', limitMs: 300_000, isSet: true, lastAt: null, state: 'beating' });
    expect((await set(leader, '10.1.1.1', null)).status).toBe(200);
    const { items } = (await (await station.signIn('auditor')).request('GET', '/api/v1/audit?limit=50')).body;
    const done = items.filter((one: { action: string; result: string }) => one.action === 'setHeartbeatLimit' && one.result === 'done');
    expect(done.map(({ objectName, before, after }: Record<string, unknown>) => [objectName, before, after]).reverse()).toEqual([
      ['核心路由 1 10.1.1.1', { limitS: null }, { limitS: 300 }],
      ['核心路由 1 10.1.1.1', { limitS: 300 }, { limitS: null }],
    ]);
  });
});
