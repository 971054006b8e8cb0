import { expect, it, vi } from 'vitest';
import { collectGarbage } from './garbage.ts';

/** A weak reference keeps its target until the job in which it was made is over. */
const made = (): WeakRef<Uint8Array> => new WeakRef(new Uint8Array(1 << 20));

it('takes away what nobody has any more', async () => {
  const buffers = Array.from({ length: 64 }, made);
  const left = () => buffers.filter((one) => one.deref() !== undefined).length;
  expect(left()).toBe(64);
  await new Promise(setImmediate);
  await vi.waitFor(
    async () => {
      collectGarbage();
      await new Promise(setImmediate);
      expect(left()).toBe(0);
    },
    { timeout: 5000, interval: 20 },
  );
});
