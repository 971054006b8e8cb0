import type { Observation } from '../../shared/domain/observation/observation.ts';
import { createTestClock, type TestClock } from './clock.ts';
import { introductions } from './neighbours.ts';
import { connectPoller, type TestPoller } from './poller.ts';
import { type Browser, startTestStation, type TestStation } from './station.ts';

/** core - agg - access 1 and 2. */
export const TREE = ['CORE', 'AGG', 'ACC-1', 'ACC-2'] as const;
export type TreeName = (typeof TREE)[number];
const LINKS: readonly (readonly [TreeName, TreeName])[] = [
  ['CORE', 'AGG'],
  ['AGG', 'ACC-1'],
  ['AGG', 'ACC-2'],
];
const INTERVAL_S = 30;
const FAULT = { kind: 'timeout', retryable: true, detail: '' } as const;

/** A station that watches a little tree of devices, which a poller of the test speaks for. */
export interface TreeStation {
  readonly clock: TestClock;
  readonly station: TestStation;
  readonly operator: Browser;
  readonly poller: TestPoller;
  idOf(name: TreeName): string;
  /** One look at every device, an interval later; those named are silent. */
  look(...silent: readonly TreeName[]): Promise<void>;
  stop(): Promise<void>;
}

/** Begins with everybody introduced to his neighbours and answering. The core is asked by SNMP too, so that it can tell of its ports. */
export async function startTreeStation(location = ''): Promise<TreeStation> {
  const clock = createTestClock();
  const ids = new Map<TreeName, string>();
  const idOf = (name: TreeName): string => ids.get(name) ?? '';
  const station = await startTestStation({ clock });
  await station.setUp();
  const operator = await station.signIn('wanglei');
  const security = await station.signIn('secadmin');
  const set = { name: 'rig', settings: { kind: 'snmpCommunity', version: '2c' }, secrets: { community: 'canary-0000' } };
  const credential = (await security.request('POST', '/api/v1/credentials', set)).body.id;
  const snmp = [{ protocol: 'snmp', port: 161, credential }];
  for (const [index, name] of TREE.entries()) {
    const { body } = await operator.request('POST', '/api/v1/resources', {
      ...{ name, resourceClass: 'RC2', importance: 'core', address: `10.9.9.${index + 1}`, domain: '', location },
      ...{ intervalS: INTERVAL_S, checks: [{ protocol: 'tcp', port: 22 }, ...(name === 'CORE' ? snmp : [])] },
    });
    ids.set(name, body.id);
  }
  const poller = await connectPoller(station.data);
  async function look(...silent: readonly TreeName[]): Promise<void> {
    clock.advance(INTERVAL_S * 1000);
    await poller.send(
      TREE.flatMap((name): readonly Observation[] => {
        const reachable = !silent.includes(name);
        const own = { resourceId: idOf(name), at: clock.now(), component: '', kind: 'reachability' } as const;
        const answer: Observation = { ...own, protocol: 'tcp', reachable, fault: reachable ? null : FAULT };
        return name === 'CORE' ? [answer, { ...own, protocol: 'snmp', reachable: true, fault: null }] : [answer];
      }),
    );
  }
  await poller.send(introductions({ ids, links: LINKS }, clock.now()));
  await look();
  return {
    ...{ clock, station, operator, poller, idOf, look },
    stop: async () => {
      await poller.stop();
      await station.stop();
    },
  };
}
