import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Alarm } from '../../shared/contracts/alarms.ts';
import type { Policy, PolicyInput } from '../../shared/contracts/policies.ts';
import type { Replay } from '../../shared/contracts/policyReplay.ts';
import type { MetricRule } from '../../shared/domain/policy/policy.ts';
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
const post = (path: string, body: unknown) => leader.request('POST', `/api/v1${path}`, body);

async function poll(component: string, value: number | null): Promise<void> {
  clock.advance(30_000);
  await poller.send([
    { kind: 'sample', protocol: 'host', resourceId: local, metric: 'filesystem.utilisation', component, value, at: clock.now() },
  ]);
}
const above = (critical: number): MetricRule['threshold'] => {
  const levels = { critical, major: null, minor: null, warning: null };
  return aThreshold({ levels: { core: levels, key: levels, general: levels } });
};
const policy = (name: string, level: number, change: Partial<PolicyInput> = {}) => ({
  name,
  targets: { ...EVERY_RESOURCE, classes: ['RC3'] },
  priority: 5,
  intervalS: null,
  metrics: [{ metric: 'filesystem.utilisation', isCollected: true, threshold: above(level) }],
  ...change,
});
const byId = async (id: string): Promise<Policy> => (await get('/policies')).items.find((one: Policy) => one.id === id);
const alarms = async (component: string): Promise<readonly Alarm[]> =>
  (await get('/alarms')).items.filter((one: Alarm) => one.component === component);
async function finished(id: string): Promise<Replay> {
  await expect.poll(async () => (await get(`/policies/replays/${id}`)).state, { timeout: 10_000 }).not.toBe('running');
  return get(`/policies/replays/${id}`);
}
const replay = async (draft: { id: string | null; policy: unknown }, days = 1): Promise<Replay> =>
  finished((await post('/policies/replays', { draft, days })).body.id);

beforeAll(async () => {
  station = await startTestStation({ clock, isSetUp: true });
  leader = await station.signIn('wanglei');
  poller = await connectPoller(station.data);
  local = (await get('/resources')).items[0].id;
}, 60_000);
afterAll(async () => {
  await poller.stop();
  await station.stop();
});

describe('what a policy would do', () => {
  test('R-8.4.2-c2-7 is said before it is done: for how many resources, which metrics, which alarms end', async () => {
    await poll('/data', 99);
    expect(await alarms('/data')).toMatchObject([{ severity: 'critical' }]);
    const intent = { apply: [], withdraw: ['filesystem.utilisation', 'profile.core'], draft: null };
    const { body } = await post('/policies/effect', intent);
    expect(body).toMatchObject({ resources: 1, targeted: null, changed: 1, intervals: 0, ending: 1 });
    expect(body.metrics).toEqual([{ metric: 'filesystem.utilisation', change: 'ends', resources: 1 }]);
    expect(body.items).toMatchObject([{ resourceId: local, interval: null, metrics: [{ change: 'ends', policy: '文件系统使用率' }] }]);
    expect(await alarms('/data')).toMatchObject([{ cleared: null }]);
    const draft = { id: null, policy: policy('加严', 60, { intervalS: 10 }) };
    const drafted = (await post('/policies/effect', { apply: [], withdraw: [], draft })).body;
    expect(drafted).toMatchObject({
      targeted: 1,
      changed: 1,
      intervals: 1,
      ending: 0,
      undecided: 1,
      pollsPerMinute: { before: 2, after: 6 },
    });
    expect(drafted.metrics).toEqual([{ metric: 'filesystem.utilisation', change: 'changes', resources: 1 }]);
    expect((await get('/policies')).items.map(({ name }: Policy) => name)).not.toContain('加严');
  });

  test('an alarm ends at once where its threshold would not watch at this hour, as it then does', async () => {
    const minute = (Math.floor(clock.now() / 60_000) + 480) % 1440;
    const windows = [{ days: [1, 2, 3, 4, 5, 6, 7], from: (minute + 120) % 1440, to: ((minute + 180) % 1440) + 1 }];
    const metrics = [{ metric: 'filesystem.utilisation', isCollected: true, threshold: { ...above(60), windows } }] as never;
    const draft = { id: null, policy: policy('夜间', 60, { metrics }) };
    expect((await post('/policies/effect', { apply: [], withdraw: [], draft })).body).toMatchObject({ ending: 1, undecided: 0 });
    const made = (await post('/policies', draft.policy)).body;
    await post('/policies/apply', { items: [{ id: made.id, version: 1 }] });
    expect(await alarms('/data')).toMatchObject([{ cleared: { reason: 'windowClosed' } }]);
    await post('/policies/withdraw', { items: [{ id: made.id, version: 2 }] });
  });

  test('would have fired exactly as often as the pipeline did on the same samples', async () => {
    const made = (await post('/policies', policy('预演', 70))).body;
    await post('/policies/apply', { items: [{ id: made.id, version: 1 }] });
    for (const value of [50, 71, 75, null, 60, 80, 69, 71, 71]) await poll('/played', value);
    const [alarm] = await alarms('/played');
    expect(alarm?.count).toBe(3);
    const same = await replay({ id: made.id, policy: policy('预演', 70) });
    const here = same.items.filter(({ component }) => component === '/played');
    expect(here).toHaveLength(3);
    expect(here.map(({ by, peak, to }) => [by, peak, to === null])).toEqual([
      ['both', 71, true],
      ['both', 80, false],
      ['both', 75, false],
    ]);
    expect(same).toMatchObject({ state: 'done', done: 1, total: 1, series: 2, samples: 10, gaps: 1, missed: 0, added: 0 });
    expect(same.later).toEqual({ median: 0, most: 0 });
    const mild = await replay({ id: made.id, policy: policy('预演', 78) });
    expect([mild.draft, mild.present, mild.missed, mild.added]).toEqual([2, 4, 2, 0]);
    expect(mild.items.find(({ by }) => by === 'present')).toMatchObject({ component: '/played', peak: 71, laterMs: null });
  });

  test('would miss whatever it takes away: a metric left out, switched off or no longer judged, also from another policy', async () => {
    const made = (await get('/policies')).items.find(({ name }: Policy) => name === '预演');
    const rule = { metric: 'filesystem.utilisation', isCollected: true, threshold: null };
    const all = await replay({ id: made.id, policy: policy('预演', 70) });
    expect(all).toMatchObject({ present: 4, draft: 4 });
    for (const metrics of [[rule], [{ ...rule, isCollected: false }]]) {
      const nothing = await replay({ id: made.id, policy: policy('预演', 70, { metrics }) });
      expect(nothing).toMatchObject({ total: 1, series: 2, samples: 10, present: 4, draft: 0, missed: 4, added: 0 });
    }
    const byAnother = await replay({ id: null, policy: policy('不再判', 70, { priority: 9, metrics: [rule] }) });
    expect(byAnother).toMatchObject({ total: 1, present: 4, draft: 0, missed: 4, added: 0 });
    const handedOn = await replay({ id: made.id, policy: policy('预演', 70, { metrics: [] }) });
    expect([handedOn.total, handedOn.present, handedOn.draft, handedOn.missed]).toEqual([1, 4, 1, 3]);
  });

  test('is nothing where another policy has the say, and is refused for a draft that contradicts itself', async () => {
    const weak = await replay({ id: null, policy: policy('让先', 10, { priority: -5 }) });
    expect(weak).toMatchObject({ state: 'done', total: 0, draft: 0, samples: 0 });
    const rule = policy('x', 1).metrics[0];
    const answer = await post('/policies/replays', {
      draft: { id: null, policy: policy('x', 1, { metrics: [rule, rule] as never }) },
      days: 1,
    });
    expect([answer.status, answer.body.fields]).toEqual([400, [{ path: 'body.draft.policy.metrics.1.metric', message: 'duplicate' }]]);
    expect((await post('/policies/replays', { draft: { id: null, policy: policy('x', 1) }, days: 31 })).status).toBe(400);
    expect((await get('/policies/replays/00000000-0000-7000-8000-000000000000')).code).toBe('replay.notFound');
  });
});

describe('silent observation', () => {
  test('what thresholds of new resources would raise is recorded, on the page and the resource, and raises nothing', async () => {
    const started = await post('/silent-watches', { name: '新入网一批', resourceIds: [local] });
    expect([started.status, started.body.endsAt - started.body.startedAt]).toEqual([200, 24 * 3_600_000]);
    expect((await get('/resources')).items[0].silentUntil).toBe(started.body.endsAt);
    for (const value of [99, 99, 10, 99]) await poll('/silent', value);
    expect(await alarms('/silent')).toEqual([]);
    const { watch, items } = await get(`/silent-watches/${started.body.id}`);
    expect(watch).toMatchObject({ conditions: 1, times: 2, noisyResources: 1, startedBy: '王磊' });
    expect(items).toMatchObject([
      { resourceId: local, metric: 'filesystem.utilisation', component: '/silent', severity: 'critical', times: 2, endedAt: null },
    ]);
  });

  test('an alarm that was active before goes on', async () => {
    await poll('/played', 90);
    expect(await alarms('/played')).toMatchObject([{ threshold: { observed: 90 }, cleared: null }]);
  });

  test('a fault of reachability is told at once', async () => {
    for (let i = 0; i < 3; i++) {
      clock.advance(30_000);
      const fault = { kind: 'timeout', retryable: true, detail: 'none' } as const;
      await poller.send([
        { kind: 'reachability', protocol: 'host', resourceId: local, component: '', reachable: false, fault, at: clock.now() },
      ]);
    }
    expect((await get('/alarms')).items.map(({ probableCause }: Alarm) => probableCause)).toContain('unreachable');
  });

  test('ended by a person, what still holds is an alarm with the next sample; survives a restart until then', async () => {
    await station.restart();
    leader = await station.signIn('wanglei');
    await poll('/silent', 99);
    expect(await alarms('/silent')).toEqual([]);
    const [watch] = (await get('/silent-watches')).items;
    expect((await post(`/silent-watches/${watch.id}/end`, {})).body).toMatchObject({ endedBy: '王磊', times: 2 });
    expect((await post(`/silent-watches/${watch.id}/end`, {})).body.code).toBe('silence.over');
    expect((await get('/resources')).items[0].silentUntil).toBeNull();
    await poll('/silent', 99);
    expect(await alarms('/silent')).toMatchObject([{ severity: 'critical', cleared: null }]);
  });

  test('of a policy holds back what this policy asks, and ends by itself', async () => {
    const { id } = (await get('/policies')).items.find(({ name }: Policy) => name === '预演');
    await post('/silent-watches', { name: '预演上线', policyId: id, hours: 1 });
    expect((await byId(id)).silentUntil).toBeGreaterThan(clock.now());
    await poll('/later', 75);
    expect(await alarms('/later')).toEqual([]);
    clock.advance(3_600_000);
    leader = await station.signIn('wanglei');
    await poll('/later', 75);
    expect(await alarms('/later')).toMatchObject([{ cleared: null }]);
    expect((await byId(id)).silentUntil).toBeNull();
  });

  test('needs a policy or resources that exist', async () => {
    const nobody = '00000000-0000-7000-8000-000000000000';
    for (const target of [{}, { policyId: 'none' }, { resourceIds: [nobody] }, { policyId: 'icmp.rtt', resourceIds: [local] }])
      expect((await post('/silent-watches', { name: 'x', ...target })).body.code, JSON.stringify(target)).toBe('silence.noTarget');
  });
});
