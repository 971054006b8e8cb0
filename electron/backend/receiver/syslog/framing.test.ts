import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFraming, type Frame } from './framing.ts';
import { textOf } from './text.ts';

const MOST = 40;
function framesOf(bytes: Buffer, cuts: readonly number[]): readonly Frame[] {
  const framing = createFraming(MOST);
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  const ends = [...places, bytes.length];
  const frames = ends.flatMap((end, index) => framing.push(bytes.subarray(index === 0 ? 0 : ends[index - 1], end)));
  return [...frames, ...framing.end()];
}
const texts = (frames: readonly Frame[]) => frames.map(({ bytes, isCut }) => [bytes.toString('utf8'), isCut]);

describe('R-8.4.3-b1-4 messages of a stream (RFC 6587)', () => {
  const message = fc.string({ unit: fc.constantFrom('a', '1', ' ', '接', '<13>', ':'), maxLength: 30 }).map((text) => `<13>${text}`);

  it('are the same however the stream is cut, counted or in lines', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(message, fc.boolean())), fc.array(fc.nat()), (messages, cuts) => {
        const bytes = Buffer.concat(
          messages.map(([text, isCounted]) => Buffer.from(isCounted ? `${Buffer.byteLength(text)} ${text}` : `${text}\n`)),
        );
        const wanted = messages.map(([text]) => {
          const all = Buffer.from(text);
          return [all.subarray(0, MOST).toString('utf8'), all.length > MOST];
        });
        expect(texts(framesOf(bytes, cuts))).toEqual(wanted);
      }),
      { numRuns: 1000 },
    );
  });

  it('take whatever bytes come, and keep no more of them than a message may have', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat()), (bytes, cuts) => {
        for (const frame of framesOf(Buffer.from(bytes), cuts)) expect(frame.bytes.length).toBeLessThanOrEqual(MOST);
      }),
    );
  });

  it('know lines ended by CR LF, and one that its sender left unended', () => {
    expect(texts(framesOf(Buffer.from('<1>a\r\n\n<2>b\0\n<3>c'), []))).toEqual([
      ['<1>a', false],
      ['<2>b', false],
      ['<3>c', true],
    ]);
    expect(texts(framesOf(Buffer.from('20 <1>abc'), []))).toEqual([['<1>abc', true]]);
  });

  it('know a line that begins with a year from a length', () => {
    const lines = '2026 Nov 28 10:20:30 SW link\n45: SW1: up\n7 fans\n<13>x\n';
    for (const cuts of [[], [4], [5], [1, 2, 3, 4, 5, 6]])
      expect(texts(framesOf(Buffer.from(lines), cuts))).toEqual([
        ['2026 Nov 28 10:20:30 SW link', false],
        ['45: SW1: up', false],
        ['7 fans', false],
        ['<13>x', false],
      ]);
  });
});

describe('R-8.4.3-b2-3 text of a message', () => {
  it('is read as UTF-8 or as GB18030, and says which', () => {
    expect(textOf(Buffer.from('接口 down'))).toEqual({ text: '接口 down', marks: [] });
    expect(textOf(Buffer.from('bdd3bfda20646f776e', 'hex'))).toEqual({ text: '接口 down', marks: ['gb18030'] });
    expect(textOf(Buffer.from('ff61ff', 'hex'))).toEqual({ text: '\ufffda\ufffd', marks: ['notText'] });
  });

  it('shows what could not be seen', () => {
    expect(textOf(Buffer.from('a\u0000b\u001b[31m\u202ec\u007f\td')).text).toBe('a␀b␛[31m\\u202ec␡\td');
  });
});
