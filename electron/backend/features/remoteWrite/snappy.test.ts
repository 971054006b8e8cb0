import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compress } from './snappy.ts';

/** Snappy's block format read back by its description: literals and copies of one, two and four bytes of offset. */
function decompress(packed: Buffer): Buffer {
  let place = 0;
  const byte = () => packed[place++] ?? -1;
  const little = (bytes: number) => Array.from({ length: bytes }, byte).reduce((sum, one, i) => sum + one * 256 ** i, 0);
  let length = 0;
  for (let shift = 0; ; shift += 7) {
    const one = byte();
    length += (one & 127) * 2 ** shift;
    if (one < 128) break;
  }
  const out = Buffer.alloc(length);
  let end = 0;
  while (place < packed.length) {
    const tag = byte();
    const kind = tag & 3;
    if (kind === 0) {
      const size = (tag >> 2) + 1;
      const count = size <= 60 ? size : little(size - 60) + 1;
      packed.copy(out, end, place, place + count);
      place += count;
      end += count;
      continue;
    }
    const count = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const offset = kind === 1 ? (tag >> 5) * 256 + byte() : little(kind === 2 ? 2 : 4);
    if (offset < 1 || offset > end) throw new Error(`copy from ${offset} before ${end}`);
    for (let i = 0; i < count; i++, end++) out[end] = out[end - offset] ?? 0;
  }
  if (end !== length) throw new Error(`${end} bytes of ${length}`);
  return out;
}

const text = fc.array(fc.constantFrom('shouwang_cpu_utilisation', 'resource_id', '0198b1a0', 'x', '核心'), { maxLength: 6000 });

test('whatever is compressed comes back, and what repeats becomes small', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 3000 }),
        text.map((parts) => Buffer.from(parts.join(''))),
      ),
      (bytes) => {
        expect(decompress(compress(Buffer.from(bytes))).equals(Buffer.from(bytes))).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
  const long = Buffer.from('shouwang_interface_in resource_id 0198b1a0 '.repeat(20_000));
  const packed = compress(long);
  expect(decompress(packed).equals(long)).toBe(true);
  expect(packed.length).toBeLessThan(long.length / 10);
  const noise = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 13) & 255));
  expect(decompress(compress(noise)).equals(noise)).toBe(true);
});
