import type { Worker } from 'node:worker_threads';
import type { ResourceId } from '../../../../shared/domain/id.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import { startWorker } from '../../lib/workerThread.ts';
import { startLink } from '../threadLink.ts';
import { TOPOLOGY_FAULTS, type TopologyCalls, TopologyError, type TopologyStore, type TopologyThreadData } from './store.ts';

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
  let wanted: readonly ResourceId[] | null = null;

  /** Asks what was worked out; of a thread that began anew after it died, once that is done again. */
  async function asked<K extends 'linksOf' | 'around' | 'paths' | 'among' | 'bundles' | 'whole' | 'beside' | 'roots'>(
    name: K,
    question: Parameters<TopologyCalls[K]>[0],
  ): Promise<ReturnType<TopologyCalls[K]>> {
    const ask = () => link.call(name, question) as Promise<ReturnType<TopologyCalls[K]>>;
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof TopologyError) || error.code !== 'topology.notWorkedOut' || wanted === null) throw error;
      await link.call('workOut', { resourceIds: wanted, now: clock.now() });
      return ask();
    }
  }

  return {
    put: (sightings) => (sightings.length === 0 ? Promise.resolve() : link.call('put', sightings)),
    workOut: (resourceIds, now) => {
      wanted = resourceIds;
      return link.call('workOut', { resourceIds, now });
    },
    linksOf: (resourceId) => asked('linksOf', resourceId),
    around: (resourceId, hops, at) => asked('around', { resourceId, hops, at: at ?? null }),
    paths: (from, to, most) => asked('paths', { from, to, most }),
    among: (resourceIds, at) => asked('among', { resourceIds, at: at ?? null }),
    bundles: (groups, at) => asked('bundles', { groups, at: at ?? null }),
    whole: (resourceIds, at) => asked('whole', { resourceIds, at: at ?? null }),
    record: (told, at, isWhole) => link.call('record', { told, at, isWhole }),
    past: (at) => link.call('past', at),
    pastLinks: (at) => link.call('pastLinks', at),
    spans: () => link.call('spans', null),
    beside: (resources) => asked('beside', resources),
    roots: (sight) => asked('roots', sight),
    locate: (text, resourceIds, now) => link.call('locate', { text, resourceIds, now }),
    stats: () => link.call('stats', null),
    stop: link.stop,
  };
}
