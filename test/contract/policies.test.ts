import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Alarm } from '../../shared/contracts/alarms.ts';
import type { Policy, PolicyInput } from '../../shared/contracts/policies.ts';
import type { Observation } from '../../shared/domain/observation/observation.ts';
import { createTestClock } from '../support/clock.ts';
import { aThreshold, EVERY_RESOURCE } from '../support/policies.ts';
import { connectPoller, type TestPoller } from '../support/poller.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

const clock = createTestClock();
let station: TestStation;
let poller: TestPoller;
let leader: Browser;
let local: string;

const get = async (path: string) => (await leader.request('GET', `/api/v1${path}`)).body;
const send = (method: string, path: string, body: unknown) => leader.request(method, `/api/v1${path}`, body);
const policies = async (): Promise<readonly Policy[]> => (await get('/policies')).items;
const byName = async (name: string): Promise<Policy> => (await policies()).find((one) => one.name === name)!;
const seen = ({ id, version }: Policy) => ({ id, version });
const input = ({ name, targets, priority, intervalS, metrics }: Policy) => ({ name, targets, priority, intervalS, metrics });
const alarms = async (component: string): Promise<readonly Alarm[]> =>
  (await get('/alarms')).items.filter((one: Alarm) => one.component === component);

async function poll(component: string, value: number, metric = 'disk.utilisation', resourceId = local): Promise<void> {
  clock.advance(30_000);
  const sample: Observation = { kind: 'sample', protocol: 'host', resourceId, metric: metric as never, component, value, at: clock.now() };
  await poller.send([sample]);
}

const draft = (name: string, change: Partial<PolicyInput> = {}): PolicyInput => ({
  name,
  targets: { ...EVERY_RESOURCE, tags: ['数据库'] } as PolicyInput['targets'],
  priority: 0,
  intervalS: null,
  metrics: [{ metric: 'disk.utilisation', isCollected: true, threshold: aThreshold() as never }],
  ...change,
});
const create = async (name: string, change: Partial<PolicyInput> = {}): Promise<Policy> => {
  const answer = await send('POST', '/policies', draft(name, change));
  expect([name, answer.status]).toEqual([name, 200]);
  return answer.body;
};
const apply = (...list: Policy[]) => send('POST', '/policies/apply', { items: list.map(seen) });
const withdraw = (...list: Policy[]) => send('POST', '/policies/withdraw', { items: list.map(seen) });

beforeAll(async () => {
  station = await startTestStation({ clock, isSetUp: true });
  leader = await station.signIn('wanglei');
  poller = await connectPoller(station.data);
  const { items } = await get('/resources');
  const { id, name, resourceClass, importance, address, domain, location, intervalS, checks, version } = items[0];
  const body = { name, resourceClass, importance, address, domain, location, intervalS, checks, version, tags: ['数据库'] };
  expect((await send('PUT', `/resources/${id}`, body)).body.tags).toEqual(['数据库']);
  local = id;
}, 60_000);
afterAll(async () => {
  await poller.stop();
  await station.stop();
});

describe('monitoring policies', () => {
  test('R-8.2.2-b-1 a new station has a profile for each importance and the default thresholds, with what they reach', async () => {
    const { resources, items } = await get('/policies');
    expect(resources).toBe(1);
    const profile = items.find((one: Policy) => one.id === 'profile.core');
    expect(profile).toMatchObject({
      name: '核心资源',
      intervalS: 30,
      isApplied: true,
      isBuiltIn: true,
      targeted: 1,
      governing: 1,
      version: 0,
    });
    expect(items.find((one: Policy) => one.id === 'profile.key')).toMatchObject({ targeted: 0, governing: 0 });
  });

  test('R-8.4.2-c2-7 a policy changes nothing until it is applied; then its threshold is in force from the next sample', async () => {
    const made = await create('数据库磁盘');
    expect(made).toMatchObject({ isApplied: false, isBuiltIn: false, targeted: 1, governing: 0, version: 1 });
    await poll('/a', 91);
    expect(await alarms('/a')).toEqual([]);
    expect((await apply(made)).status).toBe(200);
    expect(await byName('数据库磁盘')).toMatchObject({ isApplied: true, governing: 1, version: 2 });
    await poll('/a', 91);
    const [alarm] = await alarms('/a');
    expect(alarm).toMatchObject({ severity: 'major', threshold: { level: 90 }, cleared: null });
    expect(alarm?.reasons.find(({ key }) => key === 'threshold.level')?.values).toMatchObject({ policy: '数据库磁盘', policyId: made.id });
    expect(await byName('数据库磁盘')).toMatchObject({ activeAlarms: 1 });
  });

  test('R-8.4.3-b4-2 a changed level grades the open alarm anew; withdrawing ends it at once; an old version is refused', async () => {
    const policy = await byName('数据库磁盘');
    const levels = { critical: 80, major: null, minor: null, warning: null };
    const metrics = [
      { metric: 'disk.utilisation', isCollected: true, threshold: aThreshold({ levels: { core: levels, key: levels, general: levels } }) },
    ];
    const changed = await send('PUT', `/policies/${policy.id}`, { ...input(policy), metrics, version: policy.version });
    expect([changed.status, changed.body.version]).toEqual([200, 3]);
    expect((await apply(policy)).body).toMatchObject({ code: 'policy.changed', values: { version: 3 } });
    await poll('/a', 91);
    expect(await alarms('/a')).toMatchObject([{ severity: 'critical', threshold: { level: 80 } }]);
    // The product's own policy about the metric would take over.
    expect((await withdraw(changed.body, await byName('磁盘繁忙率'))).status).toBe(200);
    expect(await alarms('/a')).toMatchObject([{ cleared: { kind: 'automatic', reason: 'policyWithdrawn' } }]);
    expect((await apply(await byName('磁盘繁忙率'))).status).toBe(200);
  });

  test('R-8.4.3-c2-1 an interval is told to the poller when its policy is applied, and 300 s is refused', async () => {
    for (const intervalS of [300, 4, 30.5]) expect((await send('POST', '/policies', draft('慢', { intervalS }))).status).toBe(400);
    const intervals = () => new Set(poller.assignments().map(({ intervalMs }) => intervalMs));
    expect(intervals()).toEqual(new Set([30_000]));
    const made = await create('快', { intervalS: 12, metrics: [] });
    await apply(made);
    await expect.poll(intervals).toEqual(new Set([12_000]));
    expect((await get('/resources')).items[0]).toMatchObject({ intervalS: null, effectiveIntervalS: 12 });
    await withdraw(await byName('快'));
    await expect.poll(intervals).toEqual(new Set([30_000]));
  });

  test('D-ALM-7 a shorter interval makes nothing silent that could not yet be heard at it', async () => {
    const silent = async (): Promise<readonly Alarm[]> =>
      (await get('/alarms')).items.filter((one: Alarm) => one.probableCause === 'silentSource');
    await poll('/a', 10);
    clock.advance(60_000);
    const made = await create('更快', { intervalS: 10, metrics: [] });
    const applied = clock.now();
    await apply(made);
    // The sweep goes by the machine's clock, every second.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await silent()).toEqual([]);
    clock.advance(30_000);
    await expect.poll(silent, { timeout: 5000 }).toMatchObject([{ component: 'host' }]);
    expect((await silent())[0]?.firstAt).toBeGreaterThanOrEqual(applied + 30_000);
    await withdraw(await byName('更快'));
    await poll('/a', 10);
    expect((await silent()).filter(({ cleared }) => cleared === null)).toEqual([]);
  });

  test('R-8.2.2-b-5 samples of a metric that is switched off are not kept and not counted', async () => {
    await poll('/b', 10, 'disk.read');
    const points = async () => (await get('/resources')).items[0].points;
    const before = await points();
    const off = await create('不采读速率', { metrics: [{ metric: 'disk.read', isCollected: false, threshold: null }] });
    await apply(off);
    expect(await points()).toBe(before - 1);
    await poll('/c', 10, 'disk.read');
    const { items } = await get(`/resources/${local}/metrics`);
    const kept = items.filter(({ metric }: { metric: string }) => metric === 'disk.read');
    expect(kept.map(({ component }: { component: string }) => component)).toEqual(['/b']);
    await withdraw(await byName('不采读速率'));
    expect(await points()).toBe(before);
  });

  test('the last value of a metric that is switched off does not go on as the present one', async () => {
    const cpu = async () => (await get('/resources')).items[0].cpu;
    await poll('', 12, 'cpu.utilisation');
    expect(await cpu()).toBe(12);
    await apply(await create('不采 CPU', { metrics: [{ metric: 'cpu.utilisation', isCollected: false, threshold: null }] }));
    expect(await cpu()).toBeNull();
    await poll('', 13, 'cpu.utilisation');
    await withdraw(await byName('不采 CPU'));
    expect(await cpu(), 'nor when it is switched on again').toBeNull();
    await poll('', 14, 'cpu.utilisation');
    expect(await cpu()).toBe(14);
  });

  test('a threshold does not fire outside of its time window, and what holds when the window closes ends', async () => {
    const minute = (((Math.floor(clock.now() / 60_000) + 480) % 1440) + 1440) % 1440;
    const windowed = (from: number, length: number) => [
      {
        metric: 'disk.utilisation',
        isCollected: true,
        threshold: aThreshold({ windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: from % 1440, to: ((from + length) % 1440) + 1 }] }) as never,
      },
    ];
    const later = await create('稍后', { metrics: windowed(minute + 60, 60) });
    await apply(later);
    await poll('/w', 99);
    expect(await alarms('/w')).toEqual([]);
    const now = { ...input(await byName('稍后')), metrics: windowed(minute + 1439, 10), version: 2 };
    expect((await send('PUT', `/policies/${later.id}`, now)).status).toBe(200);
    await poll('/w', 99);
    expect(await alarms('/w')).toMatchObject([{ cleared: null }]);
    clock.advance(20 * 60_000);
    leader = await station.signIn('wanglei');
    await poll('/w', 99);
    expect(await alarms('/w')).toMatchObject([{ cleared: { reason: 'windowClosed' } }]);
    await withdraw(await byName('稍后'));
  });

  test('what contradicts itself is refused at its place, and so is a second policy of one name', async () => {
    const twice = [{ metric: 'disk.read', isCollected: true, threshold: null }];
    const answer = await send('POST', '/policies', draft('重复', { metrics: [...twice, ...twice] }));
    expect([answer.status, answer.body.fields]).toEqual([400, [{ path: 'body.metrics.1.metric', message: 'duplicate' }]]);
    expect((await send('POST', '/policies', draft('数据库磁盘'))).body).toMatchObject({ code: 'policy.duplicate' });
  });

  test('the last change is undone, and every version can be read', async () => {
    const policy = await byName('内存使用率');
    const changed = await send('PUT', `/policies/${policy.id}`, { ...input(policy), name: '内存', priority: 7, version: 0 });
    expect(changed.body).toMatchObject({ name: '内存', version: 1 });
    const undone = await send('POST', `/policies/${policy.id}/restore`, { version: 1, to: 0 });
    expect(undone.body).toMatchObject({ name: '内存使用率', priority: 0, version: 2, metrics: policy.metrics });
    const { items } = await get(`/policies/${policy.id}/versions`);
    expect(
      items.map(({ version, name, byName: by }: { version: number; name: string; byName: string | null }) => [version, name, by]),
    ).toEqual([
      [2, '内存使用率', '王磊'],
      [1, '内存', '王磊'],
      [0, '内存使用率', null],
    ]);
    expect((await send('POST', `/policies/${policy.id}/restore`, { version: 2, to: 9 })).body.code).toBe('policy.noVersion');
  });

  test('several are applied together or not at all', async () => {
    const [one, two] = [await create('一'), await create('二')];
    expect((await apply(one, { ...two, version: 9 })).body.code).toBe('policy.changed');
    expect([(await byName('一')).isApplied, (await byName('二')).isApplied]).toEqual([false, false]);
    const { body } = await apply(one, two);
    expect(body.items.filter(({ name, isApplied }: Policy) => ['一', '二'].includes(name) && isApplied)).toHaveLength(2);
  });

  test('a policy people made is removed once it is withdrawn, one of the product never', async () => {
    const one = await byName('一');
    const remove = (policy: Policy) => send('POST', `/policies/${policy.id}/remove`, { version: policy.version });
    expect((await remove(one)).body.code).toBe('policy.applied');
    await withdraw(one, await byName('二'));
    expect((await remove(await byName('一'))).status).toBe(200);
    expect((await policies()).map(({ name }) => name)).not.toContain('一');
    expect((await remove(await byName('核心资源'))).body.code).toBe('policy.builtIn');
  });

  test('says which policy has the say about a resource, and why', async () => {
    const database = await byName('数据库磁盘');
    await apply(database);
    const { interval, metrics } = await get(`/resources/${local}/policies`);
    expect(interval).toMatchObject({ seconds: 30, from: 'policy', chosen: { policy: '核心资源' } });
    expect(metrics.find(({ metric }: { metric: string }) => metric === 'disk.utilisation')).toEqual({
      metric: 'disk.utilisation',
      policyId: database.id,
      policy: '数据库磁盘',
      passed: [{ policyId: 'disk.utilisation', policy: '磁盘繁忙率', by: 'specificity' }],
    });
  });

  test('everything is there after a restart, and every write is in the audit with before and after', async () => {
    const before = (await policies()).map(({ points: _points, updatedAt: _at, ...policy }) => policy);
    await station.restart();
    leader = await station.signIn('wanglei');
    expect((await policies()).map(({ points: _points, updatedAt: _at, ...policy }) => policy)).toEqual(before);
    const auditor = await station.signIn('auditor');
    const { items } = (await auditor.request('GET', '/api/v1/audit?limit=200')).body;
    const done = items.filter(
      ({ objectType, result }: { objectType: string; result: string }) => /^polic/.test(objectType) && result === 'done',
    );
    expect([...new Set(done.map(({ action }: { action: string }) => action))].sort()).toEqual(
      ['applyPolicies', 'changePolicy', 'createPolicy', 'removePolicy', 'restorePolicy', 'withdrawPolicies'].sort(),
    );
    const change = done.find(
      ({ action, objectName }: { action: string; objectName: string }) => action === 'changePolicy' && objectName === '内存',
    );
    expect([change.before.name, change.before.priority, change.after.name, change.after.priority]).toEqual(['内存使用率', 0, '内存', 7]);
    expect(change.after.metrics['memory.utilisation'].threshold.n).toBe(2);
  });
});
