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
    expect((await leader.request('GET', PATH)).body).toEqual({ ...SHORTEST, version: 0 });
    const change = { samplesDays: 200, rollupsDays: 800, longer: CLASSES, version: 0 };
    expect((await leader.request('PUT', PATH, change)).body.code).toBe('permission.missing');
    const changed = await administrator.request('PUT', PATH, change);
    expect([changed.status, changed.body]).toEqual([200, { ...change, version: 1 }]);
    const again = await administrator.request('PUT', PATH, change);
    expect([again.status, again.body.code, again.body.values]).toEqual([409, 'retention.changed', { version: 1 }]);
    await station.restart();
    expect((await leader.request('GET', PATH)).body).toEqual({ ...change, version: 1 });
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

  test('R-8.4.3-d1-4 is in the audit chain with what it was and what it became, and a refused change too', async () => {
    const auditor = await station.signIn('auditor');
    const records = (await auditor.request('GET', '/api/v1/audit?limit=500')).body.items as AuditRecord[];
    const rows = records.filter(({ action }) => action === 'changeRetention');
    const done = rows.find(({ result }) => result === 'done');
    expect(done).toMatchObject({
      objectType: 'retention',
      before: SHORTEST,
      after: { samplesDays: 200, rollupsDays: 800, longer: CLASSES },
    });
    expect(rows.length).toBeGreaterThan(1);
  });
});
