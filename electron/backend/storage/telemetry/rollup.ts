import { ChunkDamaged, createReader, createWriter } from './bytes.ts';
import { quantise, scale, seal, unseal } from './codec.ts';
import type { Columns } from './columns.ts';
import { putIntegers, takeIntegers } from './integers.ts';

/** Widths of the buckets that are kept: five minutes, hours, days. Each is made of whole ones of the one before. */
export const FIVE_MINUTES_MS = 300_000;
export const ROLLUP_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Buckets of one series, ascending; those without a measured value are left out. `at` is the start of a bucket, epoch-aligned. */
export interface Rollup {
  readonly at: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly sum: Float64Array;
  readonly count: Float64Array;
}

/** In place of the decimals: values as float64. */
const RAW = 255;
const MAX_DECIMALS = 9;
/** More than a day has. */
const MAX_BUCKETS = 1000;

const emptyRollup = (length: number): Rollup => ({
  at: new Float64Array(length),
  min: new Float64Array(length),
  max: new Float64Array(length),
  sum: new Float64Array(length),
  count: new Float64Array(length),
});

/** Smallest, largest, sum and number of the measured samples of each bucket of `width` milliseconds. Samples ascending in time. */
export function rollUp({ at, value }: Columns, width: number = ROLLUP_MS): Rollup {
  const length = at.length;
  let buckets = 0;
  for (let i = 0, end = Number.NEGATIVE_INFINITY; i < length; i++) {
    const time = at[i] ?? 0;
    if (time < end || Number.isNaN(value[i])) continue;
    buckets++;
    end = (Math.floor(time / width) + 1) * width;
  }
  const result = emptyRollup(buckets);
  const { min, max, sum, count } = result;
  for (let i = 0, place = -1, end = Number.NEGATIVE_INFINITY; i < length; i++) {
    const one = value[i] ?? Number.NaN;
    if (Number.isNaN(one)) continue;
    const time = at[i] ?? 0;
    if (time >= end) {
      const start = Math.floor(time / width) * width;
      end = start + width;
      result.at[++place] = start;
      min[place] = one;
      max[place] = one;
    }
    if (one < (min[place] ?? one)) min[place] = one;
    if (one > (max[place] ?? one)) max[place] = one;
    sum[place] = (sum[place] ?? 0) + one;
    count[place] = (count[place] ?? 0) + 1;
  }
  return result;
}

/** Several rollups as one; given in the order of time and without a bucket in common. */
export function joinRollups(parts: readonly Rollup[]): Rollup {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const result = emptyRollup(parts.reduce((sum, { at }) => sum + at.length, 0));
  let place = 0;
  for (const part of parts) {
    for (const name of ['at', 'min', 'max', 'sum', 'count'] as const) result[name].set(part[name], place);
    place += part.at.length;
  }
  return result;
}

const less = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value - (b[i] ?? 0));
const times = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value * (b[i] ?? 0));

/** A rollup of buckets of `width` as it is stored; a sum of values with `decimals` places has no more of them. */
export function encodeRollup({ at, min, max, sum, count }: Rollup, decimals: number, width: number = ROLLUP_MS): Uint8Array {
  const writer = createWriter(64 + 16 * at.length);
  writer.varint(at.length);
  putIntegers(
    writer,
    at.map((start) => start / width),
  );
  putIntegers(writer, count);
  const [low, high, total] = [
    scale(min, decimals),
    scale(max, decimals),
    scale(
      sum.map((value) => quantise(value, decimals)),
      decimals,
    ),
  ];
  if (low && high && total) {
    writer.byte(decimals);
    for (const column of [low, less(high, low), less(total, times(low, count))]) putIntegers(writer, column);
  } else {
    writer.byte(RAW);
    for (const column of [min, max, sum]) writer.room(8 * at.length).set(new Uint8Array(new Float64Array(column).buffer));
  }
  return seal(writer.done());
}

/** The columns of a rollup in memory that the next one is decoded into; `length` of their places count. */
export interface Decoded extends Rollup {
  length: number;
}

/** Room for one rollup to decode into, again and again: of thousands, making their columns would cost the most. */
export function makeDecoded(): Decoded {
  return { length: 0, ...emptyRollup(MAX_BUCKETS) };
}

/** Decodes a rollup of buckets of `width` into `target`. Throws ChunkDamaged where the bytes are not what `encodeRollup` wrote. */
export function decodeInto(target: Decoded, payload: Uint8Array, width: number): void {
  const reader = createReader(unseal(payload));
  const length = reader.varint();
  if (length > MAX_BUCKETS) throw new ChunkDamaged(`rollup of ${length} buckets`);
  target.length = length;
  const { at, min, max, sum, count } = target;
  takeIntegers(reader, length, at);
  for (let i = 0; i < length; i++) at[i] = (at[i] ?? 0) * width;
  takeIntegers(reader, length, count);
  const decimals = reader.byte();
  if (decimals === RAW) {
    for (const column of [min, max, sum]) column.set(new Float64Array(new Uint8Array(reader.bytes(8 * length)).buffer));
    return;
  }
  if (decimals > MAX_DECIMALS) throw new ChunkDamaged(`rollup with ${decimals} decimals`);
  takeIntegers(reader, length, min);
  takeIntegers(reader, length, max);
  takeIntegers(reader, length, sum);
  const power = 10 ** decimals;
  // Wholes stored as distances: the sum from the smallest as often as it was measured, the largest from the smallest.
  for (let i = 0; i < length; i++) {
    const low = min[i] ?? 0;
    sum[i] = ((sum[i] ?? 0) + low * (count[i] ?? 0)) / power;
    max[i] = (low + (max[i] ?? 0)) / power;
    min[i] = low / power;
  }
}

const scratch = makeDecoded();

/** The rollup again. Throws ChunkDamaged where the bytes are not what `encodeRollup` wrote. */
export function decodeRollup(payload: Uint8Array, width: number = ROLLUP_MS): Rollup {
  decodeInto(scratch, payload, width);
  const { length, at, min, max, sum, count } = scratch;
  const own = (column: Float64Array) => column.slice(0, length);
  return { at: own(at), min: own(min), max: own(max), sum: own(sum), count: own(count) };
}

/** The buckets of `width` with `from` <= start and end <= `to`. */
export function rollupBetween(rollup: Rollup, from: number, to: number, width: number = ROLLUP_MS): Rollup {
  const { at } = rollup;
  let begin = 0;
  while (begin < at.length && (at[begin] ?? 0) < from) begin++;
  let end = at.length;
  while (end > begin && (at[end - 1] ?? 0) + width > to) end--;
  const part = (column: Float64Array) => column.subarray(begin, end);
  return { at: part(at), min: part(rollup.min), max: part(rollup.max), sum: part(rollup.sum), count: part(rollup.count) };
}
