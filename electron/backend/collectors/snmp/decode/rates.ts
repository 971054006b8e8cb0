import { createOnce } from '../../../lib/once.ts';
import { perSecond, type Reading } from './counter.ts';

/** Counters of one cycle by what they count, and when they were read (monotonic ms). */
export interface Counters {
  readonly at: number;
  readonly values: ReadonlyMap<string, Reading>;
}

export const NO_COUNTERS: Counters = { at: Number.NEGATIVE_INFINITY, values: new Map() };

export interface Bounds {
  /** What the thing can do a second; null where that is not known. */
  readonly highest?: number | null;
  /** How fast a counter of 32 bits may rise: one that could have gone round more than once gives no rate. */
  readonly fastest?: number | null;
}

export interface Rates {
  /** The increase a second since the last cycle; null where nothing can be said. */
  rate(key: string, reading: Reading | null, bounds?: Bounds): number | null;
  /** What the next cycle compares with. */
  readonly counters: Counters;
}

/** Thousands of devices have interfaces of the same names. */
const once = createOnce();

const WRAP_32 = 2 ** 32;
/** Counters and clock are not read at the same moment: so much more than possible is still believed. */
const SLACK = 1.1;

/**
 * Rates against the last cycle. Without continuity (the agent began anew) none, and none above what the thing can do: a counter that
 * jumped is not a figure.
 */
export function createRates(before: Counters, now: number, isContinuous: boolean): Rates {
  const values = new Map<string, Reading>();
  const elapsedMs = now - before.at;
  return {
    counters: { at: now, values },
    rate: (key, reading, { highest = null, fastest = null } = {}) => {
      if (reading === null) return null;
      values.set(once(key), reading);
      if (!isContinuous || !Number.isFinite(elapsedMs)) return null;
      if (reading.bits === 32 && fastest !== null && (fastest * elapsedMs) / 1000 >= WRAP_32) return null;
      const rate = perSecond(before.values.get(key), reading, elapsedMs);
      return rate === null || (highest !== null && rate > highest * SLACK) ? null : rate;
    },
  };
}
