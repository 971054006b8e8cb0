import { createNumbering, type Numbering } from './numberMap.ts';

/** Texts that many values share, by number. */
export interface Texts extends Pick<Numbering, 'textOf'> {
  /** Null for a text that got none. */
  numberOf(text: string): number | null;
}

const MOST_TEXTS = 50_000;

/** The first `most` texts get a number; what comes later is written out, so that names that never come again fill no memory. */
export function createTexts(most = MOST_TEXTS): Texts {
  const numbering = createNumbering();
  let size = 0;
  return {
    numberOf: (text) => {
      const known = numbering.knownOf(text);
      if (known !== undefined) return known;
      if (size >= most) return null;
      size += 1;
      return numbering.numberOf(text);
    },
    textOf: numbering.textOf,
  };
}

const FIRST_ROOM = 64 * 1024;
/** Of a whole number in sevens of bits. */
const LONGEST = 8;

/** Writes numbers and texts one after the other, in the order in which they are to be read. */
export class PackWriter {
  readonly #texts: Texts;
  #bytes = Buffer.allocUnsafeSlow(FIRST_ROOM);
  #at = 0;

  constructor(texts: Texts) {
    this.#texts = texts;
  }

  /** The bytes of what `write` writes. */
  pack(write: () => void): Uint8Array {
    this.#at = 0;
    write();
    return new Uint8Array(this.#bytes.subarray(0, this.#at));
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(2 * (this.#at + bytes));
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = larger;
  }

  /** 0 to 255. */
  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#at++] = value;
  }

  /** A whole number from 0 on: a byte below 128, two below 16,384, and so on. */
  whole(value: number): void {
    this.#reserve(LONGEST);
    let rest = value;
    while (rest >= 128) {
      this.#bytes[this.#at++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#at++] = rest;
  }

  float(value: number): void {
    this.#reserve(8);
    this.#at = this.#bytes.writeDoubleLE(value, this.#at);
  }

  /** A text that others have too. */
  text(text: string): void {
    const number = this.#texts.numberOf(text);
    this.whole(number === null ? 0 : number + 1);
    if (number === null) this.verbatim(text);
  }

  /** A text of its own. */
  verbatim(text: string): void {
    const length = Buffer.byteLength(text);
    this.whole(length);
    this.#reserve(length);
    this.#at += this.#bytes.write(text, this.#at);
  }
}

/** Reads what a writer with the same texts wrote, in the same order. */
export class PackReader {
  readonly #texts: Texts;
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array, texts: Texts) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#texts = texts;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new RangeError('read beyond what was packed');
    return byte;
  }

  whole(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  float(): number {
    this.#at += 8;
    return this.#bytes.readDoubleLE(this.#at - 8);
  }

  text(): string {
    const number = this.whole();
    return number === 0 ? this.verbatim() : this.#texts.textOf(number - 1);
  }

  verbatim(): string {
    const length = this.whole();
    this.#at += length;
    return this.#bytes.toString('utf8', this.#at - length, this.#at);
  }
}
