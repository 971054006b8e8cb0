import type { LocatedAddress, NetworkAround, NetworkLink, NetworkLoad, NetworkPlaces } from '../../../../shared/contracts/topology.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import { placeName } from '../../../../shared/domain/inventory/place.ts';
import type { End } from '../../../../shared/domain/topology/links.ts';
import { loadsOf } from '../../../../shared/domain/topology/load.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import type { TelemetryStore } from '../../storage/telemetry/index.ts';
import type { Overview, ToldAround, ToldLink, TopologyStore } from '../../storage/topology/index.ts';
import type { ResourceBook } from '../resources/index.ts';
import { portFigures } from './portFigures.ts';

/** The network as of now, or of a moment ago: devices say no more often who is beside them. */
export interface TopologyService {
  overview(): Promise<Overview>;
  linksOf(id: ResourceId): Promise<{ readonly at: Instant; readonly items: NetworkLink[] }>;
  around(id: ResourceId, hops: number): Promise<NetworkAround>;
  load(id: ResourceId, hops: number): Promise<NetworkLoad>;
  places(): Promise<NetworkPlaces>;
  /** Refused with `place.notFound` where there is nothing. */
  place(name: string): Promise<NetworkAround>;
  locate(text: string): Promise<{ readonly at: Instant; readonly isAddress: boolean; readonly items: LocatedAddress[] }>;
}

interface Parts {
  readonly store: Pick<TopologyStore, 'workOut' | 'linksOf' | 'around' | 'locate' | 'among' | 'bundles'>;
  readonly resources: Pick<ResourceBook, 'monitored' | 'byId' | 'status'>;
  readonly telemetry: Pick<TelemetryStore, 'latestOf'>;
  readonly clock: Clock;
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

  const nameOf = (resourceId: ResourceId | null, name: string): string =>
    resourceId === null ? name : (resources.byId(resourceId)?.name ?? name);
  const endView = ({ name, ...end }: End) => ({ ...end, name: nameOf(end.resourceId, name) });
  const view = ({ a, b, evidence, ...link }: ToldLink): NetworkLink => ({
    ...{ ...link, a: endView(a), b: endView(b) },
    evidence: evidence.map((one) => ({ ...one, name: nameOf(one.resourceId, one.resourceId) })),
  });

  const aroundView = (at: Instant, { nodes, links, beyond, cut }: ToldAround): NetworkAround => ({
    ...{ at, beyond, cut, links: links.map(view) },
    nodes: nodes.map(({ name, ...node }) => ({ ...node, name: nameOf(node.resourceId, name) })),
  });

  /** What is monitored, by place. */
  function grouped(): ReadonlyMap<string, readonly ResourceId[]> {
    const groups = new Map<string, ResourceId[]>();
    for (const resource of resources.monitored()) {
      const name = placeName(resource);
      const known = groups.get(name);
      if (known) known.push(resource.id);
      else groups.set(name, [resource.id]);
    }
    return groups;
  }

  return {
    overview,
    linksOf: async (id) => {
      const { at } = await overview();
      return { at, items: (await store.linksOf(id)).map(view) };
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
      const named = <T extends { readonly resourceId: ResourceId }>(one: T) => ({ ...one, name: nameOf(one.resourceId, one.resourceId) });
      const items = (found ?? []).map(({ mac, resolved, ports, owner }) => ({
        ...{ mac, owner: owner && named(owner) },
        ...{ resolved: resolved.map(named), ports: ports.map(named) },
      }));
      return { at: clock.now(), isAddress: found !== null, items };
    },
    around: async (id, hops) => {
      const { at } = await overview();
      return aroundView(at, await store.around(id, hops));
    },
    places: async () => {
      const { at } = await overview();
      const groups = grouped();
      const numbered = [...groups].flatMap(([, ids], number) => ids.map((id) => [id, number] as const));
      const names = [...groups.keys()];
      const links = (await store.bundles(numbered)).map(({ a, b, links: count }) => ({
        a: names[a] ?? '',
        b: names[b] ?? '',
        links: count,
      }));
      return { at, places: [...groups].map(([name, ids]) => ({ name, resources: ids.length })), links };
    },
    place: async (name) => {
      const ids = grouped().get(name);
      if (!ids) throw new Refusal('place.notFound');
      const { at } = await overview();
      return aroundView(at, await store.among(ids));
    },
  };
}
