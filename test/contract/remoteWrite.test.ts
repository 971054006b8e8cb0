import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditRecord } from '../../shared/contracts/audit.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

let station: TestStation;
let administrator: Browser;
let leader: Browser;
let receiver: Server;
let url: string;
beforeAll(async () => {
  receiver = createServer((_, response) => response.writeHead(204).end());
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
    for (const wrong of ['', 'x', 'ftp://127.0.0.1/', 'http://name:secret@127.0.0.1/', 'http://127.0.0.1/#x', 'file:///etc/passwd']) {
      const answer = await administrator.request('PUT', PATH, { url: wrong, version: 1 });
      expect([wrong, answer.status, answer.body.code]).toEqual([wrong, 400, 'request.invalid']);
    }
    expect((await administrator.request('PUT', PATH, { url: null, version: 1 })).body).toMatchObject({ url: null, version: 2 });
    const auditor = await station.signIn('auditor');
    const records = (await auditor.request('GET', '/api/v1/audit?limit=500')).body.items as AuditRecord[];
    const done = records.filter(({ action, result }) => action === 'changeRemoteWrite' && result === 'done');
    expect(done.map(({ before, after }) => [before, after]).reverse()).toEqual([
      [{ url: null }, { url }],
      [{ url }, { url: null }],
    ]);
  });
});
