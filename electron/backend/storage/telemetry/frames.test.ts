import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeFrame, readSegment, SEGMENT_HEADER } from './frames.ts';
import { type Batch, makeBatch } from './head.ts';

const row = fc.tuple(fc.nat(2 ** 32 - 1), fc.nat(), fc.double(), fc.nat(2 ** 32 - 1), fc.constantFrom(0, 0, 0, 3));
const batches = fc.array(fc.array(row, { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 5 });

function batchOf(rows: readonly (readonly [number, number, number, number, number?])[]): Batch {
  const batch = makeBatch(
    rows.length,
    rows.some(([, , , , quality = 0]) => quality !== 0),
  );
  rows.forEach(([sid, at, value, intervalMs, quality = 0], i) => {
    if (batch.quality) batch.quality[i] = quality;
    batch.sid[i] = sid;
    batch.at[i] = at;
    batch.value[i] = value;
    batch.intervalMs[i] = intervalMs;
  });
  return batch;
}
const segmentOf = (frames: readonly Buffer[]) => Buffer.concat([SEGMENT_HEADER, ...frames]);

describe('log segment', () => {
  test('frames are read back as they were written', () => {
    fc.assert(
      fc.property(batches, (all) => {
        const written = all.map(batchOf);
        const segment = segmentOf(written.map(encodeFrame));
        expect(readSegment(segment)).toEqual({ batches: written, tornBytes: 0, damaged: 0 });
      }),
    );
  });

  test('cut anywhere, every whole frame before the cut is read and the rest is counted as torn', () => {
    fc.assert(
      fc.property(batches, fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
        const frames = all.map((rows) => encodeFrame(batchOf(rows)));
        const segment = segmentOf(frames);
        const cut = Math.floor(share * segment.length);
        let end = SEGMENT_HEADER.length;
        let whole = 0;
        for (const frame of frames) {
          if (end + frame.length > cut) break;
          end += frame.length;
          whole++;
        }
        const replay = readSegment(segment.subarray(0, cut));
        expect(replay.batches.length).toBe(whole);
        expect(replay.tornBytes).toBe(cut < SEGMENT_HEADER.length ? cut : cut - end);
      }),
    );
  });

  test('a tail of zeros, as a file system leaves it that grew the file before the data, is torn', () => {
    const segment = segmentOf([encodeFrame(batchOf([[1, 2, 3, 4]])), Buffer.alloc(4096)]);
    expect(readSegment(segment)).toMatchObject({ tornBytes: 4096, damaged: 0 });
  });

  test('a damaged frame in the middle costs itself and not what follows', () => {
    const frames = [1, 2, 3].map((sid) => encodeFrame(batchOf([[sid, 2, 3, 4]])));
    frames[1]![12]! ^= 0xff;
    const replay = readSegment(segmentOf(frames));
    expect(replay.batches.map((batch) => batch.sid[0])).toEqual([1, 3]);
    expect(replay).toMatchObject({ tornBytes: 0, damaged: 1 });
  });

  test('R-8.2.2-0-4 a segment of the version before is read', () => {
    const frame = encodeFrame(batchOf([[1, 2, 3, 4]]));
    const before = Buffer.concat([Buffer.from('SWHEAD\0\x01', 'latin1'), frame]);
    expect(readSegment(before)).toEqual({ batches: [batchOf([[1, 2, 3, 4]])], tornBytes: 0, damaged: 0 });
  });

  test('a segment of a later version is refused by name', () => {
    const later = Buffer.from(SEGMENT_HEADER);
    later[later.length - 1]!++;
    expect(() => readSegment(later)).toThrow(expect.objectContaining({ code: 'telemetry.fromTheFuture' }));
  });
});
