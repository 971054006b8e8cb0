import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Position } from './layout.ts';
import { moved, movesOn, taken } from './places.ts';

const at = (x: number, y = 0): Position => ({ x, y });

test('R-8.4.2-c2-2 only what is somewhere else is a move, and the last one of a node counts', () => {
  const places = new Map([
    ['a', at(1)],
    ['b', at(2)],
  ]);
  const moves = movesOn(places, [
    { node: 'a', to: at(1) },
    { node: 'b', to: at(3) },
    { node: 'b', to: at(4) },
    { node: 'c', to: at(5) },
    { node: 'd', to: null },
  ]);
  expect(moves).toEqual([
    { node: 'b', from: at(2), to: at(4) },
    { node: 'c', from: null, to: at(5) },
  ]);
});

test('R-8.4.2-c2-2 what is taken back leaves whom somebody has moved since', () => {
  const moves = [
    { node: 'a', from: null, to: at(1) },
    { node: 'b', from: at(2), to: at(3) },
  ];
  const places = new Map([
    ['a', at(9)],
    ['b', at(3)],
  ]);
  expect(taken(places, moves)).toEqual([{ node: 'b', from: at(3), to: at(2) }]);
});

const PLACE = fc.record({ x: fc.integer({ min: -50, max: 50 }), y: fc.integer({ min: -50, max: 50 }) });
const NODE = fc.constantFrom('a', 'b', 'c', 'd');

test('R-8.4.2-c2-2 taking back what was just done is as if it had not been done', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(NODE, PLACE)), fc.array(fc.record({ node: NODE, to: fc.option(PLACE) })), (known, wanted) => {
      const places = new Map(known);
      const moves = movesOn(places, wanted);
      const after = moved(places, moves);
      expect(moved(after, taken(after, moves))).toEqual(places);
    }),
  );
});
