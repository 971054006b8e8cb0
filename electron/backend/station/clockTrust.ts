import type { Instant } from '../../../shared/domain/id.ts';
import type { Clock } from '../lib/clock.ts';

/** Whether the wall clock may be believed where that cannot be undone: what is old is removed by it. */
export interface ClockTrust {
  /** It was set by so many ms, or the machine slept so long. */
  jumped(ms: number): void;
  isSettled(): boolean;
}

/** A clock that goes ahead by a day is doubted for a day: somebody sees the year and sets it right. */
const DAY_MS = 24 * 3_600_000;

/**
 * Doubts a clock that went ahead, also where that was before this start: `noted` are the instants at which the station noted something
 * until then, newest first, and a day without any of them is either a jump or a time in which it was off. Then it waits with what it
 * removes, too.
 */
export function createClockTrust(clock: Clock, noted: readonly Instant[]): ClockTrust {
  const now = clock.now();
  const wentAhead = [now, ...noted].some((at, place, all) => now - at < DAY_MS && at - (all[place + 1] ?? at) > DAY_MS);
  let doubtedFrom = wentAhead ? clock.monotonic() : null;
  return {
    jumped: (ms) => {
      if (ms > DAY_MS) doubtedFrom = clock.monotonic();
    },
    isSettled: () => doubtedFrom === null || clock.monotonic() - doubtedFrom >= DAY_MS,
  };
}
