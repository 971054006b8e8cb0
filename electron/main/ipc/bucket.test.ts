import { expect, test } from 'vitest';
import { createBucket } from './bucket.ts';

test('a bucket allows its burst at once and then its rate, never saving up more than a burst', () => {
  const allow = createBucket({ burst: 3, perSecond: 2 });
  const count = (at: number, calls: number) => Array.from({ length: calls }, () => allow(at)).filter(Boolean).length;
  expect(count(0, 10)).toBe(3);
  expect(count(400, 10)).toBe(0);
  expect(count(500, 10)).toBe(1);
  expect(count(100_000, 10)).toBe(3);
});
