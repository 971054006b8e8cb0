import { expect, test } from 'vitest';
import { createBuckets } from './buckets.ts';

test('a key takes its burst, then as much as comes in; another key has its own', () => {
  let now = 0;
  const buckets = createBuckets({ burst: 3, perSecond: 2 }, { monotonic: () => now });
  const took = (key: string, times: number) => Array.from({ length: times }, () => buckets.take(key));
  expect(took('a', 4)).toEqual([true, true, true, false]);
  expect(took('b', 1)).toEqual([true]);
  now = 500;
  expect(took('a', 2)).toEqual([true, false]);
  now = 60_000;
  expect(took('a', 4)).toEqual([true, true, true, false]);
});
