/** Bytes that are not what was written: damaged on their way or on disk. */
export class BatchDamaged extends Error {
  override readonly name = 'BatchDamaged';
}

/** Columns one behind the other, each as its plain array in memory (little-endian): read by a copy, left to zstd to make small. */
export interface ColumnWriter {
  number(value: number): void;
  bytes(column: Uint8Array): void;
  /** In one, two or four bytes each, as the largest needs. */
  numbers(column: Uint32Array): void;
  /** As differences to the one before, byte by byte of all of them, since the higher bytes hardly change. NaN stays NaN. */
  times(column: Float64Array): void;
  json(value: unknown): void;
  done(): Buffer;
}

export interface ColumnReader {
  number(): number;
  bytes(count: number): Uint8Array;
  numbers(count: number): Uint32Array;
  times(count: number): Float64Array;
  json(): unknown;
}

const plain = (column: NodeJS.TypedArray): Buffer => Buffer.from(column.buffer, column.byteOffset, column.byteLength);

/** Differences of times in ms reach 53 bits; those said by nobody are this. */
const NONE = Number.MAX_SAFE_INTEGER;
const TIME_BYTES = 8;

export function columnWriter(): ColumnWriter {
  const parts: Buffer[] = [];
  function number(value: number): void {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    parts.push(bytes);
  }
  return {
    number,
    bytes: (column) => void parts.push(plain(column)),
    numbers: (column) => {
      const most = column.reduce((max, value) => (value > max ? value : max), 0);
      const width = most < 0x100 ? 1 : most < 0x1_0000 ? 2 : 4;
      number(width);
      parts.push(plain(width === 1 ? new Uint8Array(column) : width === 2 ? new Uint16Array(column) : column));
    },
    times: (column) => {
      const planes = Buffer.alloc(column.length * TIME_BYTES);
      let before = 0;
      for (const [index, at] of column.entries()) {
        const difference = Number.isNaN(at) ? NONE : at - before;
        if (!Number.isNaN(at)) before = at;
        // Small differences of either sign keep their high bytes at zero.
        let rest = difference === NONE ? 1 : difference >= 0 ? (difference + 1) * 2 : -difference * 2 + 1;
        for (let plane = 0; plane < TIME_BYTES && rest > 0; plane++) {
          planes[plane * column.length + index] = rest % 256;
          rest = Math.floor(rest / 256);
        }
      }
      parts.push(planes);
    },
    json: (value) => {
      const bytes = Buffer.from(JSON.stringify(value), 'utf8');
      number(bytes.length);
      parts.push(bytes);
    },
    done: () => Buffer.concat(parts),
  };
}

/** Reads what a writer wrote, in the same order. Throws BatchDamaged where there is less, or what cannot be. */
const isZero = (bytes: Buffer): boolean => bytes.equals(Buffer.alloc(bytes.length));

export function columnReader(from: Uint8Array): ColumnReader {
  const all = Buffer.from(from.buffer, from.byteOffset, from.byteLength);
  let place = 0;
  function take(length: number): Buffer {
    if (place + length > all.length) throw new BatchDamaged('columns end early');
    place += length;
    return all.subarray(place - length, place);
  }
  const number = () => take(4).readUInt32LE(0);
  /** A copy, because an array of numbers begins at a multiple of their size. */
  const copied = (length: number): ArrayBuffer => new Uint8Array(take(length)).buffer;
  return {
    number,
    bytes: (count) => new Uint8Array(copied(count)),
    numbers: (count) => {
      const width = number();
      if (width === 1) return new Uint32Array(new Uint8Array(copied(count)));
      if (width === 2) return new Uint32Array(new Uint16Array(copied(count * 2)));
      if (width === 4) return new Uint32Array(copied(count * 4));
      throw new BatchDamaged(`numbers of ${width} bytes`);
    },
    times: (count) => {
      const planes = take(count * TIME_BYTES);
      const column = new Float64Array(count);
      let top = TIME_BYTES;
      while (top > 1 && isZero(planes.subarray((top - 1) * count, top * count))) top -= 1;
      let before = 0;
      for (let index = 0; index < count; index++) {
        let rest = 0;
        for (let plane = top - 1; plane >= 0; plane--) rest = rest * 256 + (planes[plane * count + index] ?? 0);
        if (rest !== 1) before += rest % 2 === 0 ? rest / 2 - 1 : -(rest - 1) / 2;
        column[index] = rest === 1 ? Number.NaN : before;
      }
      return column;
    },
    json: () => {
      try {
        return JSON.parse(take(number()).toString('utf8')) as unknown;
      } catch (error) {
        throw error instanceof BatchDamaged ? error : new BatchDamaged('no JSON');
      }
    },
  };
}
