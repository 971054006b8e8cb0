import type { MapNode } from './around.ts';
import { type Adjacency, adjacencyOf, type Element, type Graph, reachable } from './graph.ts';
import type { End, Link } from './links.ts';

/** A way through a graph: its places from one end to the other, and the joint between each two of them. */
export interface Path {
  readonly places: readonly number[];
  readonly joints: readonly number[];
}

/** Ways between two places. */
export interface Paths {
  /** One with the fewest joints; of several the one through the lowest places. Null where there is none. */
  readonly shortest: Path | null;
  /** As many as there can be that share no place between the ends and no joint, shortest first; at most as many as asked for. */
  readonly apart: readonly Path[];
  /** What every way passes, in the order of the shortest: where it fails there is none left. The ends are not among it. */
  readonly unavoidable: { readonly places: readonly number[]; readonly joints: readonly number[] };
}

const NONE: Paths = { shortest: null, apart: [], unavoidable: { places: [], joints: [] } };

function shortestOf({ size }: Graph, { first, to, by }: Adjacency, from: number, target: number): Path | null {
  const before = new Int32Array(size).fill(-1);
  const joint = new Int32Array(size).fill(-1);
  const seen = new Uint8Array(size);
  seen[from] = 1;
  let ring = [from];
  while (ring.length > 0 && seen[target] === 0) {
    const next: number[] = [];
    for (const place of ring)
      for (let entry = first[place] ?? 0; entry < (first[place + 1] ?? 0); entry++) {
        const there = to[entry] ?? 0;
        if (seen[there] === 1) continue;
        seen[there] = 1;
        before[there] = place;
        joint[there] = by[entry] ?? 0;
        next.push(there);
      }
    // Places of a ring in their order: of several ways that are equally short the one through the lowest is taken.
    ring = next.sort((a, b) => a - b);
  }
  if (seen[target] === 0) return null;
  const places = [target];
  const joints: number[] = [];
  for (let place = target; place !== from; place = before[place] ?? from) {
    joints.push(joint[place] ?? 0);
    places.push(before[place] ?? from);
  }
  return { places: places.reverse(), joints: joints.reverse() };
}

/** One arc of a flow of which each carries at most one unit; `back` is the number of the arc the other way. */
interface Arc {
  readonly to: number;
  readonly back: number;
  readonly joint: number | null;
  room: number;
}

/**
 * Ways that share nothing (Menger): a flow of units through places that are split in two, so that only one passes each. A place `p` is
 * entered at 2p and left at 2p + 1.
 */
function apartOf({ size, joints }: Graph, from: number, target: number, most: number): readonly Path[] {
  const arcs: Arc[] = [];
  const leaving: number[][] = Array.from({ length: size * 2 }, () => []);
  const add = (a: number, b: number, room: number, joint: number | null): void => {
    leaving[a]?.push(arcs.length);
    arcs.push({ to: b, back: arcs.length + 1, joint, room });
    leaving[b]?.push(arcs.length);
    arcs.push({ to: a, back: arcs.length - 1, joint, room: 0 });
  };
  for (let place = 0; place < size; place++) add(place * 2, place * 2 + 1, place === from || place === target ? most : 1, null);
  joints.forEach(([a, b], joint) => {
    if (a === b) return;
    add(a * 2 + 1, b * 2, 1, joint);
    add(b * 2 + 1, a * 2, 1, joint);
  });

  function augment(): boolean {
    const reachedBy = new Int32Array(size * 2).fill(-1);
    let ring = [from * 2 + 1];
    const seen = new Uint8Array(size * 2);
    seen[from * 2 + 1] = 1;
    while (ring.length > 0 && seen[target * 2] === 0) {
      const next: number[] = [];
      for (const node of ring)
        for (const number of leaving[node] ?? []) {
          const arc = arcs[number];
          if (!arc || arc.room <= 0 || seen[arc.to] === 1) continue;
          seen[arc.to] = 1;
          reachedBy[arc.to] = number;
          next.push(arc.to);
        }
      ring = next;
    }
    if (seen[target * 2] === 0) return false;
    for (let node = target * 2; node !== from * 2 + 1; ) {
      const arc = arcs[reachedBy[node] ?? 0];
      const back = arc && arcs[arc.back];
      if (!arc || !back) return false;
      arc.room -= 1;
      back.room += 1;
      node = back.to;
    }
    return true;
  }

  let found = 0;
  while (found < most && augment()) found += 1;

  // A joint that carries a unit both ways carries none.
  const used = new Map<number, { readonly to: number; readonly joint: number }[]>();
  const both = new Map<number, number>();
  for (const [number, arc] of arcs.entries())
    if (number % 2 === 0 && arc.joint !== null && arc.room === 0) both.set(arc.joint, (both.get(arc.joint) ?? 0) + 1);
  for (const [number, arc] of arcs.entries()) {
    if (number % 2 !== 0 || arc.joint === null || arc.room !== 0 || both.get(arc.joint) !== 1) continue;
    const place = Math.floor((arcs[arc.back]?.to ?? 0) / 2);
    used.set(place, [...(used.get(place) ?? []), { to: Math.floor(arc.to / 2), joint: arc.joint }]);
  }
  const paths = Array.from({ length: found }, (): Path => {
    const places = [from];
    const along: number[] = [];
    for (let place = from; place !== target; ) {
      const step = used.get(place)?.shift();
      if (!step) break;
      places.push(step.to);
      along.push(step.joint);
      place = step.to;
    }
    return { places, joints: along };
  });
  return paths.sort((a, b) => a.joints.length - b.joints.length);
}

/** Ways between two places of a graph, at most `most` that are apart. From a place to itself there is one without joints. */
export function pathsBetween(graph: Graph, from: number, target: number, most: number): Paths {
  if (from === target) return { ...NONE, shortest: { places: [from], joints: [] } };
  const adjacency = adjacencyOf(graph);
  const shortest = shortestOf(graph, adjacency, from, target);
  if (shortest === null) return NONE;
  const isNeeded = (element: Element): boolean => reachable(graph, [from], new Set([element]), adjacency)[target] !== 1;
  return {
    shortest,
    apart: apartOf(graph, from, target, most),
    unavoidable: {
      places: shortest.places.slice(1, -1).filter(isNeeded),
      joints: shortest.joints.filter((joint) => isNeeded(graph.size + joint)),
    },
  };
}

/** A way over links: keys of its nodes and ids of its links. */
export interface LinkedPath {
  readonly nodes: readonly string[];
  readonly links: readonly string[];
}

/** Ways between two nodes of a network, with all nodes and links of them. */
export interface LinkedPaths {
  readonly shortest: LinkedPath | null;
  readonly apart: readonly LinkedPath[];
  readonly unavoidable: LinkedPath;
  /** By how many links they are away from where the ways begin, then by key. */
  readonly nodes: readonly MapNode[];
  /** Ascending by id. */
  readonly links: readonly Link[];
}

/** Ways between two nodes, by their keys, over these links; a node without links has none to another. Which of them carries data now nobody says here. */
export function linkedPaths(links: readonly Link[], from: string, target: string, most: number): LinkedPaths {
  const sorted = links.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const ends = new Map<string, Pick<End, 'node' | 'resourceId' | 'name'>>();
  for (const { a, b } of sorted) for (const end of [a, b]) if (!ends.has(end.node)) ends.set(end.node, end);
  const keys = [...ends.keys()].sort();
  const places = new Map(keys.map((key, place) => [key, place]));
  const [first, last] = [places.get(from), places.get(target)];
  const nothing = { shortest: null, apart: [], unavoidable: { nodes: [], links: [] }, nodes: [], links: [] };
  if (first === undefined || last === undefined) return nothing;
  const joints = sorted.map(({ a, b }) => [places.get(a.node) ?? 0, places.get(b.node) ?? 0] as const);
  const { shortest, apart, unavoidable } = pathsBetween({ size: keys.length, joints }, first, last, most);
  const named = (path: Path): LinkedPath => ({
    nodes: path.places.map((place) => keys[place] ?? ''),
    links: path.joints.map((joint) => sorted[joint]?.id ?? ''),
  });
  const all = [...(shortest ? [shortest] : []), ...apart];
  const hops = new Map<number, number>();
  for (const path of all) for (const [hop, place] of path.places.entries()) hops.set(place, Math.min(hop, hops.get(place) ?? hop));
  const used = new Set(all.flatMap((path) => path.joints));
  return {
    shortest: shortest && named(shortest),
    apart: apart.map(named),
    unavoidable: named(unavoidable),
    nodes: [...hops]
      .map(([place, hop]): MapNode => {
        const end = ends.get(keys[place] ?? '');
        return { key: end?.node ?? '', resourceId: end?.resourceId ?? null, name: end?.name ?? '', hops: hop };
      })
      .sort((a, b) => a.hops - b.hops || (a.key < b.key ? -1 : 1)),
    links: sorted.filter((_, joint) => used.has(joint)),
  };
}
