import { type Adjacency, adjacencyOf, type Element, type Graph } from './graph.ts';

/** What is cut off when one element fails, seen from where it is watched. */
export interface Impact {
  /** Places that only this element joins with any root, itself included where it is a place; ascending. What is not joined with a root anyway is in none. */
  of(element: Element): readonly number[];
  /** How many that are. */
  count(element: Element): number;
  /** The elements that all ways to a place lead over, the nearest to it first, without itself. */
  over(place: number): readonly Element[];
}

/** The root of all roots stands before everything else. */
const TOP = 0;
const UNSEEN = -1;

interface Frame {
  readonly element: Element;
  readonly next: Iterator<Element>;
}

/** Elements in the reverse of the order in which a depth-first visit leaves them: each behind some way that leads to it. */
function inOrder(elements: number, roots: readonly number[], neighboursOf: (element: Element) => Iterable<Element>): readonly Element[] {
  const seen = new Uint8Array(elements);
  const left: Element[] = [];
  for (const root of roots) {
    if (seen[root] === 1) continue;
    seen[root] = 1;
    const stack: Frame[] = [{ element: root, next: neighboursOf(root)[Symbol.iterator]() }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const { done, value } = top.next.next();
      if (done) {
        left.push(top.element);
        stack.pop();
      } else if (seen[value] !== 1) {
        seen[value] = 1;
        stack.push({ element: value, next: neighboursOf(value)[Symbol.iterator]() });
      }
    }
  }
  return left.reverse();
}

function neighbours({ size, joints }: Graph, { first, to, by }: Adjacency) {
  return function* (element: Element): Iterable<Element> {
    if (element >= size) {
      const [a, b] = joints[element - size] ?? [];
      if (a !== undefined && b !== undefined && a !== b) yield* [a, b];
      return;
    }
    for (let entry = first[element] ?? 0; entry < (first[element + 1] ?? 0); entry++)
      if (to[entry] !== element) yield size + (by[entry] ?? 0);
  };
}

/**
 * For every place and joint what fails with it, from the tree of dominators (Cooper, Harvey and Kennedy 2001): an element cuts off what
 * stands below it. `roots`: where collectors are.
 */
export function impactOf(graph: Graph, roots: readonly number[], adjacency: Adjacency = adjacencyOf(graph)): Impact {
  const elements = graph.size + graph.joints.length;
  const neighboursOf = neighbours(graph, adjacency);
  const starts = [...new Set(roots.filter((root) => root >= 0 && root < graph.size))];
  const order = inOrder(elements, starts, neighboursOf);
  // Ranks count from 1; 0 is the root of all roots.
  const rank = new Int32Array(elements).fill(UNSEEN);
  order.forEach((element, at) => {
    rank[element] = at + 1;
  });
  const isStart = new Uint8Array(elements);
  for (const start of starts) isStart[start] = 1;
  const above = new Int32Array(order.length + 1).fill(UNSEEN);
  above[TOP] = TOP;
  const meet = (one: number, other: number): number => {
    let [a, b] = [one, other];
    while (a !== b) {
      while (a > b) a = above[a] ?? TOP;
      while (b > a) b = above[b] ?? TOP;
    }
    return a;
  };
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const [at, element] of order.entries()) {
      let nearest = isStart[element] === 1 ? TOP : UNSEEN;
      for (const from of neighboursOf(element)) {
        const known = rank[from] ?? UNSEEN;
        if (known === UNSEEN || above[known] === UNSEEN) continue;
        nearest = nearest === UNSEEN ? known : meet(nearest, known);
      }
      if (nearest === UNSEEN || above[at + 1] === nearest) continue;
      above[at + 1] = nearest;
      isChanged = true;
    }
  }
  const below: number[][] = Array.from({ length: order.length + 1 }, () => []);
  const counts = new Int32Array(order.length + 1);
  for (let at = order.length; at > TOP; at--) {
    below[above[at] ?? TOP]?.push(at);
    counts[at] = (counts[at] ?? 0) + ((order[at - 1] ?? 0) < graph.size ? 1 : 0);
    if (above[at] !== TOP) counts[above[at] ?? TOP] = (counts[above[at] ?? TOP] ?? 0) + (counts[at] ?? 0);
  }
  return {
    of: (element) => {
      const found: number[] = [];
      const open = rank[element] === undefined || rank[element] === UNSEEN ? [] : [rank[element] ?? TOP];
      for (let at = open.pop(); at !== undefined; at = open.pop()) {
        const one = order[at - 1] ?? 0;
        if (one < graph.size) found.push(one);
        open.push(...(below[at] ?? []));
      }
      return found.sort((a, b) => a - b);
    },
    count: (element) => {
      const at = rank[element] ?? UNSEEN;
      return at === UNSEEN ? 0 : (counts[at] ?? 0);
    },
    over: (place) => {
      const ways: Element[] = [];
      for (let at = above[rank[place] ?? UNSEEN] ?? TOP; at > TOP; at = above[at] ?? TOP) ways.push(order[at - 1] ?? 0);
      return ways;
    },
  };
}
