import type { NetworkWhole } from '../../../../shared/contracts/networkWhole.ts';
import {
  type LocatedAddress,
  MOST_WAYS,
  type NetworkAround,
  type NetworkLink,
  type NetworkLoad,
  type NetworkPaths,
  type NetworkPlaces,
} from '../../../../shared/contracts/topology.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import { placeName } from '../../../../shared/domain/inventory/place.ts';
import { loadsOf } from '../../../../shared/domain/topology/load.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import type { TelemetryStore } from '../../storage/telemetry/index.ts';
import type { Overview, TopologyStore } from '../../storage/topology/index.ts';
import type { ResourceBook } from '../resources/index.ts';
import { recorded } from './past.ts';
import { portFigures } from './portFigures.ts';
import { aroundView, linkView, pathsView } from './view.ts';

/** The network as of now, or of a moment ago: devices say no more often who is beside them. */
export interface TopologyService {
  overview(): Promise<Overview>;
  linksOf(id: ResourceId): Promise<{ readonly at: Instant; readonly items: NetworkLink[] }>;
  /** `at`, here and below: as it was then; refused with `network.notRecorded` where nobody wrote that down. */
  around(id: ResourceId, hops: number, at?: Instant): Promise<NetworkAround>;
  load(id: ResourceId, hops: number): Promise<NetworkLoad>;
  places(at?: Instant): Promise<NetworkPlaces>;
  paths(from: ResourceId, to: ResourceId): Promise<NetworkPaths>;
  /** Refused with `place.notFound` where there is nothing. */
  place(name: string, at?: Instant): Promise<NetworkAround>;
  whole(at?: Instant): Promise<NetworkWhole>;
  locate(text: string): Promise<{ readonly at: Instant; readonly isAddress: boolean; readonly items: LocatedAddress[] }>;
}

interface Parts {
  readonly store: Pick<TopologyStore, 'workOut' | 'linksOf' | 'around' | 'paths' | 'locate' | 'among' | 'bundles' | 'whole' | 'past'>;
  readonly resources: Pick<ResourceBook, 'monitored' | 'byId' | 'status'>;
  readonly telemetry: Pick<TelemetryStore, 'latestOf'>;
  readonly clock: Clock;
}

type Groups = ReadonlyMap<string, readonly ResourceId[]>;

/** What is monitored, by place; places in the order of their names. */
function grouped(resources: readonly { readonly id: ResourceId; readonly location: string; readonly domain: string }[]): Groups {
  const groups = new Map<string, ResourceId[]>();
  for (const resource of resources) {
    const name = placeName(resource);
    const known = groups.get(name);
    if (known) known.push(resource.id);
    else groups.set(name, [resource.id]);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Working the links out takes a second with thousands of devices. */
const FRESH_MS = 10_000;

export function createTopologyService({ store, resources, telemetry, clock }: Parts): TopologyService {
  let known: { readonly mono: number; readonly overview: Promise<Overview> } | null = null;

  /** One working out for all that ask at about the same time. */
  function overview(): Promise<Overview> {
    const mono = clock.monotonic();
    if (known !== null && mono - known.mono < FRESH_MS) return known.overview;
    const ids = resources.monitored().map(({ id }) => id);
    const asked = { mono, overview: store.workOut(ids, clock.now()) };
    known = asked;
    asked.overview.catch(() => {
      if (known === asked) known = null;
    });
    return asked.overview;
  }

  const nameNow = (id: ResourceId): string | undefined => resources.byId(id)?.name;

  /** By place the resources of now, or of then with what they were called. */
  async function membersAt(at: Instant | undefined): Promise<{ readonly groups: Groups; nameOf(id: ResourceId): string | undefined }> {
    if (at === undefined) return { groups: grouped(resources.monitored()), nameOf: nameNow };
    const then = await recorded(store.past(at));
    const names = new Map(then.map(({ id, name }) => [id, name]));
    return { groups: grouped(then), nameOf: (id) => names.get(id) ?? nameNow(id) };
  }

  /** When the links of now were worked out; those of then are of then. */
  const momentOf = async (at: Instant | undefined): Promise<Instant> => at ?? (await overview()).at;

  return {
    overview,
    linksOf: async (id) => {
      const { at } = await overview();
      return { at, items: (await store.linksOf(id)).map((link) => linkView(link, nameNow)) };
    },
    load: async (id, hops) => {
      await overview();
      const { links } = await store.around(id, hops);
      const ids = [...new Set(links.flatMap(({ a, b }) => [a.resourceId, b.resourceId]).filter((one) => one !== null))];
      const figures = await portFigures(ids, resources, telemetry);
      return { at: clock.now(), items: [...loadsOf(links, figures)] };
    },
    locate: async (text) => {
      const ids = resources.monitored().map(({ id }) => id);
      const found = await store.locate(text, ids, clock.now());
      const named = <T extends { readonly resourceId: ResourceId }>(one: T) => ({
        ...one,
        name: nameNow(one.resourceId) ?? one.resourceId,
      });
      const items = (found ?? []).map(({ mac, resolved, ports, owner }) => ({
        ...{ mac, owner: owner && named(owner) },
        ...{ resolved: resolved.map(named), ports: ports.map(named) },
      }));
      return { at: clock.now(), isAddress: found !== null, items };
    },
    around: async (id, hops, at) => {
      const [moment, { nameOf }] = [await momentOf(at), await membersAt(at)];
      return aroundView(moment, await recorded(store.around(id, hops, at)), nameOf);
    },
    paths: async (from, to) => {
      const { at } = await overview();
      return pathsView(at, from, to, await store.paths(from, to, MOST_WAYS), nameNow);
    },
    places: async (at) => {
      const [moment, { groups }] = [await momentOf(at), await membersAt(at)];
      const numbered = [...groups].flatMap(([, ids], number) => ids.map((id) => [id, number] as const));
      const names = [...groups.keys()];
      const links = (await recorded(store.bundles(numbered, at))).map(({ a, b, links: count }) => ({
        a: names[a] ?? '',
        b: names[b] ?? '',
        links: count,
      }));
      return { at: moment, places: [...groups].map(([name, ids]) => ({ name, resources: ids.length })), links };
    },
    whole: async (at) => {
      const [moment, { groups }] = [await momentOf(at), await membersAt(at)];
      const { nodes, joints } = await recorded(store.whole([...groups.values()].flat().sort(), at));
      return {
        ...{ at: moment, nodes: [...nodes], joints: joints.map(([a, b, links]): [number, number, number] => [a, b, links]) },
        links: joints.reduce((sum, [, , links]) => sum + links, 0),
      };
    },
    place: async (name, at) => {
      const { groups, nameOf } = await membersAt(at);
      const ids = groups.get(name);
      if (!ids) throw new Refusal('place.notFound');
      return aroundView(await momentOf(at), await recorded(store.among(ids, at)), nameOf);
    },
  };
}
