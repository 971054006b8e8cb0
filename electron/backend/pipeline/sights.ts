import type { Instant } from '../../../shared/domain/id.ts';
import type { Observation } from '../../../shared/domain/observation/observation.ts';
import type { Log } from '../lib/log.ts';
import type { NetworkStore, Told } from '../storage/network/index.ts';
import type { Sighting, TopologyStore } from '../storage/topology/index.ts';
import { createHandover } from './handover.ts';

/** What devices say of themselves, of what is beside them and of the network they make, on its way to the stores. */
export interface Sights {
  /** Hands over what is not later than `until`. No alarm waits for it; what cannot be kept is said again by its device within the hour. */
  keep(observations: readonly Observation[], until: Instant): void;
}

function sightingsOf({ resourceId, at, ...one }: Observation): readonly Sighting[] {
  if (one.kind === 'identity') return [{ resourceId, at, identity: one.identity }];
  return one.kind === 'neighbour' ? [{ resourceId, at, neighbour: one.neighbour }] : [];
}

function toldBy({ resourceId, at, ...one }: Observation): readonly Told[] {
  if (one.kind === 'network') return [{ resourceId, at, network: one.network }];
  if (one.kind !== 'neighbour') return [];
  const { neighbour } = one;
  return neighbour.kind === 'arp' || neighbour.kind === 'fdb' ? [{ resourceId, at, learned: neighbour }] : [];
}

export function createSights(topology: Pick<TopologyStore, 'put'>, network: Pick<NetworkStore, 'put'>, log: Log): Sights {
  const sight = createHandover('sightings', topology.put, log);
  const tell = createHandover('network', network.put, log);
  return {
    keep: (observations, until) => {
      const believed = observations.filter(({ at }) => at <= until);
      sight(believed.flatMap(sightingsOf));
      tell(believed.flatMap(toldBy));
    },
  };
}
