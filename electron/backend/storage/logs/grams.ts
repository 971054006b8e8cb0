/**
 * Which pieces of three and of six bytes the text of a block has, as bits of two filters: a text that is looked for can be in the block
 * only if all its pieces are. Bytes, not letters, so that every language is served alike: three bytes are three Latin letters or one
 * Chinese, six are two Chinese. Of folded text.
 */
export interface Grams {
  readonly short: Uint8Array;
  readonly long: Uint8Array;
}

/**
 * Bits of each filter. Pieces of three bytes are few; those of six are as many as the text is varied, two hundred thousand in a block of
 * lines full of figures: with half a million places a third of them is taken, and a word of a dozen letters is told apart.
 */
const SHORT_BITS = 16;
const LONG_BITS = 19;
export const GRAM_BYTES = (1 << (SHORT_BITS - 3)) + (1 << (LONG_BITS - 3));
const SHORT = 3;
const LONG = 6;

/** Calls `each` with the place of every piece in both filters; -1 where the text does not reach so far back. */
function walk(text: Uint8Array, each: (short: number, long: number) => void): void {
  let low = 0;
  let high = 0;
  for (let index = 0; index < text.length; index++) {
    // Six bytes in two numbers of three: `low` are the newest.
    high = ((high << 8) | (low >>> 16)) & 0xff_ffff;
    low = ((low << 8) | (text[index] ?? 0)) & 0xff_ffff;
    const short = index >= SHORT - 1 ? Math.imul(low, 0x9e37_79b1) >>> (32 - SHORT_BITS) : -1;
    const mixed = Math.imul(Math.imul(high, 0x85eb_ca6b) ^ (high >>> 11) ^ low, 0xc2b2_ae35);
    const long = index >= LONG - 1 ? Math.imul(mixed ^ (mixed >>> 15), 0x27d4_eb2f) >>> (32 - LONG_BITS) : -1;
    each(short, long);
  }
}

const setBit = (filter: Uint8Array, place: number): void => {
  filter[place >>> 3] = (filter[place >>> 3] ?? 0) | (1 << (place & 7));
};

/** The filters of a text. */
export function gramsOf(text: Uint8Array): Grams {
  const grams = { short: new Uint8Array(1 << (SHORT_BITS - 3)), long: new Uint8Array(1 << (LONG_BITS - 3)) };
  walk(text, (short, long) => {
    if (short >= 0) setBit(grams.short, short);
    if (long >= 0) setBit(grams.long, long);
  });
  return grams;
}

/** Both filters in one piece, as they are stored. */
export const encodeGrams = ({ short, long }: Grams): Buffer => Buffer.concat([short, long]);

/** The filters of stored bytes; null for any other length. */
export function decodeGrams(bytes: Uint8Array): Grams | null {
  const from = 1 << (SHORT_BITS - 3);
  return bytes.length === GRAM_BYTES ? { short: bytes.subarray(0, from), long: bytes.subarray(from) } : null;
}

/** Asks filters for one text. */
export type Probe = (grams: Grams) => boolean;

/** A question whether a text may be there: false is certain, true is to be looked at. One of fewer than three bytes may be everywhere. */
export function probeFor(text: Uint8Array): Probe {
  const shorts: number[] = [];
  const longs: number[] = [];
  walk(text, (short, long) => {
    if (short >= 0) shorts.push(short);
    if (long >= 0) longs.push(long);
  });
  const has = (filter: Uint8Array, place: number): boolean => ((filter[place >>> 3] ?? 0) & (1 << (place & 7))) !== 0;
  return ({ short, long }) => longs.every((place) => has(long, place)) && shorts.every((place) => has(short, place));
}
