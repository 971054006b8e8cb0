import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differences, type Moment, turnover } from './past.ts';

const collection = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('1', '2', '3'));

test('R-8.4.2-c2-2 what is written down of a collection tells what it was at every moment', () => {
  fc.assert(
    fc.property(fc.array(collection, { maxLength: 12 }), (collections) => {
      const rows: { key: string; value: string; from: number; until: number }[] = [];
      const open = new Map<string, string>();
      for (const [at, one] of collections.entries()) {
        const now = new Map(Object.entries(one).map(([key, value]) => [key, { mark: value, value }]));
        const { ended, begun } = turnover(open, now);
        for (const key of ended) {
          open.delete(key);
          for (const row of rows) if (row.key === key && row.until === Number.POSITIVE_INFINITY) row.until = at;
        }
        for (const [key, value] of begun) {
          open.set(key, value);
          rows.push({ key, value, from: at, until: Number.POSITIVE_INFINITY });
        }
      }
      for (const [at, one] of collections.entries()) {
        const then = rows.filter(({ from, until }) => from <= at && at < until).map(({ key, value }) => [key, value]);
        expect(Object.fromEntries(then)).toEqual(one);
        expect(then).toHaveLength(Object.keys(one).length);
      }
    }),
  );
});

const link = fc.record({ id: fc.constantFrom('l1', 'l2', 'l3'), isDown: fc.boolean(), isLost: fc.boolean() });
const resource = fc.record({
  id: fc.constantFrom('r1', 'r2', 'r3'),
  reachable: fc.constantFrom(true, false, null),
  worst: fc.constantFrom(null, 'critical' as const, 'warning' as const),
});
const moment: fc.Arbitrary<Moment> = fc.record({
  links: fc.uniqueArray(link, { selector: ({ id }) => id }),
  resources: fc.uniqueArray(resource, { selector: ({ id }) => id }),
});

test('between two moments each thing that is otherwise is named once, and nothing else', () => {
  fc.assert(
    fc.property(moment, moment, (before, after) => {
      const { links, resources } = differences(before, after);
      for (const [changed, one, other] of [
        [links, before.links, after.links],
        [resources, before.resources, after.resources],
      ] as const) {
        const ids = [...new Set([...one, ...other].map(({ id }) => id as string))];
        const otherwise = ids.filter((id) => {
          const [x, y] = [one, other].map((all) => all.find((each) => each.id === id));
          return JSON.stringify(x) !== JSON.stringify(y);
        });
        expect(changed.map(({ id }) => id as string).sort()).toEqual(otherwise.sort());
      }
    }),
  );
});

test('what weighs most is said: that it answers no more before that it is worse, that a link is down before that it is lost', () => {
  const was: Moment = {
    links: [{ id: 'l', isDown: false, isLost: false }],
    resources: [{ id: 'r', reachable: true, worst: 'critical' }],
  };
  const is: Moment = { links: [{ id: 'l', isDown: true, isLost: true }], resources: [{ id: 'r', reachable: false, worst: null }] };
  expect(differences(was, is)).toEqual({ links: [{ id: 'l', change: 'down' }], resources: [{ id: 'r', change: 'silent' }] });
  expect(differences(is, { links: [], resources: [] })).toEqual({
    links: [{ id: 'l', change: 'gone' }],
    resources: [{ id: 'r', change: 'gone' }],
  });
});
