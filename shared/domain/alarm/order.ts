import type { Instant } from '../id.ts';

/** An instant this far ahead of the station's clock was written before the clock was set back; it orders nothing any more. */
export const CLOCK_STEP_MS = 5000;

/**
 * True for a datum that is not newer than the newest one known: a redelivery, or overtaken on its way. Without this a
 * second delivery would count twice; without the exception a clock set back by an hour would blind the station for an hour.
 */
export function isOutOfOrder(at: Instant, newestAt: Instant | null, now: Instant): boolean {
  return newestAt !== null && at <= newestAt && newestAt <= now + CLOCK_STEP_MS;
}
