import { expect, test } from 'vitest';
import { createFilterCache } from './filterCache.ts';

const grams = (bytes: number) => ({ short: new Uint8Array(bytes / 2), long: new Uint8Array(bytes / 2), longMarks: 2 as const });

test('filters are kept up to a size, those asked last longest, and go with their day', () => {
  const cache = createFilterCache(300);
  for (const block of [1, 2, 3]) cache.set(10, block, grams(100));
  expect(cache.get(10, 1)).toBeDefined();
  cache.set(10, 4, grams(100));
  expect([1, 2, 3, 4].filter((block) => cache.get(10, block))).toEqual([1, 3, 4]);
  cache.set(10, 3, grams(100));
  cache.set(20, 1, grams(100));
  expect([cache.get(10, 1), cache.get(10, 4), cache.get(10, 3), cache.get(20, 1)].map((one) => one !== undefined)).toEqual([
    false,
    true,
    true,
    true,
  ]);
  cache.forget(10);
  expect([cache.get(10, 3), cache.get(20, 1)].map((one) => one !== undefined)).toEqual([false, true]);
});
