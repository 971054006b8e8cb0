import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DISCOVERED, type DiscoveryPart } from '../../shared/contracts/discoveryLink.ts';
import { type Finding, type Identity, NO_IDENTITY } from '../../shared/domain/discovery/finding.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { connectPoller, type TestPoller } from '../support/poller.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

let station: TestStation;
let leader: Browser;
let poller: TestPoller;
let clock: TestClock;
let credentialId = '';
beforeAll(async () => {
  clock = createTestClock();
  station = await startTestStation({ isSetUp: true, clock });
  leader = await station.signIn('wanglei');
  const security = await station.signIn('secadmin');
  const made = await security.request('POST', '/api/v1/credentials', {
    name: '政务外网只读',
    settings: { kind: 'snmpCommunity', version: '2c' },
    secrets: { community: 'zhidu-8841' },
  });
  credentialId = made.body.id;
  poller = await connectPoller(station.data);
}, 60_000);
afterAll(async () => {
  await poller.stop();
  await station.stop();
});

const post = (path: string, body: object, who = leader) => who.request('POST', `/api/v1/discoveries${path}`, body);
const get = async (path: string) => (await leader.request('GET', `/api/v1/discoveries${path}`)).body;
const rowsOf = async (id: string) => (await get(`/${id}/candidates`)).items as any[];
const resources = async () => (await leader.request('GET', '/api/v1/resources')).body.items as any[];
const plan = (change: object = {}) => ({
  name: '沅州市政务外网',
  ranges: '10.12.0.0/26',
  exclusions: '10.12.0.32/27',
  pace: 50,
  credentialIds: [credentialId],
  ...change,
});

const aFinding = (address: string, identity: Partial<Identity> = {}): Finding => ({
  address,
  source: 'scan',
  at: clock.now(),
  rttMs: 0.4,
  credentialId,
  gap: null,
  identity: { ...NO_IDENTITY, ...identity },
  description: 'H3C Comware switch',
  objectId: '1.3.6.1.4.1.25506.11.1',
  location: '机房A',
  uptimeS: 60,
  isWhole: true,
  requests: 9,
});
const aPart = (runId: string, from: number, count: number, findings: readonly Finding[]): DiscoveryPart => ({
  runId,
  from,
  count,
  findings,
  packets: count * 2,
  trials: { [credentialId]: { refused: 0, silent: 0, opened: findings.length, pending: 0 } },
});
const ROUTER = { sysName: 'RT-1', serial: '2102K0041', addresses: ['10.12.0.1', '10.12.0.2', '10.12.0.3'] };

describe('R-8.4.2-c2-1 discovery', () => {
  let id = '';

  test('a run is refused by name while its ranges cannot be asked', async () => {
    for (const [change, problem] of [
      [{ ranges: '10.0.0.0/8', exclusions: '' }, 'tooMany'],
      [{ ranges: '10.0.0.1', exclusions: '10.0.0.1' }, 'empty'],
      [{ ranges: '10.0.0.1', exclusions: 'core' }, 'faulty'],
    ] as const) {
      const answer = await post('', plan(change));
      expect([answer.status, answer.body.code, answer.body.values]).toEqual([400, 'discovery.scope', { problem }]);
    }
    expect((await post('', plan({ credentialIds: ['00000000-0000-7000-8000-000000000000'] }))).body.code).toBe('credential.notFound');
    expect((await post('', plan({ pace: 5000 }))).status).toBe(400);
  });

  test('a run is told to the poller with what is asked and with no secret; one at a time', async () => {
    const answer = await post('', plan());
    expect([answer.status, answer.body.state, answer.body.total, answer.body.excluded]).toEqual([200, 'running', 31, 31]);
    expect(answer.body.number).toMatch(/^DSC-\d{8}-01$/);
    ({ id } = answer.body);
    await expect.poll(() => poller.orders()).toHaveLength(1);
    expect(poller.orders()[0]).toMatchObject({
      id,
      spans: ['10.12.0.1-10.12.0.31'],
      from: 0,
      total: 31,
      pace: 50,
      port: 161,
      sets: [credentialId],
    });
    expect(JSON.stringify(poller.orders())).not.toContain('zhidu-8841');
    const second = await post('', plan());
    expect([second.status, second.body.code, second.body.values]).toEqual([409, 'discovery.busy', { number: answer.body.number }]);
  });

  test('progress comes with each part; one that was reported already and one of a run nobody knows change nothing', async () => {
    await poller.tell(DISCOVERED, aPart(id, 0, 10, [aFinding('10.12.0.1', ROUTER), aFinding('10.12.0.2', ROUTER)]));
    await poller.tell(DISCOVERED, aPart(id, 0, 10, [aFinding('10.12.0.9')]));
    await poller.tell(DISCOVERED, aPart('00000000-0000-7000-8000-000000000000', 0, 10, []));
    await poller.tell(DISCOVERED, { nonsense: true });
    expect(await get(`/${id}`)).toMatchObject({ asked: 10, answered: 2, opened: 2, packets: 20, mostRequests: 9, state: 'running' });
  });

  test('it pauses, survives a restart of the station, and goes on where it stood', async () => {
    const paused = await post(`/${id}/steer`, { how: 'pause', version: 1 });
    expect([paused.status, paused.body.state]).toEqual([200, 'paused']);
    await expect.poll(() => poller.orders()).toEqual([]);
    expect((await post(`/${id}/steer`, { how: 'pause', version: 1 })).body.code).toBe('discovery.changed');
    expect((await post(`/${id}/steer`, { how: 'pause', version: 2 })).body.code).toBe('discovery.state');
    await station.restart();
    const resumed = await post(`/${id}/steer`, { how: 'resume', version: 2 });
    expect(resumed.body.state).toBe('running');
    await expect.poll(() => poller.orders().map(({ from }) => from)).toEqual([10]);
  });

  test('what the poller cannot do interrupts it with the reason, and so does a part that is missing', async () => {
    await poller.tell(DISCOVERED, { runId: id, problem: 'tool.fping' });
    expect(await get(`/${id}`)).toMatchObject({ state: 'interrupted', problem: 'tool.fping', asked: 10 });
    await post(`/${id}/steer`, { how: 'resume', version: 4 });
    await poller.tell(DISCOVERED, aPart(id, 20, 5, []));
    expect(await get(`/${id}`)).toMatchObject({ state: 'interrupted', problem: 'gap', asked: 10 });
    expect((await post(`/${id}/steer`, { how: 'resume', version: 6 })).body.problem).toBeNull();
  });

  test('at its end rows wait for people, and nothing is monitored', async () => {
    const before = await resources();
    await poller.tell(
      DISCOVERED,
      aPart(id, 10, 21, [
        aFinding('10.12.0.3', ROUTER),
        aFinding('10.12.0.11', { sysName: 'SW-2', serial: '2102A0011' }),
        aFinding('10.12.0.12', { sysName: 'SW-2', serial: '2102A0012' }),
        aFinding('10.12.0.13', { sysName: 'SW-3', engineId: '8000aa', serial: '2102A0013' }),
        aFinding('10.12.0.14', { sysName: 'SW-4', engineId: '8000aa', serial: '2102A0014' }),
        { ...aFinding('10.12.0.15'), credentialId: null, gap: 'silent' },
      ]),
    );
    const run = await get(`/${id}`);
    expect(run).toMatchObject({ state: 'reviewing', asked: 31, rows: { same: 1, conflict: 1, unknown: 1, new: 2, known: 0, missing: 0 } });
    expect(run.open).toEqual(run.rows);
    const rows = await rowsOf(id);
    expect(rows.map(({ verdict, addresses }) => [verdict, addresses.length])).toEqual([
      ['same', 3],
      ['new', 1],
      ['new', 1],
      ['conflict', 2],
      ['unknown', 1],
    ]);
    expect(rows[0]).toMatchObject({ name: 'RT-1', serial: '2102K0041', requests: 27, resource: null });
    expect(rows[0].evidence).toContainEqual({ key: 'serial', verdict: 'same' });
    const detail = await get(`/${id}/candidates/${rows[0].id}`);
    expect(detail.findings.map(({ address }: { address: string }) => address)).toEqual(ROUTER.addresses);
    expect((await resources()).length).toBe(before.length);
    await expect.poll(() => poller.orders()).toEqual([]);
  });

  test('rows are accepted, merged, separated, put off and left out; what is decided is decided', async () => {
    const before = (await resources()).length;
    const rows = await rowsOf(id);
    const ids = (verdict: string) => rows.filter((row) => row.verdict === verdict).map((row) => row.id);
    const decide = (chosen: readonly string[], action: string, more: object = {}) =>
      post(`/${id}/decide`, { ids: chosen, action, ...more });

    const accepted = await decide(ids('new'), 'accept', { change: { importance: 'key', domain: '沅州市' } });
    expect([accepted.status, accepted.body.made, accepted.body.open.new]).toEqual([200, 2, 0]);
    expect(accepted.body.undoableUntil).toBe(accepted.body.acceptedAt + 7 * 86_400_000);
    const observed = async () => {
      const watches = (await leader.request('GET', '/api/v1/silent-watches')).body.items;
      return watches.filter(({ name }: { name: string }) => name.startsWith(accepted.body.number));
    };
    const [watch] = await observed();
    expect([watch.resourceIds.length, watch.endsAt - watch.startedAt], 'new resources are observed silently for a day').toEqual([
      2, 86_400_000,
    ]);
    expect((await decide(ids('same'), 'merge')).body.made).toBe(3);
    expect(
      (await observed()).map(({ resourceIds, startedBy }: { resourceIds: string[]; startedBy: string }) => [resourceIds.length, startedBy]),
    ).toEqual([[3, '王磊']]);
    expect((await decide(ids('unknown'), 'later')).body.open.unknown).toBe(1);
    expect((await decide(ids('unknown'), 'ignore')).body.open.unknown).toBe(0);
    expect((await decide(ids('conflict'), 'separate')).body).toMatchObject({ rows: { conflict: 0, new: 4 }, open: { new: 2 } });

    const again = await decide([...ids('new'), ...ids('unknown')], 'accept');
    expect([again.status, again.body.code, again.body.values]).toEqual([409, 'discovery.decided', { count: 3 }]);
    expect((await decide(['00000000-0000-7000-8000-000000000000'], 'accept')).body.code).toBe('discovery.notFound');

    const made = (await resources()).filter(({ name }) => /^(RT|SW)-/.test(name));
    expect(made.map(({ name, importance, domain, address }) => [name, importance, domain, address])).toEqual([
      ['RT-1', 'general', '', '10.12.0.1'],
      ['SW-2 (10.12.0.11)', 'key', '沅州市', '10.12.0.11'],
      ['SW-2 (10.12.0.12)', 'key', '沅州市', '10.12.0.12'],
    ]);
    expect((await resources()).length).toBe(before + 3);
    expect(made[0].checks).toEqual([{ protocol: 'icmp' }, { protocol: 'snmp', port: 161, credential: credentialId }]);
    await expect.poll(() => poller.assignments().filter(({ address }) => address.startsWith('10.12.')).length).toBeGreaterThanOrEqual(3);
  });

  test('a second run knows what was accepted by who it is, not by where it answers, and says who is missing', async () => {
    const again = await post('', plan({ previousId: id }));
    await poller.tell(
      DISCOVERED,
      aPart(again.body.id, 0, 31, [
        aFinding('10.12.0.2', ROUTER),
        aFinding('10.12.0.21', { sysName: 'SW-2', serial: '2102A0011' }),
        aFinding('10.12.0.12', { sysName: 'X', serial: '2102A9999' }),
      ]),
    );
    const rows = await rowsOf(again.body.id);
    expect(rows.map(({ verdict, addresses, resource }) => [verdict, addresses.join(), resource?.name])).toEqual([
      ['known', '10.12.0.2', 'RT-1'],
      ['conflict', '10.12.0.12', 'SW-2 (10.12.0.12)'],
      ['same', '10.12.0.21', 'SW-2 (10.12.0.11)'],
      ['missing', '10.12.0.11', 'SW-2 (10.12.0.11)'],
    ]);
    const count = (await resources()).length;
    const merged = await post(`/${again.body.id}/decide`, { ids: [rows[2].id], action: 'merge' });
    expect([merged.status, merged.body.made, (await resources()).length]).toEqual([200, 0, count]);
    expect((await post(`/${again.body.id}/decide`, { ids: [rows[0].id], action: 'accept' })).body.code).toBe('discovery.decided');
    expect((await post(`/${again.body.id}/decide`, { ids: [rows[3].id], action: 'accept' })).body.code).toBe('discovery.decided');
  });

  test('a run is cancelled, and what it has found until then can still be reviewed', async () => {
    const run = await post('', plan({ ranges: '10.13.0.0/24', exclusions: '', credentialIds: [] }));
    await poller.tell(DISCOVERED, aPart(run.body.id, 0, 10, [{ ...aFinding('10.13.0.5'), credentialId: null, gap: 'noSets' }]));
    const { body } = await post(`/${run.body.id}/steer`, { how: 'cancel', version: 1 });
    expect([body.state, body.asked, body.rows.unknown, body.rows.missing]).toEqual(['cancelled', 10, 1, 0]);
    const [row] = await rowsOf(run.body.id);
    expect((await post(`/${run.body.id}/decide`, { ids: [row.id], action: 'accept', change: { name: '打印机' } })).body.made).toBe(1);
  });

  test('a batch is taken back as a whole but for what people changed since, which is named', async () => {
    const changed = (await resources()).find(({ name }) => name === 'RT-1');
    const { name, resourceClass, importance, address, domain, intervalS, checks, version } = changed;
    const body = { name, resourceClass, importance, address, domain, location: '机房B', intervalS, checks, version };
    expect((await leader.request('PUT', `/api/v1/resources/${changed.id}`, body)).status).toBe(200);
    const run = await get(`/${id}`);
    expect((await post(`/${id}/undo`, { version: run.version - 1 })).body.code).toBe('discovery.changed');
    const undone = await post(`/${id}/undo`, { version: run.version });
    expect([undone.status, undone.body.removed, undone.body.stays]).toEqual([200, 2, [{ id: changed.id, name: 'RT-1', why: 'changed' }]]);
    expect(undone.body.discovery).toMatchObject({ state: 'undone', undoableUntil: null, made: 1, open: { new: 0, conflict: 0 } });
    expect((await resources()).map((one) => one.name).filter((one) => /^(RT|SW)-/.test(one))).toEqual(['RT-1']);
    expect((await post(`/${id}/undo`, { version: run.version + 1 })).body.code).toBe('discovery.late');
    expect((await post(`/${id}/decide`, { ids: [(await rowsOf(id))[0].id], action: 'later' })).body.code).toBe('discovery.state');
  });

  test('after seven days a batch stays', async () => {
    const listed = await get('');
    const run = listed.items.find(
      ({ acceptedAt, undoneAt }: { acceptedAt: number | null; undoneAt: number | null }) => acceptedAt && !undoneAt,
    );
    clock.advance(7 * 86_400_000 + 1000);
    leader = await station.signIn('wanglei');
    expect((await post(`/${run.id}/undo`, { version: run.version })).body.code).toBe('discovery.late');
  });

  test('a list is imported as rows of a review, compared with what is there, and taken back as one', async () => {
    const hosts = [
      { name: '核心防火墙', address: '10.20.0.1', resourceClass: 'RC10', importance: 'core', domain: '省厅', location: '机房A' },
      { name: '应用一', address: 'app-1.example' },
      { name: '打印机', address: '10.13.0.5' },
    ];
    expect((await post('/import', { name: '清单', hosts: [{ name: 'x', address: 'not an address' }] })).status).toBe(400);
    const { body } = await post('/import', { name: '清单', hosts });
    expect(body).toMatchObject({ kind: 'import', state: 'reviewing', total: 3, rows: { new: 2, known: 1 } });
    const rows = await rowsOf(body.id);
    const fresh = rows.filter(({ verdict }) => verdict === 'new').map((row) => row.id);
    expect((await post(`/${body.id}/decide`, { ids: fresh, action: 'accept' })).body.made).toBe(2);
    const made = (await resources()).find(({ name }) => name === '核心防火墙');
    expect(made).toMatchObject({ resourceClass: 'RC10', importance: 'core', domain: '省厅', location: '机房A', address: '10.20.0.1' });
    const undone = await post(`/${body.id}/undo`, { version: body.version + 1 });
    expect([undone.body.removed, undone.body.stays]).toEqual([2, []]);
  });

  test('every deed is in the audit with what it was about', async () => {
    const auditor = await station.signIn('auditor');
    const { items } = (await auditor.request('GET', '/api/v1/audit?limit=200')).body;
    const own = items.filter(({ objectType }: { objectType: string }) => objectType === 'discovery');
    const of = (action: string) => own.filter((one: { action: string; result: string }) => one.action === action && one.result === 'done');
    expect(of('startDiscovery').at(-1).after).toMatchObject({
      ranges: '10.12.0.0/26',
      exclusions: '10.12.0.32/27',
      total: 31,
      credentials: ['政务外网只读'],
    });
    expect(of('steerDiscovery').map(({ after }: { after: { state: string } }) => after.state)).toContain('cancelled');
    expect(of('decideCandidates').map(({ after }: { after: { decision: string } }) => after.decision)).toEqual(
      expect.arrayContaining(['accept', 'merge', 'separate', 'later', 'ignore']),
    );
    expect(of('undoDiscovery').at(-1).after).toMatchObject({ count: 2, stays: ['RT-1'] });
    expect(of('importHosts')[0].after).toEqual({ name: '清单', count: 3 });
  });
});
