import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CELL, layOut, type Position, type Sketch } from './layout.ts';

const sketches = fc.integer({ min: 1, max: 40 }).chain((size) => {
  const ids = Array.from({ length: size }, (_, at) => `n${String(at).padStart(2, '0')}`);
  const id = fc.constantFrom(...ids);
  return fc.record({
    ids: fc.constant(ids),
    joints: fc.array(fc.tuple(id, id), { maxLength: 2 * size }),
    tops: fc.subarray(ids, { maxLength: Math.min(2, size) }),
  });
});
const plain = (positions: ReadonlyMap<string, Position>) => [...positions].sort(([a], [b]) => (a < b ? -1 : 1));
const apart = (positions: ReadonlyMap<string, Position>) => new Set([...positions.values()].map(({ x, y }) => `${x} ${y}`)).size;

describe('R-8.4.2-c2-2 places on the map', () => {
  test('everything has one, no two the same, whatever the order it comes in', () => {
    fc.assert(
      fc.property(
        sketches.chain((sketch) =>
          fc.tuple(
            fc.constant(sketch),
            fc.shuffledSubarray(sketch.ids, { minLength: sketch.ids.length }),
            fc.shuffledSubarray(sketch.joints, { minLength: sketch.joints.length }),
          ),
        ),
        ([sketch, ids, joints]) => {
          const positions = layOut(sketch);
          expect(positions.size).toBe(sketch.ids.length);
          expect(apart(positions)).toBe(sketch.ids.length);
          expect(plain(layOut({ ...sketch, ids, joints }))).toEqual(plain(positions));
        },
      ),
    );
  });

  test('are kept, whatever comes, goes or was dragged; what comes stands beside the others', () => {
    const changes = sketches.chain((sketch) => fc.tuple(fc.constant(sketch), fc.subarray(sketch.ids, { minLength: 1 }), fc.nat(1000)));
    fc.assert(
      fc.property(changes, ([sketch, some, dragged]) => {
        const before = new Map(layOut({ ...sketch, ids: some }));
        const [first = ''] = some;
        before.set(first, { x: dragged * 3.7, y: -dragged });
        const positions = layOut(sketch, before);
        for (const id of some) expect(positions.get(id)).toEqual(before.get(id));
        expect(positions.size).toBe(sketch.ids.length);
        expect(apart(positions)).toBe(apart(before) + sketch.ids.length - some.length);
      }),
    );
  });

  test('one that is joined with something comes next to it', () => {
    const sketch: Sketch = {
      ids: ['core', 'a', 'b'],
      joints: [
        ['core', 'a'],
        ['core', 'b'],
      ],
      tops: ['core'],
    };
    const before = layOut({ ...sketch, ids: ['core', 'a'] });
    const after = layOut(sketch, before);
    const [core, b] = [after.get('core'), after.get('b')];
    expect(Math.hypot((b?.x ?? 0) - (core?.x ?? 0), (b?.y ?? 0) - (core?.y ?? 0))).toBeLessThanOrEqual(Math.hypot(CELL.x, CELL.y));
  });

  test('rows go from the top down, and lines that need not cross do not', () => {
    const sketch: Sketch = {
      ids: ['core', 'z-left', 'a-right', 'leaf-of-right', 'a-leaf-of-left'],
      joints: [
        ['core', 'z-left'],
        ['core', 'a-right'],
        ['a-right', 'leaf-of-right'],
        ['z-left', 'a-leaf-of-left'],
      ],
      tops: ['core'],
    };
    const at = layOut(sketch);
    const x = (id: string) => at.get(id)?.x ?? Number.NaN;
    expect([at.get('core')?.y, at.get('z-left')?.y, at.get('leaf-of-right')?.y]).toEqual([0, CELL.y, 2 * CELL.y]);
    expect(Math.sign(x('a-right') - x('z-left'))).toBe(Math.sign(x('leaf-of-right') - x('a-leaf-of-left')));
  });
});
