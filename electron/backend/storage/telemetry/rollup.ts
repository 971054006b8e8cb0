import { ChunkDamaged, createReader, createWriter } from './bytes.ts';
import { quantise, scale, seal, unseal } from './codec.ts';
import type { Columns } from './columns.ts';
import { putIntegers, takeIntegers } from './integers.ts';

/** Width of a bucket of a rollup. A day has 24 of them; every wider bucket people can name is made of whole ones. */
export const ROLLUP_MS = 3_600_000;

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

/** Smallest, largest, sum and number of the measured samples of each hour. Samples ascending in time. */
export function rollUp({ at, value }: Columns): Rollup {
  const hours: number[] = [];
  for (let i = 0; i < at.length; i++) {
    const hour = Math.floor((at[i] ?? 0) / ROLLUP_MS);
    if (!Number.isNaN(value[i]) && hours[hours.length - 1] !== hour) hours.push(hour);
  }
  const column = () => new Float64Array(hours.length);
  const result = { at: column(), min: column(), max: column(), sum: column(), count: column() };
  for (let i = 0, place = -1; i < at.length; i++) {
    const one = value[i] ?? Number.NaN;
    if (Number.isNaN(one)) continue;
    if (Math.floor((at[i] ?? 0) / ROLLUP_MS) !== hours[place]) {
      place++;
      result.at[place] = (hours[place] ?? 0) * ROLLUP_MS;
      result.min[place] = one;
      result.max[place] = one;
    }
    result.min[place] = Math.min(result.min[place] ?? one, one);
    result.max[place] = Math.max(result.max[place] ?? one, one);
    result.sum[place] = (result.sum[place] ?? 0) + one;
    result.count[place] = (result.count[place] ?? 0) + 1;
  }
  return result;
}

const less = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value - (b[i] ?? 0));
const times = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value * (b[i] ?? 0));

/** A rollup as it is stored beside its chunk; a sum of values with `decimals` places has no more of them. */
export function encodeRollup({ at, min, max, sum, count }: Rollup, decimals: number): Uint8Array {
  const writer = createWriter(64 + 16 * at.length);
  writer.varint(at.length);
  putIntegers(
    writer,
    at.map((start) => start / ROLLUP_MS),
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

/** The rollup again. Throws ChunkDamaged where the bytes are not what `encodeRollup` wrote. */
export function decodeRollup(payload: Uint8Array): Rollup {
  const reader = createReader(unseal(payload));
  const length = reader.varint();
  if (length > MAX_BUCKETS) throw new ChunkDamaged(`rollup of ${length} buckets`);
  const at = takeIntegers(reader, length);
  for (let i = 0; i < length; i++) at[i] = (at[i] ?? 0) * ROLLUP_MS;
  const count = takeIntegers(reader, length);
  const decimals = reader.byte();
  if (decimals === RAW) {
    const column = () => new Float64Array(new Uint8Array(reader.bytes(8 * length)).buffer);
    return { at, count, min: column(), max: column(), sum: column() };
  }
  if (decimals > MAX_DECIMALS) throw new ChunkDamaged(`rollup with ${decimals} decimals`);
  const min = takeIntegers(reader, length);
  const max = takeIntegers(reader, length);
  const sum = takeIntegers(reader, length);
  const power = 10 ** decimals;
  // Wholes stored as distances: the sum from the smallest as often as it was measured, the largest from the smallest.
  for (let i = 0; i < length; i++) {
    const low = min[i] ?? 0;
    sum[i] = ((sum[i] ?? 0) + low * (count[i] ?? 0)) / power;
    max[i] = (low + (max[i] ?? 0)) / power;
    min[i] = low / power;
  }
  return { at, count, min, max, sum };
}

/** The buckets with `from` <= start and end <= `to`. */
export function rollupBetween(rollup: Rollup, from: number, to: number): Rollup {
  const kept = [...rollup.at.keys()].filter((i) => (rollup.at[i] ?? 0) >= from && (rollup.at[i] ?? 0) + ROLLUP_MS <= to);
  const pick = (column: Float64Array) => Float64Array.from(kept, (i) => column[i] ?? 0);
  return { at: pick(rollup.at), min: pick(rollup.min), max: pick(rollup.max), sum: pick(rollup.sum), count: pick(rollup.count) };
}
