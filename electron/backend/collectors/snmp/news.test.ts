import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeviceFact } from './identify.ts';
import { NOTHING_TOLD, newsAmong } from './news.ts';

const facts = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('interface.status', 'interface.mac', 'sensor.state'),
    component: fc.constantFrom('', '1', 'Gi1/0/1', 'Gi1/0/11'),
    value: fc.oneof(fc.constantFrom('1', 'up', '', null, true, false), fc.integer({ min: 0, max: 3 }), fc.double({ noNaN: true })),
  }),
  { selector: ({ name, component }) => `${name}\n${component}` },
);

test('R-8.4.2-c2-1 what is told of a device is what differs from what was told before, by name, component, kind and value', () => {
  fc.assert(
    fc.property(facts, facts, (before, after) => {
      const { told } = newsAmong(before, NOTHING_TOLD);
      const news = newsAmong(after, told).news;
      const wasTold = (one: DeviceFact) =>
        before.some(
          ({ name, component, value }) =>
            name === one.name && component === one.component && `${value}` === `${one.value}` && typeof value === typeof one.value,
        );
      expect(news).toEqual(after.filter((one) => !wasTold(one)));
    }),
  );
});

test('a hundred thousand facts that differ little have marks that differ', () => {
  const all = Array.from(
    { length: 100_000 },
    (_, at): DeviceFact => ({ name: 'interface.alias', component: `Gi1/0/${at % 1000}`, value: Math.floor(at / 1000) }),
  );
  expect(new Set(newsAmong(all, NOTHING_TOLD).told).size).toBe(all.length);
});
