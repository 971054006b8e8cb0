import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '../../shared/contracts/users.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { addPerson, LITING } from '../support/people.ts';
import { type Browser, PASSWORD, startTestStation, type TestStation } from '../support/station.ts';

const HOUR = 3_600_000;
const OWN = 'my-own-words-2026';
let station: TestStation;
let clock: TestClock;
let system: Browser;
let security: Browser;

beforeEach(async () => {
  clock = createTestClock();
  station = await startTestStation({ clock, isSetUp: true });
  system = await station.signIn('sysadmin');
  security = await station.signIn('secadmin');
}, 60_000);
afterEach(() => station.stop());

const enter = (account: string, password: string, newPassword?: string) =>
  station.anonymous().request('POST', '/api/v1/session', { account, password, newPassword });
const of = async (account: string): Promise<User> =>
  (await security.request('GET', '/api/v1/users')).body.items.find((one: User) => one.account === account);
const grant = async (account: string, roles: readonly string[]) => {
  const { id, version } = await of(account);
  return security.request('PUT', `/api/v1/users/${id}/roles`, { roles, version });
};
const reset = async (account: string) => {
  const { id, version } = await of(account);
  return system.request('POST', `/api/v1/users/${id}/password/reset`, { version });
};

const lift = async (account: string, by = security) => {
  const { id, version } = await of(account);
  return by.request('POST', `/api/v1/users/${id}/unlock`, { version });
};

describe('R-8.4.2-j-1 accounts', () => {
  test('one administrator creates, another grants; alone neither makes a person who can act', async () => {
    const created = await system.request('POST', '/api/v1/users', LITING);
    expect([created.status, created.body.user.roles]).toEqual([200, []]);
    const { user, password } = created.body;
    expect((await enter('liting', password, OWN)).body.code).toBe('session.wrongCredentials');
    expect((await system.request('PUT', `/api/v1/users/${user.id}/roles`, { roles: ['operator'], version: 1 })).status).toBe(403);
    expect((await grant('liting', ['operator'])).status).toBe(200);
    expect((await security.request('PUT', `/api/v1/users/${user.id}/roles`, { roles: [], version: 1 })).body).toMatchObject({
      code: 'user.changed',
      values: { version: 2 },
    });
    expect((await enter('liting', password, OWN)).status).toBe(200);
    expect((await system.request('POST', '/api/v1/users', { ...LITING, account: 'LITING', staffNumber: 'ZW-1' })).body.code).toBe(
      'user.duplicate',
    );
  });

  test('R-8.4.3-d1-1 what one person may not hold together is refused with the reason', async () => {
    await system.request('POST', '/api/v1/users', LITING);
    const reasonOf = async (roles: readonly string[]) => (await grant('liting', roles)).body.values;
    expect(await reasonOf(['systemAdministrator', 'auditAdministrator'])).toEqual({ reason: 'twoAdministrators' });
    expect(await reasonOf(['systemAdministrator', 'operator'])).toEqual({ reason: 'administratorOnWatch' });
    expect((await of('liting')).roles).toEqual([]);
  });

  test('R-8.4.3-d1-1 no station is left without one of the three', async () => {
    const { id, version } = await of('secadmin');
    const answer = await system.request('PUT', `/api/v1/users/${id}/state`, { disabled: true, version });
    expect([answer.status, answer.body.code, answer.body.values]).toEqual([409, 'user.last', { role: 'securityAdministrator' }]);
    expect((await reset('secadmin')).body.code).toBe('user.last');
    expect((await grant('auditor', [])).body.values).toEqual({ role: 'auditAdministrator' });
    await addPerson(station, LITING, ['securityAdministrator']);
    expect((await reset('secadmin')).status).toBe(200);
  });

  test('nobody changes the own roles, state, lock or password', async () => {
    const own = await of('secadmin');
    expect((await grant('secadmin', ['shiftLeader'])).body.code).toBe('user.self');
    for (const [action, body] of [
      ['lock', { reason: '离岗', version: own.version }],
      ['unlock', { version: own.version }],
    ] as const)
      expect((await security.request('POST', `/api/v1/users/${own.id}/${action}`, body)).body.code).toBe('user.self');
    const { id, version } = await of('sysadmin');
    expect((await system.request('PUT', `/api/v1/users/${id}/state`, { disabled: true, version })).body.code).toBe('user.self');
    expect((await reset('sysadmin')).body.code).toBe('user.self');
  });

  test('disabling, locking and other roles end the sessions of an account', async () => {
    for (const act of [
      async () =>
        system.request('PUT', `/api/v1/users/${(await of('wanglei')).id}/state`, {
          disabled: true,
          version: (await of('wanglei')).version,
        }),
      async () =>
        security.request('POST', `/api/v1/users/${(await of('wanglei')).id}/lock`, {
          reason: '调离',
          version: (await of('wanglei')).version,
        }),
      async () => grant('wanglei', ['operator']),
    ]) {
      const operator = await station.signIn('wanglei');
      expect((await act()).status).toBe(200);
      expect((await operator.request('GET', '/api/v1/alarms')).status).toBe(401);
      const { id, version, disabledAt } = await of('wanglei');
      if (disabledAt !== null) await system.request('PUT', `/api/v1/users/${id}/state`, { disabled: false, version });
      await lift('wanglei');
    }
  });

  test('a locked account says so to whoever knows its password, to nobody else, and opens when it is lifted', async () => {
    const { id, version } = await of('wanglei');
    await security.request('POST', `/api/v1/users/${id}/lock`, { reason: '调查中', version });
    expect((await enter('wanglei', PASSWORD)).body.code).toBe('session.held');
    expect((await enter('wanglei', 'wrong-password')).body.code).toBe('session.wrongCredentials');
    expect((await of('wanglei')).hold?.why).toBe('manual');
    await station.restart();
    expect((await enter('wanglei', PASSWORD)).body.code).toBe('session.held');
    await lift('wanglei');
    expect((await enter('wanglei', PASSWORD)).status).toBe(200);
  });
});

describe('R-8.2.5-a4-5 one-time passwords', () => {
  test('open the account only together with a new one, and then never again', async () => {
    const { password } = (await system.request('POST', '/api/v1/users', LITING)).body;
    expect(password).toMatch(/^([2-9A-HJKMNP-Z]{4}-){3}[2-9A-HJKMNP-Z]{4}$/);
    await grant('liting', ['operator']);
    expect(Math.abs(((await of('liting')).passwordExpiresAt ?? 0) - clock.now() - 72 * HOUR)).toBeLessThan(60_000);
    const needed = await enter('liting', password);
    expect([needed.status, needed.body.code, needed.headers.get('set-cookie')]).toEqual([403, 'session.newPasswordNeeded', null]);
    expect((await enter('liting', password, password)).body.fields).toEqual([{ path: 'body.newPassword', message: 'unchanged' }]);
    expect((await enter('liting', password, 'elevenchars')).status).toBe(400);
    expect((await enter('liting', password, OWN)).status).toBe(200);
    expect((await enter('liting', password, OWN)).body.code).toBe('session.wrongCredentials');
    expect((await enter('liting', OWN)).status).toBe(200);
    expect((await of('liting')).passwordExpiresAt).toBeNull();
  });

  test('run out after 72 hours and have to be reset', async () => {
    const { password } = (await system.request('POST', '/api/v1/users', LITING)).body;
    await grant('liting', ['operator']);
    clock.advance(72 * HOUR);
    expect((await enter('liting', password, OWN)).body.code).toBe('session.passwordExpired');
    system = await station.signIn('sysadmin');
    security = await station.signIn('secadmin');
    const renewed = (await reset('liting')).body.password;
    expect((await enter('liting', password, OWN)).body.code).toBe('session.wrongCredentials');
    await lift('liting');
    expect((await enter('liting', renewed, OWN)).status).toBe(200);
  });

  test('R-8.4.3-d1-1 who resets a password does not become the other: the account is held until the security administrator lifts it', async () => {
    const auditor = await station.signIn('auditor');
    const answer = await reset('auditor');
    expect(answer.body.user.hold.why).toBe('passwordReset');
    expect((await auditor.request('GET', '/api/v1/audit')).status).toBe(401);
    expect((await enter('auditor', PASSWORD)).body.code).toBe('session.wrongCredentials');
    expect((await enter('auditor', answer.body.password, OWN)).body.code).toBe('session.held');
    expect((await lift('auditor', system)).status).toBe(403);
    await lift('auditor');
    expect((await enter('auditor', answer.body.password, OWN)).status).toBe(200);
  });

  test('R-8.4.3-d1-1 a reset does not hide behind a lock: whoever lifts it is told of the password, and locking again does not hide it', async () => {
    const lock = async () => {
      const { id, version } = await of('wanglei');
      await security.request('POST', `/api/v1/users/${id}/lock`, { reason: '调查中', version });
    };
    await lock();
    expect((await of('wanglei')).hold?.why).toBe('manual');
    clock.advance(60_000);
    const since = clock.now();
    await reset('wanglei');
    const { hold } = await of('wanglei');
    expect([hold?.why, (hold?.at ?? 0) >= since]).toEqual(['passwordReset', true]);
    await lock();
    expect((await of('wanglei')).hold).toEqual(hold);
  });

  test('R-8.4.3-d1-1 lifting a lock-out lifts no hold that came after it was seen', async () => {
    for (let i = 0; i < 5; i++) await enter('wanglei', 'wrong-password');
    const { id, version, lockedUntil } = await of('wanglei');
    expect(lockedUntil).not.toBeNull();
    await reset('wanglei');
    const answer = await security.request('POST', `/api/v1/users/${id}/unlock`, { version });
    expect([answer.status, answer.body.code]).toEqual([409, 'user.changed']);
    expect((await of('wanglei')).hold?.why).toBe('passwordReset');
    expect((await security.request('POST', `/api/v1/users/${id}/unlock`)).status).toBe(400);
  });

  test('the choice of a password is a change of the account: it has a version, and the audit names before and after', async () => {
    const { password } = (await system.request('POST', '/api/v1/users', LITING)).body;
    await grant('liting', ['operator']);
    const { id, version, passwordExpiresAt } = await of('liting');
    await enter('liting', password, OWN);
    expect((await of('liting')).version).toBe(version + 1);
    const disabled = await system.request('PUT', `/api/v1/users/${id}/state`, { disabled: true, version });
    expect(disabled.body.code).toBe('user.changed');
    const auditor = await station.signIn('auditor');
    const { items } = (await auditor.request('GET', '/api/v1/audit?action=signIn&limit=50')).body;
    expect(items.find(({ after }: { after: any }) => after?.passwordChanged)).toMatchObject({
      before: { userId: id, passwordExpiresAt, version },
      after: { userId: id, passwordExpiresAt: null, version: version + 1 },
    });
  });

  test('a password that is replaced at sign-in ends the other sessions, and no password stands in the audit', async () => {
    const other = await station.signIn('auditor');
    const entered = await enter('auditor', PASSWORD, OWN);
    expect((await other.request('GET', '/api/v1/audit')).status).toBe(401);
    const { password } = (await reset('wanglei')).body;
    const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const { items } = (await station.anonymous().request('GET', '/api/v1/audit?limit=50', undefined, { cookie })).body;
    expect(items[0]).toMatchObject({ action: 'resetPassword', before: { hold: null }, after: { hold: { why: 'passwordReset' } } });
    expect(items.find(({ action, after }: { action: string; after: any }) => action === 'signIn' && after?.passwordChanged)).toBeDefined();
    for (const secret of [password, OWN, PASSWORD, 'argon2']) expect(JSON.stringify(items)).not.toContain(secret);
  });
});
