/** Lets so many through a second, and a burst of more after a while of fewer. Times are monotonic ms. */
export interface Bucket {
  take(now: number): boolean;
}

/** A full bucket of `burst`, filled by `perSecond`. */
export function createBucket(perSecond: number, burst: number): Bucket {
  let level = burst;
  let at: number | null = null;
  return {
    take: (now) => {
      level = Math.min(burst, level + ((now - (at ?? now)) / 1000) * perSecond);
      at = now;
      if (level < 1) return false;
      level -= 1;
      return true;
    },
  };
}
