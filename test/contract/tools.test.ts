import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { TOOL_REPORT, type ToolReport } from '../../shared/contracts/toolLink.ts';
import { RUN_ALLOWANCE } from '../../shared/domain/tool/tool.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { connectPoller, type TestPoller } from '../support/poller.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

let station: TestStation;
let clock: TestClock;
let poller: TestPoller;
let leader: Browser;
let system: Browser;
let security: Browser;
let auditor: Browser;
let switchId = '';
let plainId = '';

beforeAll(async () => {
  clock = createTestClock();
  station = await startTestStation({ isSetUp: true, clock });
  leader = await station.signIn('wanglei');
  system = await station.signIn('sysadmin');
  security = await station.signIn('secadmin');
  auditor = await station.signIn('auditor');
  const set = await security.request('POST', '/api/v1/credentials', {
    name: '只读',
    settings: { kind: 'snmpCommunity', version: '2c' },
    secrets: { community: 'zhidu-8841' },
  });
  const make = async (name: string, address: string, checks: readonly object[]) =>
    (await leader.request('POST', '/api/v1/resources', { name, resourceClass: 'RC2', importance: 'general', address, checks })).body.id;
  switchId = await make('SW-1', '10.0.0.1', [{ protocol: 'snmp', port: 1161, credential: set.body.id }]);
  plainId = await make('SRV-1', 'srv1.example', [{ protocol: 'icmp' }]);
  poller = await connectPoller(station.data);
}, 60_000);
afterAll(async () => {
  await poller.stop();
  await station.stop();
});

const begin = (tool: string, job: object, who = leader, resourceId = switchId) => {
  // As slowly as a person: the allowance is tested by itself.
  clock.advance(1000 / RUN_ALLOWANCE.perSecond);
  return who.request('POST', `/api/v1/tools/${tool}`, { resourceId, ...job });
};
const read = async (id: string, who = leader) => (await who.request('GET', `/api/v1/tools/runs/${id}`)).body;
const stop = (id: string, who = leader) => who.request('POST', `/api/v1/tools/runs/${id}/stop`);
const report = (runId: string, change: Partial<ToolReport>) =>
  poller.tell(TOOL_REPORT, { runId, result: null, isOver: false, problem: null, ...change });
const pinged = (rtts: readonly (number | null)[]) =>
  ({ tool: 'ping', address: '10.0.0.1', rtts: [...rtts], icmpError: null }) satisfies ToolReport['result'];
const auditOf = async (id: string): Promise<any[]> =>
  (await auditor.request('GET', '/api/v1/audit?limit=200')).body.items.filter((row: { objectId: string }) => row.objectId === id);

describe('R-8.4.2-c2-3 a run of a tool', () => {
  test('is ordered at the own address of the resource, told of while it goes on, and its end is kept', async () => {
    const { status, body } = await begin('ping', { count: 3 });
    expect([status, body.state, body.byName, body.isOwn]).toEqual([200, 'running', '王磊', true]);
    expect(poller.toolOrders()).toEqual([{ id: body.id, address: '10.0.0.1', job: { tool: 'ping', count: 3 }, credential: null }]);
    await report(body.id, { result: pinged([1.5]) });
    expect(await read(body.id, system)).toMatchObject({ state: 'running', isOwn: false, result: { rtts: [1.5] } });
    await report(body.id, { result: pinged([1.5, null, 2]), isOver: true });
    expect(await read(body.id)).toMatchObject({
      state: 'done',
      problem: null,
      endedAt: expect.any(Number),
      result: { rtts: [1.5, null, 2] },
    });
    expect(poller.toolOrders()).toEqual([]);
    await report(body.id, { result: pinged([9]), isOver: true });
    expect((await read(body.id)).result.rtts, 'what comes after the end is nobody’s').toEqual([1.5, null, 2]);
  });

  test('leaves who, where and what came of it in the audit', async () => {
    const { body } = await begin('port', { ports: [22, 443] }, leader, plainId);
    const ports = [
      { port: 22, state: 'open', ms: 1, detail: '' },
      { port: 443, state: 'refused', ms: 1, detail: 'ECONNREFUSED' },
    ] as const;
    await report(body.id, { result: { tool: 'port', address: '10.0.0.9', ports: [...ports] }, isOver: true });
    const rows = await auditOf(body.id);
    expect(rows).toMatchObject([
      {
        ...{ action: 'tool.end', actorKind: 'system', objectType: 'tool', objectName: 'SRV-1', before: { state: 'running' } },
        after: { tool: 'port', address: 'srv1.example', state: 'done', open: [22], byName: '王磊' },
      },
      {
        ...{ action: 'startPortTest', actorKind: 'person', actorName: '王磊', objectType: 'tool', objectName: 'SRV-1' },
        after: { tool: 'port', address: 'srv1.example', ports: [22, 443] },
      },
    ]);
  });

  test('goes on one at a time for each person; another may have one beside it', async () => {
    const first = (await begin('trace', { maxHops: 5 })).body;
    expect(await begin('ping', { count: 1 })).toMatchObject({ status: 409, body: { code: 'tool.busy' } });
    const second = (await begin('ping', { count: 1 }, system)).body;
    expect(poller.toolOrders().map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(await stop(first.id, system)).toMatchObject({ status: 403, body: { code: 'tool.notOwn' } });
    expect((await stop(first.id)).body).toMatchObject({ state: 'cancelled' });
    expect(poller.toolOrders().map(({ id }) => id)).toEqual([second.id]);
    expect(await stop(first.id)).toMatchObject({ status: 409, body: { code: 'tool.over' } });
    await report(second.id, { problem: 'tool.fping', isOver: true });
    expect(await read(second.id)).toMatchObject({ state: 'failed', problem: 'tool.fping' });
    expect((await auditOf(first.id)).map(({ action, result, code }) => [action, result, code])).toEqual([
      ['stopToolRun', 'refused', 'tool.over'],
      ['stopToolRun', 'done', null],
      ['stopToolRun', 'refused', 'tool.notOwn'],
      ['startTrace', 'done', null],
    ]);
  });

  test('two that are begun together are one and a refusal', async () => {
    clock.advance(60_000);
    const both = await Promise.all([1, 2].map(() => leader.request('POST', '/api/v1/tools/ping', { resourceId: switchId, count: 1 })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    await stop(both.find(({ status }) => status === 200)?.body.id);
  });

  test('of SNMP names the set and never tells it; rows stay in memory only', async () => {
    const job = { how: 'walk', oid: '.1.3.6.1.2.1.1', after: null, most: 100 };
    const { body } = await begin('snmp', job);
    const [order] = poller.toolOrders();
    expect(order).toMatchObject({ job: { tool: 'snmp', oid: '1.3.6.1.2.1.1' }, credential: { port: 1161 } });
    expect(JSON.stringify(order)).not.toContain('zhidu');
    const row = { oid: '1.3.6.1.2.1.1.5.0', type: 'OCTET STRING', value: 'miyao-1234', hex: null, isCut: false };
    await report(body.id, { result: { tool: 'snmp', address: '10.0.0.1', rows: [row], next: null }, isOver: true });
    expect(await read(body.id)).toMatchObject({ state: 'done', rows: 1, result: { rows: [row] } });
    expect(JSON.stringify(await auditOf(body.id))).not.toContain('miyao');
    expect((await auditOf(body.id))[0].after).toMatchObject({ rowCount: 1, oid: '1.3.6.1.2.1.1' });
    expect(await begin('snmp', job, leader, plainId)).toMatchObject({ status: 409, body: { code: 'tool.noCredential' } });
    expect((await begin('snmp', { ...job, oid: 'sysName' })).status).toBe(400);
  });

  test.each([
    ['ping', { count: 0 }],
    ['ping', { count: 101 }],
    ['trace', { maxHops: 31 }],
    ['port', { ports: [] }],
    ['port', { ports: [22, 22] }],
    ['port', { ports: [70_000] }],
    ['port', { ports: Array.from({ length: 17 }, (_, index) => index + 1) }],
    ['snmp', { how: 'walk', oid: '1.3', after: null, most: 501 }],
  ] as const)('of %s is bounded: %j is refused', async (tool, job) => {
    expect(await begin(tool, job)).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });

  test('needs the permission of its tool', async () => {
    for (const [tool, permission] of [
      ['ping', 'tool.ping'],
      ['trace', 'tool.trace'],
      ['port', 'tool.port'],
      ['snmp', 'tool.snmp'],
    ] as const)
      expect(await begin(tool, {}, security)).toMatchObject({ status: 403, body: { code: 'permission.missing', values: { permission } } });
    expect(await begin('ping', { count: 1 }, leader, '00000000-0000-7000-8000-000000000000')).toMatchObject({
      body: { code: 'resource.notFound' },
    });
  });

  test('R-8.4.2-c2-3 to sign in from afar is told its address and leaves its trace; nothing is connected to', async () => {
    const session = (body: object, who = leader) => who.request('POST', '/api/v1/tools/session', { resourceId: switchId, ...body });
    expect((await session({ kind: 'ssh', port: 22 })).body).toEqual({
      kind: 'ssh',
      address: '10.0.0.1',
      port: 22,
      url: 'ssh://10.0.0.1:22',
    });
    const [row] = await auditOf(switchId);
    expect(row).toMatchObject({
      ...{ action: 'openToolSession', actorName: '王磊', objectType: 'resource', objectName: 'SW-1' },
      after: { tool: 'ssh', address: '10.0.0.1', port: 22 },
    });
    expect((await session({ kind: 'rlogin', port: 22 })).status).toBe(400);
    expect(await session({ kind: 'ssh', port: 22 }, security)).toMatchObject({
      status: 403,
      body: { values: { permission: 'tool.session' } },
    });
    expect(poller.toolOrders()).toEqual([]);
  });

  test('nobody begins many in a short time', async () => {
    clock.advance(300_000);
    const answers: string[] = [];
    for (let run = 0; run <= RUN_ALLOWANCE.burst; run += 1) {
      const { body } = await system.request('POST', '/api/v1/tools/ping', { resourceId: switchId, count: 1 });
      answers.push(body.code ?? body.state);
      if (body.id) await stop(body.id, system);
    }
    expect(answers).toEqual([...Array.from({ length: RUN_ALLOWANCE.burst }, () => 'running'), 'tool.tooMany']);
  });

  test('of a resource are listed newest first, with who ran them and without what came', async () => {
    const { items, total } = (await leader.request('GET', `/api/v1/resources/${switchId}/tools`)).body;
    expect(total).toBeGreaterThanOrEqual(items.length);
    const times = items.map(({ startedAt }: { startedAt: number }) => startedAt);
    expect(times).toEqual(times.toSorted((a: number, b: number) => b - a));
    expect(items[0]).not.toHaveProperty('result');
    expect(items.some(({ byName, isOwn }: { byName: string; isOwn: boolean }) => byName === '邓凯' && !isOwn)).toBe(true);
  });

  test('that nobody works on is over after a while', async () => {
    const { body } = await begin('ping', { count: 10 });
    clock.advance(10 * 500 + 16_000);
    await vi.waitFor(async () => expect(await read(body.id)).toMatchObject({ state: 'interrupted', problem: 'tool.late' }), {
      timeout: 15_000,
    });
  }, 20_000);

  test('that goes on when the station stops is interrupted, and nothing begins without a poller', async () => {
    const { body } = await begin('ping', { count: 50 });
    await poller.stop();
    await station.restart();
    leader = await station.signIn('wanglei');
    auditor = await station.signIn('auditor');
    expect(await read(body.id)).toMatchObject({ state: 'interrupted', problem: 'tool.restarted', result: null });
    expect((await auditOf(body.id))[0]).toMatchObject({ action: 'tool.end', after: { state: 'interrupted' } });
    expect(await begin('ping', { count: 1 })).toMatchObject({ status: 409, body: { code: 'tool.away' } });
    poller = await connectPoller(station.data);
  }, 20_000);
});
