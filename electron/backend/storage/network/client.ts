import type { Worker } from 'node:worker_threads';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import { startWorker } from '../../lib/workerThread.ts';
import { startLink } from '../threadLink.ts';
import { NETWORK_FAULTS, type NetworkCalls, NetworkError, type NetworkStore, type NetworkThreadData, type Scoped } from './store.ts';

export interface NetworkStoreOptions {
  /** `network/` of the data folder; made when missing. */
  readonly folder: string;
  readonly log: Log;
  readonly clock: Clock;
  /** How the thread is started; tests keep hold of it. */
  spawn?(data: NetworkThreadData): Worker;
}

type Question = 'interfaces' | 'vlans' | 'vlan' | 'subnets' | 'addresses' | 'arp' | 'fdb' | 'history' | 'counts';

/** Opens the network store of a folder in a thread of its own. Rejects with a NetworkError when its file cannot be opened; a thread that dies later is started again by itself. */
export async function openNetwork({
  folder,
  log,
  clock,
  spawn = (data) => startWorker('networkWorker', data),
}: NetworkStoreOptions): Promise<NetworkStore> {
  const link = await startLink<NetworkCalls>({
    ...{ clock, faults: NETWORK_FAULTS },
    spawn: () => spawn({ folder }),
    onEvent: ({ level, event, fields }) => log[level](fields, event),
    onDeath: ({ code, message }, retryInMs) => log.error({ code, message, retryInMs }, 'network thread died'),
  });
  let scoped: readonly Scoped[] | null = null;
  let mark = '';

  const asked =
    <K extends Question>(name: K) =>
    async (query: Parameters<NetworkCalls[K]>[0]): Promise<ReturnType<NetworkCalls[K]>> => {
      const ask = () => link.call(name, query as never) as Promise<ReturnType<NetworkCalls[K]>>;
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof NetworkError) || error.code !== 'network.notScoped' || scoped === null) throw error;
        await link.call('scope', scoped);
        return ask();
      }
    };

  return {
    put: (told) => (told.length === 0 ? Promise.resolve() : link.call('put', told)),
    scope: async (resources) => {
      const next = resources.map(({ resourceId, name }) => `${resourceId} ${name}`).join('\n');
      if (scoped !== null && next === mark) return;
      await link.call('scope', resources);
      scoped = resources;
      mark = next;
    },
    interfaces: asked('interfaces'),
    vlans: asked('vlans'),
    vlan: asked('vlan'),
    subnets: asked('subnets'),
    addresses: asked('addresses'),
    arp: asked('arp'),
    fdb: asked('fdb'),
    history: asked('history'),
    counts: asked('counts'),
    stats: () => link.call('stats', null),
    stop: link.stop,
  };
}
