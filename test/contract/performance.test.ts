import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestClock } from '../support/clock.ts';
import { connectPoller, type TestPoller } from '../support/poller.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

const MINUTE = 60_000;
const clock = createTestClock();
let station: TestStation;
let poller: TestPoller;
let leader: Browser;
let other: Browser;
let auditor: Browser;
const ids: string[] = [];
let from: number;

beforeAll(async () => {
  station = await startTestStation({ isSetUp: true, clock });
  leader = await station.signIn('wanglei');
  poller = await connectPoller(station.data);
  for (const [i, domain] of ['政务云', '政务云', '大厅'].entries()) {
    const body = {
      name: `srv-${i}`,
      resourceClass: 'RC2',
      importance: 'core',
      address: `10.0.0.${i + 1}`,
      domain,
      checks: [{ protocol: 'icmp' }],
    };
    ids.push((await leader.request('POST', '/api/v1/resources', body)).body.id);
  }
  from = clock.now();
  // Three resources, twenty minutes, one value a minute: 0 to 19, 20 to 39, and a quiet one with a peak and gaps.
  const values = [(i: number) => i, (i: number) => 20 + i, (i: number) => (i % 5 === 4 ? null : i === 3 ? 99 : 1)];
  for (let i = 0; i < 20; i += 1) {
    const at = clock.now();
    const samples = ids.map((resourceId, k) => ({ resourceId, value: values[k]?.(i) ?? null, at }));
    await poller.send(
      samples.map((sample) => ({ kind: 'sample', protocol: 'snmp', metric: 'cpu.utilisation', component: '', ...sample }) as const),
    );
    clock.advance(MINUTE);
  }
  // Twenty minutes without a word lock a session.
  leader = await station.signIn('wanglei');
  other = await station.signIn('sysadmin');
  auditor = await station.signIn('auditor');
}, 120_000);
afterAll(async () => {
  await poller.stop();
  await station.stop();
});

const top = async (query: string) => (await leader.request('GET', `/api/v1/performance/top?metric=cpu.utilisation&${query}`)).body;
const names = (ranking: { items: { resourceName: string; value: number }[] }) =>
  ranking.items.map(({ resourceName, value }) => [resourceName, value]);

describe('R-8.4.2-c7-3 rankings', () => {
  test('go by mean, peak or p95 of a stretch, with what was counted and what was silent', async () => {
    const byMax = await top('period=1h&statistic=max');
    expect(names(byMax)).toEqual([
      ['srv-2', 99],
      ['srv-1', 39],
      ['srv-0', 19],
    ]);
    expect([byMax.ranked, byMax.silent, byMax.items[0].samples, byMax.items[0].gaps]).toEqual([3, 0, 16, 4]);
    expect(names(await top('period=1h&statistic=avg&most=2'))).toEqual([
      ['srv-1', 29.5],
      ['srv-0', 9.5],
    ]);
    expect(names(await top('period=1h&statistic=p95'))[0]).toEqual(['srv-2', 99]);
  });

  test('of now leave out who has no current value, and say how many', async () => {
    const now = await top('period=now');
    expect([names(now), now.from, now.ranked, now.silent]).toEqual([
      [
        ['srv-1', 39],
        ['srv-0', 19],
      ],
      null,
      2,
      1,
    ]);
  });

  test('keep to a domain, say which level was reached, and refuse what they do not know', async () => {
    expect(names(await top('period=1h&statistic=max&domain=%E5%A4%A7%E5%8E%85'))).toEqual([['srv-2', 99]]);
    expect((await top('period=1h&statistic=max')).items.map(({ reached }: { reached: string | null }) => reached !== null)).toEqual([
      true,
      false,
      false,
    ]);
    expect((await leader.request('GET', '/api/v1/performance/top?metric=cpu.utilisation&most=101')).status).toBe(400);
    expect((await auditor.request('GET', '/api/v1/performance/top?metric=cpu.utilisation')).status).toBe(403);
  });
});

describe('R-8.4.2-c2-8 what a series comes to', () => {
  const stretch = () => `metric=cpu.utilisation&from=${from}&to=${from + 3_600_000}`;

  test('extremes, mean, p95, gaps, the line through it and the levels in force', async () => {
    const { body } = await leader.request('GET', `/api/v1/resources/${ids[0]}/series/summary?${stretch()}`);
    expect(body).toMatchObject({ samples: 20, gaps: 0, min: 0, max: 19, avg: 9.5, p95: 18 });
    // The clock of a test goes on while it waits.
    expect(Math.round((body.lastAt - body.firstAt) / MINUTE)).toBe(19);
    expect(body.trend.slopePerMs * MINUTE).toBeCloseTo(1, 1);
    expect(body.trend.fit).toBeGreaterThan(0.99);
    const levels = body.thresholds.map(({ level }: { level: number }) => level);
    expect(levels.length).toBeGreaterThan(0);
    expect(levels).toEqual([...levels].sort((a, b) => a - b));
    const inverted = await leader.request('GET', `/api/v1/resources/${ids[0]}/series/summary?metric=x&from=2&to=1`);
    expect([inverted.status, inverted.body.code]).toEqual([400, 'request.invalid']);
  });

  test('the samples themselves come in pages, gaps as gaps', async () => {
    const path = `/api/v1/resources/${ids[2]}/series/samples?metric=cpu.utilisation&to=${from + 3_600_000}&most=8`;
    const values: (number | null)[] = [];
    let pages = 0;
    for (let next: number | null = from; next !== null; pages += 1) {
      const { body } = await leader.request('GET', `${path}&from=${next}`);
      values.push(...body.value);
      next = body.next;
    }
    expect(pages).toBe(3);
    expect(values).toEqual(Array.from({ length: 20 }, (_, i) => (i % 5 === 4 ? null : i === 3 ? 99 : 1)));
  });
});

describe('R-8.4.2-c4-3 dashboards', () => {
  const PATH = '/api/v1/dashboards';
  const view = () => ({ series: [{ resourceId: ids[0], metric: 'cpu.utilisation' }], period: '7d', layout: 'split' });
  const list = async (who: Browser) =>
    (await who.request('GET', PATH)).body.items.map(({ name, isOwn }: { name: string; isOwn: boolean }) => [name, isOwn]);

  test('are kept under names, for oneself until they are shared; only the owner changes them', async () => {
    const made = await leader.request('POST', PATH, { name: ' 出口 ', view: view() });
    expect([made.status, made.body.name, made.body.isShared, made.body.isOwn, made.body.view.refreshS]).toEqual([
      200,
      '出口',
      false,
      true,
      60,
    ]);
    expect([await list(leader), await list(other)]).toEqual([[['出口', true]], []]);
    const path = `${PATH}/${made.body.id}`;
    const shared = await leader.request('PUT', path, { name: '出口', view: view(), isShared: true, version: 1 });
    expect([shared.status, shared.body.version]).toEqual([200, 2]);
    expect(await list(other)).toEqual([['出口', false]]);
    const stolen = await other.request('PUT', path, { name: '我的', view: view(), isShared: true, version: 2 });
    expect([stolen.status, stolen.body.code]).toEqual([403, 'dashboard.notOwn']);
    expect((await other.request('POST', `${path}/remove`, { version: 2 })).body.code).toBe('dashboard.notOwn');
    expect((await leader.request('POST', `${path}/remove`, { version: 1 })).body.code).toBe('dashboard.changed');
    expect((await leader.request('POST', PATH, { name: '出口', view: view() })).body.code).toBe('dashboard.duplicate');
    expect((await leader.request('POST', `${path}/remove`, { version: 2 })).status).toBe(200);
    expect([await list(leader), await list(other)]).toEqual([[], []]);
  });

  test('what shows nothing, or a stretch without an end, is refused; who may not read metrics sees none', async () => {
    for (const wrong of [{ series: [] }, { ...view(), period: 'own', from: 5 }, { ...view(), layout: 'pie' }])
      expect((await leader.request('POST', PATH, { name: 'x', view: wrong })).status).toBe(400);
    expect((await auditor.request('GET', PATH)).status).toBe(403);
  });
});
