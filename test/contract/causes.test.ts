import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Alarm } from '../../shared/contracts/alarms.ts';
import type { Observation } from '../../shared/domain/observation/observation.ts';
import { createTestClock } from '../support/clock.ts';
import { introductions, portTo } from '../support/neighbours.ts';
import { connectPoller, type TestPoller } from '../support/poller.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

const INTERVAL_S = 30;
const FAULT = { kind: 'timeout', retryable: true, detail: '' } as const;
/** core - agg - access 1 and 2. */
const NAMES = ['CORE', 'AGG', 'ACC-1', 'ACC-2'] as const;
type Name = (typeof NAMES)[number];
const LINKS: readonly (readonly [Name, Name])[] = [
  ['CORE', 'AGG'],
  ['AGG', 'ACC-1'],
  ['AGG', 'ACC-2'],
];
const clock = createTestClock();
const ids = new Map<Name, string>();
let station: TestStation;
let poller: TestPoller;
let operator: Browser;

const idOf = (name: Name): string => ids.get(name) ?? '';
/** One look at every device; those named are silent. */
async function look(...silent: readonly Name[]): Promise<void> {
  clock.advance(INTERVAL_S * 1000);
  await poller.send(
    NAMES.map((name): Observation => {
      const reachable = !silent.includes(name);
      const own = { resourceId: idOf(name), protocol: 'tcp', at: clock.now(), component: '' } as const;
      return { kind: 'reachability', ...own, reachable, fault: reachable ? null : FAULT };
    }),
  );
}

const alarms = async (): Promise<readonly Alarm[]> => (await operator.request('GET', '/api/v1/alarms')).body.items;
/** True for an alarm that says that one of the devices is silent. */
const isOfDevice = ({ probableCause, resourceName }: Alarm) =>
  probableCause === 'serviceUnavailable' && NAMES.includes(resourceName as Name);
/** By device the alarm that says that it is silent. */
const causes = async () =>
  Object.fromEntries(
    (await alarms()).filter((one) => isOfDevice(one) && !one.cleared).map(({ resourceName, cause }) => [resourceName, cause?.name ?? null]),
  );
/** What is counted, less what the station says of itself and of its sources meanwhile. */
async function counts() {
  const { suppressed, total, unacknowledged } = (await operator.request('GET', '/api/v1/alarms/counts')).body;
  const others = (await alarms()).filter((one) => !isOfDevice(one)).length;
  return { suppressed, total: total - others, unacknowledged: unacknowledged - others };
}

beforeAll(async () => {
  station = await startTestStation({ clock });
  await station.setUp();
  operator = await station.signIn('wanglei');
  const security = await station.signIn('secadmin');
  const set = { name: 'rig', settings: { kind: 'snmpCommunity', version: '2c' }, secrets: { community: 'canary-0000' } };
  const credential = (await security.request('POST', '/api/v1/credentials', set)).body.id;
  const snmp = [{ protocol: 'snmp', port: 161, credential }];
  for (const name of NAMES) {
    const { body } = await operator.request('POST', '/api/v1/resources', {
      ...{ name, resourceClass: 'RC2', importance: 'core', address: `10.9.9.${NAMES.indexOf(name) + 1}`, domain: '', location: '' },
      ...{ intervalS: INTERVAL_S, checks: [{ protocol: 'tcp', port: 22 }, ...(name === 'CORE' ? snmp : [])] },
    });
    ids.set(name, body.id);
  }
  poller = await connectPoller(station.data);
  await poller.send(introductions({ ids, links: LINKS }, clock.now()));
  await look();
}, 60_000);
afterAll(async () => {
  await poller.stop();
  await station.stop();
});

describe('R-8.4.2-c4-2 B10 what is silent behind something', () => {
  test('is suppressed as its consequence, whichever was noticed first, and not counted as waiting', async () => {
    for (let looks = 0; looks < 3; looks++) await look('ACC-1', 'ACC-2');
    await expect.poll(causes, { timeout: 10_000 }).toEqual({ 'ACC-1': null, 'ACC-2': null });
    await expect.poll(counts).toEqual({ suppressed: 0, total: 2, unacknowledged: 2 });
    for (let looks = 0; looks < 3; looks++) await look('AGG', 'ACC-1', 'ACC-2');
    await expect.poll(causes, { timeout: 10_000 }).toEqual({ AGG: null, 'ACC-1': 'AGG', 'ACC-2': 'AGG' });
    await expect.poll(counts).toEqual({ suppressed: 2, total: 3, unacknowledged: 1 });
    const [one] = (await alarms()).filter(({ resourceName }) => resourceName === 'ACC-1');
    const { events } = (await operator.request('GET', `/api/v1/alarms/${one?.id}`)).body;
    expect(events[0]).toMatchObject({ kind: 'suppressed', text: 'AGG', byName: null });
  });

  test('its end is told although it is suppressed, and it then waits for nobody', async () => {
    await look('AGG', 'ACC-1');
    await look('AGG', 'ACC-1');
    await expect.poll(causes, { timeout: 10_000 }).toEqual({ AGG: null, 'ACC-1': 'AGG' });
    expect((await alarms()).filter(({ resourceName }) => resourceName === 'ACC-2')).toEqual([]);
    const history = (await operator.request('GET', `/api/v1/alarms/history?resourceId=${idOf('ACC-2')}`)).body.items;
    expect(history[0]).toMatchObject({ cleared: { kind: 'automatic' }, acknowledged: null, cause: { name: 'AGG', kind: 'resource' } });
  });

  test('asks for attention on its own when what it was held for is over', async () => {
    await look('ACC-1');
    await look('ACC-1');
    await expect.poll(causes, { timeout: 10_000 }).toEqual({ 'ACC-1': null });
    expect(await counts()).toMatchObject({ suppressed: 0 });
  });

  test('is held for the device behind a port that is down, and only as likely, for the cable explains the same', async () => {
    await look();
    await look();
    await expect.poll(causes, { timeout: 10_000 }).toEqual({});
    const down = { kind: 'sample', protocol: 'snmp', metric: 'interface.up', component: portTo('AGG'), value: 0 } as const;
    await poller.send([{ ...down, resourceId: idOf('CORE'), at: clock.now() }]);
    await expect.poll(async () => (await alarms()).some(({ probableCause }) => probableCause === 'interfaceDown')).toBe(true);
    for (let looks = 0; looks < 3; looks++) await look('AGG', 'ACC-1', 'ACC-2');
    await expect.poll(causes, { timeout: 10_000 }).toEqual({ AGG: null, 'ACC-1': 'AGG', 'ACC-2': 'AGG' });
    const held = (await alarms()).find(({ resourceName }) => resourceName === 'ACC-1')?.cause;
    expect(held).toMatchObject({ kind: 'resource', certainty: 0.5 });
  });
});
