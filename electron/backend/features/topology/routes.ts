import { getNetworkChanges, getNetworkPast, getNetworkRecord } from '../../../../shared/contracts/networkPast.ts';
import { getNetworkWhole } from '../../../../shared/contracts/networkWhole.ts';
import {
  getMapPlaces,
  getNetwork,
  getNetworkAround,
  getNetworkLoad,
  getNetworkPaths,
  getNetworkPlace,
  getNetworkPlaces,
  listResourceLinks,
  locateAddress,
  moveOnMap,
  undoOnMap,
} from '../../../../shared/contracts/topology.ts';
import type { Caller } from '../../../../shared/domain/access/can.ts';
import type { Mount } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { ResourceBook } from '../resources/index.ts';
import type { PastService } from './past.ts';
import type { Mover, PlaceService } from './places/service.ts';
import type { TopologyService } from './service.ts';

interface Parts {
  readonly mount: Mount;
  readonly resources: Pick<ResourceBook, 'byId'>;
  readonly topology: TopologyService;
  readonly places: PlaceService;
  readonly past: PastService;
}

/** How a path says a place without a name. */
const NO_NAME = '-';

/** Only roles of people hold the permission of these routes. */
function moverOf(caller: Caller | null): Mover {
  if (caller?.kind !== 'person') throw new Refusal('session.missing');
  return { id: caller.userId, name: caller.name };
}

export function topologyRoutes({ mount, resources, topology, places, past }: Parts): void {
  const find = (id: string) => {
    const resource = resources.byId(id);
    if (!resource) throw new Refusal('resource.notFound');
    return resource;
  };

  mount.read(getNetwork, async () => {
    const { devices, ...overview } = await topology.overview();
    return { ...overview, devices: [...devices] };
  });
  mount.read(getNetworkAround, ({ params, query }) => topology.around(find(params.id).id, query.hops, query.at));
  mount.read(getNetworkLoad, ({ params, query }) => topology.load(find(params.id).id, query.hops));
  mount.read(getNetworkPaths, ({ params }) => topology.paths(find(params.id).id, find(params.to).id));
  mount.read(getNetworkPlaces, ({ query }) => topology.places(query.at));
  mount.read(getNetworkPlace, ({ params, query }) => topology.place(params.name === NO_NAME ? '' : params.name, query.at));
  mount.read(getNetworkWhole, ({ query }) => topology.whole(query.at));
  mount.read(getNetworkPast, ({ params }) => past.at(params.at));
  mount.read(getNetworkRecord, () => past.record());
  mount.read(getNetworkChanges, ({ params, query }) => past.changes(params.at, query.to ?? null));
  mount.read(getMapPlaces, ({ params }) => places.read(find(params.id)));
  mount.command(moveOnMap, ({ params, body }, { caller, commit }) => {
    const [center, by] = [find(params.id), moverOf(caller)];
    return commit((work) => places.move(work, center, body.moves, by));
  });
  mount.command(undoOnMap, ({ params, body }, { caller, commit }) => {
    const [center, by] = [find(params.id), moverOf(caller)];
    return commit((work) => places.undo(work, center, body.version, by));
  });
  mount.read(locateAddress, ({ params }) => topology.locate(params.address));
  mount.read(listResourceLinks, ({ params }) => topology.linksOf(find(params.id).id));
}
