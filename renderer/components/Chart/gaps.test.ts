import { describe, expect, it } from 'vitest';
import { type Columns, findGaps, measuredPoints, mergeSpans, observedSpan, segments, summarise, unbrokenMs, valueAt } from './gaps.ts';

const MINUTE = 60_000;
const columns = (points: readonly (readonly [number, number | null])[], stepMs = MINUTE, intervalMs = 30_000): Columns => ({
  at: points.map(([at]) => at),
  min: points.map(([, value]) => (value === null ? null : value - 1)),
  avg: points.map(([, value]) => value),
  max: points.map(([, value]) => (value === null ? null : value + 2)),
  stepMs,
  intervalMs,
});
const every = (minutes: readonly number[], value = 50): Columns => columns(minutes.map((minute) => [minute * MINUTE, value] as const));

describe('gaps', () => {
  it('R-8.2.2-0-4 a bucket without a measurement is no point, and never zero', () => {
    expect(
      measuredPoints(
        columns([
          [0, 5],
          [MINUTE, null],
        ]),
      ),
    ).toEqual([{ at: 0, min: 4, avg: 5, max: 7 }]);
  });

  it('a hole longer than a late cycle splits the line; a missing bucket of a rounding does not', () => {
    expect(unbrokenMs({ stepMs: MINUTE, intervalMs: 30_000 })).toBe(105_000);
    expect(segments(every([0, 1, 2, 5, 6])).map((piece) => piece.length)).toEqual([3, 2]);
    // Step 6 s under an interval of 30 s: four of five buckets are empty by nature.
    const sparse = columns(
      [0, 30, 60, 90].map((second) => [second * 1000, 1] as const),
      6000,
      30_000,
    );
    expect(segments(sparse)).toHaveLength(1);
    expect(findGaps(sparse, { from: 0, to: 96_000 })).toEqual([]);
  });

  it('hatches what is between, what is before and what is after the data, inside the time of monitoring', () => {
    expect(findGaps(every([10, 11, 20, 21]), { from: 0, to: 30 * MINUTE })).toEqual([
      { from: 0, to: 10 * MINUTE },
      { from: 12 * MINUTE, to: 20 * MINUTE },
      { from: 22 * MINUTE, to: 30 * MINUTE },
    ]);
    expect(findGaps(every([10, 11]), { from: 10 * MINUTE, to: 12 * MINUTE })).toEqual([]);
  });

  it('a series without a single value is one gap', () => {
    expect(findGaps(every([]), { from: 0, to: 10 * MINUTE })).toEqual([{ from: 0, to: 10 * MINUTE }]);
  });

  it('the time before the first day of monitoring is not a gap', () => {
    expect(observedSpan({ from: 0, to: 100 }, 40, null)).toEqual({ from: 40, to: 100 });
    expect(observedSpan({ from: 0, to: 100 }, null, 60)).toEqual({ from: 0, to: 60 });
    expect(observedSpan({ from: 0, to: 100 }, 200, null)).toBeNull();
  });

  it('names an outage seen by several charts once', () => {
    expect(
      mergeSpans([
        { from: 50, to: 60 },
        { from: 0, to: 10 },
        { from: 5, to: 20 },
        { from: 20, to: 21 },
      ]),
    ).toEqual([
      { from: 0, to: 21 },
      { from: 50, to: 60 },
    ]);
    const said = [
      { from: 0, to: 10, reasons: ['timeout' as const] },
      { from: 5, to: 20, reasons: ['auth' as const, 'timeout' as const] },
      { from: 30, to: 31 },
    ];
    expect(mergeSpans(said)).toEqual([
      { from: 0, to: 20, reasons: ['timeout', 'auth'] },
      { from: 30, to: 31 },
    ]);
  });
});

describe('reading at the cursor', () => {
  const series = every([0, 1, 2, 10]);
  it('gives the newest point at or before it', () => {
    expect(valueAt(series, 90_000)?.at).toBe(MINUTE);
    expect(valueAt(series, 2 * MINUTE)?.at).toBe(2 * MINUTE);
  });
  it('gives nothing inside a gap, before the first and long after the last point', () => {
    expect(valueAt(series, 6 * MINUTE)).toBeNull();
    expect(valueAt(series, -1)).toBeNull();
    expect(valueAt(series, 13 * MINUTE)).toBeNull();
  });
});

describe('summary', () => {
  it('takes minimum and maximum of the buckets, not of their averages', () => {
    const series = columns([
      [0, 10],
      [MINUTE, 30],
    ]);
    expect(summarise(series, [{ from: 0, to: 5 }])).toEqual({ min: 9, mean: 20, max: 32, gapMs: 5 });
  });
  it('has no figures without a point', () => {
    expect(summarise(columns([]), [])).toEqual({ min: null, mean: null, max: null, gapMs: 0 });
  });
});
