import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

let station: TestStation;
let leader: Browser;
beforeAll(async () => {
  station = await startTestStation({ isSetUp: true });
  leader = await station.signIn('wanglei');
}, 60_000);
afterAll(() => station.stop());

const CHECK = { protocol: 'http', url: 'https://a.example/', statusFrom: 200, statusTo: 399, contains: '', verifyCertificate: true };
const DEFAULTS = {
  ...{ statusAlso: '', family: 'any', notContains: '', jsonPath: '', jsonValue: '', mostRedirects: 5, leadsTo: '' },
  pinnedCertificate: '',
};
const resource = (check: object, name = '门户') => ({
  ...{ name, resourceClass: 'RC9', importance: 'key', address: '127.0.0.1', domain: '', location: '', intervalS: 60 },
  checks: [check],
});

test('a check stored before its kind had a field has the default of the field', async () => {
  const made = await leader.request('POST', '/api/v1/resources', resource(CHECK));
  expect([made.status, made.body.checks]).toEqual([200, [{ ...CHECK, ...DEFAULTS }]]);
  await station.restart();
  const db = new Database(join(station.data, 'core.db'));
  expect(db.prepare('UPDATE resource SET checks = ? WHERE id = ?').run(JSON.stringify([CHECK]), made.body.id).changes).toBe(1);
  db.close();
  await station.restart();
  const again = await leader.request('GET', `/api/v1/resources/${made.body.id}`);
  expect(again.body.resource.checks).toEqual([{ ...CHECK, ...DEFAULTS }]);
}, 60_000);

test('a pinned certificate is refused where no connection would show one', async () => {
  const pinned = { ...CHECK, url: 'http://a.example/', pinnedCertificate: 'ab'.repeat(32) };
  const answer = await leader.request('POST', '/api/v1/resources', resource(pinned, '另一个门户'));
  expect([answer.status, answer.body.fields]).toEqual([400, [{ path: 'body.checks.0.pinnedCertificate', message: 'unsecured' }]]);
});

test('a mistyped address is refused where it is new, and does not stand in the way of another change where it is not', async () => {
  const given = { ...resource({ protocol: 'icmp' }, '旧设备'), address: '10.1.0.300' };
  const refused = await leader.request('POST', '/api/v1/resources', given);
  expect([refused.status, refused.body.fields]).toEqual([400, [{ path: 'body.address', message: 'invalid_format' }]]);
  const made = await leader.request('POST', '/api/v1/resources', { ...given, address: '10.1.0.30' });
  const db = new Database(join(station.data, 'core.db'));
  db.prepare('UPDATE resource SET address = ? WHERE id = ?').run('10.1.0.300', made.body.id);
  db.close();
  await station.restart();
  const change = (more: object) => leader.request('PUT', `/api/v1/resources/${made.body.id}`, { ...given, version: 1, ...more });
  expect((await change({ address: '10.1.0.301' })).status).toBe(400);
  expect((await change({ location: '机房B' })).body).toMatchObject({ address: '10.1.0.300', location: '机房B' });
});
