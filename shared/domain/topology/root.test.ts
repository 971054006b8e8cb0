import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adjacencyOf, type Graph, reachable } from './graph.ts';
import { impactOf } from './impact.ts';
import { type PlaceState, type Root, rootCauses, type Sightings } from './root.ts';

/** Connected graphs, with the collector at place 0. */
const networks = (most: number) =>
  fc
    .integer({ min: 2, max: most })
    .chain((size) =>
      fc.record({
        parents: fc.tuple(...Array.from({ length: size - 1 }, (_, at) => fc.nat(at))),
        more: fc.array(
          fc.tuple(fc.nat(size - 1), fc.nat(size - 1)).filter(([a, b]) => a !== b),
          { maxLength: Math.ceil(size / 2) },
        ),
      }),
    )
    .map(
      ({ parents, more }): Graph => ({
        size: parents.length + 1,
        joints: [...parents.map((parent, at): [number, number] => [parent, at + 1]), ...more],
      }),
    );

const NONE: Pick<Sightings, 'supplies'> = { supplies: [] };

/** What is seen when these elements fail: who does not answer, and which ports of those who do are down. */
function seenAfter(graph: Graph, failed: ReadonlySet<number>, supplies: Sightings['supplies'] = []): Sightings {
  const reached = reachable(graph, [0], failed);
  const places = Array.from({ length: graph.size }, (_, place): PlaceState => (reached[place] === 1 ? 'answers' : 'silent'));
  const isBroken = ([a, b]: readonly [number, number], joint: number) => failed.has(graph.size + joint) || failed.has(a) || failed.has(b);
  const down = graph.joints.flatMap((ends, joint) =>
    isBroken(ends, joint) && ends.some((end) => places[end] === 'answers') ? [joint] : [],
  );
  return { places, down: new Set(down), supplies };
}

const elementsOf = (roots: readonly Root[]) => roots.flatMap(({ cause }) => (cause.kind === 'element' ? [cause.element] : []));

describe('R-8.4.2-d-2 the cause of silence', () => {
  test('a device that is dead: it, or beside it the only cable it has to what answers; what is behind it is so by it', () => {
    fc.assert(
      fc.property(networks(60), fc.nat(), ({ size, joints }, any) => {
        const graph = { size, joints };
        const dead = 1 + (any % (size - 1));
        const roots = rootCauses(graph, seenAfter(graph, new Set([dead])));
        const silent = impactOf(graph, [0]).of(dead);
        const cables = joints.flatMap((ends, joint) =>
          ends.includes(dead) && ends.some((end) => !silent.includes(end)) ? [size + joint] : [],
        );
        expect(elementsOf(roots)).toEqual(cables.length === 1 ? [dead, cables[0]] : [dead]);
        for (const { places } of roots) expect(places).toEqual(silent);
      }),
      { numRuns: 300 },
    );
  });

  test('a cable that is cut: it is among the causes of all that is silent, and where nothing is silent there is none', () => {
    fc.assert(
      fc.property(networks(60), fc.nat(), (graph, any) => {
        const joint = any % graph.joints.length;
        const roots = rootCauses(graph, seenAfter(graph, new Set([graph.size + joint])));
        const silent = impactOf(graph, [0]).of(graph.size + joint);
        if (silent.length === 0) expect(roots).toEqual([]);
        else {
          expect(elementsOf(roots)).toContain(graph.size + joint);
          expect(roots).toHaveLength(2);
          for (const { places, certainty } of roots) expect([places, certainty]).toEqual([silent, 0.5]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('an agent that hangs while its device forwards: it alone, for sure', () => {
    fc.assert(
      fc.property(networks(60), fc.nat(), (graph, any) => {
        const hung = 1 + (any % (graph.size - 1));
        const places = Array.from({ length: graph.size }, (_, place): PlaceState => (place === hung ? 'silent' : 'answers'));
        expect(rootCauses(graph, { ...NONE, places, down: new Set() })).toEqual([
          { cause: { kind: 'element', element: hung }, certainty: 1, places: [hung] },
        ]);
      }),
    );
  });

  test('every silent place that touches what answers has a cause, and no cause is a place that answers', () => {
    fc.assert(
      fc.property(
        networks(30),
        fc.array(fc.constantFrom<PlaceState>('answers', 'silent', 'unknown'), { minLength: 30, maxLength: 30 }),
        fc.array(fc.nat(60)),
        (graph, states, down) => {
          const places = states.slice(0, graph.size);
          const sightings = { ...NONE, places, down: new Set(down.filter((joint) => joint < graph.joints.length)) };
          const roots = rootCauses(graph, sightings);
          const { first, to } = adjacencyOf(graph);
          for (let place = 0; place < graph.size; place++) {
            const touches = Array.from(to.slice(first[place], first[place + 1])).some((there) => places[there] === 'answers');
            if (places[place] === 'silent' && touches) expect(roots.some((root) => root.places.includes(place))).toBe(true);
          }
          for (const element of elementsOf(roots)) expect(places[element]).not.toBe('answers');
          for (const { places: own } of roots) expect(own.filter((place) => places[place] !== 'silent')).toEqual([]);
        },
      ),
    );
  });

  test('devices that stop together and share a supply: the supply, unless one that it feeds still answers', () => {
    const star: Graph = {
      size: 6,
      joints: [
        [0, 1],
        [0, 2],
        [0, 3],
        [1, 4],
        [3, 5],
      ],
    };
    const failed = new Set([1, 2]);
    const roots = rootCauses(star, seenAfter(star, failed, [[1, 2], [3]]));
    expect(roots).toEqual([{ cause: { kind: 'supply', supply: 0 }, certainty: 1, places: [1, 2, 4] }]);
    const shared = rootCauses(star, seenAfter(star, failed, [[1, 2, 3]]));
    expect(elementsOf(shared)).toEqual([1, 6, 2, 7]);
  });

  test('what is behind something that nobody asks stopped with it; alone, it may be either', () => {
    const behind: Graph = {
      size: 5,
      joints: [
        [0, 1],
        [1, 2],
        [1, 3],
        [0, 4],
      ],
    };
    const places: PlaceState[] = ['answers', 'unknown', 'silent', 'silent', 'answers'];
    expect(rootCauses(behind, { ...NONE, places, down: new Set() })).toEqual([
      { cause: { kind: 'element', element: 1 }, certainty: 1, places: [2, 3] },
    ]);
    const one = {
      size: 3,
      joints: [
        [0, 1],
        [1, 2],
      ],
    } as const;
    expect(elementsOf(rootCauses(one, { ...NONE, places: ['answers', 'unknown', 'silent'], down: new Set() }))).toEqual([2, 1]);
  });

  test('a whole network that is silent has no root in it: the way from the collector is lost', () => {
    expect(
      rootCauses(
        {
          size: 3,
          joints: [
            [0, 1],
            [1, 2],
          ],
        },
        { ...NONE, places: ['silent', 'silent', 'silent'], down: new Set() },
      ),
    ).toEqual([]);
  });
});
