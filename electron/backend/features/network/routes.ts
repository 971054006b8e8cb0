import {
  countNetwork,
  getAddressHistory,
  getVlan,
  listAddresses,
  listArp,
  listFdb,
  listInterfaces,
  listSubnets,
  listVlans,
} from '../../../../shared/contracts/network.ts';
import { getInterfaceLoad, listBusiest } from '../../../../shared/contracts/networkLoad.ts';
import type { ResourceId } from '../../../../shared/domain/id.ts';
import type { Mount } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { ResourceBook } from '../resources/index.ts';
import type { LoadService } from './load.ts';
import type { NetworkService } from './service.ts';

interface Parts {
  readonly mount: Mount;
  readonly resources: Pick<ResourceBook, 'byId'>;
  readonly network: NetworkService;
  readonly load: LoadService;
}

/** Lists of network resources, and what their traffic comes to; all of them only read. */
export function networkRoutes({ mount, resources, network, load }: Parts): void {
  mount.read(getInterfaceLoad, ({ params, query }) => {
    const resource = resources.byId(params.id as ResourceId);
    if (!resource) throw new Refusal('resource.notFound');
    return load.of(resource, query.port, query.period, query.level);
  });
  mount.read(listBusiest, ({ query }) => load.busiest(query));
  mount.read(countNetwork, ({ query }) => network.counts(query));
  mount.read(listInterfaces, ({ query }) => network.interfaces(query));
  mount.read(listVlans, ({ query }) => network.vlans(query));
  mount.read(getVlan, ({ params }) => network.vlan(params.vlan));
  mount.read(listSubnets, ({ query }) => network.subnets(query));
  mount.read(listAddresses, ({ query }) => network.addresses(query));
  mount.read(getAddressHistory, ({ params }) => network.history(params.address));
  mount.read(listArp, ({ query }) => network.arp(query));
  mount.read(listFdb, ({ query }) => network.fdb(query));
}
