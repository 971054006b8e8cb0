import { LATE_AFTER_MS, LOST_AFTER_MS } from './link.ts';

/** Tells when nothing was heard for too long. */
export interface SilenceWatch {
  /** Something was heard: both limits count anew. */
  heard(): void;
  stop(): void;
}

export function createSilenceWatch(onLate: () => void, onLost: () => void): SilenceWatch {
  let late: ReturnType<typeof setTimeout> | undefined;
  let lost: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    clearTimeout(late);
    clearTimeout(lost);
  };
  return {
    heard() {
      stop();
      late = setTimeout(onLate, LATE_AFTER_MS);
      lost = setTimeout(onLost, LOST_AFTER_MS);
    },
    stop,
  };
}
