import { listResourceLinks } from '../../../../shared/contracts/topology.ts';
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
  mount.read(listResourceLinks, async ({ params }) => {
    const resource = resources.byId(params.id);
    if (!resource) throw new Refusal('resource.notFound');
    const network = await topology.network();
    return { at: network.at, items: network.of(resource.id).map(topology.view) };
  });
}
