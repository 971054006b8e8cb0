import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChunkDamaged, decodeChunk, encodeChunk, quantise } from './codec.ts';
import { between, type Columns, makeColumns, merge, sortUnique } from './columns.ts';
import { MAX_INTEGER } from './integers.ts';

type Row = readonly [at: number, value: number | null, intervalMs: number];

function columnsOf(rows: readonly Row[]): Columns {
  const columns = makeColumns(rows.length);
  rows.forEach(([at, value, intervalMs], i) => {
    columns.at[i] = at;
    columns.value[i] = value ?? Number.NaN;
    columns.intervalMs[i] = intervalMs;
  });
  return columns;
}

function rowsOf({ at, value, intervalMs }: Columns): Row[] {
  return Array.from(at, (time, i) => [time, Number.isNaN(value[i]) ? null : value[i]!, intervalMs[i]!]);
}

/** What the store promises to keep: each time once, the first one given, ascending. */
function kept(rows: readonly Row[]): Row[] {
  const first = new Map<number, Row>();
  for (const row of rows) if (!first.has(row[0])) first.set(row[0], row);
  return [...first.values()].sort((a, b) => a[0] - b[0]);
}

/** Bit for bit: toEqual takes -0 for 0. */
function expectSame(actual: readonly Row[], expected: readonly Row[]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((row, i) => {
    row.forEach((field, j) => {
      if (!Object.is(field, expected[i]![j])) expect.fail(`row ${i}: ${String(row)} is not ${String(expected[i])}`);
    });
  });
}

const roundTrip = (rows: readonly Row[], decimals: number) => rowsOf(decodeChunk(encodeChunk(columnsOf(rows), decimals)));
const anyInterval = fc.integer({ min: 1, max: 2 ** 32 - 1 });
const anyDouble = fc.double({ noNaN: true });
const edge = fc.constantFrom(0, -0, 1e308, -1e308, Number.MIN_VALUE, MAX_INTEGER, MAX_INTEGER + 1, Infinity, -Infinity, 0.1 + 0.2);

describe('chunk codec', () => {
  test('any doubles at any times in any order come back bit for bit, each time once', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 2 ** 50 }), fc.oneof(anyDouble, edge, fc.constant(null)), anyInterval);
    fc.assert(
      fc.property(fc.array(row, { maxLength: 200 }), fc.integer({ min: 0, max: 9 }), (rows, decimals) => {
        expectSame(roundTrip(rows, decimals), kept(rows));
      }),
      { numRuns: 500 },
    );
  });

  test('a polled series with jitter, missing cycles, gaps, changed interval and duplicates comes back as it was', () => {
    const cycle = fc.record({
      skip: fc.integer({ min: 1, max: 4 }),
      jitter: fc.integer({ min: -50, max: 400 }),
      value: fc.option(fc.integer({ min: -100_000, max: 100_000_000 }), { freq: 8 }),
      again: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(cycle, { maxLength: 300 }), fc.constantFrom(30_000, 60_000, 180_000), fc.nat(2), (cycles, step, decimals) => {
        let at = 1_795_000_000_000;
        const rows = cycles.flatMap(({ skip, jitter, value, again }, i): Row[] => {
          at += skip * step;
          const row: Row = [at + jitter, value === null ? null : value / 10 ** decimals, i < 100 ? step : 2 * step];
          return again ? [row, row] : [row];
        });
        expectSame(roundTrip(rows, decimals), kept(rows));
      }),
      { numRuns: 300 },
    );
  });

  test('columns of whole numbers up to the limit survive every order of differences', () => {
    const shape = fc.tuple(fc.integer({ min: -MAX_INTEGER, max: MAX_INTEGER }), fc.integer({ min: -1000, max: 1000 }), fc.nat(5));
    fc.assert(
      fc.property(fc.array(shape, { minLength: 1, maxLength: 80 }), fc.nat(2), (shapes, kind) => {
        const values = shapes.map(([free, step, factor], i) => [free, step * i * i, step * 4096 * factor][kind]!);
        const rows = values.map((value, i): Row => [i * 1000, value === 0 ? 0 : value, 1000]);
        expectSame(roundTrip(rows, 0), rows);
      }),
    );
  });

  test('a value of too many places falls back to float64 for the whole chunk and loses nothing', () => {
    const rows: Row[] = Array.from({ length: 50 }, (_, i) => [i * 60_000, i === 25 ? Math.PI : i / 10, 60_000]);
    expectSame(roundTrip(rows, 1), rows);
    expect(encodeChunk(columnsOf(rows), 1).length).toBeGreaterThan(encodeChunk(columnsOf(rows.filter((_, i) => i !== 25)), 1).length);
  });

  test('an empty chunk is a chunk', () => {
    expect(roundTrip([], 1)).toEqual([]);
  });

  test('one changed byte and a missing end are found', () => {
    const rows: Row[] = Array.from({ length: 40 }, (_, i) => [i * 60_000 + (i % 7), i % 5 === 0 ? null : (i * 37) % 11, 60_000]);
    const payload = encodeChunk(columnsOf(rows), 0);
    for (let place = 0; place < payload.length; place++) {
      const changed = Uint8Array.from(payload);
      changed[place]! ^= 0x41;
      expect(() => decodeChunk(changed), `byte ${place}`).toThrow(ChunkDamaged);
      expect(() => decodeChunk(payload.subarray(0, place)), `first ${place} bytes`).toThrow(ChunkDamaged);
    }
  });

  test('a constant series costs next to nothing, a day of it less than 100 bytes', () => {
    const rows: Row[] = Array.from({ length: 1440 }, (_, i) => [1_795_000_000_000 + i * 60_000, 1, 60_000]);
    expect(encodeChunk(columnsOf(rows), 0).length).toBeLessThan(100);
  });
});

describe('columns', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer(), fc.constant(1000)), { maxLength: 60 });
  test('merging keeps each time once and the earlier set wins', () => {
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        expectSame(rowsOf(merge([sortUnique(columnsOf(a)), sortUnique(columnsOf(b))])), kept([...a, ...b]));
      }),
    );
  });

  test('a span takes its start and leaves its end', () => {
    fc.assert(
      fc.property(rows, fc.nat(100), fc.nat(100), (all, from, to) => {
        const inside = kept(all).filter(([at]) => at >= from && at < to);
        expectSame(rowsOf(between(sortUnique(columnsOf(all)), from, to)), inside);
      }),
    );
  });
});

describe('quantise', () => {
  test('R-8.2.2-d-3 a value keeps the decimals of the catalogue, and what it keeps is stored as a whole number', () => {
    expect(quantise(12.3456, 1)).toBe(12.3);
    expect(Object.is(quantise(-0.04, 1), 0)).toBe(true);
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.nat(3), (value, decimals) => {
        const once = quantise(value, decimals);
        expect(quantise(once, decimals)).toBe(once);
        expect(Math.abs(once - value)).toBeLessThanOrEqual(0.5 / 10 ** decimals + 1e-6);
      }),
    );
    expect(quantise(1e300, 2)).toBe(1e300);
  });
});
