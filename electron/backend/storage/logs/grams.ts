/**
 * Which pieces of three and of six bytes the text of a block has, as bits of two filters: a text that is looked for can be in the block
 * only if all its pieces are. Bytes, not letters, so that every language is served alike: three bytes are three Latin letters or one
 * Chinese, six are two Chinese. Of folded text.
 */
export interface Grams {
  readonly short: Uint8Array;
  readonly long: Uint8Array;
  /** Bits a piece of six bytes sets; filters of before set one. */
  readonly longMarks: 1 | 2;
}

/** Places of the filters while they are made. */
const SHORT_BITS = 16;
const LONG_BITS = 20;
/** A filter is halved while at most so much of it would be taken: it is as large as its text is varied. */
const MOST_TAKEN = 1 / 3;
const LEAST_BYTES = 64;
const SHORT = 3;
const LONG = 6;
/** Version, then the binary logarithms of both lengths. */
const HEAD = 3;
const VERSION = 2;
/** Filters of the first version had no head, and always these lengths. */
const FIRST = { short: 1 << 13, long: 1 << 16 };

/** Calls `each` with the 32-bit mark of every piece of both lengths; null where the text does not reach so far back. */
function walk(text: Uint8Array, each: (short: number | null, long: number | null) => void): void {
  let low = 0;
  let high = 0;
  for (let index = 0; index < text.length; index++) {
    // Six bytes in two numbers of three: `low` are the newest.
    high = ((high << 8) | (low >>> 16)) & 0xff_ffff;
    low = ((low << 8) | (text[index] ?? 0)) & 0xff_ffff;
    const mixed = Math.imul(Math.imul(high, 0x85eb_ca6b) ^ (high >>> 11) ^ low, 0xc2b2_ae35);
    each(
      index >= SHORT - 1 ? Math.imul(low, 0x9e37_79b1) : null,
      index >= LONG - 1 ? Math.imul(mixed ^ (mixed >>> 15), 0x27d4_eb2f) : null,
    );
  }
}

/** Another mark of the same piece. */
const second = (mark: number): number => Math.imul(mark ^ (mark >>> 16), 0x7feb_352d);

/** The first bits of a mark are its place: a filter of half the length has the same places, two in one. */
const shiftOf = (filter: Uint8Array): number => 32 - 3 - Math.log2(filter.length);

const setBit = (filter: Uint8Array, place: number): void => {
  filter[place >>> 3] = (filter[place >>> 3] ?? 0) | (1 << (place & 7));
};
const hasBit = (filter: Uint8Array, place: number): boolean => ((filter[place >>> 3] ?? 0) & (1 << (place & 7))) !== 0;

/** For every byte, its four pairs of bits each as one bit. */
const PAIRS = Uint8Array.from({ length: 256 }, (_, byte) =>
  [0, 1, 2, 3].reduce((halved, at) => halved | (((byte >>> (2 * at)) & 3) !== 0 ? 1 << at : 0), 0),
);
const ONES = Uint8Array.from({ length: 256 }, (_, byte) => [...byte.toString(2)].filter((bit) => bit === '1').length);

function halved(filter: Uint8Array): Uint8Array {
  const half = new Uint8Array(filter.length / 2);
  for (let index = 0; index < half.length; index++)
    half[index] = (PAIRS[filter[2 * index] ?? 0] ?? 0) | ((PAIRS[filter[2 * index + 1] ?? 0] ?? 0) << 4);
  return half;
}

function fitted(filter: Uint8Array): Uint8Array {
  let fit = filter;
  while (fit.length > LEAST_BYTES) {
    const half = halved(fit);
    if (half.reduce((taken, byte) => taken + (ONES[byte] ?? 0), 0) > half.length * 8 * MOST_TAKEN) break;
    fit = half;
  }
  return fit;
}

/** The filters of a text. */
export function gramsOf(text: Uint8Array): Grams {
  const short = new Uint8Array(1 << (SHORT_BITS - 3));
  const long = new Uint8Array(1 << (LONG_BITS - 3));
  walk(text, (shortMark, longMark) => {
    if (shortMark !== null) setBit(short, shortMark >>> (32 - SHORT_BITS));
    if (longMark === null) return;
    setBit(long, longMark >>> (32 - LONG_BITS));
    setBit(long, second(longMark) >>> (32 - LONG_BITS));
  });
  return { short: fitted(short), long: fitted(long), longMarks: 2 };
}

/** Both filters in one piece, as they are stored. */
export const encodeGrams = ({ short, long }: Grams): Buffer =>
  Buffer.concat([Uint8Array.of(VERSION, Math.log2(short.length), Math.log2(long.length)), short, long]);

/** The filters of stored bytes; null for bytes that are none. */
export function decodeGrams(bytes: Uint8Array): Grams | null {
  if (bytes.length === FIRST.short + FIRST.long)
    return { short: bytes.subarray(0, FIRST.short), long: bytes.subarray(FIRST.short), longMarks: 1 };
  const [version, short, long] = [bytes[0] ?? 0, 1 << (bytes[1] ?? 0), 1 << (bytes[2] ?? 0)];
  if (version !== VERSION || bytes.length !== HEAD + short + long) return null;
  return { short: bytes.subarray(HEAD, HEAD + short), long: bytes.subarray(HEAD + short), longMarks: 2 };
}

/** Asks filters for one text. */
export type Probe = (grams: Grams) => boolean;

/** A question whether a text may be there: false is certain, true is to be looked at. One of fewer than three bytes may be everywhere. */
export function probeFor(text: Uint8Array): Probe {
  const shorts: number[] = [];
  const longs: number[] = [];
  walk(text, (short, long) => {
    if (short !== null) shorts.push(short);
    if (long !== null) longs.push(long);
  });
  const seconds = longs.map(second);
  const haveAll = (filter: Uint8Array, marks: readonly number[]): boolean => {
    const shift = shiftOf(filter);
    return marks.every((mark) => hasBit(filter, mark >>> shift));
  };
  return ({ short, long, longMarks }) => haveAll(long, longs) && (longMarks === 1 || haveAll(long, seconds)) && haveAll(short, shorts);
}
