import { type NetworkRoot, SILENCES } from '../../../../shared/domain/alarm/consequence.ts';
import type { Alarm } from '../../../../shared/domain/alarm/record.ts';
import type { ResourceId } from '../../../../shared/domain/id.ts';
import { isSamePortName } from '../../../../shared/domain/topology/portName.ts';
import type { FoundRoot, Sight } from '../../../../shared/domain/topology/sight.ts';
import type { Bus } from '../../events/bus.ts';
import type { Clock } from '../../lib/clock.ts';
import type { TopologyStore } from '../../storage/topology/index.ts';
import type { Work } from '../../storage/writer.ts';
import type { AlarmBook, AlarmService } from '../alarms/index.ts';
import type { ResourceBook } from '../resources/index.ts';

/** Alarms and the network change without each other: looked at anew after so long although no alarm did. */
const ANYWAY_MS = 15_000;
/** The links among thousands of devices take a second to work out, and change within quarters of an hour. */
const WORKED_OUT_MS = 120_000;
/** After a look that failed the next one comes no sooner. */
const RETRY_MS = 5000;
/** Who is next to silent ones and is not known to answer is walked past so often. */
const MOST_WALKS = 8;

interface Parts {
  readonly store: Pick<TopologyStore, 'workOut' | 'beside' | 'roots'>;
  readonly resources: Pick<ResourceBook, 'monitored' | 'byId' | 'status' | 'intervalMs'>;
  readonly alarmBook: Pick<AlarmBook, 'open'>;
  readonly alarms: Pick<AlarmService, 'attribute'>;
  write(name: string, use: (work: Work) => Promise<void>): Promise<void>;
  readonly bus: Bus;
  readonly clock: Clock;
  /** False while nobody asks the devices: what was said of them stays. */
  isWatching(): boolean;
}

/** Finds of what silence is a consequence (clause 8.4.2 c) 4)), and has the alarms say so. */
export interface CauseFinder {
  /** Looks where alarms have changed since the last look. */
  tick(): Promise<void>;
}

const NO_ANSWER_INTERVALS = 3;
const isDown = ({ probableCause, cleared }: Alarm): boolean => cleared === null && probableCause === 'interfaceDown';

export function createCauseFinder({ store, resources, alarmBook, alarms, write, bus, clock, isWatching }: Parts): CauseFinder {
  const startedMono = clock.monotonic();
  let isChanged = true;
  let retryMono = Number.NEGATIVE_INFINITY;
  let lookedMono = Number.NEGATIVE_INFINITY;
  let workedOutMono = Number.NEGATIVE_INFINITY;
  bus.subscribe(({ topic }) => {
    if (topic === 'alarms') isChanged = true;
  });

  /** Whether any check of a resource is known to be answered, lately. */
  function answers(id: ResourceId): boolean {
    const resource = resources.byId(id);
    if (!resource) return false;
    if (resource.isLocal) return true;
    const withinMs = NO_ANSWER_INTERVALS * resources.intervalMs(resource);
    // After a start what was known before it counts until there was time to ask everybody.
    const since = clock.monotonic() - startedMono < withinMs ? 0 : clock.now() - withinMs;
    return resources.status(id).checks.some(({ reachable, lastAt }) => reachable === true && lastAt !== null && lastAt >= since);
  }

  async function workOut(): Promise<void> {
    const mono = clock.monotonic();
    if (mono - workedOutMono < WORKED_OUT_MS) return;
    await store.workOut(
      resources.monitored().map(({ id }) => id),
      clock.now(),
    );
    workedOutMono = mono;
  }

  /** Those around the silent ones of whom nobody knows whether they answer. */
  async function unknownAround(silent: readonly ResourceId[]): Promise<readonly ResourceId[]> {
    const unknown: ResourceId[] = [];
    for (let walk = 0; walk < MOST_WALKS; walk++) {
      const further = (await store.beside([...silent, ...unknown])).filter((id) => !answers(id));
      if (further.length === 0) break;
      unknown.push(...further);
    }
    return unknown;
  }

  const nameOf = (id: ResourceId | null, name: string): string => (id === null ? name : (resources.byId(id)?.name ?? name));

  function told({ cause, certainty, resources: silent, ports: dead }: FoundRoot, down: Sight['down']): NetworkRoot {
    const ports = dead.map(({ resourceId, port }) => ({ resourceId, component: port }));
    if (cause.kind === 'stranger') return { cause: null, resources: silent, ports };
    if (cause.kind === 'resource') {
      const { resourceId } = cause;
      return {
        cause: { kind: 'resource', resourceId, component: '', name: nameOf(resourceId, resourceId), certainty },
        ...{ resources: silent, ports },
      };
    }
    const ends = [cause.told, cause.other].map(({ resourceId, name, port }) => `${nameOf(resourceId, name)} ${port}`.trim());
    const own = down.find(({ resourceId, port }) => resourceId === cause.told.resourceId && isSamePortName(port, cause.told.port));
    if (!own) return { cause: null, resources: silent, ports };
    return {
      cause: { kind: 'link', resourceId: own.resourceId, component: own.port, name: ends.join(' — '), certainty },
      ...{ resources: silent, ports },
    };
  }

  async function rootsOf(active: readonly Alarm[], silent: readonly ResourceId[]): Promise<readonly NetworkRoot[]> {
    if (silent.length === 0) return [];
    await workOut();
    const down = active.filter(isDown).map(({ resourceId, component }) => ({ resourceId, port: component }));
    const found = await store.roots({ silent, unknown: await unknownAround(silent), down });
    return found.map((root) => told(root, down));
  }

  return {
    tick: async () => {
      const mono = clock.monotonic();
      if (mono < retryMono || !isWatching() || (!isChanged && mono - lookedMono < ANYWAY_MS)) return;
      isChanged = false;
      lookedMono = mono;
      const active = alarmBook.open().flatMap(({ alarm }) => (alarm.cleared === null ? [alarm] : []));
      const silences = active.filter(({ probableCause }) => SILENCES.includes(probableCause));
      const silent = [...new Set(silences.map(({ resourceId }) => resourceId))].filter((id) => !answers(id));
      if (silent.length === 0 && active.every(({ cause }) => cause === null)) return;
      try {
        const roots = await rootsOf(active, silent);
        await write('alarm.attribute', (work) => alarms.attribute(work, roots));
      } catch (error) {
        isChanged = true;
        retryMono = clock.monotonic() + RETRY_MS;
        throw error;
      }
    },
  };
}
