import { type Figure, figureOf, missing } from '../../../../../shared/domain/observation/quality.ts';
import { createOnce } from '../../../lib/once.ts';
import { perSecond, type Reading } from './counter.ts';

/**
 * Counters of one cycle in the order in which they were read, and when (monotonic ms). Columns, because a station has a million; the
 * same keys in the same order are kept once from cycle to cycle.
 */
export interface Counters {
  readonly at: number;
  readonly keys: readonly string[];
  readonly values: BigUint64Array;
  readonly bits: Uint8Array;
}

export const NO_COUNTERS: Counters = {
  ...{ at: Number.NEGATIVE_INFINITY, keys: [], values: new BigUint64Array(0), bits: new Uint8Array(0) },
};

export interface Bounds {
  /** What the thing can do a second; null where that is not known. */
  readonly highest?: number | null;
  /** How fast a counter of 32 bits may rise: one that could have gone round more than once gives no rate. */
  readonly fastest?: number | null;
  /** It cannot go round twice in an interval, however fast the thing is. */
  readonly isSlow?: boolean;
}

export interface Rates {
  /** The increase a second since the last cycle, or why nothing can be said. */
  rate(key: string, reading: Reading | null, bounds?: Bounds): Figure;
  /** What the next cycle compares with. */
  readonly counters: Counters;
}

/** Thousands of devices have interfaces of the same names. */
const once = createOnce();

const WRAP_32 = 2 ** 32;
/** Counters and clock are not read at the same moment: so much more than possible is still believed. */
const SLACK = 1.1;
/** So much more is so in every saturated port, and not to be doubted. */
const SATURATED = 1.02;

/**
 * Rates against the last cycle. Without continuity (the agent began anew) none, and none above what the thing can do: a counter that
 * jumped is not a figure.
 */
export function createRates(before: Counters, now: number, isContinuous: boolean): Rates {
  const keys: string[] = [];
  const readings: Reading[] = [];
  const elapsedMs = now - before.at;
  let places: ReadonlyMap<string, number> | null = null;

  /** What a counter was; nearly always it stands where it is read now. */
  function beforeOf(key: string, place: number): Reading | null {
    if (before.keys[place] !== key) places ??= new Map(before.keys.map((known, at) => [known, at]));
    const at = before.keys[place] === key ? place : places?.get(key);
    const value = at === undefined ? undefined : before.values[at];
    return at === undefined || value === undefined ? null : { value, bits: before.bits[at] === 32 ? 32 : 64 };
  }

  return {
    get counters() {
      const isSame = keys.length === before.keys.length && keys.every((key, at) => key === before.keys[at]);
      return {
        at: now,
        keys: isSame ? before.keys : keys,
        values: BigUint64Array.from(readings, ({ value }) => value),
        bits: Uint8Array.from(readings, ({ bits }) => bits),
      };
    },
    rate: (key, reading, { highest = null, fastest = null, isSlow = false } = {}) => {
      if (reading === null) return missing('wrongType');
      const place = keys.push(once(key)) - 1;
      readings.push(reading);
      if (!isContinuous) return missing('restarted');
      const known = beforeOf(key, place);
      if (!known || !(elapsedMs > 0) || !Number.isFinite(elapsedMs)) return missing('first');
      if (reading.bits === 32 && fastest !== null && (fastest * elapsedMs) / 1000 >= WRAP_32) return missing('tooFast');
      const rate = perSecond(known, reading, elapsedMs);
      if (rate === null) return missing('restarted');
      if (highest !== null && rate > highest * SLACK) return missing('implausible');
      if (highest !== null && rate > highest * SATURATED) return figureOf(rate, 'aboveSpeed');
      return figureOf(rate, reading.value < known.value && fastest === null && !isSlow ? 'wrapped' : null);
    },
  };
}
