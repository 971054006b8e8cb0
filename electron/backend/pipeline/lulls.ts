import type { WatchContext } from '../../../shared/domain/alarm/state.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import type { ResourceRecord } from '../features/resources/index.ts';

/** What a lull rests on besides the resource itself: with other ones it is over. */
type Terms = Pick<WatchContext, 'thresholds' | 'intervalMs'>;

/** Until when the clock alone can bring nothing about a resource: thousands of them need not be looked through every second. */
export interface Lulls {
  isOver(resource: ResourceRecord, terms: Terms, now: Instant): boolean;
  begin(resource: ResourceRecord, terms: Terms, now: Instant, until: Instant): void;
}

/** Where every moment may bring something the next look is a tenth of an interval later, which is nothing beside three, and at most so much. */
const LONGEST_PAUSE_MS = 10_000;
const PAUSES_AN_INTERVAL = 10;

/** A record is replaced when it changes, and its lull is gone with it; a clock that was set back ends all of them. */
export function createLulls(): Lulls {
  const lulls = new WeakMap<ResourceRecord, Terms & { readonly from: Instant; readonly until: Instant }>();
  return {
    isOver: (resource, { thresholds, intervalMs }, now) => {
      const lull = lulls.get(resource);
      return !lull || lull.thresholds !== thresholds || lull.intervalMs !== intervalMs || now < lull.from || now >= lull.until;
    },
    begin: (resource, { thresholds, intervalMs }, now, until) => {
      const pauseMs = Math.min(LONGEST_PAUSE_MS, intervalMs / PAUSES_AN_INTERVAL);
      lulls.set(resource, { thresholds, intervalMs, from: now, until: Math.max(until, now + pauseMs) });
    },
  };
}
