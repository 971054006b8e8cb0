/** Allows bursts of `burst` calls, refilled at `perSecond`. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** True while the caller stays within its rate; `nowMs` is monotonic. */
export type Bucket = (nowMs: number) => boolean;

/** A token bucket, full at first. */
export function createBucket(rate: Rate): Bucket {
  let tokens = rate.burst;
  let filledAt: number | undefined;
  return (nowMs) => {
    tokens = Math.min(rate.burst, tokens + ((nowMs - (filledAt ?? nowMs)) / 1000) * rate.perSecond);
    filledAt = nowMs;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
