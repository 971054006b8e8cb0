import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Graph, reachable, within } from './graph.ts';
import { impactOf } from './impact.ts';

const graphs = (most: number) =>
  fc.integer({ min: 1, max: most }).chain((size) =>
    fc.record({
      graph: fc.record({
        size: fc.constant(size),
        joints: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: Math.ceil(size * 1.3) }),
      }),
      roots: fc.array(fc.nat(size - 1), { maxLength: 3 }),
    }),
  );

/** What is reachable and is not any more without the element, counted by trying. */
function cutOff(graph: Graph, roots: readonly number[], element: number): readonly number[] {
  const [before, after] = [reachable(graph, roots, new Set()), reachable(graph, roots, new Set([element]))];
  return Array.from({ length: graph.size }, (_, place) => place).filter((place) => before[place] === 1 && after[place] !== 1);
}

test('R-8.4.2-d-2 what an element cuts off is what is not reached without it, for every place and joint of any graph', () => {
  fc.assert(
    fc.property(graphs(60), ({ graph, roots }) => {
      const impact = impactOf(graph, roots);
      for (let element = 0; element < graph.size + graph.joints.length; element++) {
        const expected = cutOff(graph, roots, element);
        expect(impact.of(element)).toEqual(expected);
        expect(impact.count(element)).toBe(expected.length);
      }
    }),
    { numRuns: 200 },
  );
});

test('R-8.4.2-d-2 the same in graphs of 200 places, for some elements', () => {
  fc.assert(
    fc.property(graphs(200), fc.array(fc.nat(399), { minLength: 5, maxLength: 20 }), ({ graph, roots }, elements) => {
      const impact = impactOf(graph, roots);
      for (const one of elements) {
        const element = one % (graph.size + graph.joints.length);
        expect(impact.of(element)).toEqual(cutOff(graph, roots, element));
      }
    }),
    { numRuns: 100 },
  );
});

test('all ways to a place lead over what cuts it off, the nearest first', () => {
  fc.assert(
    fc.property(graphs(40), ({ graph, roots }) => {
      const impact = impactOf(graph, roots);
      for (let place = 0; place < graph.size; place++) {
        const over = impact.over(place);
        const elements = Array.from({ length: graph.size + graph.joints.length }, (_, element) => element);
        expect([...over].sort((a, b) => a - b)).toEqual(
          elements.filter((element) => element !== place && impact.of(element).includes(place)),
        );
        expect(over.map((element) => impact.count(element))).toEqual(over.map((element) => impact.count(element)).sort((a, b) => a - b));
      }
    }),
  );
});

test('hops are the fewest joints, and end where they are said to', () => {
  const line: Graph = {
    size: 6,
    joints: [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [0, 3],
    ],
  };
  expect([...within(line, 1, 2)].sort()).toEqual([
    [0, 1],
    [1, 0],
    [2, 1],
    [3, 2],
  ]);
  expect([...within(line, 5, 6)]).toEqual([[5, 0]]);
});

test('seven thousand places and ten thousand joints are looked at in a moment', () => {
  const size = 7000;
  const joints = Array.from({ length: 10_000 }, (_, at): [number, number] =>
    at < size - 1 ? [Math.floor(at / 3), at + 1] : [(at * 7919) % size, (at * 104_729) % size],
  );
  const began = performance.now();
  const impact = impactOf({ size, joints }, [0]);
  const tookMs = performance.now() - began;
  expect(impact.count(0)).toBe(size);
  expect(tookMs).toBeLessThan(2000);
});
