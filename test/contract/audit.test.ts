import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuditRecord } from '../../shared/contracts/audit.ts';
import { ROUTES } from '../../shared/contracts/index.ts';
import { programFile } from '../support/programs.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

const COMMAND = programFile('verifyAudit');
let station: TestStation;
let auditor: Browser;

beforeEach(async () => {
  station = await startTestStation({ isSetUp: true });
  auditor = await station.signIn('auditor');
});
afterEach(() => station.stop());

const list = async (query = '') => (await auditor.request('GET', `/api/v1/audit?limit=500${query}`)).body.items as AuditRecord[];

/** Edits core.db behind the station's back, as somebody with the disk can. */
function tamper(sql: string): void {
  const db = new Database(join(station.data, 'core.db'));
  db.exec('drop trigger audit_no_update; drop trigger audit_no_delete;');
  db.exec(sql);
  db.close();
}
const command = () =>
  spawnSync(process.execPath, [COMMAND], { env: { ...process.env, NOC_DATA: station.data }, encoding: 'utf8', timeout: 60_000 });

describe('audit', () => {
  test('R-8.4.2-j-3 every state-changing call leaves who, role, object, before and after, origin and time', async () => {
    const operator = await station.signIn('wanglei');
    const created = await operator.request(
      'POST',
      '/api/v1/resources',
      { name: 'A-1', resourceClass: 'RC3', importance: 'key', address: '10.0.0.1', checks: [] },
      { 'user-agent': 'duty seat 1' },
    );
    const { id, version, name, resourceClass, address, domain, location, checks } = created.body;
    await operator.request(
      'PUT',
      `/api/v1/resources/${id}`,
      { version, name, resourceClass, importance: 'core', address, domain, location, checks, intervalS: 30 },
      { 'user-agent': 'duty seat 1' },
    );
    const [changed] = await list('&action=changeResource');
    expect(changed).toMatchObject({
      actorKind: 'person',
      actorName: '王磊',
      actorRoles: ['shiftLeader', 'operator'],
      objectType: 'resource',
      objectId: id,
      objectName: 'A-1',
      result: 'done',
      before: { importance: 'key', intervalS: null },
      after: { importance: 'core', intervalS: 30 },
      origin: { address: '127.0.0.1', agent: 'duty seat 1' },
    });
    expect(Math.abs(changed!.at - Date.now())).toBeLessThan(60_000);
  });

  test('R-8.4.2-j-3 refusals are kept too: wrong passwords with the account, missing rights with the person', async () => {
    const operator = await station.signIn('wanglei');
    await station.anonymous().request('POST', '/api/v1/session', { account: 'wanglei', password: 'wrong-password' });
    await operator.request('GET', '/api/v1/audit');
    await operator.request('POST', '/api/v1/users', { account: 'x1', name: 'x', staffNumber: 'x' });
    const refused = await list('&result=refused');
    expect(refused.map((one) => [one.action, one.code, one.actorName || one.objectName])).toEqual([
      ['createUser', 'permission.missing', '王磊'],
      ['listAudit', 'permission.missing', '王磊'],
      ['signIn', 'session.wrongCredentials', 'wanglei'],
    ]);
    expect(JSON.stringify(refused)).not.toContain('wrong-password');
  });

  test('a flood of refused calls from one address does not flood the audit', async () => {
    const operator = await station.signIn('wanglei');
    await Promise.all(Array.from({ length: 150 }, () => operator.request('GET', '/api/v1/audit')));
    const kept = (await list('&result=refused')).length;
    expect(kept).toBeGreaterThanOrEqual(60);
    expect(kept).toBeLessThan(100);
  });

  test('no state-changing route is without an audit row', () => {
    const commands = ROUTES.filter((route) => route.method !== 'GET' && !route.changesNothing).map((route) => route.id);
    expect(
      ROUTES.filter((route) => route.changesNothing)
        .map((route) => route.id)
        .sort(),
    ).toEqual([
      'challengeDevice',
      'countRetention',
      'previewPolicies',
      'proveStation',
      'startEventReplay',
      'startReplay',
      'stopEventReplay',
      'stopReplay',
      'tryEventRules',
    ]);
    expect(commands.length).toBeGreaterThan(15);
  });

  test('the whole chain verifies, by the page and by the command', async () => {
    const answer = await auditor.request('POST', '/api/v1/audit/verify');
    expect(answer.body).toMatchObject({ ok: true, brokenAt: null, problem: null });
    const { status, stdout, stderr } = command();
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
    expect(stderr).toContain('审计链完整');
  });

  const SEQ = 2;
  test.each([
    ['one edited byte', `update audit set object_name = object_name || ' ' where seq = ${SEQ}`, SEQ, 'content'],
    ['an edited before', `update audit set after = replace(after, '"', ' "') where seq = ${SEQ}`, SEQ, 'content'],
    ['an edited time', `update audit set at = at + 1 where seq = ${SEQ}`, SEQ, 'content'],
    ['a record taken out', `delete from audit where seq = ${SEQ}`, SEQ, 'gap'],
    [
      'two records swapped',
      `update audit set seq = -1 where seq = 2; update audit set seq = 2 where seq = 3; update audit set seq = 3 where seq = -1`,
      SEQ,
      'link',
    ],
    ['broken JSON', `update audit set after = '{' where seq = ${SEQ}`, SEQ, 'content'],
  ] as const)('R-8.4.2-j-3 %s in the table is found and named, and raises an alarm', async (_what, sql, seq, problem) => {
    await station.signIn('wanglei');
    await station.signIn('secadmin');
    tamper(sql);
    const answer = await auditor.request('POST', '/api/v1/audit/verify');
    expect([answer.body.ok, answer.body.brokenAt, answer.body.problem]).toEqual([false, seq, problem]);
    const { status, stderr } = command();
    expect(status).toBe(1);
    expect(stderr).toContain(`审计链在第 ${seq} 条断开`);
    const operator = await station.signIn('wanglei');
    const { body } = await operator.request('GET', '/api/v1/alarms');
    expect(body.items.map((one: { probableCause: string }) => one.probableCause)).toContain('auditBroken');
  });
});
