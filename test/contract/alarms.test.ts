import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Alarm } from '../../shared/contracts/alarms.ts';
import type { Observation } from '../../shared/domain/observation/observation.ts';
import { createTestClock } from '../support/clock.ts';
import { openLive } from '../support/live.ts';
import { connectPoller, type TestPoller } from '../support/poller.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

const clock = createTestClock();
let station: TestStation;
let poller: TestPoller;
let operator: Browser;
let resourceId: string;

/** Time passes; the person has signed in again. */
async function pass(minutes: number): Promise<void> {
  clock.advance(minutes * 60_000);
  operator = await station.signIn('wanglei');
}
async function everything(): Promise<readonly Alarm[]> {
  return (await operator.request('GET', '/api/v1/alarms')).body.items;
}
/** The alarms of the file system under test; what this test leaves unpolled is silent, and says so. */
async function alarms(): Promise<readonly Alarm[]> {
  return (await everything()).filter((one) => one.component === '/data');
}
const disk = (value: number): Observation => ({
  kind: 'sample',
  protocol: 'host',
  resourceId,
  metric: 'filesystem.utilisation',
  component: '/data',
  value,
  at: clock.now(),
});
/** Looks as often and as long apart as the default policy may ask for. */
async function poll(value: number, times = 8): Promise<void> {
  for (let i = 0; i < times; i++) {
    await poller.send([disk(value)]);
    clock.advance(60_000);
  }
  await pass(0);
}

beforeAll(async () => {
  station = await startTestStation({ clock });
  await station.setUp();
  operator = await station.signIn('wanglei');
  const created = await operator.request('POST', '/api/v1/resources', {
    name: 'SRV-OA-05',
    resourceClass: 'RC3',
    importance: 'key',
    address: '10.128.7.3',
    domain: '省政务云',
    location: '机房A A-09 U16',
    checks: [{ protocol: 'icmp' }, { protocol: 'tcp', port: 22 }],
  });
  resourceId = created.body.id;
  // The samples of a host come with its own check; the local machine has it.
  resourceId = (await operator.request('GET', '/api/v1/resources')).body.items.find((one: { isLocal: boolean }) => one.isLocal).id;
  poller = await connectPoller(station.data);
}, 60_000);
afterAll(async () => {
  await poller.stop();
  await station.stop();
});

describe('alarms over the whole way', () => {
  test('R-8.2.2-b-4 the poller gets one assignment for each check with the interval of its importance', () => {
    const mine = poller.assignments().filter((one) => one.address === '10.128.7.3');
    expect(mine.map((one) => [one.protocol, one.intervalMs])).toEqual([
      ['icmp', 60_000],
      ['tcp', 60_000],
    ]);
  });

  test('R-8.4.2-c4-2 a file system that fills is one alarm with its reasons, seen live, acknowledged, audited with before and after', async () => {
    const live = await openLive(station, operator, ['alarms', 'counts']);
    await poll(97.5);
    const [alarm, ...others] = await alarms();
    expect(others).toEqual([]);
    expect(alarm).toMatchObject({ component: '/data', probableCause: 'thresholdCrossed', acknowledged: null, cleared: null, resourceId });
    expect(alarm!.reasons.map((reason) => reason.stage)).toEqual(['observed', 'normalised', 'deduplicated', 'threshold', 'raised']);
    await live.until((state) => state.alarms.some((one) => one.id === alarm!.id));

    await poll(97.9, 3);
    expect((await alarms()).map((one) => one.id)).toEqual([alarm!.id]);

    const outdated = await operator.request('POST', `/api/v1/alarms/${alarm!.id}/acknowledge`, { version: 0 });
    expect(outdated.body).toMatchObject({ code: 'alarm.changed', values: { version: expect.any(Number) } });
    const acknowledged = await operator.request('POST', `/api/v1/alarms/${alarm!.id}/acknowledge`, { comment: '已联系存储组' });
    expect(acknowledged.body.acknowledged).toMatchObject({ byName: '王磊', comment: '已联系存储组' });
    await live.until((state) => state.alarms.some((one) => one.id === alarm!.id && one.acknowledged !== null));
    expect((await operator.request('POST', `/api/v1/alarms/${alarm!.id}/acknowledge`, {})).body).toMatchObject({
      code: 'alarm.refused',
      values: { reason: 'alreadyAcknowledged' },
    });

    const auditor = await station.signIn('auditor');
    const { body } = await auditor.request('GET', '/api/v1/audit?action=acknowledgeAlarm');
    const done = body.items.find((one: { result: string }) => one.result === 'done');
    expect(done).toMatchObject({
      actorName: '王磊',
      objectId: alarm!.id,
      before: { acknowledged: null },
      after: { acknowledged: { byName: '王磊', comment: '已联系存储组' } },
    });
    expect(body.items.find((one: { result: string }) => one.result === 'refused')).toMatchObject({
      code: 'alarm.refused',
      actorName: '王磊',
      objectId: alarm!.id,
    });
    live.close();
  });

  test('R-8.4.2-c4-2 a restart neither loses nor repeats: the same alarm is open, acknowledged, and clears when the disk is emptied', async () => {
    const before = await alarms();
    await poller.stop();
    await station.restart();
    operator = await station.signIn('wanglei');
    poller = await connectPoller(station.data);
    expect(await alarms()).toHaveLength(1);
    await poll(97.9, 3);
    expect((await alarms()).map((one) => [one.id, one.acknowledged?.byName])).toEqual([[before[0]!.id, '王磊']]);
    await poll(20);
    expect(await alarms()).toEqual([]);
    const history = await operator.request('GET', '/api/v1/alarms/history?text=srv');
    expect(history.status).toBe(200);
    const all = await operator.request('GET', '/api/v1/alarms/history');
    expect(all.body.items.map((one: Alarm) => [one.id, one.cleared?.kind])).toContainEqual([before[0]!.id, 'automatic']);
    const detail = await operator.request('GET', `/api/v1/alarms/${before[0]!.id}`);
    expect(detail.body.events.map((one: { kind: string }) => one.kind).reverse()).toEqual(['raised', 'acknowledged', 'cleared']);
  });

  test('D-ALM-7 a source that is not heard for three intervals is an alarm, one for each check', async () => {
    const silent = async () =>
      (await everything()).filter((one) => one.probableCause === 'silentSource' && one.resourceName === 'SRV-OA-05');
    // The sweep goes by the machine's clock; after the restart it may not have come round yet.
    await expect.poll(async () => (await silent()).map((one) => one.component).sort(), { timeout: 20_000 }).toEqual(['icmp', 'tcp']);
  });

  test('a cleared alarm nobody saw stays on the list until somebody does', async () => {
    await pass(20);
    await poll(97.5);
    await poll(20);
    const [alarm] = await alarms();
    expect(alarm!.cleared?.kind).toBe('automatic');
    expect((await operator.request('GET', '/api/v1/alarms/counts')).body.unacknowledged).toBe(
      (await everything()).filter((one) => one.acknowledged === null).length,
    );
    await operator.request('POST', '/api/v1/alarms/acknowledge', { ids: [alarm!.id] });
    expect(await alarms()).toEqual([]);
  });

  test('withdraw, comment and manual clear are three facts; who may not clear is refused', async () => {
    await pass(20);
    await poll(97.5);
    const [alarm] = await alarms();
    const path = `/api/v1/alarms/${alarm!.id}`;
    await operator.request('POST', `${path}/acknowledge`, {});
    expect((await operator.request('POST', `${path}/unacknowledge`, { reason: '误操作' })).body.acknowledged).toBeNull();
    expect((await operator.request('POST', `${path}/comments`, { text: '等厂商 09:30 到场' })).body.comments).toBe(1);
    expect((await operator.request('POST', `${path}/clear`, { reason: '' })).status).toBe(400);
    expect((await operator.request('POST', `${path}/clear`, { reason: '人工核对' })).body.cleared).toMatchObject({
      kind: 'manual',
      reason: '人工核对',
    });
    await poll(97.9, 2);
    expect((await alarms())[0]!.cleared).toBeNull();
    await poll(20);
    await operator.request('POST', `${path}/acknowledge`, {});
  });

  test('the page 自检 tells the queue of the poller by its two ends', async () => {
    const { queues } = (await operator.request('GET', '/api/v1/health')).body;
    expect(queues.map(({ from, to }: { from: string | null; to: string }) => [from, to])).toEqual([
      ['poller', 'pipeline'],
      [null, 'pipeline'],
      [null, 'core'],
      [null, 'telemetry'],
    ]);
  });

  test('observations of strangers and garbage are counted and dropped', async () => {
    const before = (await operator.request('GET', '/api/v1/health')).body.queues.find(
      (one: { from: string | null; to: string }) => one.from === null && one.to === 'pipeline',
    ).dropped;
    await poller.send([
      {
        kind: 'sample',
        protocol: 'host',
        resourceId: '00000000-0000-7000-8000-000000000000',
        metric: 'load.1m',
        component: '',
        value: 1,
        at: clock.now(),
      },
      { kind: 'nonsense' } as never,
      null as never,
      { ...disk(1), metric: 'not.in.catalogue' } as never,
    ]);
    const after = (await operator.request('GET', '/api/v1/health')).body.queues.find(
      (one: { from: string | null; to: string }) => one.from === null && one.to === 'pipeline',
    ).dropped;
    expect(after - before).toBe(4);
  });

  test('R-8.2.2-0-4 samples come back as a series with null where nothing was measured', async () => {
    const from = clock.now();
    for (let i = 0; i < 5; i++) {
      await poller.send([
        { kind: 'sample', protocol: 'host', resourceId, metric: 'load.1m', component: '', value: i === 2 ? null : i, at: clock.now() },
      ]);
      clock.advance(30_000);
    }
    const { body } = await operator.request(
      'GET',
      `/api/v1/resources/${resourceId}/series?metric=load.1m&from=${from}&to=${clock.now()}&points=100`,
    );
    expect(body.avg).toEqual([0, 1, null, 3, 4]);
    const metrics = await operator.request('GET', `/api/v1/resources/${resourceId}/metrics`);
    expect(metrics.body.items.find((one: { metric: string }) => one.metric === 'load.1m')).toMatchObject({ value: 4, component: '' });
  });

  test('retiring a resource clears its alarms as retired and stops its checks; it can be restored', async () => {
    const created = await operator.request('POST', '/api/v1/resources', {
      name: 'WEB-1',
      resourceClass: 'RC8',
      importance: 'core',
      address: '127.0.0.1',
      checks: [{ protocol: 'tcp', port: 9 }],
    });
    const id = created.body.id as string;
    for (let i = 0; i < 4; i++) {
      await poller.send([
        {
          kind: 'reachability',
          resourceId: id,
          protocol: 'tcp',
          component: '9',
          reachable: false,
          fault: { kind: 'refused', retryable: true, detail: 'ECONNREFUSED' },
          at: clock.now(),
        },
      ]);
      clock.advance(30_000);
    }
    const [alarm] = (await everything()).filter((one) => one.resourceId === id && one.probableCause !== 'silentSource');
    expect(alarm).toMatchObject({ probableCause: 'serviceUnavailable', component: '9', severity: expect.any(String) });
    const version = (await operator.request('GET', `/api/v1/resources/${id}`)).body.resource.version;
    expect((await operator.request('POST', `/api/v1/resources/${id}/retire`, { reason: '下线', version })).status).toBe(200);
    expect((await everything()).find((one) => one.id === alarm!.id)).toMatchObject({ cleared: { kind: 'retired', reason: '下线' } });
    expect((await operator.request('GET', '/api/v1/resources')).body.items.map((one: { id: string }) => one.id)).not.toContain(id);
    expect((await operator.request('POST', `/api/v1/resources/${id}/restore`)).body.retiredAt).toBeNull();
    expect((await operator.request('POST', `/api/v1/resources/${id}/restore`)).body.code).toBe('resource.notRetired');
  });

  test('the machine the station runs on cannot be retired, and the refusal says why', async () => {
    const { version } = (await operator.request('GET', `/api/v1/resources/${resourceId}`)).body.resource;
    const { status, body } = await operator.request('POST', `/api/v1/resources/${resourceId}/retire`, { reason: '下线', version });
    expect([status, body.code]).toEqual([409, 'resource.localHost']);
    const { items } = (await operator.request('GET', '/api/v1/resources')).body;
    const { name, resourceClass, importance, address, domain, location, intervalS } = items.find(
      (one: { isLocal: boolean }) => one.isLocal,
    );
    const blind = { name, resourceClass, importance, address, domain, location, intervalS, version, checks: [] };
    const answer = await operator.request('PUT', `/api/v1/resources/${resourceId}`, blind);
    expect([answer.status, answer.body.code], 'nor is its own check taken away').toEqual([409, 'resource.localHost']);
  });

  test('R-8.4.2-c4-2 a service that goes on refusing is fresh knowledge: its alarm does not grow old with the data of the resource', async () => {
    const created = await operator.request('POST', '/api/v1/resources', {
      name: 'WEB-PORTAL-01',
      resourceClass: 'RC8',
      importance: 'core',
      address: '10.128.7.4',
      checks: [{ protocol: 'tcp', port: 443 }],
    });
    const look = (): Observation => ({
      kind: 'reachability',
      resourceId: created.body.id,
      at: clock.now(),
      protocol: 'tcp',
      component: '443',
      reachable: false,
      fault: { kind: 'refused', retryable: true, detail: 'connection refused' },
    });
    let last = look();
    for (let i = 0; i < 5; i++) {
      clock.advance(30_000);
      last = look();
      await poller.send([last]);
    }
    const refused = (await everything()).find((one) => one.resourceName === 'WEB-PORTAL-01' && one.component === '443');
    expect(refused).toMatchObject({ probableCause: 'serviceUnavailable', dataAt: last.at });
    const { items } = (await operator.request('GET', '/api/v1/resources')).body;
    const row = items.find((one: { id: string }) => one.id === created.body.id);
    expect(row, 'the resource itself said nothing, and was looked at').toMatchObject({
      dataAt: null,
      checkedAt: last.at,
      reachable: false,
    });
  });

  test('R-8.4.3-c2-1 intervals below five minutes are accepted, five minutes and more are refused', async () => {
    const make = (intervalS: number) =>
      operator.request('POST', '/api/v1/resources', {
        name: `I-${intervalS}`,
        resourceClass: 'RC3',
        importance: 'general',
        address: 'h',
        checks: [],
        intervalS,
      });
    expect((await make(299)).status).toBe(200);
    for (const intervalS of [300, 301, 4, 0, -1, 30.5]) expect([intervalS, (await make(intervalS)).status]).toEqual([intervalS, 400]);
  });
});
