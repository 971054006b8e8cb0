import { useSyncExternalStore } from 'react';
import type { Instant } from '../../shared/domain/id.ts';

/** A clock that follows the station: set by every heartbeat, carried on by the monotonic clock in between. */
export interface StationClock {
  now(): Instant;
  /** The station said it is `at` now. */
  set(at: Instant): void;
}

/** `wall` and `monotonic` are milliseconds; before the first `set` the clock shows the local wall clock. */
export function createStationClock(wall: () => number, monotonic: () => number): StationClock {
  let base: { readonly at: Instant; readonly mark: number } | null = null;
  return {
    now: () => (base === null ? wall() : base.at + (monotonic() - base.mark)),
    set: (at) => {
      base = { at, mark: monotonic() };
    },
  };
}

export const stationClock = createStationClock(
  () => Date.now(),
  () => performance.now(),
);

/** Station time of a moment that this machine's wall clock stamped (the cache stamps its entries so). */
export function stationTime(localAt: number): Instant {
  return Math.round(stationClock.now() - (Date.now() - localAt));
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
let tick = 0;

function schedule(): void {
  const toNextSecond = 1000 - (Math.floor(stationClock.now()) % 1000);
  timer = setTimeout(() => {
    tick = Math.floor(stationClock.now() / 1000) * 1000;
    for (const listener of listeners) listener();
    schedule();
  }, toNextSecond + 2);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    tick = Math.floor(stationClock.now() / 1000) * 1000;
    schedule();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearTimeout(timer);
  };
}

const snapshot = (): number => tick || Math.floor(stationClock.now() / 1000) * 1000;

const nothing = (): void => undefined;
const silent = (): (() => void) => nothing;

/** Station time cut to whole steps of `stepMs` while `isOn`, else null and no rendering. */
export function useNowWhile(isOn: boolean, stepMs: number): Instant | null {
  const cut = (): Instant | null => (isOn ? Math.floor(snapshot() / stepMs) * stepMs : null);
  return useSyncExternalStore(isOn ? subscribe : silent, cut, cut);
}

/** Station time cut to whole seconds; the component renders again each second, all in step. */
export function useNow(): Instant {
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}
