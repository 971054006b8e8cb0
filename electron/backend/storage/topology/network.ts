import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import { amongOf, aroundOf, type Bundle, bundlesOf, type Whole, wholeOf } from '../../../../shared/domain/topology/around.ts';
import type { Evidence } from '../../../../shared/domain/topology/evidence.ts';
import type { Link } from '../../../../shared/domain/topology/links.ts';
import { linkedPaths } from '../../../../shared/domain/topology/path.ts';
import { type Sighted, sighted } from '../../../../shared/domain/topology/sight.ts';
import type { Overview, ToldAround, ToldEvidence, ToldLink, ToldPaths } from './store.ts';

/** A network ready to be asked, of now or of a moment that was. */
export interface Telling {
  readonly overview: Overview;
  of(resourceId: ResourceId): readonly ToldLink[];
  around(resourceId: ResourceId, hops: number): ToldAround;
  among(ids: readonly ResourceId[]): ToldAround;
  bundles(groups: readonly (readonly [ResourceId, number])[]): readonly Bundle[];
  whole(ids: readonly ResourceId[]): Whole;
}

/** Links that were worked out, ready to be asked. */
export interface Network extends Telling {
  paths(from: ResourceId, to: ResourceId, most: number): ToldPaths;
  /** Made when it is first asked for. */
  sighted(): Sighted;
}

function told(one: Evidence): ToldEvidence {
  const said = { resourceId: one.resourceId, port: one.port, at: one.at };
  switch (one.kind) {
    case 'lldp': {
      const { sysName, chassis, remotePort, addresses } = one;
      return { kind: 'lldp', ...said, sysName, chassis, remotePort: remotePort.value, addresses: [...addresses] };
    }
    case 'cdp':
      return { kind: 'cdp', ...said, deviceId: one.deviceId, remotePort: one.remotePort, addresses: [...one.addresses] };
    case 'fdb':
      return { kind: 'fdb', ...said, vlan: one.vlan, addresses: one.macs.length };
    case 'arp':
      return { kind: 'arp', ...said, address: one.address, mac: one.mac };
  }
}

/** Only what is asked for leaves the thread: a port that learned thousands of addresses has them in each of its links. */
export const toldLink = ({ evidence, ...link }: Link): ToldLink => ({ ...link, evidence: evidence.map(told) });

/** The network of these links as of a moment; `tell` says a link as it leaves the thread. */
export function tellingOf<L extends Pick<Link, 'id' | 'a' | 'b'>>(links: readonly L[], at: Instant, tell: (link: L) => ToldLink): Telling {
  const byResource = new Map<ResourceId, L[]>();
  const strangers = new Set<string>();
  for (const link of links)
    for (const { resourceId, node } of [link.a, link.b]) {
      if (resourceId === null) {
        strangers.add(node);
        continue;
      }
      const own = byResource.get(resourceId);
      if (own) own.push(link);
      else byResource.set(resourceId, [link]);
    }
  const devices = [...byResource].map(([resourceId, own]) => ({ resourceId, links: own.length }));
  devices.sort((a, b) => b.links - a.links || (a.resourceId < b.resourceId ? -1 : 1));
  return {
    overview: { at, links: links.length, unmanaged: strangers.size, devices },
    of: (resourceId) => (byResource.get(resourceId) ?? []).map(tell),
    bundles: (groups) => bundlesOf(links, new Map(groups)),
    whole: (ids) => wholeOf(links, ids),
    among: (ids) => {
      const among = amongOf(links, ids);
      return { ...among, links: among.links.map(tell) };
    },
    around: (resourceId, hops) => {
      const around = aroundOf(links, resourceId, hops);
      return { ...around, links: around.links.map(tell) };
    },
  };
}

/** The network of links that were worked out as of a moment. */
export function networkOf(links: readonly Link[], at: Instant): Network {
  let sight: Sighted | null = null;
  return {
    ...tellingOf(links, at, toldLink),
    paths: (from, to, most) => {
      const paths = linkedPaths(links, from, to, most);
      return { ...paths, links: paths.links.map(toldLink) };
    },
    sighted: () => {
      sight ??= sighted(links);
      return sight;
    },
  };
}
