import type { ResourceId } from '../id.ts';
import { type Adjacency, adjacencyOf, type Graph } from './graph.ts';
import type { End, Link } from './links.ts';
import { portFinder } from './portName.ts';
import { type PlaceState, rootCauses } from './root.ts';

/** What is seen of the resources of a network at a moment; those that are in no list answer. */
export interface Sight {
  readonly silent: readonly ResourceId[];
  /** Nobody knows whether they answer. */
  readonly unknown: readonly ResourceId[];
  /** Ports that are said to be down although they are meant to be up. */
  readonly down: readonly { readonly resourceId: ResourceId; readonly port: string }[];
}

/** What silence is held to come from. */
export type FoundCause =
  | { readonly kind: 'resource'; readonly resourceId: ResourceId }
  /** `told`: the end that says that it is down. */
  | { readonly kind: 'link'; readonly told: End; readonly other: End }
  /** A device that nobody watches. */
  | { readonly kind: 'stranger'; readonly name: string };

export interface FoundRoot {
  readonly cause: FoundCause;
  /** See `Root`. */
  readonly certainty: number;
  /** Silent by it, itself included where it is a resource; ascending. */
  readonly resources: readonly ResourceId[];
  /** Ports of others that are down because what they lead to is without life: of a device that is surely the cause, named as they were given. */
  readonly ports: Sight['down'];
}

/** A network ready to be asked why something is silent. */
export interface Sighted {
  /** Resources next to any of these, over whatever nobody watches, and none of them; ascending. */
  beside(resources: readonly ResourceId[]): readonly ResourceId[];
  /** What the silent ones are silent by. A resource without links has no cause here. */
  roots(sight: Sight): readonly FoundRoot[];
}

/**
 * An address that a device has learned at a port says which network it is in, not what it is plugged into; and of links that cannot be there
 * together one is none.
 */
const isCable = ({ evidence, conflicts }: Link): boolean => conflicts === 0 && evidence.some(({ kind }) => kind !== 'arp');

interface Places {
  readonly graph: Graph;
  readonly adjacency: Adjacency;
  readonly ends: readonly End[];
  readonly byResource: ReadonlyMap<ResourceId, number>;
}

function placesOf(links: readonly Link[]): Places {
  const known = new Map<string, number>();
  const ends: End[] = [];
  const placeOf = (end: End): number => {
    const place = known.get(end.node) ?? ends.length;
    if (place === ends.length) {
      known.set(end.node, place);
      ends.push(end);
    }
    return place;
  };
  const joints = links.map(({ a, b }) => [placeOf(a), placeOf(b)] as const);
  const graph: Graph = { size: ends.length, joints };
  const byResource = new Map(ends.flatMap(({ resourceId }, place) => (resourceId === null ? [] : [[resourceId, place] as const])));
  return { graph, adjacency: adjacencyOf(graph), ends, byResource };
}

/** The network of these links as the loss of a way through it is looked for. */
export function sighted(all: readonly Link[]): Sighted {
  const links = all.filter(isCable);
  const { graph, adjacency, ends, byResource } = placesOf(links);
  const placesOfAll = (ids: readonly ResourceId[]): readonly number[] => ids.flatMap((id) => byResource.get(id) ?? []);
  const resourcesAt = (places: readonly number[]): readonly ResourceId[] =>
    places.flatMap((place) => ends[place]?.resourceId ?? []).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

  return {
    beside: (resources) => {
      const seen = new Uint8Array(graph.size);
      const open = [...placesOfAll(resources)];
      for (const place of open) seen[place] = 1;
      const found: number[] = [];
      for (let place = open.pop(); place !== undefined; place = open.pop())
        for (let entry = adjacency.first[place] ?? 0; entry < (adjacency.first[place + 1] ?? 0); entry++) {
          const there = adjacency.to[entry] ?? 0;
          if (seen[there] === 1) continue;
          seen[there] = 1;
          if (ends[there]?.resourceId === null) open.push(there);
          else found.push(there);
        }
      return resourcesAt(found);
    },
    roots: ({ silent, unknown, down }) => {
      const places = ends.map(({ resourceId }): PlaceState => (resourceId === null ? 'unknown' : 'answers'));
      for (const place of placesOfAll(unknown)) places[place] = 'unknown';
      for (const place of placesOfAll(silent)) places[place] = 'silent';
      const portsDown = new Map<ResourceId, string[]>();
      for (const { resourceId, port } of down) portsDown.set(resourceId, [...(portsDown.get(resourceId) ?? []), port]);
      const finders = new Map([...portsDown].map(([resourceId, ports]) => [resourceId, portFinder(ports)]));
      const isDown = ({ resourceId, port }: End): boolean => resourceId !== null && finders.get(resourceId)?.(port) !== undefined;
      const told = new Map<number, readonly [End, End]>();
      const facing = new Map<ResourceId, Sight['down'][number][]>();
      const face = ({ resourceId: of }: End, { resourceId, port }: End): void => {
        const given = resourceId === null ? undefined : finders.get(resourceId)?.(port);
        if (of === null || resourceId === null || given === undefined) return;
        const known = facing.get(of);
        if (known) known.push({ resourceId, port: given });
        else facing.set(of, [{ resourceId, port: given }]);
      };
      links.forEach(({ a, b }, joint) => {
        if (isDown(b)) told.set(joint, [b, a]);
        else if (isDown(a)) told.set(joint, [a, b]);
        face(a, b);
        face(b, a);
      });
      const portsTo = (resources: readonly ResourceId[]): Sight['down'] => {
        const without = new Set(resources);
        return resources.flatMap((id) => (facing.get(id) ?? []).filter(({ resourceId }) => !without.has(resourceId)));
      };
      return rootCauses(graph, { places, down: new Set(told.keys()), supplies: [] }, adjacency).flatMap(
        ({ cause, certainty, places: by }): readonly FoundRoot[] => {
          if (cause.kind !== 'element') return [];
          const resources = resourcesAt(by);
          const link = told.get(cause.element - graph.size);
          if (link) return [{ cause: { kind: 'link', told: link[0], other: link[1] }, certainty, resources, ports: [] }];
          const end = ends[cause.element];
          if (!end) return [];
          const found: FoundCause =
            end.resourceId === null ? { kind: 'stranger', name: end.name } : { kind: 'resource', resourceId: end.resourceId };
          // A cable that may be the cause as well is not the consequence of what is behind it.
          const isSure = found.kind === 'resource' && certainty === 1;
          return [{ cause: found, certainty, resources, ports: isSure ? portsTo(resources) : [] }];
        },
      );
    },
  };
}
