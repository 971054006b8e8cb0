import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NetworkPaths } from '../../shared/contracts/topology.ts';
import { introductions } from '../support/neighbours.ts';
import { connectPoller, type TestPoller } from '../support/poller.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

/** A server behind one access switch, which is on two aggregations, each on the core; one switch that nobody sees. */
const LINKS = [
  ['CORE', 'AGG-1'],
  ['CORE', 'AGG-2'],
  ['AGG-1', 'ACC'],
  ['AGG-2', 'ACC'],
  ['ACC', 'SRV'],
] as const;
const NAMES = [...new Set(LINKS.flat()), 'ALONE'];
const ids = new Map<string, string>();
let station: TestStation;
let poller: TestPoller;
let operator: Browser;

beforeAll(async () => {
  station = await startTestStation({ isSetUp: true });
  operator = await station.signIn('wanglei');
  const security = await station.signIn('secadmin');
  const set = { name: 'rig', settings: { kind: 'snmpCommunity', version: '2c' }, secrets: { community: 'canary-0000' } };
  const credential = (await security.request('POST', '/api/v1/credentials', set)).body.id;
  for (const [index, name] of NAMES.entries()) {
    const made = await operator.request('POST', '/api/v1/resources', {
      ...{ name, resourceClass: 'RC2', importance: 'core', address: `10.9.0.${index + 1}` },
      checks: [{ protocol: 'snmp', port: 161, credential }],
    });
    ids.set(name, made.body.id);
  }
  poller = await connectPoller(station.data);
  const seen = new Map([...ids].filter(([name]) => name !== 'ALONE'));
  await poller.send(introductions({ ids: seen, links: LINKS }, Date.now()));
}, 60_000);
afterAll(async () => {
  await poller.stop();
  await station.stop();
});

const paths = async (from: string, to: string): Promise<NetworkPaths> => {
  const answer = await operator.request('GET', `/api/v1/resources/${ids.get(from)}/network/paths/${ids.get(to)}`);
  expect(answer.status).toBe(200);
  return answer.body;
};
const namesOf = ({ nodes }: NetworkPaths, keys: readonly string[]) => keys.map((key) => nodes.find((node) => node.key === key)?.name);

describe('R-8.4.2-c2-3 ways between two devices', () => {
  test('the shortest, those that share nothing, and what every one passes', async () => {
    const found = await paths('SRV', 'CORE');
    expect(found.shortest?.links).toHaveLength(3);
    expect(found.apart).toHaveLength(1);
    expect(namesOf(found, found.unavoidable.nodes)).toEqual(['ACC']);
    expect(found.unavoidable.links).toHaveLength(1);
    const redundant = await paths('ACC', 'CORE');
    expect(redundant.apart.map((way) => namesOf(redundant, way.nodes).sort())).toEqual([
      ['ACC', 'AGG-1', 'CORE'],
      ['ACC', 'AGG-2', 'CORE'],
    ]);
    expect(redundant.unavoidable).toEqual({ nodes: [], links: [] });
    expect(redundant.nodes.map(({ hops }) => hops)).toEqual([0, 1, 1, 2]);
    expect(redundant.links).toHaveLength(4);
  });

  test('the other way round they are the same devices', async () => {
    const [there, back] = [await paths('SRV', 'CORE'), await paths('CORE', 'SRV')];
    expect(back.shortest?.nodes.length).toBe(there.shortest?.nodes.length);
    expect(back.unavoidable.nodes).toEqual(there.unavoidable.nodes);
  });

  test('to a device that nobody sees there are none, and to one that is not there 404', async () => {
    expect(await paths('SRV', 'ALONE')).toMatchObject({ shortest: null, apart: [], nodes: [], links: [] });
    const nobody = await operator.request('GET', `/api/v1/resources/${ids.get('SRV')}/network/paths/00000000-0000-7000-8000-000000000000`);
    expect(nobody).toMatchObject({ status: 404, body: { code: 'resource.notFound' } });
  });
});
