import { constants, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unpackedSize } from './block.ts';

test('what a packed text says of its size is its size, and a damaged head is no number that is believed without bounds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200_000 }), fc.constantFrom(1, 3, 12), (size, level) => {
      const packed = zstdCompressSync(Buffer.alloc(size, '端口 down '), { params: { [constants.ZSTD_c_compressionLevel]: level } });
      const said = unpackedSize(packed);
      if (packed.length >= 14) expect(said).toBe(size);
      else expect(said).toBeNull();
    }),
    { numRuns: 200 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
      const said = unpackedSize(Buffer.from(bytes));
      expect(said === null || said >= 0).toBe(true);
    }),
  );
});
