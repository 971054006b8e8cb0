import { getNetwork, getNetworkAround, getNetworkLoad, listResourceLinks, locateAddress } from '../../../../shared/contracts/topology.ts';
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
    const { devices, ...overview } = await topology.overview();
    return { ...overview, devices: [...devices] };
  });
  mount.read(getNetworkAround, ({ params, query }) => topology.around(find(params.id).id, query.hops));
  mount.read(getNetworkLoad, ({ params, query }) => topology.load(find(params.id).id, query.hops));
  mount.read(locateAddress, ({ params }) => topology.locate(params.address));
  mount.read(listResourceLinks, ({ params }) => topology.linksOf(find(params.id).id));
}
