import { expect, it } from 'vitest';
import { collectGarbage } from './garbage.ts';

it('gives back buffers that nobody has any more', () => {
  let held: Uint8Array[] | null = Array.from({ length: 64 }, () => new Uint8Array(1 << 20).fill(1));
  const size = () => process.memoryUsage().arrayBuffers;
  const before = size();
  expect(held.length).toBe(64);
  held = null;
  collectGarbage();
  expect(size()).toBeLessThan(before - 32 * (1 << 20));
});
