import { X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rootCertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditRecord } from '../../shared/contracts/audit.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

let station: TestStation;
let administrator: Browser;
let leader: Browser;
let receiver: Server;
let url: string;
/** What the receiver answers, and what came. */
let answer = 204;
const seen: object[] = [];
const entered: (string | undefined)[] = [];
const TOKEN = 'jinsique-lingpai-7405';
/** Any certificate will do as that of an authority. */
const AUTHORITY = rootCertificates[0] ?? '';
const rootOf = new X509Certificate(AUTHORITY);
const SUBJECT = rootOf.subject.replaceAll('\n', ', ');
beforeAll(async () => {
  receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { 'content-encoding': encoding, 'content-type': type } = request.headers;
      entered.push(request.headers.authorization);
      seen.push({ encoding, type, body: Buffer.concat(parts).toString('hex') });
      response.writeHead(answer, answer === 302 ? { location: '/elsewhere' } : {}).end(answer === 204 ? '' : 'said so');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/api/v1/write`;
  station = await startTestStation({ isSetUp: true });
  administrator = await station.signIn('sysadmin');
  leader = await station.signIn('wanglei');
}, 60_000);
afterAll(async () => {
  await station.stop();
  await new Promise((resolve) => receiver.close(resolve));
});

const PATH = '/api/v1/remote-write';

describe('R-8.4.3-f3-2 passing samples on', () => {
  test('is off until an administrator names a receiver, and is remembered over a restart', async () => {
    const before = (await leader.request('GET', PATH)).body;
    expect(before).toMatchObject({ url: null, version: 0, state: { waiting: 0, sent: 0, problem: null } });
    expect((await leader.request('PUT', PATH, { url, version: 0 })).body.code).toBe('permission.missing');
    const changed = await administrator.request('PUT', PATH, { url, version: 0 });
    expect([changed.status, changed.body.url, changed.body.version]).toEqual([200, url, 1]);
    const late = await administrator.request('PUT', PATH, { url: null, version: 0 });
    expect([late.status, late.body.code, late.body.values]).toEqual([409, 'remoteWrite.changed', { version: 1 }]);
    await station.restart();
    expect((await leader.request('GET', PATH)).body).toMatchObject({ url, version: 1 });
  });

  test('takes no address that is none, that is no HTTP, or that holds a password', async () => {
    for (const wrong of [
      '',
      'x',
      'ftp://127.0.0.1/',
      'http://name:geheim-7401@127.0.0.1/',
      'http://127.0.0.1/#x',
      'http://127.0.0.1/w?token=geheim-7401',
      'file:///etc/passwd',
    ]) {
      const answer = await administrator.request('PUT', PATH, { url: wrong, version: 1 });
      expect([wrong, answer.status, answer.body.code]).toEqual([wrong, 400, 'request.invalid']);
    }
    expect((await administrator.request('PUT', PATH, { url: null, version: 1 })).body).toMatchObject({ url: null, version: 2 });
    const auditor = await station.signIn('auditor');
    const records = (await auditor.request('GET', '/api/v1/audit?limit=500')).body.items as AuditRecord[];
    expect(JSON.stringify(records)).not.toContain('geheim-7401');
    const done = records.filter(({ action, result }) => action === 'changeRemoteWrite' && result === 'done');
    expect(done.map(({ before, after }) => [before, after]).reverse()).toEqual([
      [{ url: null }, { url }],
      [{ url }, { url: null }],
    ]);
  });

  test('R-8.4.3-d2-7 the station tells of itself what was refused and what waits, as long as samples are passed on', async () => {
    const { version } = (await leader.request('GET', PATH)).body;
    const health = async () => (await leader.request('GET', '/api/v1/health')).body;
    const queueOf = ({ queues }: { queues: { to: string; dropped: number }[] }) => queues.find(({ to }) => to === 'remoteWrite');
    expect([(await health()).passingOn, queueOf(await health())]).toEqual([null, undefined]);
    await administrator.request('PUT', PATH, { url, version });
    expect((await health()).passingOn).toEqual({ lost: 0 });
    expect(queueOf(await health())).toMatchObject({ from: null, depth: 0, dropped: 0, oldestAt: null });
    await administrator.request('PUT', PATH, { url: null, version: version + 1 });
    expect([(await health()).passingOn, queueOf(await health())]).toEqual([null, undefined]);
  });

  test('says who changed it when, and an authority is taken as a certificate and kept in the audit by its fingerprint', async () => {
    const { version } = (await leader.request('GET', PATH)).body;
    for (const caCertificate of ['no certificate', `${AUTHORITY}\nand more`, AUTHORITY.replace('MII', 'XII')]) {
      const answer = await administrator.request('PUT', PATH, { url, caCertificate, version });
      expect([answer.status, answer.body.fields]).toEqual([400, [{ path: 'body.caCertificate', message: 'invalid_format' }]]);
    }
    const changed = (await administrator.request('PUT', PATH, { url, caCertificate: AUTHORITY, version })).body;
    expect(changed).toMatchObject({ url, changedBy: '邓凯', changedAt: expect.any(Number) });
    expect(changed.authorities).toEqual([{ subject: SUBJECT, notAfter: Date.parse(rootOf.validTo), fingerprint: rootOf.fingerprint256 }]);
    const auditor = await station.signIn('auditor');
    const [record] = (await auditor.request('GET', '/api/v1/audit?limit=500')).body.items.filter(
      ({ action }: AuditRecord) => action === 'changeRemoteWrite',
    );
    expect(record.after).toEqual({ url, authorities: [`${SUBJECT} ${rootOf.fingerprint256}`] });
    await administrator.request('PUT', PATH, { url: null, version: version + 1 });
  });

  test('R-8.4.3-d1-4 a receiver is tested with a request that holds no sample; what it said is told, and that somebody asked is in the audit', async () => {
    const test = (body: object) => administrator.request('POST', `${PATH}/test`, body);
    expect((await leader.request('POST', `${PATH}/test`, { url })).body.code).toBe('permission.missing');
    seen.length = 0;
    expect((await test({ url })).body).toEqual({ isTaken: true, ms: expect.any(Number), problem: null });
    expect(seen).toEqual([{ encoding: 'snappy', type: 'application/x-protobuf', body: '00' }]);
    answer = 401;
    expect((await test({ url })).body).toMatchObject({ isTaken: false, problem: { code: '401', detail: 'said so' } });
    answer = 302;
    expect((await test({ url })).body).toMatchObject({ isTaken: false, problem: { code: '302' } });
    answer = 204;
    expect(seen).toHaveLength(3);
    expect((await test({ url: 'http://127.0.0.1:9/' })).body).toMatchObject({ isTaken: false, problem: { code: 'ECONNREFUSED' } });
    expect((await test({ url: 'http://name:geheim-7401@127.0.0.1/' })).status).toBe(400);
    const auditor = await station.signIn('auditor');
    const records = (await auditor.request('GET', '/api/v1/audit?limit=500')).body.items as AuditRecord[];
    const tests = records.filter(({ action, result }) => action === 'testRemoteWrite' && result === 'done');
    expect(tests.map(({ objectName, after }) => [objectName, after]).at(-1)).toEqual([url, { url, problem: null }]);
    expect(tests).toHaveLength(4);
  });

  test('R-8.2.5-a4-5 a receiver is entered with a set of the vault, whose secret goes to its own address and nowhere else', async () => {
    const security = await station.signIn('secadmin');
    const put = (settings: object, secrets: object) =>
      security.request('POST', '/api/v1/credentials', { name: `接收 ${Object.values(settings).join(' ')}`, settings, secrets });
    const origin = new URL(url).origin;
    for (const wrong of ['', 'x', `${origin}/path`, 'ftp://127.0.0.1', origin.replace('http:', 'HTTP:')])
      expect((await put({ kind: 'httpBearer', origin: wrong }, { token: TOKEN })).status).toBe(400);
    const bearer = (await put({ kind: 'httpBearer', origin }, { token: TOKEN })).body;
    const basic = (await put({ kind: 'httpBasic', origin, userName: 'watch' }, { password: TOKEN })).body;
    const elsewhere = (await put({ kind: 'httpBearer', origin: 'https://127.0.0.1:9' }, { token: TOKEN })).body;
    const snmp = (await put({ kind: 'snmpCommunity', version: '2c' }, { community: TOKEN })).body;
    const { version } = (await leader.request('GET', PATH)).body;
    for (const path of [PATH, `${PATH}/test`]) {
      const method = path === PATH ? 'PUT' : 'POST';
      const body = path === PATH ? { url, version } : { url };
      const refused = await administrator.request(method, path, { ...body, credentialId: elsewhere.id });
      expect([refused.status, refused.body.fields]).toEqual([400, [{ path: 'body.credentialId', message: 'unsuited' }]]);
      expect((await administrator.request(method, path, { ...body, credentialId: snmp.id })).body.code).toBe('credential.notFound');
    }
    expect((await put({ kind: 'httpBearer', origin: 'https://127.0.0.1:8' }, { token: `${TOKEN}\n` })).body.fields).toEqual([
      { path: 'body.secrets.token', message: 'invalid_format' },
    ]);
    // Who has not got the secret cannot send it anywhere else.
    const moved = { name: elsewhere.name, settings: { kind: 'httpBearer', origin }, secrets: {}, version: 1 };
    const change = (body: object) => security.request('PUT', `/api/v1/credentials/${elsewhere.id}`, body);
    expect((await change(moved)).body.fields).toEqual([{ path: 'body.secrets.token', message: 'missing' }]);
    expect((await change({ ...moved, settings: elsewhere.settings })).status).toBe(200);
    expect((await change({ ...moved, settings: elsewhere.settings, version: 2, secrets: { token: TOKEN } })).status).toBe(200);
    entered.length = 0;
    for (const { id } of [bearer, basic]) await administrator.request('POST', `${PATH}/test`, { url, credentialId: id });
    expect(entered).toEqual([`Bearer ${TOKEN}`, `Basic ${Buffer.from(`watch:${TOKEN}`).toString('base64')}`]);

    const used = (await administrator.request('PUT', PATH, { url, credentialId: bearer.id, version })).body;
    expect(used).toMatchObject({ credentialId: bearer.id, credentialName: bearer.name });
    const listed = (await security.request('GET', '/api/v1/credentials')).body.items;
    expect(listed.filter(({ isForRemoteWrite }: { isForRemoteWrite: boolean }) => isForRemoteWrite)).toHaveLength(1);
    expect((await security.request('POST', `/api/v1/credentials/${bearer.id}/remove`, { version: 1 })).body.code).toBe('credential.inUse');
    await station.restart();
    expect((await leader.request('GET', PATH)).body).toMatchObject({ credentialId: bearer.id, credentialName: bearer.name });
    await administrator.request('PUT', PATH, { url: null, version: version + 1 });
    expect((await security.request('POST', `/api/v1/credentials/${bearer.id}/remove`, { version: 1 })).status).toBe(200);
    const auditor = await station.signIn('auditor');
    const records = (await auditor.request('GET', '/api/v1/audit?limit=500')).body.items as AuditRecord[];
    expect(JSON.stringify(records)).not.toContain(TOKEN);
    expect(
      records.find(({ action, after }) => action === 'changeRemoteWrite' && JSON.stringify(after).includes(bearer.name)),
    ).toBeDefined();
  });
});
