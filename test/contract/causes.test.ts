import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Alarm } from '../../shared/contracts/alarms.ts';
import { portTo } from '../support/neighbours.ts';
import { startTreeStation, TREE, type TreeName, type TreeStation } from '../support/treeStation.ts';

let tree: TreeStation;
const look = (...silent: readonly TreeName[]) => tree.look(...silent);
const alarms = async (): Promise<readonly Alarm[]> => (await tree.operator.request('GET', '/api/v1/alarms')).body.items;
/** True for an alarm that says that one of the devices is silent. */
const isOfDevice = ({ probableCause, resourceName }: Alarm) =>
  probableCause === 'serviceUnavailable' && TREE.includes(resourceName as TreeName);
/** By device the alarm that says that it is silent. */
const causes = async () =>
  Object.fromEntries(
    (await alarms()).filter((one) => isOfDevice(one) && !one.cleared).map(({ resourceName, cause }) => [resourceName, cause?.name ?? null]),
  );
/** What is counted, less what the station says of itself and of its sources meanwhile. */
async function counts() {
  const { suppressed, total, unacknowledged } = (await tree.operator.request('GET', '/api/v1/alarms/counts')).body;
  const others = (await alarms()).filter((one) => !isOfDevice(one)).length;
  return { suppressed, total: total - others, unacknowledged: unacknowledged - others };
}

beforeAll(async () => {
  tree = await startTreeStation();
}, 60_000);
afterAll(() => tree.stop());

describe('R-8.4.2-c4-2 B10 what is silent behind something', () => {
  test('is suppressed as its consequence, whichever was noticed first, and not counted as waiting', async () => {
    for (let looks = 0; looks < 3; looks++) await look('ACC-1', 'ACC-2');
    await expect.poll(causes, { timeout: 10_000 }).toEqual({ 'ACC-1': null, 'ACC-2': null });
    await expect.poll(counts).toEqual({ suppressed: 0, total: 2, unacknowledged: 2 });
    for (let looks = 0; looks < 3; looks++) await look('AGG', 'ACC-1', 'ACC-2');
    await expect.poll(causes, { timeout: 10_000 }).toEqual({ AGG: null, 'ACC-1': 'AGG', 'ACC-2': 'AGG' });
    await expect.poll(counts).toEqual({ suppressed: 2, total: 3, unacknowledged: 1 });
    const [one] = (await alarms()).filter(({ resourceName }) => resourceName === 'ACC-1');
    const { events } = (await tree.operator.request('GET', `/api/v1/alarms/${one?.id}`)).body;
    expect(events[0]).toMatchObject({ kind: 'suppressed', text: 'AGG', byName: null });
  });

  test('its end is told although it is suppressed, and it then waits for nobody', async () => {
    await look('AGG', 'ACC-1');
    await look('AGG', 'ACC-1');
    await expect.poll(causes, { timeout: 10_000 }).toEqual({ AGG: null, 'ACC-1': 'AGG' });
    expect((await alarms()).filter(({ resourceName }) => resourceName === 'ACC-2')).toEqual([]);
    const history = (await tree.operator.request('GET', `/api/v1/alarms/history?resourceId=${tree.idOf('ACC-2')}`)).body.items;
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
    await tree.poller.send([{ ...down, resourceId: tree.idOf('CORE'), at: tree.clock.now() }]);
    await expect.poll(async () => (await alarms()).some(({ probableCause }) => probableCause === 'interfaceDown')).toBe(true);
    for (let looks = 0; looks < 3; looks++) await look('AGG', 'ACC-1', 'ACC-2');
    await expect.poll(causes, { timeout: 10_000 }).toEqual({ AGG: null, 'ACC-1': 'AGG', 'ACC-2': 'AGG' });
    const held = (await alarms()).find(({ resourceName }) => resourceName === 'ACC-1')?.cause;
    expect(held).toMatchObject({ kind: 'resource', certainty: 0.5 });
  });
});
