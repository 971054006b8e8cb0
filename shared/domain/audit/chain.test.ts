import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECK_BEGUN, GENESIS, type Linked, linkPayload, verifyChain, verifyEnd, verifyLink, verifyNext } from './chain.ts';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

interface Entry extends Linked {
  readonly action: string;
  readonly after: { readonly note: string; readonly count: number };
}

/** A sound chain with one record for each text. */
function chainOf(notes: readonly string[]): Entry[] {
  let previous = GENESIS;
  return notes.map((note, i) => {
    const open = { seq: previous.seq + 1, action: 'alarm.acknowledge', after: { note, count: i }, prevHash: previous.hash };
    const record = { ...open, hash: sha256(linkPayload(open)) };
    previous = record;
    return record;
  });
}

const NOTES = ['一', 'two', '3', '', '5'];
const CHAIN = chainOf(NOTES);
const HEAD = CHAIN.at(-1)!;

describe('D-AUD-2 audit chain', () => {
  it('hashes the canonical record without its own hash', () => {
    expect(linkPayload({ b: 1, hash: 'x', a: '告' })).toBe('{"a":"告","b":1}');
    expect(CHAIN[0]).toMatchObject({ seq: 1, prevHash: '' });
    expect(CHAIN[1]?.prevHash).toBe(CHAIN[0]?.hash);
  });

  it('is whole as it was written, also when empty and beyond the expected head', () => {
    expect(verifyChain(CHAIN, sha256)).toEqual({ head: { seq: 5, hash: HEAD.hash }, broken: null });
    expect(verifyChain(CHAIN, sha256, CHAIN[2])).toEqual({ head: { seq: 5, hash: HEAD.hash }, broken: null });
    expect(verifyChain([], sha256)).toEqual({ head: GENESIS, broken: null });
  });

  it('tells the kinds of damage apart and names the first number that is wrong', () => {
    const edited = CHAIN.with(2, { ...CHAIN[2]!, action: 'alarm.clear' });
    const unlinked = CHAIN.with(2, { ...CHAIN[2]!, prevHash: CHAIN[0]!.hash });
    const cases: [Entry[], { seq: number; problem: string }][] = [
      [edited, { seq: 3, problem: 'content' }],
      [CHAIN.with(2, { ...CHAIN[2]!, hash: sha256('') }), { seq: 3, problem: 'content' }],
      [unlinked, { seq: 3, problem: 'link' }],
      [CHAIN.toSpliced(2, 1), { seq: 3, problem: 'gap' }],
      [CHAIN.toSpliced(0, 1), { seq: 1, problem: 'gap' }],
      [CHAIN.toSpliced(2, 0, CHAIN[0]!), { seq: 3, problem: 'gap' }],
      [CHAIN.slice(0, 4), { seq: 5, problem: 'truncated' }],
      [[], { seq: 1, problem: 'truncated' }],
    ];
    for (const [records, broken] of cases) expect(verifyChain(records, sha256, HEAD).broken).toEqual(broken);
    expect(verifyLink(CHAIN[1]!, edited[2]!, sha256)).toBe('content');
  });

  it('finds a tail rewritten with correct hashes only by a head known from elsewhere', () => {
    const forged = chainOf(['一', 'two', 'forged', '', '5']);
    expect(verifyChain(forged, sha256).broken).toBe(null);
    expect(verifyChain(forged, sha256, HEAD).broken).toEqual({ seq: 5, problem: 'content' });
  });

  it('looks no further than the first break', () => {
    const broken = verifyNext(CHECK_BEGUN, CHAIN[1]!, sha256);
    expect(verifyNext(broken, CHAIN[0]!, sha256)).toBe(broken);
    expect(verifyEnd(broken, HEAD)).toBe(broken);
  });
});

const notes = fc.array(fc.string({ unit: 'grapheme', maxLength: 8 }), { minLength: 2, maxLength: 12 });
const chainAndPlaces = notes.chain((list) =>
  fc.tuple(fc.constant(chainOf(list)), fc.nat({ max: list.length - 1 }), fc.nat({ max: list.length - 1 })),
);

/** The first sequence at which two lists of records differ: where a verification may first see anything. */
const firstDifference = (a: readonly Entry[], b: readonly Entry[]): number => {
  const i = Array.from({ length: Math.max(a.length, b.length) }).findIndex((_, at) => JSON.stringify(a[at]) !== JSON.stringify(b[at]));
  return i + 1;
};

describe('D-AUD-2 any tampering, as properties', () => {
  const finds = (name: string, tamper: (chain: readonly Entry[], i: number, j: number) => Entry[]): void => {
    it(`finds ${name} and names the first number it concerns`, () => {
      fc.assert(
        fc.property(chainAndPlaces, ([chain, i, j]) => {
          const tampered = tamper(chain, i, j);
          const at = firstDifference(chain, tampered);
          const { broken, head } = verifyChain(tampered, sha256, chain.at(-1));
          if (at === 0) expect(broken).toBe(null);
          else expect({ seq: broken?.seq, head: head.seq }).toEqual({ seq: at, head: at - 1 });
        }),
        { numRuns: 300 },
      );
    });
  };

  finds('an edit of any field', (chain, i, j) => {
    const record = chain[i]!;
    const edits: readonly Entry[] = [
      { ...record, action: `${record.action} ` },
      { ...record, after: { ...record.after, note: `${record.after.note}.` } },
      { ...record, after: { ...record.after, count: record.after.count + 1 } },
      { ...record, hash: sha256(record.hash) },
      { ...record, prevHash: sha256(record.prevHash) },
    ];
    return chain.with(i, edits[j % edits.length]!);
  });
  finds('a deletion', (chain, i) => chain.toSpliced(i, 1));
  finds('a swap of two records', (chain, i, j) => chain.with(i, chain[j]!).with(j, chain[i]!));
  finds('a repeated record', (chain, i, j) => chain.toSpliced(Math.max(i, j), 0, chain[Math.min(i, j)]!));
  finds('a cut tail', (chain, i) => chain.slice(0, i));
  it('finds an inserted record with correct hash at the next one, whose place it took', () => {
    fc.assert(
      fc.property(chainAndPlaces, ([chain, i]) => {
        const open = { ...chain[i]!, action: 'forged' };
        const tampered = chain.toSpliced(i, 0, { ...open, hash: sha256(linkPayload(open)) });
        const isLast = i === chain.length - 1;
        expect(verifyChain(tampered, sha256, chain.at(-1)).broken).toEqual(
          isLast ? { seq: i + 1, problem: 'content' } : { seq: i + 2, problem: 'gap' },
        );
      }),
    );
  });

  it('finds a replaced record with correct hash at the next one, whose link it breaks', () => {
    fc.assert(
      fc.property(chainAndPlaces, ([chain, i]) => {
        const open = { ...chain[i]!, action: 'forged' };
        const tampered = chain.with(i, { ...open, hash: sha256(linkPayload(open)) });
        const isLast = i === chain.length - 1;
        expect(verifyChain(tampered, sha256, chain.at(-1)).broken).toEqual(
          isLast ? { seq: i + 1, problem: 'content' } : { seq: i + 2, problem: 'link' },
        );
      }),
    );
  });
});
