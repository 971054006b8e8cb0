import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Alarm } from '../../shared/contracts/alarms.ts';
import type { Resource } from '../../shared/contracts/resources.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { printedLinks, tokenOf } from '../support/lab.ts';
import { connectPoller } from '../support/poller.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

const HOUR = 60 * 60_000;
let clock: TestClock;
let station: TestStation;
let auditor: Browser;
let leader: Browser;

const newest = () => printedLinks(station.lines.join('\n'));
const enter = (token: string, who: Browser = station.anonymous()) => who.request('POST', '/api/v1/session/link', { token });
function as(answer: Awaited<ReturnType<Browser['request']>>): Browser {
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { cookie, request: (method, path, body, headers = {}) => station.anonymous().request(method, path, body, { cookie, ...headers }) };
}

const signInAs = async (name: string): Promise<Browser> => as(await enter(tokenOf(newest().get(name) ?? '')));

beforeAll(async () => {
  clock = createTestClock();
  station = await startTestStation({ clock, environment: { NOC_LAB: 'true' } });
}, 60_000);
afterAll(() => station.stop());

describe('laboratory', () => {
  test('it says what it is, and its people have their roles and one link each', async () => {
    expect((await station.anonymous().request('GET', '/api/v1/station')).body).toMatchObject({ isLab: true, setupNeeded: false });
    expect([...newest().keys()].sort()).toEqual(['唐蓉', '王磊', '邓凯', '陈思远', '韩露'].sort());
    for (const link of newest().values()) expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sign-in\/link#token=[\w-]{43}$/);
  });

  test('a link begins a normal session of its person, once', async () => {
    const token = tokenOf(newest().get('王磊') ?? '');
    const answer = await enter(token);
    expect([answer.status, answer.body.kind, answer.body.name, answer.body.account, answer.body.roles]).toEqual([
      200,
      'person',
      '王磊',
      'wanglei',
      ['operator'],
    ]);
    expect(answer.headers.get('set-cookie')).toMatch(/^sw_session=\S+; .*HttpOnly; SameSite=Strict/);
    const again = await enter(token);
    expect([again.status, again.body.code]).toEqual([401, 'session.wrongLink']);
    for (const wrong of ['A'.repeat(43), token.toLowerCase().padEnd(43, 'a')])
      expect((await enter(wrong)).body.code).toBe('session.wrongLink');
    expect((await enter('short')).status).toBe(400);
  });

  test('two who use one link at the same time are one session', async () => {
    const token = tokenOf(newest().get('唐蓉') ?? '');
    const answers = await Promise.all(Array.from({ length: 8 }, () => enter(token)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('a link ends after an hour of the monotonic clock, whatever the wall clock does', async () => {
    const token = tokenOf(newest().get('邓凯') ?? '');
    clock.setWall(2 * HOUR);
    clock.setWall(-2 * HOUR);
    clock.advance(HOUR);
    expect((await enter(token)).body.code).toBe('session.wrongLink');
  });

  test('after a start there are new links, and the old ones are worth nothing', async () => {
    const old = newest();
    await station.restart();
    for (const [name, link] of old) {
      expect(newest().get(name)).not.toBe(link);
      expect((await enter(tokenOf(link))).status).toBe(401);
    }
    leader = await signInAs('陈思远');
    expect((await leader.request('GET', '/api/v1/resources')).status).toBe(200);
    // Whoever opens a link while signed in is somebody else from then on.
    const answer = await enter(tokenOf(newest().get('韩露') ?? ''), leader);
    expect(answer.body.name).toBe('韩露');
    expect((await leader.request('GET', '/api/v1/resources')).body.code).toBe('session.missing');
    auditor = as(answer);
  });

  test('R-8.4.2-j-1 a locked account is not opened by its link either', async () => {
    await station.restart();
    const security = await signInAs('唐蓉');
    const { items } = (await security.request('GET', '/api/v1/users')).body;
    const { id, version } = items.find((user: { account: string }) => user.account === 'wanglei');
    expect((await security.request('POST', `/api/v1/users/${id}/lock`, { reason: '调查中', version })).status).toBe(200);
    expect((await enter(tokenOf(newest().get('王磊') ?? ''))).body.code).toBe('session.wrongLink');
    expect((await security.request('POST', `/api/v1/users/${id}/unlock`, { version: version + 1 })).status).toBe(200);
    expect((await enter(tokenOf(newest().get('王磊') ?? ''))).body.kind).toBe('person');
  });

  test('links are audited when they are given, used and refused, and no file holds a token', async () => {
    const tokens = [...newest().values()].map(tokenOf);
    const { items } = (await auditor.request('GET', '/api/v1/audit?limit=100')).body;
    const actions = items.map(({ action, result, code }: { action: string; result: string; code: string | null }) =>
      `${action} ${result} ${code ?? ''}`.trim(),
    );
    expect(actions).toEqual(
      expect.arrayContaining(['session.offerLink done', 'signInByLink done', 'signInByLink refused session.wrongLink']),
    );
    const files = readdirSync(station.data, { recursive: true, encoding: 'utf8' })
      .map((name) => join(station.data, name))
      .filter((path) => statSync(path).isFile());
    for (const token of tokens) {
      expect(JSON.stringify(items)).not.toContain(token);
      expect(files.filter((path) => readFileSync(path).includes(token))).toEqual([]);
    }
  });
});

describe('what a laboratory simulates', () => {
  beforeAll(async () => {
    await station.restart();
    leader = await signInAs('陈思远');
  });

  test('says so of every resource but the local host, and of its alarms', async () => {
    const items = (await leader.request('GET', '/api/v1/resources')).body.items as Resource[];
    expect(items.length).toBeGreaterThan(195);
    expect(items.filter(({ isSimulated }) => !isSimulated).map(({ isLocal }) => isLocal)).toEqual([true]);
    expect([...new Set(items.map(({ resourceClass }) => resourceClass))].sort()).toEqual(['RC1', 'RC2', 'RC3', 'RC4']);
    expect(new Set(items.map(({ importance }) => importance)).size).toBe(3);
    const one = items.find(({ name }) => name === 'SW-CORE-1')!;
    const poller = await connectPoller(station.data);
    const at = Date.now();
    const down = { resourceId: one.id, protocol: 'snmp', component: '', at, intervalMs: 10_000, metrics: {} };
    await poller.send(
      [0, 1, 2, 3].map((n) => ({
        ...down,
        kind: 'reachability',
        protocol: one.checks[0]?.protocol ?? 'snmp',
        at: at + n * 10_000,
        reachable: false,
        latencyMs: null,
        fault: { kind: 'timeout', retryable: true, detail: 'test' },
      })) as never,
    );
    await poller.stop();
    const alarms = (await leader.request('GET', '/api/v1/alarms')).body.items as Alarm[];
    expect(alarms.filter(({ resourceName }) => resourceName === 'SW-CORE-1').map(({ isSimulated }) => isSimulated)).toEqual([true]);
  });

  test('no request makes one or takes the mark away', async () => {
    const plain = { name: '真设备', resourceClass: 'RC2', importance: 'key', address: '10.0.0.1', checks: [] };
    expect((await leader.request('POST', '/api/v1/resources', { ...plain, isSimulated: true })).status).toBe(400);
    expect((await leader.request('POST', '/api/v1/resources', plain)).body.isSimulated).toBe(false);
    expect(
      (await leader.request('POST', '/api/v1/resources', { ...plain, name: '再添一台', address: '127.77.1.9' })).body.isSimulated,
    ).toBe(true);
    const moved = { ...plain, name: '移来移去', domain: '', location: '', intervalS: null };
    const made = (await leader.request('POST', '/api/v1/resources', moved)).body as Resource;
    const move = async (to: string, version: number) =>
      (await leader.request('PUT', `/api/v1/resources/${made.id}`, { ...moved, address: to, version })).body.isSimulated;
    expect([made.isSimulated, await move('127.77.1.9', made.version), await move('10.0.0.1', made.version + 1)]).toEqual([
      false,
      true,
      true,
    ]);
    const { items } = (await leader.request('GET', '/api/v1/resources')).body as { items: Resource[] };
    const { id, name, resourceClass, importance, address, domain, intervalS, checks, version } = items.find(
      ({ name }) => name === 'ST-A1',
    )!;
    const change = { name, resourceClass, importance, address, domain, location: '机房A A-07 U01', intervalS, checks, version };
    expect((await leader.request('PUT', `/api/v1/resources/${id}`, { ...change, isSimulated: false })).status).toBe(400);
    const changed = await leader.request('PUT', `/api/v1/resources/${id}`, change);
    expect([changed.status, changed.body.location, changed.body.isSimulated]).toEqual([200, '机房A A-07 U01', true]);
  });

  test('it is seeded once', async () => {
    await station.restart();
    const { items } = (await leader.request('GET', '/api/v1/resources')).body as { items: Resource[] };
    expect(new Set(items.map(({ name }) => name)).size).toBe(items.length);
    expect(items.find(({ name }) => name === 'ST-A1')?.location).toBe('机房A A-07 U01');
  });
});

describe('lab.json and the database belong together', () => {
  const LAB = { NOC_LAB: 'true' };
  const lab = (seed: string) => JSON.stringify({ seed, bornAt: 0, port: 16_161 });
  const folder = () => mkdtempSync(join(tmpdir(), 'sw-tie-'));
  /** The data folder of a station that has people and has stopped. */
  async function stopped(environment: Record<string, string>) {
    const data = folder();
    const made = await startTestStation({ data, environment, isSetUp: environment.NOC_LAB === undefined });
    await made.station.stop();
    return data;
  }
  function contentOf(data: string) {
    const db = new Database(join(data, 'core.db'), { readonly: true });
    try {
      return ['user', 'resource', 'audit'].map((table) => db.prepare(`select count(*) as n from ${table}`).get());
    } finally {
      db.close();
    }
  }

  test('a lab.json beside real data neither fills them nor gives links to their people', async () => {
    const data = await stopped({});
    writeFileSync(join(data, 'lab.json'), lab('planted'));
    const before = contentOf(data);
    await expect(startTestStation({ data, environment: LAB })).rejects.toThrow('were not made by the laboratory');
    expect(contentOf(data)).toEqual(before);
    rmSync(join(data, 'lab.json'));
    const real = await startTestStation({ data });
    await real.signIn('wanglei');
    await real.stop();
  });

  test('a laboratory that lost its lab.json, or has the one of another, does not start', async () => {
    const data = await stopped(LAB);
    const own = readFileSync(join(data, 'lab.json'));
    writeFileSync(join(data, 'lab.json'), lab('of another'));
    await expect(startTestStation({ data, environment: LAB })).rejects.toThrow('were not made by the laboratory');
    rmSync(join(data, 'lab.json'));
    await expect(startTestStation({ data })).rejects.toThrow("are a laboratory's");
    writeFileSync(join(data, 'lab.json'), own);
    // As a laboratory of a release whose databases did not name it.
    const db = new Database(join(data, 'core.db'));
    db.prepare("DELETE FROM setting WHERE key = 'lab.seed'").run();
    db.close();
    const earlier = await startTestStation({ data, environment: LAB });
    await earlier.station.stop();
    rmSync(join(data, 'lab.json'));
    await expect(startTestStation({ data })).rejects.toThrow("are a laboratory's");
    writeFileSync(join(data, 'lab.json'), own);
    await (await startTestStation({ data, environment: LAB })).stop();
  });

  test('a laboratory whose first start ended before its people were made is made at the next', async () => {
    const data = folder();
    await (await startTestStation({ data })).station.stop();
    writeFileSync(join(data, 'lab.json'), lab('begun'));
    const again = await startTestStation({ data, environment: LAB });
    expect(printedLinks(again.lines.join('\n')).size).toBe(5);
    await again.stop();
  });
});

describe('outside of a laboratory', () => {
  test('nobody is given a link and none is taken', async () => {
    const real = await startTestStation({ isSetUp: true });
    try {
      expect((await real.anonymous().request('GET', '/api/v1/station')).body.isLab).toBe(false);
      expect(printedLinks(real.lines.join('\n')).size).toBe(0);
      const answer = await real.anonymous().request('POST', '/api/v1/session/link', { token: 'A'.repeat(43) });
      expect([answer.status, answer.body.code]).toEqual([401, 'session.wrongLink']);
    } finally {
      await real.stop();
    }
  });
});
