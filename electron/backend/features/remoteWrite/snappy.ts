const BLOCK = 65_536;
const HASH_BITS = 14;
const MIN_MATCH = 4;
const MAX_COPY = 64;

function putVarint(target: Uint8Array, place: number, value: number): number {
  let next = place;
  let rest = value;
  while (rest >= 128) {
    target[next++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  target[next++] = rest;
  return next;
}

function putLiteral(target: Uint8Array, place: number, bytes: Uint8Array): number {
  const last = bytes.length - 1;
  let next = place;
  if (bytes.length === 0) return next;
  if (last < 60) target[next++] = last << 2;
  else if (last < 256) {
    target[next++] = 60 << 2;
    target[next++] = last;
  } else {
    target[next++] = 61 << 2;
    target[next++] = last & 255;
    target[next++] = last >> 8;
  }
  target.set(bytes, next);
  return next + bytes.length;
}

function putCopy(target: Uint8Array, place: number, offset: number, length: number): number {
  let next = place;
  for (let rest = length; rest > 0; ) {
    const part = Math.min(rest, MAX_COPY);
    target[next++] = ((part - 1) << 2) | 2;
    target[next++] = offset & 255;
    target[next++] = offset >> 8;
    rest -= part;
  }
  return next;
}

function compressBlock(block: Buffer, target: Uint8Array, begin: number): number {
  const seen = new Int32Array(1 << HASH_BITS).fill(-1);
  let place = begin;
  let literal = 0;
  let at = 0;
  while (at + MIN_MATCH <= block.length) {
    const word = block.readUInt32LE(at);
    const hash = Math.imul(word, 0x1e35a7bd) >>> (32 - HASH_BITS);
    const candidate = seen[hash] ?? -1;
    seen[hash] = at;
    if (candidate < 0 || block.readUInt32LE(candidate) !== word) {
      at++;
      continue;
    }
    let length = MIN_MATCH;
    while (at + length < block.length && block[candidate + length] === block[at + length]) length++;
    place = putLiteral(target, place, block.subarray(literal, at));
    place = putCopy(target, place, at - candidate, length);
    at += length;
    literal = at;
  }
  return putLiteral(target, place, block.subarray(literal));
}

/** Bytes in the block format of Snappy (google/snappy, format_description.txt): what Prometheus remote write asks for. */
export function compress(bytes: Buffer): Buffer {
  const target = new Uint8Array(16 + bytes.length + Math.ceil(bytes.length / 6) + Math.ceil(bytes.length / BLOCK) * 8);
  let place = putVarint(target, 0, bytes.length);
  for (let begin = 0; begin < bytes.length; begin += BLOCK) place = compressBlock(bytes.subarray(begin, begin + BLOCK), target, place);
  return Buffer.from(target.buffer, 0, place);
}
