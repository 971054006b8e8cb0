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

/** A link as far as it is drawn. */
type Joining = Pick<Link, 'id' | 'a' | 'b'>;

/** What is around a device. */
export interface Around<L extends Joining = Link> {
  /** The nearest first, then by key. */
  readonly nodes: readonly MapNode[];
  /** Links between them, ascending by id. */
  readonly links: readonly L[];
  /** Nodes and links of the network that are not among them. */
  readonly beyond: { readonly nodes: number; readonly links: number };
  /** How many of those nodes are within the hops: more than can be drawn. */
  readonly cut: number;
}

/** More devices than this nobody can read at once. */
export const MOST_NODES = 300;
/** A device that claims thousands of links does not fill the map with them. */
const MOST_LINKS = 1000;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Nodes within so many links of a resource and the links between them, of too many the nearest. One without links is alone. */
export function aroundOf<L extends Joining>(links: readonly L[], center: ResourceId, hops: number, most = MOST_NODES): Around<L> {
  const ends = new Map<string, Pick<End, 'node' | 'resourceId' | 'name'>>([[center, { node: center, resourceId: center, name: '' }]]);
  for (const { a, b } of links) for (const end of [a, b]) if (!ends.has(end.node)) ends.set(end.node, end);
  const places = new Map([...ends.keys()].map((node, place) => [node, place]));
  const placeOf = ({ node }: End): number => places.get(node) ?? 0;
  const graph: Graph = { size: ends.size, joints: links.map(({ a, b }) => [placeOf(a), placeOf(b)]) };
  const near = within(graph, 0, hops);
  const all = [...ends.values()]
    .flatMap(({ node, resourceId, name }, place): readonly MapNode[] => {
      const distance = near.get(place);
      return distance === undefined ? [] : [{ key: node, resourceId, name, hops: distance }];
    })
    .sort((one, other) => one.hops - other.hops || byText(one.key, other.key));
  const nodes = all.slice(0, most);
  const drawn = new Set(nodes.map(({ key }) => key));
  const own = links.filter(({ a, b }) => drawn.has(a.node) && drawn.has(b.node)).slice(0, MOST_LINKS);
  return {
    nodes,
    links: own,
    beyond: { nodes: ends.size - nodes.length, links: links.length - own.length },
    cut: all.length - nodes.length,
  };
}

/** How many links there are between two groups of resources; what is not in any counts nowhere. */
export interface Bundle {
  readonly a: number;
  readonly b: number;
  readonly links: number;
}

/** Links between different groups, ascending; groups by their numbers. */
export function bundlesOf(links: readonly Pick<Link, 'a' | 'b'>[], groupOf: ReadonlyMap<ResourceId, number>): readonly Bundle[] {
  const counts = new Map<string, Bundle>();
  const of = ({ resourceId }: End): number | undefined => (resourceId === null ? undefined : groupOf.get(resourceId));
  for (const link of links) {
    const [one, other] = [of(link.a), of(link.b)];
    if (one === undefined || other === undefined || one === other) continue;
    const [a, b] = one < other ? [one, other] : [other, one];
    const key = `${a} ${b}`;
    counts.set(key, { a, b, links: (counts.get(key)?.links ?? 0) + 1 });
  }
  return [...counts.values()].sort((x, y) => x.a - y.a || x.b - y.b);
}

/** Some resources and the links between them; those with links to others come first, at no hops. Of too many those with most links. */
export function amongOf<L extends Joining>(links: readonly L[], ids: readonly ResourceId[], most = MOST_NODES): Around<L> {
  const wanted = new Set<string>(ids);
  const isIn = ({ resourceId }: End): boolean => resourceId !== null && wanted.has(resourceId);
  const degrees = new Map<string, number>();
  const leading = new Set<string>();
  for (const { a, b } of links)
    for (const [end, other] of [
      [a, b],
      [b, a],
    ] as const)
      if (isIn(end)) {
        degrees.set(end.node, (degrees.get(end.node) ?? 0) + 1);
        if (!isIn(other)) leading.add(end.node);
      }
  const all = [...wanted]
    .map((key): MapNode => ({ key, resourceId: key as ResourceId, name: '', hops: leading.has(key) ? 0 : 1 }))
    .sort((x, y) => (degrees.get(y.key) ?? 0) - (degrees.get(x.key) ?? 0) || byText(x.key, y.key));
  const nodes = all.slice(0, most).sort((x, y) => x.hops - y.hops || byText(x.key, y.key));
  const drawn = new Set(nodes.map(({ key }) => key));
  const own = links.filter(({ a, b }) => drawn.has(a.node) && drawn.has(b.node)).slice(0, MOST_LINKS);
  const known = new Set(links.flatMap(({ a, b }) => [a.node, b.node]));
  for (const { key } of all) known.add(key);
  return {
    nodes,
    links: own,
    beyond: { nodes: known.size - nodes.length, links: links.length - own.length },
    cut: all.length - nodes.length,
  };
}

/** Every node with its key, resources in the given order and then those that nobody watches by key, and which are joined how often. */
export interface Whole {
  readonly nodes: readonly Omit<MapNode, 'hops'>[];
  /** Two nodes by their places, the lesser first, and how many links there are between them; ascending. */
  readonly joints: readonly (readonly [number, number, number])[];
}

/** The whole network of these resources: links to a resource that is not among them are left out. */
export function wholeOf(links: readonly Joining[], ids: readonly ResourceId[]): Whole {
  const nodes = new Map<string, Omit<MapNode, 'hops'>>(ids.map((id) => [id, { key: id, resourceId: id, name: '' }]));
  const strangers = new Map<string, Omit<MapNode, 'hops'>>();
  for (const { a, b } of links)
    for (const { node, resourceId, name } of [a, b]) if (resourceId === null) strangers.set(node, { key: node, resourceId, name });
  for (const [key, node] of [...strangers].sort(([x], [y]) => byText(x, y))) nodes.set(key, node);
  const places = new Map([...nodes.keys()].map((key, place) => [key, place]));
  const counts = new Map<string, [number, number, number]>();
  for (const { a, b } of links) {
    const [one, other] = [places.get(a.node), places.get(b.node)];
    if (one === undefined || other === undefined) continue;
    const [lesser, greater] = one < other ? [one, other] : [other, one];
    const key = `${lesser} ${greater}`;
    const known = counts.get(key);
    if (known) known[2] += 1;
    else counts.set(key, [lesser, greater, 1]);
  }
  return { nodes: [...nodes.values()], joints: [...counts.values()].sort((x, y) => x[0] - y[0] || x[1] - y[1]) };
}
