import type { Clock } from './clock.ts';
import { createLoopDelay } from './loopDelay.ts';

export interface ProcessMeter {
  /** Figures since the last call: per cent of one core, resident bytes, 99th percentile of the event loop's delay in ms. */
  read(): { readonly at: number; readonly cpu: number; readonly memory: number; readonly loopDelayP99Ms: number };
  stop(): void;
}

/** Measures this process. */
export function createProcessMeter(clock: Clock): ProcessMeter {
  const loop = createLoopDelay();
  let usage = process.cpuUsage();
  let since = clock.monotonic();

  return {
    read: () => {
      const now = clock.monotonic();
      const used = process.cpuUsage(usage);
      const elapsedMs = Math.max(1, now - since);
      usage = process.cpuUsage();
      since = now;
      return {
        at: clock.now(),
        cpu: ((used.user + used.system) / 1000 / elapsedMs) * 100,
        memory: process.memoryUsage.rss(),
        loopDelayP99Ms: loop.readP99Ms(),
      };
    },
    stop: loop.stop,
  };
}
