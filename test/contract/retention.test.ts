import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditRecord } from '../../shared/contracts/audit.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

let station: TestStation;
let administrator: Browser;
let leader: Browser;
beforeAll(async () => {
  station = await startTestStation({ isSetUp: true });
  administrator = await station.signIn('sysadmin');
  leader = await station.signIn('wanglei');
}, 60_000);
afterAll(() => station.stop());

const PATH = '/api/v1/retention';
const SHORTEST = { samplesDays: 184, rollupsDays: 397, longer: [] };
const CLASSES = [
  { resourceClass: 'RC2', metric: null, days: 400 },
  { resourceClass: null, metric: 'system.uptime', days: 730 },
];

describe('R-8.4.3-f1-2 how long measured values are kept', () => {
  test('is half a year and thirteen months until an administrator says longer, by class of resource and metric', async () => {
    expect((await leader.request('GET', PATH)).body).toEqual({ ...SHORTEST, version: 0, changedAt: null, changedBy: null, held: null });
    const change = { samplesDays: 200, rollupsDays: 800, longer: CLASSES, version: 0 };
    expect((await leader.request('PUT', PATH, change)).body.code).toBe('permission.missing');
    const changed = await administrator.request('PUT', PATH, change);
    const kept = { ...change, version: 1, changedAt: expect.any(Number), changedBy: '邓凯', held: null };
    expect([changed.status, changed.body]).toEqual([200, kept]);
    const again = await administrator.request('PUT', PATH, change);
    expect([again.status, again.body.code, again.body.values]).toEqual([409, 'retention.changed', { version: 1 }]);
    await station.restart();
    expect((await leader.request('GET', PATH)).body).toEqual(kept);
  });

  test('R-8.2.2-e-1 is never less than the standard asks, nor of a class that says nothing', async () => {
    const before = (await administrator.request('GET', PATH)).body;
    for (const wrong of [
      { samplesDays: 183 },
      { rollupsDays: 396 },
      { samplesDays: 3661 },
      { longer: [{ resourceClass: 'RC2', metric: null, days: 183 }] },
      { longer: [{ resourceClass: null, metric: null, days: 400 }] },
      { longer: [{ resourceClass: 'RC99', metric: null, days: 400 }] },
    ]) {
      const answer = await administrator.request('PUT', PATH, { ...SHORTEST, version: before.version, ...wrong });
      expect([wrong, answer.status, answer.body.code]).toEqual([wrong, 400, 'request.invalid']);
    }
    expect((await administrator.request('GET', PATH)).body).toEqual(before);
  });

  test('R-8.2.2-e-1 what becomes shorter is kept for a day more, over a restart too, and taking it back ends that', async () => {
    const { version, changedAt, changedBy, held, ...before } = (await administrator.request('GET', PATH)).body;
    expect([changedBy, held]).toEqual(['邓凯', null]);
    const shorter = await administrator.request('PUT', PATH, { ...SHORTEST, version });
    expect(shorter.body).toMatchObject({ ...SHORTEST, held: before });
    expect(shorter.body.held.endsAt - shorter.body.changedAt).toBe(86_400_000);
    expect(shorter.body.changedAt).toBeGreaterThanOrEqual(changedAt);
    await station.restart();
    expect((await leader.request('GET', PATH)).body).toEqual(shorter.body);
    const back = await administrator.request('PUT', PATH, { ...before, version: version + 1 });
    expect(back.body).toMatchObject({ ...before, held: null });
  });

  test('R-8.4.3-f1-2 what is kept now, what it takes and how much of it a setting keeps longer can be seen by everybody who sees the station', async () => {
    const use = (await leader.request('GET', `${PATH}/use`)).body;
    expect(use).toMatchObject({ rollups: [], longer: [], logs: { keptDays: 184 }, alarms: {}, audit: {} });
    expect(use.audit.oldestAt).toBe(use.since);
    expect(use.since).toBeLessThanOrEqual(use.at);
    expect(use.audit.records).toBeGreaterThan(0);
    expect(use.coreBytes).toBeGreaterThan(4096);
    expect(use.disk.free).toBeLessThanOrEqual(use.disk.total);
    const metric = 'memory.utilisation';
    const setting = { samplesDays: 184, longer: [{ resourceClass: null, metric, days: 300 }] };
    const local = (await leader.request('GET', '/api/v1/resources')).body.items[0];
    expect((await leader.request('POST', `${PATH}/count`, setting)).body.code).toBe('permission.missing');
    const counted = (await administrator.request('POST', `${PATH}/count`, setting)).body;
    expect(counted.series).toBe(use.count.series);
    expect(counted.classes).toHaveLength(1);
    const whole = { samplesDays: 184, longer: [{ resourceClass: local.resourceClass, metric: null, days: 300 }] };
    const ofClass = (await administrator.request('POST', `${PATH}/count`, whole)).body;
    expect(ofClass.longer.reduce((sum: number, one: { series: number }) => sum + one.series, 0)).toBe(ofClass.classes[0]);
    expect((await station.anonymous().request('GET', `${PATH}/use`)).body.code).toBe('session.missing');
  });

  test('R-8.4.3-d1-4 is in the audit chain with what it was and what it became, and a refused change too', async () => {
    const auditor = await station.signIn('auditor');
    const records = (await auditor.request('GET', '/api/v1/audit?limit=500')).body.items as AuditRecord[];
    const rows = records.filter(({ action }) => action === 'changeRetention');
    const done = rows.filter(({ result }) => result === 'done').at(-1);
    expect(done).toMatchObject({
      objectType: 'retention',
      before: SHORTEST,
      after: { samplesDays: 200, rollupsDays: 800, longer: CLASSES },
    });
    expect(rows.length).toBeGreaterThan(1);
  });
});
