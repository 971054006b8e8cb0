import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesIn } from '../support/files.ts';
import { connectPoller, type TestPoller } from '../support/poller.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

let station: TestStation;
let security: Browser;
let leader: Browser;
let poller: TestPoller;
beforeAll(async () => {
  station = await startTestStation({ isSetUp: true });
  security = await station.signIn('secadmin');
  leader = await station.signIn('wanglei');
  poller = await connectPoller(station.data);
}, 60_000);
afterAll(async () => {
  await poller.stop();
  await station.stop();
});

const CANARIES = ['jinsique-tuanti-7301', 'jinsique-renzheng-7302', 'jinsique-jiami-7303', 'jinsique-xin-7304', 'jinsique-duan-7305'];
const [COMMUNITY, AUTH, PRIV, NEWER, REFUSED] = CANARIES as [string, string, string, string, string];
const NOWHERE = '00000000-0000-7000-8000-000000000000';
const v2c = { kind: 'snmpCommunity', version: '2c' } as const;
const v3 = { kind: 'snmpUser', userName: 'watch', level: 'authPriv', authProtocol: 'SHA-256', privProtocol: 'AES-128' } as const;

const create = (name: string, settings: object, secrets: object) =>
  security.request('POST', '/api/v1/credentials', { name, settings, secrets });

describe('credentials vault', () => {
  test('R-8.2.5-a4-5 the security administrator puts in and changes, who adds resources sees names, nobody sees a secret', async () => {
    const made = await create('政务外网只读', v2c, { community: COMMUNITY });
    expect([made.status, made.body.settings, made.body.usedBy]).toEqual([200, v2c, 0]);
    const user = await create('核心设备 v3', v3, { authPassphrase: AUTH, privPassphrase: PRIV });
    expect(user.body.settings).toEqual({ ...v3, context: '' });
    const seen = await leader.request('GET', '/api/v1/credentials');
    expect(seen.body.items.map(({ name }: { name: string }) => name)).toEqual(['政务外网只读', '核心设备 v3']);
    const uses = `/api/v1/credentials/${made.body.id}/uses`;
    expect((await leader.request('GET', uses)).body).toEqual({ items: [], total: 0 });
    expect((await leader.request('GET', uses.replace(made.body.id, NOWHERE))).body.code).toBe('credential.notFound');
    expect((await create('政务外网只读', v2c, { community: REFUSED })).body.code).toBe('credential.duplicate');
    const change = { name: '核心设备 v3', settings: { ...v3, privProtocol: 'AES-256' }, secrets: { privPassphrase: NEWER }, version: 1 };
    const changed = await security.request('PUT', `/api/v1/credentials/${user.body.id}`, change);
    expect([changed.status, changed.body.version, changed.body.settings.privProtocol]).toEqual([200, 2, 'AES-256']);
    expect((await security.request('PUT', `/api/v1/credentials/${user.body.id}`, change)).body.code).toBe('credential.changed');
    const other = { ...change, settings: v2c, secrets: { community: REFUSED }, version: 2 };
    expect((await security.request('PUT', `/api/v1/credentials/${user.body.id}`, other)).body.code).toBe('credential.kind');
  });

  test('a missing secret and a short passphrase are refused at their fields', async () => {
    const answer = await create('不全', v3, { authPassphrase: REFUSED.slice(0, 7) });
    expect([answer.status, answer.body.fields]).toEqual([
      400,
      [
        { path: 'body.secrets.authPassphrase', message: 'too_small' },
        { path: 'body.secrets.privPassphrase', message: 'missing' },
      ],
    ]);
    expect((await create('多余', v2c, { community: 'x', password: REFUSED })).status).toBe(400);
  });

  test('the poller gets every set sealed, at once after a change', async () => {
    const sealed = poller.credentials();
    expect(sealed.map(({ settings }) => settings.kind)).toEqual(['snmpCommunity', 'snmpUser']);
    for (const canary of CANARIES) expect(JSON.stringify(sealed)).not.toContain(canary);
  });

  test('which checks of which resources use a set is told by name, and such a set is not destroyed', async () => {
    const { body } = await create('汇聚交换机', v2c, { community: COMMUNITY });
    const add = (name: string, checks: readonly object[]) =>
      leader.request('POST', '/api/v1/resources', { name, resourceClass: 'RC2', importance: 'key', address: '127.20.1.9', checks });
    const used = await add('SW-AGG-B2', [{ protocol: 'icmp' }, { protocol: 'snmp', port: 161, credential: body.id }]);
    const other = await add('SW-AGG-A3', [{ protocol: 'snmp', port: 161, credential: body.id }]);
    expect([used.status, other.status]).toEqual([200, 200]);
    const uses = `/api/v1/credentials/${body.id}/uses`;
    const seen = (await security.request('GET', uses)).body;
    expect(seen.items.map(({ name, protocol }: { name: string; protocol: string }) => [name, protocol])).toEqual([
      ['SW-AGG-A3', 'snmp'],
      ['SW-AGG-B2', 'snmp'],
    ]);
    expect((await security.request('GET', `${uses}?limit=1`)).body).toMatchObject({ total: 2, items: [{ name: 'SW-AGG-A3' }] });
    const refused = await security.request('POST', `/api/v1/credentials/${body.id}/remove`, { version: 1 });
    expect([refused.body.code, refused.body.values]).toEqual(['credential.inUse', { count: 2 }]);
    for (const { id, version } of [used.body, other.body])
      await leader.request('POST', `/api/v1/resources/${id}/retire`, { version, reason: '试验结束' });
    expect((await security.request('POST', `/api/v1/credentials/${body.id}/remove`, { version: 1 })).status).toBe(200);
  });

  test('a set that nothing uses can be destroyed, its sealed secrets with it', async () => {
    const { body } = await create('临时', v2c, { community: COMMUNITY });
    const path = `/api/v1/credentials/${body.id}/remove`;
    expect((await security.request('POST', path, { version: 9 })).body.code).toBe('credential.changed');
    expect((await security.request('POST', path, { version: 1 })).status).toBe(200);
    expect((await security.request('POST', path, { version: 1 })).body.code).toBe('credential.notFound');
    const { items } = (await security.request('GET', '/api/v1/credentials')).body;
    expect(items.map(({ name }: { name: string }) => name)).not.toContain('临时');
    await station.restart();
    const after = (await security.request('GET', '/api/v1/credentials')).body.items;
    expect(after.map(({ name, version }: { name: string; version: number }) => [name, version])).toEqual([
      ['政务外网只读', 1],
      ['核心设备 v3', 2],
    ]);
  });

  test('a station that lost the key of its vault starts, and takes a change only with every secret anew', async () => {
    writeFileSync(join(station.data, 'keys/vault.key'), 'half a key');
    await station.restart();
    expect(station.lines.join()).toContain('凭据库的密钥文件已损坏');
    const { items } = (await security.request('GET', '/api/v1/credentials')).body;
    const { id, name, settings, version } = items.find((one: { name: string }) => one.name === '核心设备 v3');
    const change = (secrets: object) => security.request('PUT', `/api/v1/credentials/${id}`, { name, settings, secrets, version });
    const answer = await change({ authPassphrase: AUTH });
    expect([answer.status, answer.body.fields]).toEqual([400, [{ path: 'body.secrets.privPassphrase', message: 'missing' }]]);
    expect((await change({ authPassphrase: AUTH, privPassphrase: PRIV })).status).toBe(200);
  });

  test('every change is audited without a secret, and no file of the station holds one', async () => {
    const auditor = await station.signIn('auditor');
    const { items } = (await auditor.request('GET', '/api/v1/audit?limit=50')).body;
    const own = items.filter(({ objectType }: { objectType: string }) => objectType.startsWith('credential'));
    expect(own.map(({ action, result }: { action: string; result: string }) => `${action} ${result}`)).toEqual(
      expect.arrayContaining(['createCredential done', 'changeCredential done', 'removeCredential done', 'createCredential refused']),
    );
    const change = own.findLast(
      ({ action, result }: { action: string; result: string }) => action === 'changeCredential' && result === 'done',
    );
    expect(change.before.settings.privProtocol).toBe('AES-128');
    expect(change.after).toMatchObject({ settings: { privProtocol: 'AES-256' }, changedSecrets: ['privPassphrase'] });
    for (const canary of CANARIES) expect(JSON.stringify(items)).not.toContain(canary);
    const files = filesIn(station.data);
    expect(files.map(({ path }) => path)).toContain(join(station.data, 'core.db'));
    for (const canary of CANARIES) expect(files.filter(({ bytes }) => bytes.includes(canary)).map(({ path }) => path)).toEqual([]);
  });
});
