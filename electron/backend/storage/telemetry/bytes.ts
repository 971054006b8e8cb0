/** Growing byte buffer for chunk bodies; numbers are whole and below 2^53 in magnitude. */
export interface ByteWriter {
  byte(value: number): void;
  varint(value: number): void;
  signed(value: number): void;
  /** Room for `length` bytes to be filled by the caller. */
  room(length: number): Uint8Array;
  done(): Uint8Array;
}

export interface ByteReader {
  byte(): number;
  varint(): number;
  signed(): number;
  bytes(length: number): Uint8Array;
}

/** A chunk whose bytes are not what an encoder writes: damaged on disk. */
export class ChunkDamaged extends Error {
  override readonly name = 'ChunkDamaged';
}

export function createWriter(capacity: number): ByteWriter {
  let buffer = new Uint8Array(capacity);
  let length = 0;
  function reserve(more: number): void {
    if (length + more <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + more));
    larger.set(buffer);
    buffer = larger;
  }
  function varint(value: number): void {
    reserve(8);
    let rest = value;
    while (rest >= 128) {
      buffer[length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    buffer[length++] = rest;
  }
  return {
    byte: (value) => {
      reserve(1);
      buffer[length++] = value;
    },
    varint,
    signed: (value) => varint(value >= 0 ? value * 2 : -value * 2 - 1),
    room: (more) => {
      reserve(more);
      length += more;
      return buffer.subarray(length - more, length);
    },
    done: () => buffer.subarray(0, length),
  };
}

export function createReader(buffer: Uint8Array): ByteReader {
  let place = 0;
  function byte(): number {
    const value = buffer[place++];
    if (value === undefined) throw new ChunkDamaged('chunk ends early');
    return value;
  }
  function varint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const next = byte();
      value += (next % 128) * scale;
      if (next < 128) return value;
      scale *= 128;
    }
  }
  return {
    byte,
    varint,
    signed: () => {
      const value = varint();
      return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    },
    bytes: (length) => {
      if (place + length > buffer.length) throw new ChunkDamaged('chunk ends early');
      place += length;
      return buffer.subarray(place - length, place);
    },
  };
}
