import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createHeap } from './heap.ts';

interface Item {
  readonly value: number;
  place: number;
}

it('gives what is in it in order, whatever was put in and taken out of the middle before', () => {
  const steps = fc.array(fc.oneof(fc.record({ put: fc.integer({ min: 0, max: 50 }) }), fc.record({ out: fc.nat(40) }), fc.constant('pop')));
  fc.assert(
    fc.property(steps, (list) => {
      const heap = createHeap<Item>((a, b) => a.value < b.value);
      let plain: Item[] = [];
      const least = () => Math.min(...plain.map(({ value }) => value));
      for (const step of list) {
        if (typeof step === 'string') {
          const expected = least();
          const popped = heap.pop();
          expect(popped?.value ?? Number.POSITIVE_INFINITY).toBe(expected);
          plain = plain.filter((one) => one !== popped);
        } else if ('put' in step) {
          const item = { value: step.put, place: -1 };
          heap.push(item);
          plain.push(item);
        } else {
          const item = plain[step.out];
          if (!item) continue;
          heap.remove(item);
          plain = plain.filter((one) => one !== item);
        }
        expect(heap.size()).toBe(plain.length);
        expect(heap.first()?.value ?? Number.POSITIVE_INFINITY).toBe(least());
      }
      const rest = plain.map(({ value }) => value).sort((a, b) => a - b);
      expect(rest.map(() => heap.pop()?.value)).toEqual(rest);
    }),
  );
});
