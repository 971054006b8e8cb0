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
import type { Mount } from '../../http/mount.ts';
import type { NetworkService } from './service.ts';

/** Lists of network resources; all of them only read. */
export function networkRoutes(mount: Mount, network: NetworkService): void {
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
