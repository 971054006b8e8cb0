import type { Instant } from '../../../shared/domain/id.ts';

/** The only source of time in the backend. Wall clock for what people read, monotonic for every duration and deadline. */
export interface Clock {
  /** Milliseconds since the epoch; may jump. */
  now(): Instant;
  /** Milliseconds since an arbitrary start; never goes back, counts on while the clock is set. */
  monotonic(): number;
}

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };
