import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How late the event loop of this thread is. */
export interface LoopDelay {
  /** 99th percentile in ms since the last reading, without the sampling interval itself; 0 before the first sample. */
  readP99Ms(): number;
  stop(): void;
}

/** The histogram's samples are this far apart, and it counts that as delay. */
const RESOLUTION_MS = 10;

/** Begins to measure. */
export function createLoopDelay(): LoopDelay {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  return {
    readP99Ms: () => {
      const late = Number.isNaN(delay.mean) ? 0 : Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS);
      delay.reset();
      return late;
    },
    stop: () => delay.disable(),
  };
}
