import { crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type ByteReader, type ByteWriter, ChunkDamaged, createReader, createWriter } from './bytes.ts';
import { type Columns, makeColumns, sortUnique } from './columns.ts';
import { MAX_INTEGER, putIntegers, takeIntegers } from './integers.ts';

export { ChunkDamaged } from './bytes.ts';

/** First byte of a chunk: version 1, body as it is or compressed. */
const PLAIN = 0x10;
const ZSTD = 0x11;
const HEADER = 5;
/** A body as short as a rollup's becomes no shorter, and asking costs as much as everything else about it. */
const MIN_PACKED = 400;
/** No day of a series comes near; a damaged length must not ask for all memory. */
const MAX_BODY = 2 ** 28;
const MAX_DECIMALS = 9;
/** In place of the decimals: values as float64. */
const RAW = 255;

const POWERS = Float64Array.from({ length: MAX_DECIMALS + 1 }, (_, decimals) => 10 ** decimals);

/** A value rounded to `decimals` (0-9) places, as it is kept and shown; -0 becomes 0. Numbers too large to have such places stay as they are. */
export function quantise(value: number, decimals: number): number {
  const power = POWERS[decimals] ?? 1;
  const scaled = value * power;
  return Math.abs(scaled) > MAX_INTEGER ? value : Math.round(scaled) / power + 0;
}

/** Values as whole numbers of `decimals` places, or null where that would lose a bit. */
export function scale(values: Float64Array, decimals: number): Float64Array | null {
  const power = 10 ** decimals;
  const scaled = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    const whole = Math.round(value * power);
    if (!(Math.abs(whole) <= MAX_INTEGER) || !Object.is(whole / power, value) || Object.is(whole, -0)) return null;
    scaled[i] = whole;
  }
  return scaled;
}

function putValues(writer: ByteWriter, values: Float64Array, decimals: number): void {
  const scaled = scale(values, decimals);
  writer.byte(scaled ? decimals : RAW);
  if (scaled) {
    putIntegers(writer, scaled);
    return;
  }
  const planes = writer.room(8 * values.length);
  const bytes = new Uint8Array(new Float64Array(values).buffer);
  for (let i = 0; i < bytes.length; i++) planes[(i % 8) * values.length + Math.floor(i / 8)] = bytes[i] ?? 0;
}

function takeValues(reader: ByteReader, length: number): Float64Array {
  const decimals = reader.byte();
  if (decimals <= MAX_DECIMALS) {
    const power = 10 ** decimals;
    const values = takeIntegers(reader, length);
    for (let i = 0; i < length; i++) values[i] = (values[i] ?? 0) / power;
    return values;
  }
  if (decimals !== RAW) throw new ChunkDamaged(`values with ${decimals} decimals`);
  const planes = reader.bytes(8 * length);
  const bytes = new Uint8Array(8 * length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = planes[(i % 8) * length + Math.floor(i / 8)] ?? 0;
  return new Float64Array(bytes.buffer);
}

/** Times as a number of whole intervals since the first and what is left over: a steady poller leaves only its jitter. */
function putTimes(writer: ByteWriter, at: Float64Array, step: number): void {
  const first = at[0] ?? 0;
  writer.varint(first);
  writer.varint(step);
  const turns = new Float64Array(at.length);
  const rests = new Float64Array(at.length);
  for (let i = 0; i < at.length; i++) {
    const since = (at[i] ?? 0) - first;
    const turn = Math.round(since / step);
    turns[i] = turn;
    rests[i] = since - turn * step;
  }
  putIntegers(writer, turns);
  putIntegers(writer, rests);
}

function takeTimes(reader: ByteReader, length: number): Float64Array {
  const first = reader.varint();
  const step = reader.varint();
  const turns = takeIntegers(reader, length);
  const rests = takeIntegers(reader, length);
  for (let i = 0; i < length; i++) rests[i] = first + (turns[i] ?? 0) * step + (rests[i] ?? 0);
  return rests;
}

function putIntervals(writer: ByteWriter, intervals: Uint32Array): void {
  for (let begin = 0, end = 0; begin < intervals.length; begin = end) {
    while (end < intervals.length && intervals[end] === intervals[begin]) end++;
    writer.varint(end - begin);
    writer.varint(intervals[begin] ?? 0);
  }
}

function takeIntervals(reader: ByteReader, intervals: Uint32Array): void {
  for (let begin = 0; begin < intervals.length; ) {
    const run = reader.varint();
    if (run === 0 || begin + run > intervals.length) throw new ChunkDamaged(`run of ${run} intervals`);
    intervals.fill(reader.varint(), begin, begin + run);
    begin += run;
  }
}

/** One bit a sample, set for a gap; nothing where there is none. Returns the measured values alone. */
function putGaps(writer: ByteWriter, values: Float64Array): Float64Array {
  const measured = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isNaN(value)) measured[count++] = value;
  }
  const hasGaps = count < values.length;
  writer.byte(hasGaps ? 1 : 0);
  if (!hasGaps) return values;
  const bitmap = writer.room(Math.ceil(values.length / 8));
  bitmap.fill(0);
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) bitmap[i >> 3] = (bitmap[i >> 3] ?? 0) | (1 << (i & 7));
  return measured.subarray(0, count);
}

function takeGaps(reader: ByteReader, length: number): (place: number) => boolean {
  if (reader.byte() === 0) return () => false;
  const bitmap = reader.bytes(Math.ceil(length / 8));
  return (place) => (((bitmap[place >> 3] ?? 0) >> (place & 7)) & 1) === 1;
}

/**
 * Samples of one series as the payload of a chunk. Lossless: any finite or infinite double comes back bit for bit, NaN as a gap;
 * values with at most `decimals` (0-9) places are stored as whole numbers. Input in any order; of equal times the first stays.
 * Times are whole milliseconds from 0 to MAX_INTEGER.
 */
export function encodeChunk(columns: Columns, decimals: number): Uint8Array {
  const { at, value, intervalMs } = sortUnique(columns);
  const writer = createWriter(64 + 12 * at.length);
  writer.varint(at.length);
  putIntervals(writer, intervalMs);
  putTimes(writer, at, Math.max(1, intervalMs[0] ?? 1));
  putValues(writer, putGaps(writer, value), decimals);
  return seal(writer.done());
}

/** A body as it is stored: format, CRC-32, and the bytes themselves or their compression, whichever is smaller. */
export function seal(body: Uint8Array): Uint8Array {
  const packed = body.length < MIN_PACKED ? body : zstdCompressSync(body, { chunkSize: body.length + 128 });
  const stored = packed.length < body.length ? packed : body;
  const payload = new Uint8Array(HEADER + stored.length);
  payload[0] = stored === body ? PLAIN : ZSTD;
  new DataView(payload.buffer).setUint32(1, crc32(body), true);
  payload.set(stored, HEADER);
  return payload;
}

/** The body again. Throws ChunkDamaged where the bytes are not what `seal` wrote. */
export function unseal(payload: Uint8Array): Uint8Array {
  const format = payload[0];
  if (payload.length < HEADER || (format !== PLAIN && format !== ZSTD)) throw new ChunkDamaged(`chunk of format ${format}`);
  const stored = payload.subarray(HEADER);
  let body: Uint8Array;
  try {
    body = format === ZSTD ? zstdDecompressSync(stored, { maxOutputLength: MAX_BODY }) : stored;
  } catch (cause) {
    throw new ChunkDamaged('chunk does not decompress', { cause });
  }
  const expected = new DataView(payload.buffer, payload.byteOffset).getUint32(1, true);
  if (crc32(body) !== expected) throw new ChunkDamaged('chunk has another checksum');
  return body;
}

/** The samples of a chunk, ascending in time. Throws ChunkDamaged where the bytes are not what `encodeChunk` wrote. */
export function decodeChunk(payload: Uint8Array): Columns {
  const reader = createReader(unseal(payload));
  const length = reader.varint();
  if (length > MAX_BODY) throw new ChunkDamaged(`chunk of ${length} samples`);
  const columns = makeColumns(length);
  takeIntervals(reader, columns.intervalMs);
  columns.at.set(takeTimes(reader, length));
  const isGap = takeGaps(reader, length);
  let gaps = 0;
  for (let i = 0; i < length; i++) if (isGap(i)) gaps++;
  const measured = takeValues(reader, length - gaps);
  for (let i = 0, next = 0; i < length; i++) columns.value[i] = isGap(i) ? Number.NaN : (measured[next++] ?? Number.NaN);
  return columns;
}
