import type { Clock } from '../../lib/clock.ts';

/** Lets packets of a run out at its pace, first come, first served. */
export interface Limiter {
  /** Resolves when `packets` more may go; those after them wait until these are through. */
  take(packets?: number): Promise<void>;
}

/** A pace in packets a second; what was not used is not saved up. */
export function createLimiter(pace: number, clock: Clock): Limiter {
  const eachMs = 1000 / pace;
  let free = clock.monotonic();
  return {
    take: (packets = 1) => {
      const now = clock.monotonic();
      const turn = Math.max(now, free);
      free = turn + packets * eachMs;
      return turn <= now ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, turn - now));
    },
  };
}
