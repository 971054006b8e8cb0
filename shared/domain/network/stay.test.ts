import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ABSENT_MS, looked, type Stay, stateOfStay } from './stay.ts';

const stay = (place: string, firstAt: number, lastAt: number): Stay => ({ place, firstAt, lastAt });

test('R-8.4.2-c2-6 what is seen at the same place is there still, elsewhere or after a day away it is another stay', () => {
  expect(looked(null, 'p1', 5)).toBe('other');
  expect(looked(stay('p1', 1, 5), 'p1', 6)).toBe('longer');
  expect(looked(stay('p1', 1, 5), 'p1', 5 + ABSENT_MS)).toBe('longer');
  expect(looked(stay('p1', 1, 5), 'p1', 6 + ABSENT_MS)).toBe('other');
  expect(looked(stay('p1', 1, 5), 'p2', 6)).toBe('other');
  expect(looked(stay('p1', 1, 5), 'p2', 5), 'the same look again').toBe('old');
});

test('looks in any order and any number of times make stays that follow each other and lose no place', () => {
  const looks = fc.array(fc.record({ at: fc.integer({ min: 0, max: 20 }), place: fc.constantFrom('a', 'b', 'c') }), { maxLength: 40 });
  fc.assert(
    fc.property(looks, (all) => {
      const stays: Stay[] = [];
      const put = ({ at, place }: { readonly at: number; readonly place: string }) => {
        const latest = stays.at(-1) ?? null;
        const what = looked(latest, place, at * (ABSENT_MS / 3));
        if (what === 'other') stays.push(stay(place, at * (ABSENT_MS / 3), at * (ABSENT_MS / 3)));
        if (what === 'longer' && latest) stays[stays.length - 1] = { ...latest, lastAt: at * (ABSENT_MS / 3) };
      };
      const inOrder = [...all].sort((a, b) => a.at - b.at);
      for (const one of inOrder) put(one);
      const before = [...stays];
      for (const one of inOrder) put(one);
      expect(stays, 'what is delivered twice changes nothing').toEqual(before);
      stays.forEach(({ firstAt, lastAt, place }, index) => {
        expect(firstAt).toBeLessThanOrEqual(lastAt);
        const next = stays[index + 1];
        if (!next) return;
        expect(lastAt).toBeLessThan(next.firstAt);
        expect(place !== next.place || next.firstAt - lastAt > ABSENT_MS).toBe(true);
      });
    }),
  );
});

test('a stay that the newest table lacks is over, unless the table was cut or never read', () => {
  expect(stateOfStay(10, { at: 10, isCut: false })).toBe('now');
  expect(stateOfStay(9, { at: 10, isCut: false })).toBe('gone');
  expect(stateOfStay(9, { at: 10, isCut: true })).toBe('unknown');
  expect(stateOfStay(10, { at: 10, isCut: true })).toBe('now');
  expect(stateOfStay(10, null)).toBe('unknown');
});
