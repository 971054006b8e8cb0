import type { Instant } from '../../../shared/domain/id.ts';
import type { Observation } from '../../../shared/domain/observation/observation.ts';
import { type Log, toLogFormat } from '../lib/log.ts';
import type { Sighting, TopologyStore } from '../storage/topology/index.ts';

/** Batches that may be on their way to the store, whose thread works links out for a second now and then. */
const MOST_PENDING = 200;

/** What devices say of themselves and of what is beside them, on its way to the store. */
export interface Sights {
  /** Hands over what is not later than `until`. No alarm waits for it; what cannot be kept is said again by its device within the hour. */
  keep(observations: readonly Observation[], until: Instant): void;
}

export function createSights(store: Pick<TopologyStore, 'put'>, log: Log): Sights {
  let pending = 0;
  const lost = (count: number, why: unknown): void => log.error({ sightings: count, error: toLogFormat(why) }, 'sightings lost');
  return {
    keep: (observations, until) => {
      const sightings = observations.flatMap(({ resourceId, at, ...one }): readonly Sighting[] => {
        if (at > until) return [];
        if (one.kind === 'identity') return [{ resourceId, at, identity: one.identity }];
        return one.kind === 'neighbour' ? [{ resourceId, at, neighbour: one.neighbour }] : [];
      });
      if (sightings.length === 0) return;
      if (pending >= MOST_PENDING) {
        lost(sightings.length, new Error(`${pending} batches wait for the topology`));
        return;
      }
      pending += 1;
      void store
        .put(sightings)
        .catch((error: unknown) => lost(sightings.length, error))
        .finally(() => {
          pending -= 1;
        });
    },
  };
}
