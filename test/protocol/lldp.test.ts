import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Observation } from '../../shared/domain/observation/observation.ts';
import { type Evidence, remember } from '../../shared/domain/topology/evidence.ts';
import { linksOf } from '../../shared/domain/topology/links.ts';
import { type Device, devicesOf } from '../../shared/domain/topology/nodes.ts';
import { type Cable, type Lab, startLldpLab } from '../support/lldpLab.ts';
import { lacking } from './peers.ts';

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
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLldpLab({ nodes: NODES, cables: CABLES, nameless: ['agg4', 'srv2'] });
  }, 120_000);
  afterAll(() => lab?.stop());

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
  const namesOf = (links: ReturnType<typeof linksOf>) =>
    links.map(({ a, b }) => [`${nodeOf(a.resourceId)}:${a.port}`, `${nodeOf(b.resourceId)}:${b.port}`].sort().join(' ')).sort();

  it('links found are links built, both ends and ports, each told by both sides; a cable that is pulled stays known, and plugged again it is no second one', async () => {
    let observations: readonly Observation[] = [];
    await vi.waitFor(
      async () => {
        observations = await lab.ask(NODES);
        const found = linksIn(devicesIn(observations), evidenceIn(observations));
        expect(namesOf(found)).toEqual(truth(CABLES));
        expect(found.map(({ evidence }) => evidence.filter(({ kind }) => kind === 'lldp').length)).toEqual(CABLES.map(() => 2));
      },
      { timeout: 90_000, interval: 500 },
    );
    expect(devicesIn(observations).map(({ sysName }) => sysName)).toEqual(NODES);
    const links = linksIn(devicesIn(observations), evidenceIn(observations));
    expect(links.flatMap(({ conflicts }) => conflicts)).toEqual([]);

    const pulled = cable('agg1:eth3 acc1:eth1');
    lab.plug(pulled, false);
    const known = evidenceIn(observations);
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
    const remembered = remember(known, evidenceIn(now), Date.now());
    expect(namesOf(linksIn(devicesIn(now), remembered))).toEqual(truth(CABLES));

    lab.plug(pulled, true);
    await vi.waitFor(
      async () => {
        now = await lab.ask(NODES);
        expect(namesOf(linksIn(devicesIn(now), evidenceIn(now)))).toEqual(truth(CABLES));
      },
      { timeout: 120_000, interval: 500 },
    );
    const again = linksIn(devicesIn(now), remember(remembered, evidenceIn(now), Date.now()));
    expect(namesOf(again)).toEqual(truth(CABLES));
    expect(again.map(({ id }) => id)).toEqual(links.map(({ id }) => id));
  }, 400_000);
});
