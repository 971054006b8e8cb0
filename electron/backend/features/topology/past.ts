import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import type { NetworkChanges, NetworkPast, NetworkRecord, PastResource } from '../../../../shared/contracts/networkPast.ts';
import { isMoreSevere, type Severity } from '../../../../shared/domain/alarm/severity.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import { placeName } from '../../../../shared/domain/inventory/place.ts';
import { downSince } from '../../../../shared/domain/topology/down.ts';
import { differences, type Moment } from '../../../../shared/domain/topology/past.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { type ToldPastLink, type ToldResource, TopologyError, type TopologyStore } from '../../storage/topology/index.ts';
import { endView } from './view.ts';

/** The network as it was: what was written down of it, and how severe the alarms of then were. */
export interface PastService {
  /** Refused with `network.notRecorded` where nobody wrote down how it stood. */
  at(at: Instant): Promise<NetworkPast>;
  record(): Promise<NetworkRecord>;
  /** `to` null: as it was when it was last written down. Refused as `at`. */
  changes(from: Instant, to: Instant | null): Promise<NetworkChanges>;
}

interface Parts {
  readonly store: Pick<TopologyStore, 'past' | 'pastLinks' | 'spans'>;
  /** The alarms that were active at a moment, as they were. */
  alarmsAt(at: Instant): Promise<readonly Alarm[]>;
  readonly clock: Clock;
}

/** What the store was asked of a moment that was; refused where nobody wrote it down. */
export async function recorded<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof TopologyError && error.code === 'topology.notRecorded') throw new Refusal('network.notRecorded');
    throw error;
  }
}

function worstOf(alarms: readonly Alarm[]): ReadonlyMap<string, { readonly worst: Severity; readonly active: number }> {
  const all = new Map<string, { readonly worst: Severity; readonly active: number }>();
  for (const { resourceId, severity } of alarms) {
    const known = all.get(resourceId);
    const worst = known && !isMoreSevere(severity, known.worst) ? known.worst : severity;
    all.set(resourceId, { worst, active: (known?.active ?? 0) + 1 });
  }
  return all;
}

function resourcesOf(at: Instant, told: readonly ToldResource[], alarms: readonly Alarm[]): PastResource[] {
  const worst = worstOf(alarms);
  return told.map(({ lostAt, ...resource }) => ({
    ...resource,
    // One that was looked at as often as it should be is told as looked at then; 0: never.
    ...{ retiredAt: null, checkedAt: lostAt === null ? at : lostAt || null },
    ...{ worst: worst.get(resource.id)?.worst ?? null, activeAlarms: worst.get(resource.id)?.active ?? 0 },
  }));
}

/** What two moments are compared by. */
function momentOf(links: readonly ToldPastLink[], resources: readonly PastResource[], alarms: readonly Alarm[]): Moment {
  const since = downSince(alarms);
  return { resources, links: links.map((link) => ({ id: link.id, isLost: link.isLost, isDown: since(link) !== null })) };
}

export function createPastService({ store, alarmsAt, clock }: Parts): PastService {
  async function read(at: Instant) {
    const [told, alarms] = await Promise.all([recorded(store.past(at)), alarmsAt(at)]);
    return { at, resources: resourcesOf(at, told, alarms), alarms };
  }

  return {
    at: async (at) => ({ at, resources: (await read(at)).resources }),
    record: async () => ({ at: clock.now(), spans: (await store.spans()).map(({ from, until }) => ({ from, until })) }),
    changes: async (from, to) => {
      const newest = (await store.spans()).at(-1)?.until;
      if (newest === undefined) throw new Refusal('network.notRecorded');
      // One after the other: the store keeps the moment that was last asked for.
      const before = { ...(await read(from)), links: await recorded(store.pastLinks(from)) };
      const until = to ?? newest;
      const after = { ...(await read(until)), links: await recorded(store.pastLinks(until)) };
      const { links, resources } = differences(
        momentOf(before.links, before.resources, before.alarms),
        momentOf(after.links, after.resources, after.alarms),
      );
      const linksById = new Map([...before.links, ...after.links].map((link) => [link.id, link]));
      const byId = new Map([...before.resources, ...after.resources].map((one) => [one.id, one]));
      const nameOf = (id: string): string | undefined => byId.get(id)?.name;
      return {
        ...{ from: before.at, to: after.at },
        links: links.flatMap(({ id, change }) => {
          const link = linksById.get(id);
          return link ? [{ link: { id, a: endView(link.a, nameOf), b: endView(link.b, nameOf) }, change }] : [];
        }),
        resources: resources.flatMap(({ id, change }) => {
          const one = byId.get(id);
          return one ? [{ id, name: one.name, place: placeName(one), change, worst: one.worst }] : [];
        }),
      };
    },
  };
}
