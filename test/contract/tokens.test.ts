import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Alarm } from '../../shared/contracts/alarms.ts';
import type { Token } from '../../shared/contracts/tokens.ts';
import type { TokenScope } from '../../shared/domain/access/tokens.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { filesIn } from '../support/files.ts';
import { connectPoller } from '../support/poller.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

const DAY = 86_400_000;
let station: TestStation;
let clock: TestClock;
let leader: Browser;

beforeEach(async () => {
  clock = createTestClock();
  station = await startTestStation({ clock, isSetUp: true });
  leader = await station.signIn('wanglei');
}, 60_000);
afterEach(() => station.stop());

const make = (name: string, scopes: readonly TokenScope[], days = 90, by = leader) =>
  by.request('POST', '/api/v1/tokens', { name, scopes, days });
const ask = (secret: string, method: string, path: string, body?: unknown) =>
  station.anonymous().request(method, `/api/v1${path}`, body, { authorization: `Bearer ${secret}` });
/** A file system that is full long enough. */
async function raiseAlarm(): Promise<Alarm> {
  const { items } = (await leader.request('GET', '/api/v1/resources')).body;
  const resourceId = items.find(({ isLocal }: { isLocal: boolean }) => isLocal).id;
  const poller = await connectPoller(station.data);
  for (let look = 0; look < 8; look++) {
    const sample = {
      kind: 'sample',
      protocol: 'host',
      resourceId,
      metric: 'filesystem.utilisation',
      component: '/data',
      value: 97,
    } as const;
    await poller.send([{ ...sample, at: clock.now() }]);
    clock.advance(60_000);
  }
  await poller.stop();
  leader = await station.signIn('wanglei');
  const raised = (await leader.request('GET', '/api/v1/alarms')).body.items as Alarm[];
  return raised.find(({ component }) => component === '/data')!;
}
const tokens = async (): Promise<Token[]> => (await leader.request('GET', '/api/v1/tokens')).body.items;

describe('tokens of programs', () => {
  test('what opens the station is told once; the list, the audit and every file hold none of it', async () => {
    const made = await make('ITSM 对接', ['alarm.read', 'alarm.acknowledge']);
    const { secret, token } = made.body;
    expect(secret).toMatch(/^swt_[\w-]{43}$/);
    expect(token).toMatchObject({ name: 'ITSM 对接', state: 'active', createdByName: '王磊', lastUsedAt: null });
    expect(token.expiresAt).toBe(token.createdAt + 90 * DAY);
    expect((await ask(secret, 'GET', '/alarms')).status).toBe(200);
    await station.restart();
    expect((await ask(secret, 'GET', '/alarms')).status).toBe(200);
    const auditor = await station.signIn('auditor');
    const { items } = (await auditor.request('GET', '/api/v1/audit?limit=50')).body;
    expect(items.find(({ action }: { action: string }) => action === 'createToken')).toMatchObject({
      objectType: 'token',
      objectName: 'ITSM 对接',
      after: { name: 'ITSM 对接', scopes: ['alarm.read', 'alarm.acknowledge'] },
    });
    expect(JSON.stringify([items, await tokens()])).not.toContain(secret.slice(4));
    const files = filesIn(station.data);
    expect(files.some(({ path }) => path.endsWith('core.db'))).toBe(true);
    expect(files.filter(({ bytes }) => bytes.includes(secret.slice(4))).map(({ path }) => path)).toEqual([]);
  });

  test('R-8.4.2-k-2 nobody gives away what he does not hold, and of what no token may have nothing can be asked for', async () => {
    const system = await station.signIn('sysadmin');
    const excess = await make('越权', ['alarm.read', 'alarm.clear'], 30, system);
    expect([excess.status, excess.body.code, excess.body.values]).toEqual([403, 'permission.missing', { permission: 'alarm.clear' }]);
    for (const scope of ['audit.read', 'credential.read', 'user.manage', 'role.grant', 'resource.edit', 'policy.edit', 'token.create'])
      expect([scope, (await make('越界', [scope as TokenScope])).status]).toEqual([scope, 400]);
    expect((await make('太久', ['alarm.read'], 366)).status).toBe(400);
    expect((await make('没有', [])).status).toBe(400);
    await make('看板', ['alarm.read']);
    expect((await make('看板', ['alarm.read'])).body.fields).toEqual([{ path: 'body.name', message: 'duplicate' }]);
  });

  test('R-8.4.2-k-2 a token shrinks with its creator and is held back with him', async () => {
    const { secret } = (await make('派单', ['alarm.read', 'alarm.clear'])).body;
    const security = await station.signIn('secadmin');
    const user = async () =>
      (await security.request('GET', '/api/v1/users')).body.items.find((one: { account: string }) => one.account === 'wanglei');
    const { id, version } = await user();
    await security.request('PUT', `/api/v1/users/${id}/roles`, { roles: ['operator'], version });
    const refused = await ask(secret, 'POST', `/alarms/${id}/clear`, { reason: 'x' });
    expect([refused.status, refused.body.values]).toEqual([403, { permission: 'alarm.clear' }]);
    expect((await ask(secret, 'GET', '/alarms')).status).toBe(200);
    await security.request('POST', `/api/v1/users/${id}/lock`, { reason: '调查中', version: (await user()).version });
    expect((await ask(secret, 'GET', '/alarms')).body.code).toBe('token.refused');
    expect((await security.request('GET', '/api/v1/tokens')).body.items[0]).toMatchObject({ state: 'suspended', inForce: ['alarm.read'] });
    await security.request('POST', `/api/v1/users/${id}/unlock`, { version: (await user()).version });
    expect((await ask(secret, 'GET', '/alarms')).status).toBe(200);
  });

  test('revoked, expired, made up: 401 at once; who revoked it is told', async () => {
    const { secret, token } = (await make('旧系统', ['alarm.read'], 1)).body;
    const { secret: lasting } = (await make('新系统', ['alarm.read'], 2)).body;
    expect((await ask(`${secret}x`, 'GET', '/alarms')).body.code).toBe('token.refused');
    expect((await ask('swt_', 'GET', '/station')).status).toBe(401);
    const security = await station.signIn('secadmin');
    expect((await security.request('POST', `/api/v1/tokens/${token.id}/revoke`)).body).toMatchObject({
      state: 'revoked',
      revokedByName: '唐蓉',
    });
    expect((await ask(secret, 'GET', '/alarms')).status).toBe(401);
    expect((await ask(lasting, 'GET', '/alarms')).status).toBe(200);
    clock.advance(2 * DAY);
    expect((await ask(lasting, 'GET', '/alarms')).body.code).toBe('token.refused');
    await station.restart();
    expect((await ask(secret, 'GET', '/alarms')).status).toBe(401);
  });

  test('a token that does not count leaves a trace also where it would only have read', async () => {
    await ask('swt_stolen', 'GET', '/alarms');
    const auditor = await station.signIn('auditor');
    const { items } = (await auditor.request('GET', '/api/v1/audit?action=listAlarms')).body;
    expect(items).toMatchObject([{ actorKind: 'anonymous', result: 'refused', code: 'token.refused' }]);
  });

  test('what it does to an alarm stands in the audit and on the alarm under its name', async () => {
    const alarm = await raiseAlarm();
    const { secret, token } = (await make('ITSM 对接', ['alarm.read', 'alarm.acknowledge'])).body;
    const done = await ask(secret, 'POST', `/alarms/${alarm.id}/acknowledge`, { comment: 'INC-42' });
    expect([done.status, done.body.acknowledged.byName]).toEqual([200, 'ITSM 对接']);
    const auditor = await station.signIn('auditor');
    const { items } = (await auditor.request('GET', '/api/v1/audit?action=acknowledgeAlarm')).body;
    expect(items[0]).toMatchObject({ actorKind: 'token', actorId: token.id, actorName: 'ITSM 对接', actorRoles: [], result: 'done' });
  });

  test('when and from where it was last used outlasts a restart', async () => {
    const { secret } = (await make('看板', ['counter.read'])).body;
    clock.advance(60_000);
    await ask(secret, 'GET', '/alarms/counts');
    const [used] = await tokens();
    expect(used?.lastUsedAt).toBeGreaterThanOrEqual((used?.createdAt ?? 0) + 60_000);
    expect(used?.lastUsedFrom).toBe('127.0.0.1');
    await station.restart();
    expect((await tokens())[0]).toEqual(used);
  });

  test('it is no session: no cookie is set, the live socket and the routes of a session stay shut', async () => {
    const { secret } = (await make('看板', ['alarm.read'])).body;
    const answer = await ask(secret, 'GET', '/station');
    expect([answer.status, answer.body.session, answer.headers.get('set-cookie')]).toEqual([200, null, null]);
    expect((await ask(secret, 'DELETE', '/session')).body.code).toBe('session.missing');
    expect((await ask(secret, 'POST', '/session/unlock', { password: 'x' })).body.code).toBe('session.missing');
  });

  test('a program that asks too often, or tries tokens, is slowed down and comes back', async () => {
    const { secret } = (await make('看板', ['counter.read'])).body;
    // More than the burst and what comes in while they are asked, also on a slow machine.
    const burst = await Promise.all(Array.from({ length: 400 }, () => ask(secret, 'GET', '/alarms/counts')));
    expect(burst.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(100);
    expect([...new Set(burst.filter(({ status }) => status !== 200).map(({ body }) => body.code))]).toEqual(['request.tooMany']);
    clock.advance(1000);
    expect((await ask(secret, 'GET', '/alarms/counts')).status).toBe(200);
    const tries = await Promise.all(Array.from({ length: 60 }, (_, index) => ask(`swt_${index}`, 'GET', '/alarms')));
    expect(new Set(tries.map(({ body }) => body.code))).toEqual(new Set(['token.refused', 'request.tooMany']));
    expect((await ask(secret, 'GET', '/alarms/counts')).status).toBe(200);
  });
});
