/** What is joined with what: places 0 to `size` - 1, and joints between two of them. Both are elements that can fail: a place by its number, a joint by `size` and its number. */
export interface Graph {
  readonly size: number;
  readonly joints: readonly (readonly [number, number])[];
}

/** An element of a graph: a place, or a joint counted on behind the places. */
export type Element = number;

/** For each place its joints and where they lead, as one list that is walked without objects. */
export interface Adjacency {
  /** Of place `p` the entries from `first[p]` to `first[p + 1]`. */
  readonly first: Int32Array;
  readonly to: Int32Array;
  readonly by: Int32Array;
}

/** The neighbours of every place; joints of a place with itself are left out. Throws RangeError for a joint of a place that is not there. */
export function adjacencyOf({ size, joints }: Graph): Adjacency {
  const first = new Int32Array(size + 1);
  for (const [a, b] of joints) {
    if (!(a >= 0 && a < size && b >= 0 && b < size)) throw new RangeError(`a joint of ${a} and ${b} among ${size}`);
    if (a === b) continue;
    first[a + 1] = (first[a + 1] ?? 0) + 1;
    first[b + 1] = (first[b + 1] ?? 0) + 1;
  }
  for (let place = 0; place < size; place++) first[place + 1] = (first[place + 1] ?? 0) + (first[place] ?? 0);
  const [to, by, next] = [new Int32Array(first[size] ?? 0), new Int32Array(first[size] ?? 0), first.slice(0, size)];
  joints.forEach(([a, b], joint) => {
    if (a === b) return;
    for (const [from, there] of [
      [a, b],
      [b, a],
    ] as const) {
      const entry = next[from] ?? 0;
      next[from] = entry + 1;
      to[entry] = there;
      by[entry] = joint;
    }
  });
  return { first, to, by };
}

/** Places that can be reached from any of `roots` over elements that have not failed; roots that failed reach nothing. */
export function reachable(graph: Graph, roots: readonly number[], failed: ReadonlySet<Element>, known?: Adjacency): Uint8Array {
  const { first, to, by } = known ?? adjacencyOf(graph);
  const seen = new Uint8Array(graph.size);
  const open = roots.filter((root) => root < graph.size && !failed.has(root));
  for (const root of open) seen[root] = 1;
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    for (let entry = first[place] ?? 0; entry < (first[place + 1] ?? 0); entry++) {
      const there = to[entry] ?? 0;
      if (seen[there] === 1 || failed.has(there) || failed.has(graph.size + (by[entry] ?? 0))) continue;
      seen[there] = 1;
      open.push(there);
    }
  }
  return seen;
}

/** The first place of whatever hangs together, ascending: one in each part of the graph. */
export function firstOfEach(graph: Graph): readonly number[] {
  const adjacency = adjacencyOf(graph);
  const seen = new Uint8Array(graph.size);
  const firsts: number[] = [];
  for (let place = 0; place < graph.size; place++) {
    if (seen[place] === 1) continue;
    firsts.push(place);
    reachable(graph, [place], new Set(), adjacency).forEach((is, there) => {
      if (is === 1) seen[there] = 1;
    });
  }
  return firsts;
}

/** Places within so many joints of `from`, with how many: `from` itself is 0. */
export function within(graph: Graph, from: number, hops: number, known?: Adjacency): ReadonlyMap<number, number> {
  const { first, to } = known ?? adjacencyOf(graph);
  const found = new Map([[from, 0]]);
  let ring = [from];
  for (let hop = 1; hop <= hops && ring.length > 0; hop++) {
    const next: number[] = [];
    for (const place of ring)
      for (let entry = first[place] ?? 0; entry < (first[place + 1] ?? 0); entry++) {
        const there = to[entry] ?? 0;
        if (found.has(there)) continue;
        found.set(there, hop);
        next.push(there);
      }
    ring = next;
  }
  return found;
}
