import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeContent, decodeItem, encodeContent, encodeItem } from './item.ts';
import { decodeMessage, encodeMessage, proofOf, sameProof } from './wire.ts';

describe('items', () => {
  it('keep number, kind and payload', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
        fc.stringMatching(/^[a-z]{1,60}$/),
        fc.jsonValue(),
        (seq, kind, payload) => {
          const content = encodeContent(kind, payload);
          expect(decodeItem(encodeItem({ seq, bytes: content }))).toEqual({ seq, kind, payload: JSON.parse(JSON.stringify(payload)) });
        },
      ),
    );
  });

  it('keep bytes as bytes', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,64}$/), fc.uint8Array({ minLength: 1 }), (kind, bytes) => {
        const { payload, ...rest } = decodeItem(encodeItem({ seq: 7, bytes: encodeContent(kind, bytes) })) ?? { payload: null };
        expect(rest).toEqual({ seq: 7, kind });
        expect(Buffer.from(bytes).equals(payload as Buffer)).toBe(true);
      }),
    );
  });

  it('that are none are null, never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(() => decodeItem(Buffer.from(bytes))).not.toThrow();
        expect(() => decodeContent(Buffer.from(bytes))).not.toThrow();
      }),
      { numRuns: 500 },
    );
    expect(decodeItem(encodeItem({ seq: 1, bytes: Buffer.from('\u0001a{') }))).toBeNull();
  });
});

describe('messages', () => {
  it('of another shape are null', () => {
    const body = encodeMessage('acknowledge', { seq: 7 }).subarray(5);
    expect(decodeMessage('acknowledge', body)).toEqual({ seq: 7 });
    expect(decodeMessage('hello', body)).toBeNull();
    expect(decodeMessage('acknowledge', Buffer.from('{"seq":-1}'))).toBeNull();
    expect(decodeMessage('acknowledge', Buffer.from('{'))).toBeNull();
  });
});

describe('proofs', () => {
  it('differ by token, side, nonce and stream', () => {
    const proofs = [
      proofOf('t', 'sender', 'n', 's'),
      proofOf('u', 'sender', 'n', 's'),
      proofOf('t', 'receiver', 'n', 's'),
      proofOf('t', 'sender', 'm', 's'),
      proofOf('t', 'sender', 'n', 'r'),
    ];
    expect(new Set(proofs).size).toBe(proofs.length);
    expect(sameProof(proofs[0]!, proofOf('t', 'sender', 'n', 's'))).toBe(true);
    expect(sameProof(proofs[0]!, proofs[1]!)).toBe(false);
    expect(sameProof(proofs[0]!, '')).toBe(false);
  });
});
