import type { Worker } from 'node:worker_threads';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import { startWorker } from '../../lib/workerThread.ts';
import { startLink } from '../threadLink.ts';
import { TOPOLOGY_FAULTS, type TopologyCalls, type TopologyStore, type TopologyThreadData } from './store.ts';

export interface TopologyStoreOptions {
  /** `topology/` of the data folder; made when missing. */
  readonly folder: string;
  readonly log: Log;
  readonly clock: Clock;
  /** How the thread is started; tests keep hold of it. */
  spawn?(data: TopologyThreadData): Worker;
}

/** Opens the topology of a folder in a thread of its own. Rejects with a TopologyError when its file cannot be opened; a thread that dies later is started again by itself. */
export async function openTopology({
  folder,
  log,
  clock,
  spawn = (data) => startWorker('topologyWorker', data),
}: TopologyStoreOptions): Promise<TopologyStore> {
  const link = await startLink<TopologyCalls>({
    ...{ clock, faults: TOPOLOGY_FAULTS },
    spawn: () => spawn({ folder }),
    onEvent: ({ level, event, fields }) => log[level](fields, event),
    onDeath: ({ code, message }, retryInMs) => log.error({ code, message, retryInMs }, 'topology thread died'),
  });
  return {
    put: (sightings) => (sightings.length === 0 ? Promise.resolve() : link.call('put', sightings)),
    workOut: (resourceIds, now) => link.call('workOut', { resourceIds, now }),
    linksOf: (resourceId) => link.call('linksOf', resourceId),
    around: (resourceId, hops) => link.call('around', { resourceId, hops }),
    among: (resourceIds) => link.call('among', resourceIds),
    bundles: (groups) => link.call('bundles', groups),
    beside: (resources) => link.call('beside', resources),
    roots: (sight) => link.call('roots', sight),
    locate: (text, resourceIds, now) => link.call('locate', { text, resourceIds, now }),
    stats: () => link.call('stats', null),
    stop: link.stop,
  };
}
