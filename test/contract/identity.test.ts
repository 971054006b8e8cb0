import { createPublicKey, randomBytes, verify, webcrypto } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Device } from '../../shared/contracts/devices.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { openLive } from '../support/live.ts';
import { PASSWORD, SETUP, startTestStation, type TestStation } from '../support/station.ts';
import { enrolWall } from '../support/wall.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let station: TestStation;
let clock: TestClock;

async function start(isSetUp: boolean): Promise<void> {
  clock = createTestClock();
  station = await startTestStation({ clock, isSetUp });
}
afterEach(() => station.stop());

const signIn = (account: string, password: string) => station.anonymous().request('POST', '/api/v1/session', { account, password });

describe('set-up', () => {
  beforeEach(() => start(false));

  test('R-8.4.3-d1-1 only the one-time token opens it, once, and it makes three separate administrators and a person on watch', async () => {
    expect(station.lines.join()).toContain(`/setup#token=${station.setupToken()}`);
    expect(statSync(join(station.data, 'run', 'setup.token')).mode & 0o777).toBe(0o600);
    expect((await station.anonymous().request('POST', '/api/v1/setup', SETUP)).body.code).toBe('setup.wrongToken');
    expect((await station.anonymous().request('POST', '/api/v1/setup', SETUP, { 'x-setup-token': 'x' })).status).toBe(401);
    const token = station.setupToken();
    const state = await station.anonymous().request('GET', '/api/v1/setup', undefined, { 'x-setup-token': token });
    expect(state.body.checks.find((check: { id: string }) => check.id === 'durable')).toEqual({ id: 'durable', ok: true, value: 'FULL' });
    await station.setUp();
    expect(existsSync(join(station.data, 'run', 'setup.token'))).toBe(false);
    expect((await station.anonymous().request('POST', '/api/v1/setup', SETUP, { 'x-setup-token': token })).status).toBe(401);
    const admin = await station.signIn('sysadmin');
    const { body } = await admin.request('GET', '/api/v1/users');
    expect(body.items.map((user: { account: string; roles: string[] }) => [user.account, user.roles])).toEqual([
      ['sysadmin', ['systemAdministrator']],
      ['secadmin', ['securityAdministrator']],
      ['auditor', ['auditAdministrator']],
      ['wanglei', ['shiftLeader', 'operator']],
    ]);
  });

  test('R-8.4.3-d1-1 one person in two places is refused at the field', async () => {
    const twice = {
      ...SETUP,
      auditAdministrator: { ...SETUP.auditAdministrator, staffNumber: SETUP.securityAdministrator.staffNumber.toLowerCase() },
    };
    const answer = await station.anonymous().request('POST', '/api/v1/setup', twice, { 'x-setup-token': station.setupToken() });
    expect([answer.status, answer.body.fields]).toEqual([
      409,
      [{ path: 'body.auditAdministrator.staffNumber', message: 'same_as_securityAdministrator' }],
    ]);
    const short = { ...SETUP, operator: { ...SETUP.operator, password: 'elevenchars' } };
    expect((await station.anonymous().request('POST', '/api/v1/setup', short, { 'x-setup-token': station.setupToken() })).status).toBe(400);
  });

  test('the token runs out after an hour', async () => {
    const token = station.setupToken();
    clock.advance(HOUR + 1000);
    expect((await station.anonymous().request('GET', '/api/v1/setup', undefined, { 'x-setup-token': token })).body.code).toBe(
      'setup.wrongToken',
    );
  });

  test('an unattended file sets up at the start and keeps no password', async () => {
    await station.stop();
    const folder = mkdtempSync(join(tmpdir(), 'sw-setup-'));
    const file = join(folder, 'setup.json');
    writeFileSync(file, JSON.stringify(SETUP));
    station = await startTestStation({ clock, environment: { NOC_SETUP_FILE: file } });
    expect(readFileSync(file, 'utf8')).not.toContain(PASSWORD);
    expect((await station.anonymous().request('GET', '/api/v1/station')).body).toMatchObject({
      setupNeeded: false,
      name: SETUP.stationName,
    });
    await station.signIn('wanglei');

    const { data, lines } = station;
    await station.stop();
    station = await startTestStation({ clock, environment: { NOC_SETUP_FILE: file } });
    expect(station.data).not.toBe(data);
    expect(lines.join()).not.toContain('spent');
    expect(station.lines.slice(0, 2)).toEqual([
      expect.stringMatching(/设立文件 \S+ 已经用过.*新的设立文件.*设立页/),
      expect.stringMatching(/set-up file \S+ is spent.*new file.*set-up page/),
    ]);
    expect(station.lines[2]).toContain(`/setup#token=${station.setupToken()}`);
    rmSync(folder, { recursive: true });
    await station.setUp();
    await station.signIn('wanglei');
  });
});

describe('sign-in', () => {
  beforeEach(() => start(true));

  test('R-6.2-a-3 five failures lock for 15 minutes, right password or not; the count is told', async () => {
    for (const remaining of [4, 3, 2, 1]) {
      const answer = await signIn('wanglei', 'wrong-password');
      expect([answer.status, answer.body.code, answer.body.values]).toEqual([401, 'session.wrongCredentials', { remaining }]);
    }
    expect((await signIn('wanglei', 'wrong-password')).body.code).toBe('session.lockedOut');
    expect((await signIn('wanglei', PASSWORD)).body.code).toBe('session.lockedOut');
    await station.restart();
    expect((await signIn('wanglei', PASSWORD)).body.code).toBe('session.lockedOut');
    clock.advance(15 * MINUTE);
    expect((await signIn('WangLei', PASSWORD)).status).toBe(200);
  });

  test('R-6.2-a-3 an account that does not exist answers like one that does', async () => {
    for (const remaining of [4, 3, 2, 1]) expect((await signIn('nobody', 'wrong-password')).body.values).toEqual({ remaining });
    expect((await signIn('nobody', 'wrong-password')).body.code).toBe('session.lockedOut');
  });

  test('the security administrator lifts a lock-out', async () => {
    for (let i = 0; i < 5; i++) await signIn('wanglei', 'wrong-password');
    const security = await station.signIn('secadmin');
    const { body } = await security.request('GET', '/api/v1/users');
    const user = body.items.find((one: { account: string }) => one.account === 'wanglei');
    expect((await security.request('POST', `/api/v1/users/${user.id}/unlock`, { version: user.version })).status).toBe(200);
    expect((await signIn('wanglei', PASSWORD)).status).toBe(200);
  });

  test('the cookie is HttpOnly and SameSite=Strict, the token is stored as a hash', async () => {
    const answer = await signIn('wanglei', PASSWORD);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^sw_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const token = /sw_session=([^;]+)/.exec(cookie)![1]!;
    const { default: Database } = await import('better-sqlite3');
    const db = new Database(join(station.data, 'core.db'), { readonly: true });
    expect(JSON.stringify(db.prepare('select * from session').all())).not.toContain(token);
    db.close();
  });

  test('on watch: 15 idle minutes lock the actions while reading goes on; the password unlocks; 13 hours end it', async () => {
    const operator = await station.signIn('wanglei');
    clock.advance(15 * MINUTE);
    expect((await operator.request('GET', '/api/v1/alarms')).status).toBe(200);
    expect((await operator.request('GET', '/api/v1/station')).body.session.locked).toBe(true);
    expect(
      (await operator.request('POST', '/api/v1/alarms/acknowledge', { ids: ['00000000-0000-7000-8000-000000000000'] })).body.code,
    ).toBe('session.locked');
    expect((await operator.request('POST', '/api/v1/session/unlock', { password: 'wrong-password' })).body.code).toBe(
      'session.wrongCredentials',
    );
    expect((await operator.request('POST', '/api/v1/session/unlock', { password: PASSWORD })).body.locked).toBe(false);
    expect((await operator.request('POST', '/api/v1/alarms/acknowledge', { ids: ['00000000-0000-7000-8000-000000000000'] })).status).toBe(
      200,
    );
    clock.advance(13 * HOUR);
    expect((await operator.request('GET', '/api/v1/alarms')).status).toBe(401);
  });

  test('administrators: 15 idle minutes end the session, 8 hours end it anyway', async () => {
    const administrator = await station.signIn('sysadmin');
    clock.advance(15 * MINUTE);
    expect((await administrator.request('GET', '/api/v1/users')).status).toBe(401);
  });

  test('setting the wall clock ends, extends and unlocks nothing', async () => {
    const operator = await station.signIn('wanglei');
    for (const step of [-HOUR, 24 * HOUR, -10 * 365 * 24 * HOUR, 20 * 365 * 24 * HOUR]) {
      clock.setWall(step);
      expect((await operator.request('GET', '/api/v1/station')).body.session).toMatchObject({ locked: false });
    }
  });

  test('sessions survive a restart of the station, a signed-out one does not come back', async () => {
    const operator = await station.signIn('wanglei');
    const other = await station.signIn('wanglei');
    expect((await other.request('DELETE', '/api/v1/session')).status).toBe(200);
    await station.restart();
    expect((await operator.request('GET', '/api/v1/alarms')).status).toBe(200);
    expect((await other.request('GET', '/api/v1/alarms')).status).toBe(401);
  });
});

/** A browser that binds a key of its own by a short code. */
async function enrolKey(code: string) {
  const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const publicKey = Buffer.from(await webcrypto.subtle.exportKey('spki', pair.publicKey)).toString('base64');
  return station.anonymous().request('POST', '/api/v1/devices/enrol', { code, publicKey });
}

describe('devices', () => {
  beforeEach(() => start(true));

  test('a wall is enrolled by short code and proved by its key; the code is good once, the nonce is good once', async () => {
    const system = await station.signIn('sysadmin');
    const wall = await enrolWall(station, system);
    expect((await wall.request('GET', '/api/v1/station')).body.session).toMatchObject({
      kind: 'wall',
      name: '大屏 1',
      permissions: expect.arrayContaining(['alarm.read']),
    });
    expect((await station.anonymous().request('POST', '/api/v1/devices/enrol', { code: 'AAAA-BBBB', publicKey: 'x' })).body.code).toBe(
      'device.wrongCode',
    );
    const { body } = await station.anonymous().request('POST', '/api/v1/devices/challenge', { deviceId: wall.deviceId });
    const proof = { deviceId: wall.deviceId, nonce: body.nonce, signature: randomBytes(64).toString('base64') };
    expect((await station.anonymous().request('POST', '/api/v1/devices/proof', proof)).body.code).toBe('device.wrongProof');
    expect((await station.anonymous().request('POST', '/api/v1/devices/proof', proof)).body.code).toBe('device.wrongProof');
  });

  test('a revoked wall is refused at once and cannot prove itself again', async () => {
    const wall = await enrolWall(station, await station.signIn('sysadmin'));
    const security = await station.signIn('secadmin');
    expect((await security.request('POST', `/api/v1/devices/${wall.deviceId}/revoke`)).status).toBe(200);
    expect((await wall.request('GET', '/api/v1/alarms')).status).toBe(401);
    await expect(wall.prove()).rejects.toThrow('device.wrongProof');
  });

  test('a device gets another code: for one that never came, and for another key, which ends what the old key opened', async () => {
    const system = await station.signIn('sysadmin');
    const seen = async () => (await system.request('GET', '/api/v1/devices')).body.items as Device[];
    const announced = (await system.request('POST', '/api/v1/devices', { name: '大屏 2', kind: 'wall' })).body;
    const again = (await system.request('POST', `/api/v1/devices/${announced.id}/code`)).body;
    expect(again.code).not.toBe(announced.code);
    expect((await enrolKey(announced.code)).body.code).toBe('device.wrongCode');
    expect((await enrolKey(again.code)).status).toBe(200);
    expect(await seen()).toMatchObject([
      { name: '大屏 2', pending: false, codeExpiresAt: null, enrolledAt: expect.any(Number), connected: false },
    ]);

    const wall = await enrolWall(station, system);
    const other = (await system.request('POST', `/api/v1/devices/${wall.deviceId}/code`)).body;
    expect((await wall.request('GET', '/api/v1/alarms')).status).toBe(200);
    expect((await enrolKey(other.code)).status).toBe(200);
    expect((await wall.request('GET', '/api/v1/alarms')).status).toBe(401);
    await expect(wall.prove()).rejects.toThrow('device.wrongProof');

    const security = await station.signIn('secadmin');
    await security.request('POST', `/api/v1/devices/${wall.deviceId}/revoke`);
    expect((await system.request('POST', `/api/v1/devices/${wall.deviceId}/code`)).body.code).toBe('device.revoked');
  });

  test('a wall with the live connection is told as seen now, and once it is gone as of when it was last there', async () => {
    const system = await station.signIn('sysadmin');
    const wall = await enrolWall(station, system);
    const seen = async () => ((await system.request('GET', '/api/v1/devices')).body.items as Device[])[0]!;
    const { connected, lastSeenAt: proved } = await seen();
    expect([connected, clock.now() - (proved ?? 0) < MINUTE]).toEqual([false, true]);
    clock.advance(MINUTE);
    expect(await seen()).toMatchObject({ connected: false, lastSeenAt: proved });
    const live = await openLive(station, wall, []);
    await expect.poll(async () => (await seen()).connected).toBe(true);
    expect((await seen()).lastSeenAt).toBeGreaterThanOrEqual((proved ?? 0) + MINUTE);
    live.close();
    await expect.poll(async () => (await seen()).connected).toBe(false);
  });

  test('a code runs out after 15 minutes', async () => {
    const system = await station.signIn('sysadmin');
    const { body } = await system.request('POST', '/api/v1/devices', { name: '大屏 2', kind: 'wall' });
    clock.advance(15 * MINUTE + 1);
    expect((await enrolKey(body.code)).body.code).toBe('device.wrongCode');
  });
});

test('the station proves itself by the key its folder names', async () => {
  await start(false);
  const nonce = randomBytes(32).toString('hex');
  const { body } = await station.anonymous().request('POST', '/api/v1/station/proof', { nonce });
  const { publicKey, stationId } = JSON.parse(readFileSync(join(station.data, 'station.json'), 'utf8'));
  expect(body.stationId).toBe(stationId);
  expect(verify(null, Buffer.from(`shouwang-station\n${nonce}`), createPublicKey(publicKey), Buffer.from(body.signature, 'base64'))).toBe(
    true,
  );
  expect(statSync(join(station.data, 'station.json')).mode & 0o777).toBe(0o600);
  expect(statSync(join(station.data, 'keys', 'station.key')).mode & 0o777).toBe(0o600);
});
