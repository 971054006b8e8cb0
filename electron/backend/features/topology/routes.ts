import { getNetwork, getNetworkAround, listResourceLinks } from '../../../../shared/contracts/topology.ts';
import { aroundOf } from '../../../../shared/domain/topology/around.ts';
import type { Mount } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { ResourceBook } from '../resources/index.ts';
import type { TopologyService } from './service.ts';

interface Parts {
  readonly mount: Mount;
  readonly resources: Pick<ResourceBook, 'byId'>;
  readonly topology: TopologyService;
}

export function topologyRoutes({ mount, resources, topology }: Parts): void {
  const find = (id: string) => {
    const resource = resources.byId(id);
    if (!resource) throw new Refusal('resource.notFound');
    return resource;
  };

  mount.read(getNetwork, async () => {
    const { at, links, count } = await topology.network();
    const ends = links.flatMap(({ a, b }) => [a, b]);
    const unmanaged = new Set(ends.flatMap(({ resourceId, name }) => (resourceId === null ? [name] : [])));
    const known = new Set(ends.flatMap(({ resourceId }) => resourceId ?? []));
    const devices = [...known].map((resourceId) => ({ resourceId, links: count(resourceId) }));
    devices.sort((a, b) => b.links - a.links || (a.resourceId < b.resourceId ? -1 : 1));
    return { at, links: links.length, unmanaged: unmanaged.size, devices };
  });
  mount.read(getNetworkAround, async ({ params, query }) => {
    const resource = find(params.id);
    const { at, links } = await topology.network();
    const around = aroundOf(links, resource.id, query.hops);
    const nodes = around.nodes.map(({ name, ...node }) => ({
      ...node,
      name: node.resourceId === null ? name : (resources.byId(node.resourceId)?.name ?? name),
    }));
    return { at, nodes, links: around.links.map(topology.view), beyond: around.beyond };
  });
  mount.read(listResourceLinks, async ({ params }) => {
    const resource = find(params.id);
    const network = await topology.network();
    return { at: network.at, items: network.of(resource.id).map(topology.view) };
  });
}
