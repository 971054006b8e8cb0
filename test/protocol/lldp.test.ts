import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import { openTopology, type Sighting, type TopologyStore } from '../../electron/backend/storage/topology/index.ts';
import type { ResourceId } from '../../shared/domain/id.ts';
import type { Observation } from '../../shared/domain/observation/observation.ts';
import type { Evidence } from '../../shared/domain/topology/evidence.ts';
import { type Link, linksOf } from '../../shared/domain/topology/links.ts';
import { type Device, devicesOf } from '../../shared/domain/topology/nodes.ts';
import { type Cable, type Lab, startLldpLab } from '../support/lldpLab.ts';
import { lacking, silentLog, temporaryFolder } from './peers.ts';

const NODES = ['core1', 'core2', 'agg1', 'agg2', 'agg3', 'agg4', 'acc1', 'acc2', 'acc3', 'acc4', 'srv1', 'srv2'];
const cable = (ends: string): Cable => {
  const [a = '', aPort = '', b = '', bPort = ''] = ends.split(/[: ]/);
  return { a, aPort, b, bPort };
};
/** Two cores with two cables between them, each aggregation on both cores, access below, servers on two switches. */
const CABLES = [
  ...['core1:eth1 core2:eth1', 'core1:eth2 core2:eth2'],
  ...['core1:eth3 agg1:eth1', 'core2:eth3 agg1:eth2', 'core1:eth4 agg2:eth1', 'core2:eth4 agg2:eth2'],
  ...['core1:eth5 agg3:eth1', 'core2:eth5 agg3:eth2', 'core1:eth6 agg4:eth1', 'core2:eth6 agg4:eth2'],
  ...['agg1:eth3 acc1:eth1', 'agg2:eth3 acc2:eth1', 'agg3:eth3 acc3:eth1', 'agg4:eth3 acc4:eth1', 'agg1:eth4 acc2:eth2'],
  ...['acc1:eth5 srv1:eth0', 'acc2:eth5 srv1:eth1', 'acc3:eth5 srv2:eth0'],
].map(cable);

const missing = lacking('LLDP', { root: true, programs: ['snmpd', 'lldpd', 'lldpcli', 'ip', 'unshare'] });

describe.skipIf(missing !== null)('R-8.4.2-c2-1 twelve real devices that speak LLDP', () => {
  const folder = temporaryFolder();
  let lab: Lab;
  let store: TopologyStore;
  beforeAll(async () => {
    store = await openTopology({ folder: folder.path, log: silentLog as never, clock: systemClock });
    lab = await startLldpLab({ nodes: NODES, cables: CABLES, nameless: ['agg4', 'srv2'] });
  }, 120_000);
  afterAll(async () => {
    await lab?.stop();
    await store?.stop();
    folder.remove();
  });

  const nodeOf = (resourceId: string | null) => NODES[Number(resourceId?.slice(1))] ?? `? ${resourceId}`;
  const truth = (cables: readonly Cable[]) =>
    cables.map(({ a, aPort, b, bPort }) => [`${a}:${aPort}`, `${b}:${bPort}`].sort().join(' ')).sort();
  const devicesIn = (observations: readonly Observation[]): readonly Device[] =>
    observations.flatMap((one) => (one.kind === 'identity' ? [{ id: one.resourceId, ...one.identity }] : []));
  const evidenceIn = (observations: readonly Observation[]) =>
    observations.flatMap((one): readonly Evidence[] =>
      one.kind === 'neighbour' ? [{ resourceId: one.resourceId, at: one.at, ...one.neighbour }] : [],
    );
  const linksIn = (devices: readonly Device[], evidence: readonly Evidence[]) =>
    // Through the management network everybody sees everybody: that is one cable for all, not theirs.
    linksOf(devicesOf(devices), evidence).filter(({ a, b }) => a.port !== 'mgmt0' && b.port !== 'mgmt0');
  const namesOf = (links: readonly Pick<Link, 'a' | 'b'>[]) =>
    links.map(({ a, b }) => [`${nodeOf(a.resourceId)}:${a.port}`, `${nodeOf(b.resourceId)}:${b.port}`].sort().join(' ')).sort();

  /** What the station knows after it has seen this. */
  async function known(observations: readonly Observation[]) {
    await store.put(
      observations.flatMap(({ resourceId, at, ...one }): readonly Sighting[] => {
        if (one.kind === 'identity') return [{ resourceId, at, identity: one.identity }];
        return one.kind === 'neighbour' ? [{ resourceId, at, neighbour: one.neighbour }] : [];
      }),
    );
    await store.workOut([...new Set(observations.map(({ resourceId }) => resourceId))], Date.now());
    const { links } = await store.around('r0' as ResourceId, 6);
    return links.filter(({ a, b }) => a.port !== 'mgmt0' && b.port !== 'mgmt0');
  }

  it('links found are links built, both ends and ports, each told by both sides; a cable that is pulled stays known, and plugged again it is no second one', async () => {
    let observations: readonly Observation[] = [];
    const asBuilt = vi.waitFor(
      async () => {
        observations = await lab.ask(NODES);
        const found = linksIn(devicesIn(observations), evidenceIn(observations));
        expect(namesOf(found)).toEqual(truth(CABLES));
        expect(found.map(({ evidence }) => evidence.filter(({ kind }) => kind === 'lldp').length)).toEqual(CABLES.map(() => 2));
      },
      { timeout: 90_000, interval: 500 },
    );
    await asBuilt.catch((error: unknown) => {
      console.error(lab.account());
      throw error;
    });
    expect(devicesIn(observations).map(({ sysName }) => sysName)).toEqual(NODES);
    const links = linksIn(devicesIn(observations), evidenceIn(observations));
    expect(links.map(({ conflicts }) => conflicts)).toEqual(links.map(() => 0));
    expect(namesOf(await known(observations))).toEqual(truth(CABLES));

    const pulled = cable('agg1:eth3 acc1:eth1');
    lab.plug(pulled, false);
    let now: readonly Observation[] = [];
    await vi.waitFor(
      async () => {
        now = await lab.ask(NODES);
        expect(namesOf(linksIn(devicesIn(now), evidenceIn(now)))).toEqual(
          truth(CABLES.filter((one) => one.a !== 'agg1' || one.aPort !== 'eth3')),
        );
      },
      { timeout: 120_000, interval: 500 },
    );
    expect(namesOf(await known(now)), 'it is known still').toEqual(truth(CABLES));

    lab.plug(pulled, true);
    await vi.waitFor(
      async () => {
        now = await lab.ask(NODES);
        expect(namesOf(linksIn(devicesIn(now), evidenceIn(now)))).toEqual(truth(CABLES));
      },
      { timeout: 120_000, interval: 500 },
    );
    const again = await known(now);
    expect(namesOf(again)).toEqual(truth(CABLES));
    expect(again.map(({ id }) => id).sort()).toEqual(links.map(({ id }) => id).sort());
  }, 400_000);
});
