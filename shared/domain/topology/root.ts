import { type Adjacency, adjacencyOf, type Element, type Graph } from './graph.ts';

/** What is known of a place: it answers, it does not, or nobody asks it. */
export type PlaceState = 'answers' | 'silent' | 'unknown';

/** What is seen of a network at a moment. */
export interface Sightings {
  readonly places: readonly PlaceState[];
  /** Joints of which an end that answers says that they are down, counted from 0. */
  readonly down: ReadonlySet<number>;
  /** Places that share a supply, each list one of them: what they lose together they lose by it. */
  readonly supplies: readonly (readonly number[])[];
}

/** What is held to be the cause: an element of the graph, or a supply by its place in the list. */
export type Cause = { readonly kind: 'element'; readonly element: Element } | { readonly kind: 'supply'; readonly supply: number };

/** A cause and what it is held for. */
export interface Root {
  readonly cause: Cause;
  /** From 0 to 1. A device behind its only cable and that cable explain the same: half of it for each. */
  readonly certainty: number;
  /** Silent places that are so by it, ascending; the place itself where it is one. */
  readonly places: readonly number[];
}

const SURE = 1;
const EITHER = 0.5;

/** Silent places that hang together, over whatever joins them, and what of them touches places that answer. */
interface Region {
  readonly members: readonly number[];
  /** Members with a joint to a place that answers which is not said to be down. */
  readonly open: readonly number[];
  /** Members whose joints to places that answer are all said to be down, with these joints. */
  readonly cut: ReadonlyMap<number, readonly number[]>;
}

function regionsOf({ size }: Graph, { first, to, by }: Adjacency, { places, down }: Sightings): readonly Region[] {
  const seen = new Uint8Array(size);
  const regions: Region[] = [];
  for (let start = 0; start < size; start++) {
    if (seen[start] === 1 || places[start] !== 'silent') continue;
    seen[start] = 1;
    const members: number[] = [];
    const open: number[] = [];
    const cut = new Map<number, readonly number[]>();
    const stack = [start];
    for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
      members.push(place);
      const [whole, broken] = [new Set<number>(), new Set<number>()];
      for (let entry = first[place] ?? 0; entry < (first[place + 1] ?? 0); entry++) {
        const [there, joint] = [to[entry] ?? 0, by[entry] ?? 0];
        if (places[there] === 'silent') {
          if (seen[there] === 1) continue;
          seen[there] = 1;
          stack.push(there);
        } else if (places[there] === 'answers') (down.has(joint) ? broken : whole).add(joint);
        // What nobody asks may carry: it is walked through like a cable that nobody looks at.
        else if (seen[there] !== 1) {
          seen[there] = 1;
          stack.push(there);
        }
      }
      if (places[place] !== 'silent') members.pop();
      if (whole.size > 0) open.push(place);
      else if (broken.size > 0)
        cut.set(
          place,
          [...broken].sort((a, b) => a - b),
        );
    }
    regions.push({ members: members.sort((a, b) => a - b), open: open.sort((a, b) => a - b), cut });
  }
  return regions;
}

const element = (one: Element): Cause => ({ kind: 'element', element: one });

/** The causes of one region. Where a place is reached and does not answer, that is the place; where all ways to it are down, it or its only cable. */
function rootsOf(graph: Graph, { members, open, cut }: Region): readonly Root[] {
  const silentOpen = open.filter((place) => members.includes(place));
  if (silentOpen.length > 0) return silentOpen.map((place) => ({ cause: element(place), certainty: SURE, places: members }));
  const strange = open.filter((place) => !members.includes(place));
  if (strange.length > 0 && members.length > 0) {
    // Behind something that nobody asks: what hangs on it stopped together, or the one device that does.
    const certainty = members.length > 1 ? SURE : EITHER;
    const own = members.length > 1 ? [] : members.map((place): Root => ({ cause: element(place), certainty, places: members }));
    return [...own, ...strange.map((place): Root => ({ cause: element(place), certainty, places: members }))];
  }
  const reached = [...cut].filter(([place]) => members.includes(place)).sort(([a], [b]) => a - b);
  return reached.flatMap(([place, joints]): readonly Root[] => {
    const [only] = joints;
    if (joints.length > 1 || only === undefined || reached.length > 1) return [{ cause: element(place), certainty: SURE, places: members }];
    return [
      { cause: element(place), certainty: EITHER, places: members },
      { cause: element(graph.size + only), certainty: EITHER, places: members },
    ];
  });
}

/**
 * What silent places are silent by: those nearest to what still answers. A supply that is shared explains the silence of all it feeds
 * better than as many faults at once. Ascending by cause; the same for any numbering of joints. A region that touches nothing that answers
 * has no root here: it is the way from the collector that is lost.
 */
export function rootCauses(graph: Graph, sightings: Sightings, adjacency: Adjacency = adjacencyOf(graph)): readonly Root[] {
  const found = regionsOf(graph, adjacency, sightings).flatMap((region) => rootsOf(graph, region));
  const byPlace = new Map<number, Root>();
  for (const root of found) if (root.cause.kind === 'element' && root.cause.element < graph.size) byPlace.set(root.cause.element, root);
  const roots: Root[] = [];
  const explained = new Set<Root>();
  for (const [supply, fed] of sightings.supplies.entries()) {
    const silent = fed.filter((place) => sightings.places[place] === 'silent');
    const own = silent.flatMap((place) => byPlace.get(place) ?? []);
    // Two that stopped together and share what feeds them; one of them that still answers says that it is not the supply.
    if (own.length < 2 || fed.some((place) => sightings.places[place] === 'answers')) continue;
    const places = [...new Set(own.flatMap((root) => root.places))].sort((a, b) => a - b);
    roots.push({ cause: { kind: 'supply', supply }, certainty: SURE, places });
    for (const root of found) if (own.some((one) => one.places === root.places)) explained.add(root);
  }
  return [...roots, ...found.filter((root) => !explained.has(root))];
}
