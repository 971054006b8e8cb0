import type { LinkEvidence, NetworkLink } from '../../../../shared/contracts/topology.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { Evidence } from '../../../../shared/domain/topology/evidence.ts';
import type { End, Link } from '../../../../shared/domain/topology/links.ts';
import type { Clock } from '../../lib/clock.ts';
import type { TopologyStore } from '../../storage/topology/index.ts';
import type { ResourceBook } from '../resources/index.ts';

/** The links of the network as they were at a moment. */
export interface Network {
  readonly at: Instant;
  readonly links: readonly Link[];
  /** Those of one resource, ascending by id. */
  of(id: ResourceId): readonly Link[];
  /** How many those are. */
  count(id: ResourceId): number;
}

export interface TopologyService {
  /** The network as of now, or of a moment ago: devices say no more often who is beside them. */
  network(): Promise<Network>;
  /** A link as it is shown. */
  view(link: Link): NetworkLink;
}

interface Parts {
  readonly store: Pick<TopologyStore, 'links'>;
  readonly resources: Pick<ResourceBook, 'monitored' | 'byId'>;
  readonly clock: Clock;
}

/** Working the links out takes a second with thousands of devices. */
const FRESH_MS = 10_000;

function networkOf(at: Instant, links: readonly Link[]): Network {
  const byResource = new Map<ResourceId, Link[]>();
  for (const link of links)
    for (const id of new Set([link.a.resourceId, link.b.resourceId])) {
      if (id === null) continue;
      const own = byResource.get(id) ?? [];
      byResource.set(id, own);
      own.push(link);
    }
  return { at, links, of: (id) => byResource.get(id) ?? [], count: (id) => byResource.get(id)?.length ?? 0 };
}

function evidenceView(one: Evidence): LinkEvidence {
  const said = { resourceId: one.resourceId, port: one.port, at: one.at };
  switch (one.kind) {
    case 'lldp':
      return {
        kind: 'lldp',
        ...said,
        sysName: one.sysName,
        chassis: one.chassis,
        remotePort: one.remotePort.value,
        addresses: [...one.addresses],
      };
    case 'cdp':
      return { kind: 'cdp', ...said, deviceId: one.deviceId, remotePort: one.remotePort, addresses: [...one.addresses] };
    case 'fdb':
      return { kind: 'fdb', ...said, vlan: one.vlan, addresses: one.macs.length };
    case 'arp':
      return { kind: 'arp', ...said, address: one.address, mac: one.mac };
    case 'manual':
      return { kind: 'manual', ...said, by: one.by };
  }
}

export function createTopologyService({ store, resources, clock }: Parts): TopologyService {
  let known: { readonly mono: number; readonly network: Promise<Network> } | null = null;

  async function ask(): Promise<Network> {
    const at = clock.now();
    return networkOf(
      at,
      await store.links(
        resources.monitored().map(({ id }) => id),
        at,
      ),
    );
  }

  const endView = ({ resourceId, name, port }: End) => ({
    resourceId,
    name: resourceId === null ? name : (resources.byId(resourceId)?.name ?? name),
    port,
  });
  return {
    network: () => {
      const mono = clock.monotonic();
      if (known !== null && mono - known.mono < FRESH_MS) return known.network;
      const network = ask();
      known = { mono, network };
      network.catch(() => {
        if (known?.network === network) known = null;
      });
      return network;
    },
    view: ({ id, a, b, confidence, seenAt, evidence, conflicts }) => ({
      ...{ id, a: endView(a), b: endView(b), confidence, seenAt },
      ...{ evidence: evidence.map(evidenceView), conflicts: [...conflicts] },
    }),
  };
}
