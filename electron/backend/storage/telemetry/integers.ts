import { type ByteReader, type ByteWriter, ChunkDamaged } from './bytes.ts';

/** Largest magnitude of a number in a column: two differences of it and a spread stay exact in a double. */
export const MAX_INTEGER = 2 ** 50;
const WORD = 2 ** 32;

function differences(column: Float64Array): Float64Array {
  const result = new Float64Array(Math.max(0, column.length - 1));
  for (let i = 0; i < result.length; i++) result[i] = (column[i + 1] ?? 0) - (column[i] ?? 0);
  return result;
}

function bitLength(value: number): number {
  return value < WORD ? 32 - Math.clz32(value) : 64 - Math.clz32(value / WORD);
}

interface Spread {
  readonly minimum: number;
  /** Greatest common divisor of all distances from the minimum; 0 where there are none. */
  readonly divisor: number;
  readonly widest: number;
  readonly bits: number;
}

function greatestCommonDivisor(a: number, b: number): number {
  let larger = a;
  let smaller = b;
  while (smaller !== 0) {
    const rest = larger % smaller;
    larger = smaller;
    smaller = rest;
  }
  return larger;
}

// Loops over places and not over values: this is where half the time of writing a chunk goes.
function measure(column: Float64Array): Spread {
  const length = column.length;
  let minimum = length === 0 ? 0 : Number.POSITIVE_INFINITY;
  for (let i = 0; i < length; i++) minimum = Math.min(minimum, column[i] ?? 0);
  let divisor = 0;
  for (let i = 0; i < length && divisor !== 1; i++) {
    const distance = (column[i] ?? 0) - minimum;
    if (distance !== 0) divisor = divisor === 0 ? distance : greatestCommonDivisor(divisor, distance % divisor);
  }
  let widest = 0;
  let bits = 0;
  const unit = Math.max(1, divisor);
  for (let i = 0; i < length; i++) {
    const scaled = ((column[i] ?? 0) - minimum) / unit;
    if (scaled > widest) widest = scaled;
    bits += bitLength(scaled);
  }
  return { minimum, divisor, widest, bits };
}

function putPlanes(writer: ByteWriter, column: Float64Array, { minimum, divisor, widest }: Spread): void {
  const width = Math.ceil(bitLength(widest) / 8);
  writer.byte(width);
  const length = column.length;
  const planes = writer.room(width * length);
  for (let i = 0; i < length; i++) {
    const scaled = divisor === 0 ? 0 : ((column[i] ?? 0) - minimum) / divisor;
    const low = scaled >>> 0;
    for (let plane = 0; plane < width && plane < 4; plane++) planes[plane * length + i] = low >>> (8 * plane);
    if (width <= 4) continue;
    const high = (scaled - low) / WORD;
    for (let plane = 4; plane < width; plane++) planes[plane * length + i] = high >>> (8 * (plane - 4));
  }
}

/** Fills a column from place `begin` up to `end`. One byte a number is the common case and has a pass of its own. */
function takePlanes(reader: ByteReader, column: Float64Array, begin: number, end: number, minimum: number, divisor: number): void {
  const width = reader.byte();
  if (width > 7) throw new ChunkDamaged(`column is ${width} bytes wide`);
  const length = end - begin;
  if (width === 0) {
    column.fill(minimum, begin, end);
    return;
  }
  const planes = reader.bytes(width * length);
  if (width === 1) {
    for (let i = 0; i < length; i++) column[begin + i] = minimum + divisor * (planes[i] ?? 0);
    return;
  }
  for (let i = 0; i < length; i++) {
    let value = 0;
    for (let plane = width - 1; plane >= 0; plane--) value = value * 256 + (planes[plane * length + i] ?? 0);
    column[begin + i] = minimum + divisor * value;
  }
}

/**
 * Writes whole numbers up to MAX_INTEGER as the differences of order 0, 1 or 2 that need the fewest bits, less their minimum,
 * divided by what they have in common, low bytes together and high bytes together, so that a compressor finds the quiet ones.
 */
export function putIntegers(writer: ByteWriter, column: Float64Array): void {
  let best = { order: 0, column, spread: measure(column) };
  const seeds: number[] = [];
  let current = column;
  for (let order = 1; order <= 2 && current.length > 1 && best.spread.bits > 0; order++) {
    seeds.push(current[0] ?? 0);
    current = differences(current);
    const candidate = { order, column: current, spread: measure(current) };
    if (candidate.spread.bits < best.spread.bits) best = candidate;
  }
  writer.byte(best.order);
  for (const seed of seeds.slice(0, best.order)) writer.signed(seed);
  writer.signed(best.spread.minimum);
  writer.varint(best.spread.divisor);
  putPlanes(writer, best.column, best.spread);
}

/** Reads `length` numbers written by `putIntegers` into the first places of a column. Throws ChunkDamaged. */
export function takeIntegers(reader: ByteReader, length: number, column: Float64Array = new Float64Array(length)): Float64Array {
  const order = reader.byte();
  if (order > 2 || order > length) throw new ChunkDamaged(`differences of order ${order}`);
  for (let place = 0; place < order; place++) column[place] = reader.signed();
  const minimum = reader.signed();
  takePlanes(reader, column, order, length, minimum, reader.varint());
  for (let place = order - 1; place >= 0; place--)
    for (let i = place + 1; i < length; i++) column[i] = (column[i] ?? 0) + (column[i - 1] ?? 0);
  return column;
}
