import { expect, test } from 'vitest';
import { createRates } from './rates.ts';

const at = (counts: Record<string, number>) => new Map(Object.entries(counts));

test('R-8.4.3-b1-4 what each source sent in the last minute, a source that is new and a receiver that began anew included', () => {
  const rates = createRates();
  expect(rates.perMinute()).toEqual(new Map());
  rates.note(0, at({ a: 100, still: 7 }));
  expect(rates.perMinute()).toEqual(new Map());
  rates.note(30_000, at({ a: 130, still: 7, late: 5 }));
  expect(rates.perMinute()).toEqual(at({ a: 30, late: 5 }));
  rates.note(70_000, at({ a: 150, still: 7, late: 5 }));
  expect(rates.perMinute()).toEqual(at({ a: 20 }));
  rates.note(80_000, at({ a: 3, still: 0, late: 0 }));
  expect(rates.perMinute()).toEqual(at({ a: 3 }));
});
