import type { ResourceId } from '../id.ts';
import { type Graph, within } from './graph.ts';
import type { End, Link } from './links.ts';

/** Something on the map: a resource, or a device that is not watched, by the name it gives itself. */
export interface MapNode {
  /** Its key: the same in every discovery. */
  readonly key: string;
  readonly resourceId: ResourceId | null;
  readonly name: string;
  /** How many links away from where one looks. */
  readonly hops: number;
}

/** What is around a device. */
export interface Around {
  /** The nearest first, then by key. */
  readonly nodes: readonly MapNode[];
  /** Links between them, ascending by id. */
  readonly links: readonly Link[];
  /** Nodes and links of the network that are not among them. */
  readonly beyond: { readonly nodes: number; readonly links: number };
}

/** The key of what is at an end of a link. */
export const nodeKeyOf = ({ resourceId, name }: End): string => resourceId ?? `? ${name}`;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Nodes within so many links of a resource and the links between them. One without links is alone. */
export function aroundOf(links: readonly Link[], center: ResourceId, hops: number): Around {
  const ends = new Map<string, End>([[center, { resourceId: center, name: '', port: '' }]]);
  for (const { a, b } of links) for (const end of [a, b]) if (!ends.has(nodeKeyOf(end))) ends.set(nodeKeyOf(end), end);
  const places = new Map([...ends.keys()].map((key, place) => [key, place]));
  const placeOf = (end: End): number => places.get(nodeKeyOf(end)) ?? 0;
  const graph: Graph = { size: ends.size, joints: links.map(({ a, b }) => [placeOf(a), placeOf(b)]) };
  const near = within(graph, 0, hops);
  const nodes = [...ends]
    .flatMap(([key, { resourceId, name }], place): readonly MapNode[] => {
      const distance = near.get(place);
      return distance === undefined ? [] : [{ key, resourceId, name, hops: distance }];
    })
    .sort((one, other) => one.hops - other.hops || byText(one.key, other.key));
  const own = links.filter(({ a, b }) => near.has(placeOf(a)) && near.has(placeOf(b)));
  return { nodes, links: own, beyond: { nodes: ends.size - nodes.length, links: links.length - own.length } };
}
