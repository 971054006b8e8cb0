import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Block, gridOut } from './grid.ts';

const groups = fc
  .dictionary(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'), fc.integer({ min: 0, max: 300 }))
  .map(
    (sizes) => new Map(Object.entries(sizes).map(([name, size]) => [name, Array.from({ length: size }, (_, at) => `${name}${1000 + at}`)])),
  );

const inside = ({ x, y }: { x: number; y: number }, block: Block) =>
  x > block.x && x < block.x + block.width && y > block.y && y < block.y + block.height;

test('R-8.4.2-c1-1 each thing has a place of its own, in the block of its group and in no other', () => {
  fc.assert(
    fc.property(groups, (all) => {
      const { places, blocks, width, height } = gridOut(all);
      expect(places.size).toBe([...all.values()].reduce((sum, ids) => sum + ids.length, 0));
      expect(new Set([...places.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(places.size);
      for (const [name, ids] of all)
        for (const id of ids) {
          const place = places.get(id) ?? { x: -1, y: -1 };
          expect(blocks.filter((block) => inside(place, block)).map((block) => block.name)).toEqual([name]);
        }
      for (const block of blocks) expect(block.x + block.width <= width && block.y + block.height <= height).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('R-8.4.2-c2-2 what is new at a place moves nothing beside it or above', () => {
  fc.assert(
    fc.property(groups, fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'), (before, name) => {
      const old = before.get(name);
      if (!old) return;
      const [was, is] = [gridOut(before), gridOut(new Map([...before, [name, [...old, `${name}9999`]]]))];
      const grown = was.blocks.find((block) => block.name === name);
      for (const [id, place] of was.places)
        if (!grown || place.x < grown.x || place.x > grown.x + grown.width || place.y < grown.y + grown.height)
          expect(is.places.get(id)).toEqual(place);
    }),
    { numRuns: 50 },
  );
});
