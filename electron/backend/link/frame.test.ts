import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDecoder, encodeFrame, FRAME_TYPES, type Frame, type FrameType, MAX_FRAME_BYTES } from './frame.ts';

const frames = fc.array(
  fc.record({ type: fc.constantFrom(...(Object.keys(FRAME_TYPES) as FrameType[])), body: fc.uint8Array({ maxLength: 300 }) }),
  { maxLength: 20 },
);
const plain = (list: readonly { type: FrameType; body: Uint8Array }[]) => list.map(({ type, body }) => ({ type, body: [...body] }));

describe('frames', () => {
  it('arrive whole and in order however the stream is cut', () => {
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 }), (sent, cuts) => {
        const bytes = Buffer.concat(sent.map(({ type, body }) => encodeFrame(type, body)));
        const decoder = createDecoder();
        const got: Frame[] = [];
        for (let at = 0, i = 0; at < bytes.byteLength; i += 1) {
          const length = cuts[i % cuts.length]!;
          const decoded = decoder.push(bytes.subarray(at, at + length));
          expect(decoded.garbage).toBeNull();
          got.push(...decoded.frames);
          at += length;
        }
        expect(plain(got)).toEqual(plain(sent));
      }),
    );
  });

  it('of any garbage end in a refusal or in waiting, never in an exception, and nothing follows a refusal', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), (chunks) => {
        const decoder = createDecoder(1000);
        let refused = false;
        for (const chunk of chunks) {
          const { frames: got, garbage } = decoder.push(chunk);
          if (refused) expect(got).toEqual([]);
          for (const frame of got) expect(frame.body.byteLength).toBeLessThanOrEqual(1000);
          refused ||= garbage !== null;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('before garbage still arrive', () => {
    const decoder = createDecoder();
    const { frames: got, garbage } = decoder.push(Buffer.concat([encodeFrame('item', Buffer.from('a')), Buffer.from('GET / HTTP/1.1')]));
    expect(plain(got)).toEqual(plain([{ type: 'item', body: Buffer.from('a') }]));
    expect(garbage).toBe('frame type 47');
  });

  it('over the limit are refused by their header, without waiting for the body', () => {
    const header = Buffer.from([0xff, 0xff, 0xff, 0xff, FRAME_TYPES.item]);
    expect(createDecoder().push(header).garbage).toBe('frame of 4294967295 bytes');
    expect(() => encodeFrame('item', Buffer.alloc(MAX_FRAME_BYTES + 1))).toThrow(RangeError);
  });
});
