import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createNumbering, createNumberMap } from './numberMap.ts';

it('is a map of numbers, whatever is put in when', () => {
  const number = fc.oneof(fc.nat(30), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number), { maxLength: 200 }), fc.array(number), (puts, asked) => {
      const map = createNumberMap();
      const plain = new Map<number, number>();
      for (const [key, value] of puts) {
        map.set(key, value);
        plain.set(key, value);
      }
      expect(map.size()).toBe(plain.size);
      expect([...map.keys()]).toEqual([...plain.keys()].sort((a, b) => a - b));
      for (const key of [...asked, ...plain.keys()]) expect(map.get(key)).toBe(plain.get(key));
    }),
  );
});

it('numbers texts from nought, the same one the same', () => {
  const numbering = createNumbering();
  expect(['a', 'b', 'a', 'c'].map(numbering.numberOf)).toEqual([0, 1, 0, 2]);
  expect([0, 1, 2].map(numbering.textOf)).toEqual(['a', 'b', 'c']);
});
