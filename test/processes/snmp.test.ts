import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Alarm } from '../../shared/contracts/alarms.ts';
import type { ResourceDetail } from '../../shared/contracts/resources.ts';
import { lacking, networkPair, type Pair, run } from '../protocol/peers.ts';
import { type Agent, COMMUNITY, startAgent } from '../protocol/snmpd.ts';
import { filesIn } from '../support/files.ts';
import { type RunningStation, startProcesses } from '../support/processes.ts';
import { PASSWORD, SETUP } from '../support/station.ts';

/** Puts a set of credentials in as the security administrator, whose task it is. */
async function credentialIn(station: RunningStation): Promise<string> {
  const at = (path: string, init: RequestInit) => fetch(`${station.url()}/api/v1${path}`, { method: 'POST', ...init });
  const json = { 'content-type': 'application/json' };
  const account = SETUP.securityAdministrator.account;
  const session = await at('/session', { headers: json, body: JSON.stringify({ account, password: PASSWORD }) });
  const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const set = { name: '只读', settings: { kind: 'snmpCommunity', version: '2c' }, secrets: { community: COMMUNITY } };
  const made = await at('/credentials', { headers: { ...json, cookie }, body: JSON.stringify(set) });
  return ((await made.json()) as { id: string }).id;
}

const needs = { root: true, programs: ['snmpd', 'ip'] };

describe.skipIf(lacking('a device with SNMP, whole', needs) !== null)('a device with SNMP', () => {
  let station: RunningStation;
  let pair: Pair;
  let agent: Agent;
  let id: string;

  const alarms = async (): Promise<readonly Alarm[]> => {
    const all = (await station.call('GET', '/api/v1/alarms')).body.items as readonly Alarm[];
    return all.filter(({ resourceId }) => resourceId === id);
  };
  const active = async () =>
    (await alarms()).filter(({ cleared }) => cleared === null).map(({ probableCause, component }) => [probableCause, component]);

  beforeAll(async () => {
    pair = networkPair();
    run('ip', '-n', pair.namespace, 'link', 'add', 'eth1', 'type', 'veth', 'peer', 'name', 'eth2');
    for (const name of ['lo', 'eth1', 'eth2']) run('ip', '-n', pair.namespace, 'link', 'set', name, 'up');
    agent = await startAgent({ namespace: pair.namespace, name: '汇聚交换机-二' });
    station = await startProcesses();
    const credential = await credentialIn(station);
    const device = {
      name: '汇聚交换机-二',
      resourceClass: 'RC2',
      importance: 'core',
      address: pair.far,
      domain: '',
      location: '',
      intervalS: 5,
      checks: [{ protocol: 'snmp', port: 161, credential }],
    };
    const made = await station.call('POST', '/api/v1/resources', device);
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    id = made.body.id;
  }, 120_000);
  afterAll(async () => {
    await station.stop();
    await agent.stop();
    pair.remove();
    station.remove();
  });

  test('R-8.4.2-c2-9 is identified, measured and charted', async () => {
    const detail = async () => (await station.call('GET', `/api/v1/resources/${id}`)).body as ResourceDetail;
    await station.until(async () => (await detail()).checks.some(({ reachable }) => reachable === true), 60_000);
    const facts = Object.fromEntries((await detail()).facts.map(({ name, component, value }) => [`${name} ${component}`.trim(), value]));
    expect(facts).toMatchObject({ hostname: '汇聚交换机-二', 'device.profile': 'net-snmp 主机', 'interface.adminUp eth1': true });
    const charted = async () => {
      const latest = (await station.call('GET', `/api/v1/resources/${id}/metrics`)).body.items as readonly {
        metric: string;
        component: string;
        value: number | null;
      }[];
      return latest.some(({ metric, component, value }) => metric === 'interface.in' && component === 'eth1' && value !== null);
    };
    await station.until(charted, 60_000);
    expect(await active()).toEqual([]);
  }, 150_000);

  test('R-8.2.2-a2-4 a cut link is one alarm on the first answer that says so, cleared when it is up again', async () => {
    run('ip', '-n', pair.namespace, 'link', 'set', 'eth2', 'down');
    // Without its other end it has no carrier; the other end is switched off by somebody and no fault.
    await station.until(async () => (await active()).length > 0, 60_000);
    expect(await active()).toEqual([['interfaceDown', 'eth1']]);
    run('ip', '-n', pair.namespace, 'link', 'set', 'eth2', 'up');
    await station.until(async () => (await active()).length === 0, 60_000);
    expect((await alarms()).filter(({ probableCause }) => probableCause === 'interfaceDown')).toHaveLength(1);
  }, 180_000);

  test('an agent that is stopped is one alarm, no flood, and its end is seen', async () => {
    agent.signal('SIGSTOP');
    await station.until(async () => (await active()).length > 0, 90_000);
    // Long enough for silence, thresholds and late cycles to speak, if they would.
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    expect(await active()).toEqual([['noResponse', '']]);
    agent.signal('SIGCONT');
    await station.until(async () => (await active()).length === 0, 90_000);
  }, 240_000);

  test('R-8.2.5-a4-5 processes that crash dump no memory, and no file holds the secret they polled with', async () => {
    for (const name of ['poller', 'backend'] as const) {
      const pid = await station.pidOf(name);
      expect(readFileSync(`/proc/${pid}/limits`, 'utf8'), name).toMatch(/^Max core file size +0 +0 /m);
      process.kill(pid, 'SIGABRT');
      const another = async () => (await station.pidOf(name)) !== pid;
      await station.until(() => another().catch(() => false), 60_000);
    }
    const reachable = async () =>
      ((await station.call('GET', `/api/v1/resources/${id}`)).body as ResourceDetail).checks.some((check) => check.reachable === true);
    await station.until(() => reachable().catch(() => false), 90_000);
    const files = filesIn(station.data);
    expect(files.map(({ path }) => path)).toContain(join(station.data, 'core.db'));
    expect(files.filter(({ bytes }) => bytes.includes(COMMUNITY)).map(({ path }) => path)).toEqual([]);
  }, 300_000);
});
