import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Graph } from './graph.ts';
import type { Link } from './links.ts';
import { linkedPaths, type Path, pathsBetween } from './path.ts';

/** Every way without a place twice, by trying all. */
function everyPath({ joints }: Graph, from: number, target: number): readonly Path[] {
  const found: Path[] = [];
  const go = (places: readonly number[], along: readonly number[]): void => {
    const here = places.at(-1) ?? from;
    if (here === target) {
      found.push({ places, joints: along });
      return;
    }
    joints.forEach(([a, b], joint) => {
      if (a !== here && b !== here) return;
      const there = a === here ? b : a;
      if (!places.includes(there)) go([...places, there], [...along, joint]);
    });
  };
  go([from], []);
  return found;
}

const isApart = (one: Path, other: Path): boolean =>
  !one.joints.some((joint) => other.joints.includes(joint)) && !one.places.slice(1, -1).some((place) => other.places.includes(place));

/** How many of these share nothing, at most. */
function mostApart(paths: readonly Path[], chosen: readonly Path[] = []): number {
  let best = chosen.length;
  paths.forEach((path, index) => {
    if (chosen.every((one) => isApart(one, path))) best = Math.max(best, mostApart(paths.slice(index + 1), [...chosen, path]));
  });
  return best;
}

const aGraph: fc.Arbitrary<Graph> = fc.integer({ min: 2, max: 6 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    joints: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 9 }),
  }),
);

function expectWay(graph: Graph, path: Path, from: number, target: number): void {
  expect([path.places[0], path.places.at(-1)]).toEqual([from, target]);
  expect(path.joints).toHaveLength(path.places.length - 1);
  expect(new Set(path.places).size).toBe(path.places.length);
  path.joints.forEach((joint, index) => {
    expect([...(graph.joints[joint] ?? [])].sort()).toEqual([path.places[index], path.places[index + 1]].sort());
  });
}

describe('R-8.4.2-c2-3 ways between two places', () => {
  it('are the shortest, as many apart as there are, and what all of them pass: as trying all of them finds', () => {
    fc.assert(
      fc.property(aGraph, (graph) => {
        const target = graph.size - 1;
        const all = everyPath(graph, 0, target);
        const { shortest, apart, unavoidable } = pathsBetween(graph, 0, target, 20);
        if (all.length === 0) {
          expect([shortest, apart]).toEqual([null, []]);
          return;
        }
        if (!shortest) throw new Error('there is a way');
        expectWay(graph, shortest, 0, target);
        expect(shortest.joints.length).toBe(Math.min(...all.map(({ joints }) => joints.length)));
        for (const path of apart) expectWay(graph, path, 0, target);
        for (const [index, path] of apart.entries()) for (const other of apart.slice(index + 1)) expect(isApart(path, other)).toBe(true);
        expect(apart.length).toBe(mostApart(all));
        const passedByAll = (of: (path: Path) => readonly number[]) =>
          [...new Set(all.flatMap(of))].filter((element) => all.every((path) => of(path).includes(element))).sort();
        expect([...unavoidable.places].sort()).toEqual(passedByAll(({ places }) => places.slice(1, -1)));
        expect([...unavoidable.joints].sort()).toEqual(passedByAll(({ joints }) => joints));
      }),
      { numRuns: 500 },
    );
  });

  it('from a place to itself are one without joints', () => {
    expect(pathsBetween({ size: 2, joints: [[0, 1]] }, 1, 1, 3)).toMatchObject({ shortest: { places: [1], joints: [] }, apart: [] });
  });

  it('over two cables between the same devices are two', () => {
    const { apart, unavoidable } = pathsBetween(
      {
        size: 2,
        joints: [
          [0, 1],
          [1, 0],
        ],
      },
      0,
      1,
      9,
    );
    expect(apart.map(({ joints }) => joints)).toEqual([[0], [1]]);
    expect(unavoidable).toEqual({ places: [], joints: [] });
  });

  it('a cheap first way is given up where two others are apart because of it', () => {
    // The shortest runs across both of two long ways: only without it there are two.
    const graph: Graph = {
      size: 6,
      joints: [
        [0, 1],
        [1, 4],
        [4, 5],
        [0, 2],
        [2, 4],
        [1, 3],
        [3, 5],
      ],
    };
    const { shortest, apart } = pathsBetween(graph, 0, 5, 9);
    expect(shortest?.joints).toHaveLength(3);
    expect(apart).toHaveLength(2);
  });

  it('no more are looked for than are asked for', () => {
    const joints = Array.from(
      { length: 10 },
      (_, index) =>
        [
          [0, index + 2],
          [index + 2, 1],
        ] as const,
    ).flat();
    expect(pathsBetween({ size: 12, joints }, 0, 1, 4).apart).toHaveLength(4);
  });

  it('of a network of seven thousand devices are found at once', () => {
    const size = 7000;
    const joints = Array.from(
      { length: size - 1 },
      (_, index) =>
        [
          [index + 1, Math.floor(index / 4)],
          [index + 1, Math.floor(index / 8)],
        ] as const,
    ).flat();
    const startedAt = performance.now();
    const { shortest, apart } = pathsBetween({ size, joints }, size - 1, size - 2000, 8);
    expect(shortest).not.toBeNull();
    expect(apart.length).toBeGreaterThan(0);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});

const link = (id: string, a: string, b: string): Link => ({
  ...{ id, confidence: 0.99, seenAt: 0, evidence: [], conflicts: 0 },
  a: { node: a, resourceId: a.startsWith('x') ? null : a, name: a, port: '1' } as Link['a'],
  b: { node: b, resourceId: b.startsWith('x') ? null : b, name: b, port: '2' } as Link['b'],
});

describe('R-8.4.2-c2-3 ways over links', () => {
  const LINKS = [
    link('l1', 'acc', 'agg1'),
    link('l2', 'acc', 'agg2'),
    link('l3', 'agg1', 'core'),
    link('l4', 'core', 'agg2'),
    link('l5', 'core', 'x1'),
  ];

  it('name their nodes and links, and what all of them pass', () => {
    const { shortest, apart, unavoidable, nodes, links } = linkedPaths(LINKS, 'acc', 'x1', 8);
    expect(shortest).toEqual({ nodes: ['acc', 'agg1', 'core', 'x1'], links: ['l1', 'l3', 'l5'] });
    expect(apart).toHaveLength(1);
    expect(unavoidable).toEqual({ nodes: ['core'], links: ['l5'] });
    expect(nodes.map(({ key, hops, resourceId }) => [key, hops, resourceId])).toEqual([
      ['acc', 0, 'acc'],
      ['agg1', 1, 'agg1'],
      ['core', 2, 'core'],
      ['x1', 3, null],
    ]);
    expect(links.map(({ id }) => id)).toEqual(['l1', 'l3', 'l5']);
  });

  it('that are apart are both there, and the order in which links are told changes nothing', () => {
    const { apart } = linkedPaths(LINKS, 'acc', 'core', 8);
    expect(apart.map(({ nodes }) => nodes)).toEqual([
      ['acc', 'agg1', 'core'],
      ['acc', 'agg2', 'core'],
    ]);
    expect(linkedPaths(LINKS.toReversed(), 'acc', 'core', 8)).toEqual(linkedPaths(LINKS, 'acc', 'core', 8));
  });

  it('to a node that has no links there are none', () => {
    expect(linkedPaths(LINKS, 'acc', 'nobody', 8)).toMatchObject({ shortest: null, apart: [], nodes: [], links: [] });
  });
});
