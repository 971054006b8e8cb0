import type { Clock } from '../../electron/backend/lib/clock.ts';

/** The real clock, which a test can move on (both clocks) or set (the wall clock alone). */
export interface TestClock extends Clock {
  advance(ms: number): void;
  setWall(byMs: number): void;
}

export function createTestClock(): TestClock {
  let moved = 0;
  let set = 0;
  return {
    now: () => Date.now() + moved + set,
    monotonic: () => performance.now() + moved,
    advance: (ms) => {
      moved += ms;
    },
    setWall: (byMs) => {
      set += byMs;
    },
  };
}
