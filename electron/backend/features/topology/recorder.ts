import { setImmediate } from 'node:timers/promises';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import { freshness } from '../../../../shared/domain/time/age.ts';
import type { ResourcePast } from '../../../../shared/domain/topology/past.ts';
import type { Clock } from '../../lib/clock.ts';
import type { TopologyStore } from '../../storage/topology/index.ts';
import { type ResourceBook, type ResourceRecord, standingOf } from '../resources/index.ts';

/** The links among thousands of devices take a second to work out, and change within quarters of an hour. */
const WORKED_OUT_MS = 120_000;
/** Resources looked at in one go. */
const AT_ONCE = 1000;

interface Parts {
  readonly store: Pick<TopologyStore, 'workOut' | 'record'>;
  readonly resources: Pick<ResourceBook, 'monitored' | 'status' | 'intervalMs'>;
  readonly clock: Clock;
}

/** Writes down how the network stands, so that the map can be shown as it was at any minute. */
export interface Recorder {
  /** Writes down what has changed since the last time. */
  tick(): Promise<void>;
}

export function createRecorder({ store, resources, clock }: Parts): Recorder {
  /** By resource the mark of what was last written down; null until all of it was. */
  let written: Map<ResourceId, string> | null = null;
  let workedOutMono = Number.NEGATIVE_INFINITY;

  function standing(resource: ResourceRecord, now: Instant): ResourcePast {
    const { reachable, checkedAt } = standingOf(resource, resources.status(resource.id));
    const intervalMs = resources.intervalMs(resource);
    const state = freshness(checkedAt === null ? null : now - checkedAt, intervalMs);
    const { name, location, domain, resourceClass, isSimulated } = resource;
    return {
      ...{ name, location, domain, resourceClass, isSimulated, reachable, effectiveIntervalS: intervalMs / 1000 },
      lostAt: state === 'stale' || state === 'lost' ? (checkedAt ?? 0) : null,
    };
  }

  async function standings(now: Instant): Promise<ReadonlyMap<ResourceId, { readonly mark: string; readonly past: ResourcePast }>> {
    const monitored = resources.monitored();
    const all = new Map<ResourceId, { mark: string; past: ResourcePast }>();
    for (let first = 0; first < monitored.length; first += AT_ONCE) {
      if (first > 0) await setImmediate();
      for (const resource of monitored.slice(first, first + AT_ONCE)) {
        const past = standing(resource, now);
        all.set(resource.id, { mark: `${resource.version} ${past.reachable} ${past.lostAt} ${past.effectiveIntervalS}`, past });
      }
    }
    return all;
  }

  return {
    tick: async () => {
      const [now, mono] = [clock.now(), clock.monotonic()];
      if (mono - workedOutMono >= WORKED_OUT_MS) {
        await store.workOut(
          resources.monitored().map(({ id }) => id),
          now,
        );
        workedOutMono = mono;
      }
      const all = await standings(now);
      const before = written;
      const changed = [...all].flatMap(([id, { mark, past }]) => (before?.get(id) === mark ? [] : [[id, past] as const]));
      const gone = before === null ? [] : [...before.keys()].filter((id) => !all.has(id)).map((id) => [id, null] as const);
      // What fails or is not written is told as a whole the next time.
      written = null;
      if (await store.record([...changed, ...gone], now, before === null)) written = new Map([...all].map(([id, { mark }]) => [id, mark]));
    },
  };
}
