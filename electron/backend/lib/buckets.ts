import type { Clock } from './clock.ts';

/** How much one key may take: so many at once, and so many more each second. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

export interface Buckets {
  /** True when the key may take one more now. */
  take(key: string): boolean;
}

const MOST_KEYS = 10_000;

/** A token bucket for every key, full at first; when there are too many keys all begin anew. */
export function createBuckets({ burst, perSecond }: Allowance, clock: Pick<Clock, 'monotonic'>): Buckets {
  const buckets = new Map<string, { left: number; atMono: number }>();
  return {
    take: (key) => {
      const now = clock.monotonic();
      const bucket = buckets.get(key) ?? { left: burst, atMono: now };
      bucket.left = Math.min(burst, bucket.left + ((now - bucket.atMono) / 1000) * perSecond);
      bucket.atMono = now;
      if (buckets.size > MOST_KEYS) buckets.clear();
      buckets.set(key, bucket);
      if (bucket.left < 1) return false;
      bucket.left -= 1;
      return true;
    },
  };
}
