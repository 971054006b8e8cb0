/** A to Z become small, every other byte is itself: UTF-8 has these bytes for these letters only. */
const SMALL = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte));
const CAPITAL_BIT = 0x20;

/** A copy in which letters A to Z are small. */
export function fold(bytes: Uint8Array): Buffer {
  const folded = Buffer.allocUnsafe(bytes.length);
  for (let index = 0; index < bytes.length; index++) folded[index] = SMALL[bytes[index] ?? 0] ?? 0;
  return folded;
}

export interface FoldedText {
  readonly text: Buffer;
  /** A bit for every byte of the text: 1 where a capital stood. */
  readonly capitals: Uint8Array;
}

/** A text folded, and what is needed to have it back. */
export function foldText(bytes: Uint8Array): FoldedText {
  const text = fold(bytes);
  const capitals = new Uint8Array((bytes.length + 7) >>> 3);
  for (let index = 0; index < bytes.length; index++)
    if (bytes[index] !== text[index]) capitals[index >>> 3] = (capitals[index >>> 3] ?? 0) | (1 << (index & 7));
  return { text, capitals };
}

/** The bytes from `from` to before `to` as they were. */
export function unfoldText(text: Uint8Array, capitals: Uint8Array, from: number, to: number): Buffer {
  const bytes = Buffer.from(text.subarray(from, to));
  for (let index = from; index < to; index++)
    if ((capitals[index >>> 3] ?? 0) & (1 << (index & 7))) bytes[index - from] = (bytes[index - from] ?? 0) & ~CAPITAL_BIT;
  return bytes;
}
