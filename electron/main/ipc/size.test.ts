import { describe, expect, test } from 'vitest';
import { isLargerThan } from './size.ts';

describe('size of a call', () => {
  test('strings count by length, buffers by bytes, the rest a little', () => {
    expect(isLargerThan(['x'.repeat(80)], 100)).toBe(false);
    expect(isLargerThan(['x'.repeat(101)], 100)).toBe(true);
    expect(isLargerThan([new Uint8Array(101)], 100)).toBe(true);
    expect(isLargerThan([{ key: { key: 1 } }], 100)).toBe(false);
  });
  test.each<[string, () => unknown]>([
    ['many numbers', () => Array.from({ length: 1_000_000 }, () => 0)],
    ['a long sparse array', () => new Array(100_000_000)],
    ['many keys', () => Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, 0]))],
    ['long keys', () => ({ ['k'.repeat(10_000)]: 0 })],
    ['deep nesting', () => JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`)],
    ['a large map', () => new Map(Array.from({ length: 1_000_000 }, (_, index) => [index, index]))],
  ])('%s is too large, told quickly', (_what, make) => {
    const value = make();
    const startedAt = performance.now();
    expect(isLargerThan(value, 4096)).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
  test('a million entries below the limit are walked, however they come', { timeout: 60_000 }, () => {
    const numbers = Array.from({ length: 1_000_000 }, () => 0);
    for (const value of [numbers, new Set(numbers.keys()), Object.fromEntries(numbers.entries())])
      expect(isLargerThan(value, 50_000_000)).toBe(false);
  });
  test('a cycle ends as too large', () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(isLargerThan(cycle, 4096)).toBe(true);
  });
});
