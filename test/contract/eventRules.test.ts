import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RECEIVER_STREAM, RECORDS } from '../../electron/backend/receiver/messages.ts';
import { batchOf, packBatch } from '../../electron/backend/records/batch.ts';
import type { Alarm } from '../../shared/contracts/alarms.ts';
import { EVENTS } from '../../shared/contracts/eventLink.ts';
import type { EventRule, EventRuleInput, EventRuleView } from '../../shared/contracts/eventRules.ts';
import type { EventHit } from '../../shared/domain/event/hit.ts';
import type { LogRecord } from '../../shared/domain/log/record.ts';
import type { Observation } from '../../shared/domain/observation/observation.ts';
import { createTestClock } from '../support/clock.ts';
import { aDefinition } from '../support/events.ts';
import { connectPoller, type TestPoller } from '../support/poller.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

const clock = createTestClock();
let station: TestStation;
let poller: TestPoller;
let receiver: TestPoller;
let leader: Browser;
let local: string;

const get = async (path: string) => (await leader.request('GET', `/api/v1${path}`)).body;
const send = (method: string, path: string, body: unknown) => leader.request(method, `/api/v1${path}`, body);
const list = async (): Promise<EventRuleView> => get('/event-rules');
const rule = async (id: string): Promise<EventRule> => (await list()).items.find((one) => one.id === id)!;
const alarms = async (cause: string): Promise<readonly Alarm[]> =>
  (await get('/alarms')).items.filter((one: Alarm) => one.probableCause === cause);

function input(over: Partial<EventRuleInput> = {}): EventRuleInput {
  const { isOn: _, ...content } = aDefinition();
  return { ...(structuredClone(content) as EventRuleInput), ...over };
}

async function tell(...hits: (Partial<EventHit> & Pick<EventHit, 'ruleId' | 'effect'>)[]): Promise<void> {
  clock.advance(1000);
  const at = clock.now();
  const common = { resourceId: local, source: '10.1.1.1', component: '', count: 1, line: 'the line' };
  await receiver.tell(EVENTS, { hits: hits.map((hit, ms) => ({ ...common, at: at + ms, lastAt: at + ms, ...hit })) });
}
async function poll(value: number, component = 'Gi0/1', index = 10_101): Promise<void> {
  clock.advance(20_000);
  const common = { protocol: 'host', resourceId: local, component, at: clock.now() } as const;
  const fact: Observation = { ...common, kind: 'fact', name: 'interface.index', value: index };
  await poller.send([{ ...common, kind: 'sample', metric: 'interface.up', value }, fact]);
}

beforeAll(async () => {
  station = await startTestStation({ clock, isSetUp: true });
  leader = await station.signIn('wanglei');
  poller = await connectPoller(station.data);
  receiver = await connectPoller(station.data, RECEIVER_STREAM);
  local = (await get('/resources')).items[0].id;
}, 60_000);
afterAll(async () => {
  await receiver.stop();
  await poller.stop();
  await station.stop();
});

describe('what a device says and what polling sees', () => {
  test('D-ALM-2 of one interface is one alarm, whoever says it first and however it is called', async () => {
    await poll(1);
    await tell({
      ruleId: 'if-mib.linkDown',
      effect: 'begins',
      component: 'GigabitEthernet0/1#10101',
      line: 'linkDown ifIndex.10101=10101',
    });
    const [raised] = await alarms('interfaceDown');
    expect(raised).toMatchObject({
      component: 'Gi0/1',
      cleared: null,
      additionalText: 'linkDown ifIndex.10101=10101',
      rule: 'interfaceState',
    });
    expect(raised?.reasons[0]).toMatchObject({ key: 'observed.event', values: { ruleId: 'if-mib.linkDown', rule: '接口中断' } });
    await tell({ ruleId: 'ios.link.down', effect: 'begins', component: 'GigabitEthernet0/1' });
    await poll(0);
    expect(await alarms('interfaceDown')).toMatchObject([{ id: raised?.id, count: 1, cleared: null }]);
    await tell({ ruleId: 'comware.phy.up', effect: 'ends', component: 'GE0/1' });
    expect(await alarms('interfaceDown')).toMatchObject([{ id: raised?.id, cleared: { kind: 'automatic' } }]);
    await poll(1);
    expect(await alarms('interfaceDown')).toHaveLength(1);
  });

  test('D-ALM-2 polling has the last word, and what waited while polling went on is no news', async () => {
    const second = async () => (await alarms('interfaceDown')).find(({ component }) => component === 'Gi0/2');
    const down = { ruleId: 'if-mib.linkDown', effect: 'begins', component: '#10102' } as const;
    await poll(1, 'Gi0/2', 10_102);
    await tell(down);
    expect(await second()).toMatchObject({ cleared: null });
    await poll(1, 'Gi0/2', 10_102);
    expect((await second())?.cleared).not.toBeNull();
    const late = clock.now() - 15_000;
    await tell({ ...down, at: late, lastAt: late });
    expect((await second())?.cleared).not.toBeNull();
  });

  test('R-8.4.2-c4-2 what begins and ends in one moment is in order', async () => {
    await tell(
      { ruleId: 'comware.fan.failed', effect: 'begins', component: '2' },
      { ruleId: 'comware.fan.recovered', effect: 'ends', component: '2' },
      { ruleId: 'comware.fan.failed', effect: 'begins', component: '3' },
    );
    const fans = await alarms('equipmentMalfunction');
    expect(fans.map(({ component, cleared, rule: by }) => [component, cleared !== null, by])).toEqual(
      expect.arrayContaining([
        ['2', true, 'event.fan'],
        ['3', false, 'event.fan'],
      ]),
    );
  });

  test('R-8.4.2-c4-2 what happens is counted, and so is what strangers send, without an alarm', async () => {
    await tell({ ruleId: 'ios.login.failed', effect: 'happens', count: 5 });
    await tell({ ruleId: 'ios.login.failed', effect: 'happens', count: 2 });
    await tell({ ruleId: 'ios.login.failed', effect: 'happens', count: 9, resourceId: null, source: '192.0.2.7' });
    await tell({ ruleId: 'gone', effect: 'happens' });
    expect(await alarms('unauthorizedAccessAttempt')).toMatchObject([{ count: 7 }]);
    expect((await rule('ios.login.failed')).hits).toEqual({ day: 16, strangers: 9, lastAt: expect.any(Number) });
    const before = (await list()).items.length;
    await receiver.tell(EVENTS, { hits: [{ nonsense: true }] });
    expect((await list()).items).toHaveLength(before);
  });

  test('D-ALM-1 both last through a restart of the station', async () => {
    await station.restart();
    leader = await station.signIn('wanglei');
    const [fan] = (await alarms('equipmentMalfunction')).filter(({ component }) => component === '3');
    expect(fan?.cleared).toBeNull();
    expect((await rule('ios.login.failed')).hits.day).toBe(16);
    expect((await rule('comware.fan.failed')).activeAlarms).toBe(1);
  });
});

describe('rules over events', () => {
  const put = async (over: Partial<EventRuleInput> = {}): Promise<EventRule> => {
    const answer = await send('POST', '/event-rules', input(over));
    expect([over.name, answer.status]).toEqual([over.name, 200]);
    return answer.body;
  };
  const step = ({ id, version }: EventRule) => ({ id, version });
  const flip = (isOn: boolean, ...rules: EventRule[]) => send('POST', '/event-rules/switch', { items: rules.map(step), isOn });

  test('R-8.4.2-c4-2 of the product are graded and switched, not written or removed; what they raised ends when they are off', async () => {
    const before = await rule('comware.fan.failed');
    expect(before).toMatchObject({ isBuiltIn: true, isOn: true, version: 0, delivered: null, family: '新华三 Comware', activeAlarms: 1 });
    const { version } = before;
    const graded = await send('POST', `/event-rules/${before.id}/grade`, { severity: 'critical', version });
    expect(graded.body).toMatchObject({ severity: 'critical', version: 1, delivered: { severity: null, isOn: true } });
    await tell({ ruleId: before.id, effect: 'begins', component: '3' });
    const open = async () => (await alarms('equipmentMalfunction')).find(({ component }) => component === '3');
    expect(await open()).toMatchObject({ severity: 'critical', cleared: null });
    expect((await flip(false, await rule(before.id))).status).toBe(200);
    expect(await open()).toMatchObject({ cleared: { reason: 'ruleWithdrawn' } });
    await tell({ ruleId: before.id, effect: 'begins', component: '4' });
    expect((await alarms('equipmentMalfunction')).some(({ component }) => component === '4')).toBe(false);
    for (const [method, path, body] of [
      ['PUT', `/event-rules/${before.id}`, { rule: input(), version: 2 }],
      ['POST', `/event-rules/${before.id}/remove`, { version: 2 }],
    ] as const)
      expect((await send(method, path, body)).body.code).toBe('eventRule.builtIn');
    const restored = await send('POST', `/event-rules/${before.id}/restore`, { version: 2, to: 0 });
    expect(restored.body).toMatchObject({ isOn: true, severity: null, delivered: null, version: 3 });
  });

  test('R-8.4.2-c4-2 of the station itself are off at first, asked before all others, changed, ordered, removed and restored', async () => {
    const one = await put({ name: '甲' });
    const two = await put({ name: '乙' });
    expect([one.isOn, one.isBuiltIn, (await list()).items.slice(0, 2).map(({ name }) => name)]).toEqual([false, false, ['乙', '甲']]);
    expect((await send('POST', '/event-rules/order', { ids: [one.id, two.id] })).body.items[0].name).toBe('甲');
    expect((await send('POST', '/event-rules/order', { ids: [one.id] })).body.code).toBe('eventRule.otherRules');
    await flip(true, one);
    await tell({ ruleId: one.id, effect: 'begins', component: '9' });
    expect((await rule(one.id)).activeAlarms).toBe(1);
    const now = await rule(one.id);
    const changed = await send('PUT', `/event-rules/${one.id}`, { rule: input({ name: '甲', severity: 'minor' }), version: now.version });
    expect(changed.body).toMatchObject({ severity: 'minor', isOn: true, activeAlarms: 1 });
    expect((await send('PUT', `/event-rules/${one.id}`, { rule: input(), version: now.version })).body).toMatchObject({
      code: 'eventRule.changed',
      values: { version: changed.body.version },
    });
    const gone = await send('POST', `/event-rules/${one.id}/remove`, { version: changed.body.version });
    expect(gone.body.removed).toMatchObject([{ id: one.id, name: '甲' }]);
    expect((await alarms('equipmentMalfunction')).find(({ component }) => component === '9')?.cleared).toMatchObject({
      reason: 'ruleWithdrawn',
    });
    const back = await send('POST', `/event-rules/${one.id}/restore`, { version: gone.body.removed[0].version, to: now.version });
    expect(back.body).toMatchObject({ name: '甲', severity: null, isOn: true });
    const { items } = await get(`/event-rules/${one.id}/versions`);
    expect(items.map(({ version, severity, byName }: any) => [version, severity, byName])).toEqual([
      [5, null, '王磊'],
      [4, 'minor', '王磊'],
      [3, 'minor', '王磊'],
      [2, null, '王磊'],
      [1, null, '王磊'],
    ]);
  });

  test('R-8.4.2-c4-2 that contradict themselves are refused at their place', async () => {
    const refused = async (over: Partial<EventRuleInput>) => (await send('POST', '/event-rules', input({ name: '错', ...over }))).body;
    expect((await refused({ component: { kind: 'hole', name: 'slot' } })).fields).toEqual([{ path: 'body.component', message: 'unknown' }]);
    const match = { kind: 'line', app: null, messageId: null, severity: null, template: 'a *' } as const;
    expect((await refused({ match, component: { kind: 'whole' } })).fields).toEqual([{ path: 'body.match.template', message: 'edge' }]);
    expect((await refused({ condition: 'interface' })).fields).toEqual([{ path: 'body.cause', message: 'unsuited' }]);
    expect((await refused({ name: '乙' })).code).toBe('eventRule.duplicate');
  });

  test('R-8.4.2-c4-2 tell of a pasted line which of them mean it, in their order, a draft too', async () => {
    const line = '<187>Nov 28 10:20:30 2026 H3C %%10DEV/2/FAN_FAILED: Fan 2 failed.';
    const own = (await list()).items.filter(({ isBuiltIn }) => !isBuiltIn);
    const plain = (await send('POST', '/event-rules/try', { line, draft: null })).body;
    expect(plain).toMatchObject({ kind: 'syslog', app: 'DEV', messageId: 'FAN_FAILED', severity: 'err', trapOid: null });
    expect(plain.hits.map(({ name, component, isOn }: any) => [name, component, isOn])).toEqual([
      ...own.map(({ name, isOn }) => [name, '2', isOn]),
      ['风扇故障', '2', true],
    ]);
    const drafted = (await send('POST', '/event-rules/try', { line, draft: { id: null, rule: input({ name: '稿' }) } })).body;
    expect(drafted.hits[0]).toEqual({ id: null, name: '稿', component: '2', isOn: true });
    const trap = (await send('POST', '/event-rules/try', { line: '1.3.6.1.6.3.1.1.5.4 linkUp ifIndex.3=3', draft: null })).body;
    expect(trap).toMatchObject({ kind: 'trap', trapOid: '1.3.6.1.6.3.1.1.5.4', hits: [{ id: 'if-mib.linkUp', component: '#3' }] });
  });

  test('R-8.4.2-c4-2 tell what a draft would have found in the records that are kept', async () => {
    const line = (fan: number, what: string) => `%%10DEV/2/FAN_${what.toUpperCase()}: Fan ${fan} ${what}.`;
    const now = clock.now();
    const records = (
      [
        [1, 'failed'],
        [1, 'failed'],
        [1, 'recovered'],
        [1, 'failed'],
        [2, 'failed'],
      ] as const
    ).map(
      ([fan, what], place): LogRecord => ({
        ...{ receivedAt: now - 10_000 + place, at: null, kind: 'syslog', transport: 'udp', source: '10.1.1.1', resourceId: local },
        ...{ host: null, app: 'DEV', processId: null, messageId: `FAN_${what.toUpperCase()}`, facility: null, severity: 'crit' },
        ...{ marks: [], line: line(fan, what), textFrom: 0 },
      }),
    );
    await receiver.tell(RECORDS, packBatch(batchOf(records)));
    const draft = { id: null, rule: input({ name: '预演', match: { ...input().match, template: 'Fan {fan} failed' } as never }) };
    const started = await send('POST', '/event-rules/replays', { draft, days: 30 });
    expect(started.status).toBe(200);
    const run = async () => get(`/event-rules/replays/${started.body.id}`);
    await expect.poll(async () => (await run()).state, { timeout: 10_000 }).toBe('done');
    expect(await run()).toMatchObject({
      hits: 4,
      alarms: 3,
      strangers: 0,
      shadowed: 0,
      resources: 1,
      items: [{ component: '2' }, {}, {}, {}],
    });
    expect((await get('/event-rules/replays/00000000-0000-7000-8000-000000000000')).code).toBe('replay.notFound');
  });

  test('R-8.4.2-d4-1 every change is in the audit, and needs the permission', async () => {
    const { items } = (await (await station.signIn('auditor')).request('GET', '/api/v1/audit?limit=100')).body;
    const actions = new Set(items.map(({ action }: { action: string }) => action));
    for (const action of ['createEventRule', 'changeEventRule', 'gradeEventRule', 'switchEventRules', 'orderEventRules', 'removeEventRule'])
      expect(actions, action).toContain(action);
    const auditor = await station.signIn('auditor');
    expect((await auditor.request('POST', '/api/v1/event-rules', input({ name: '无权' }))).status).toBe(403);
  });
});
