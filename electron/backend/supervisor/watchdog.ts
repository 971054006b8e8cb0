/** Longest silence of a child that has said something before; it says every second that it lives. */
export const SILENT_MS = 20_000;
/** And of one that has only been started: a busy machine takes its time to load it. */
export const UNBORN_MS = 60_000;
/** How often it is looked whether something was heard. */
export const LOOK_MS = 1000;
/** A look that comes this much later than it should proves nothing: we did not run ourselves, or the machine slept. */
const LATE_MS = 1000;

/** Tells a process that stands still (stopped, or in a loop without end) from one that is alive: what its event loop says, not whether it exists. */
export interface Watchdog {
  /** It was started just now. */
  begin(): void;
  /** It said something. */
  heard(): void;
  /** Called every `LOOK_MS`. True when it has been silent for too long, each second of which we were awake to hear it. */
  isHung(): boolean;
}

/** A watchdog that measures by this clock (monotonic ms). */
export function createWatchdog(monotonic: () => number): Watchdog {
  let lookedAt = monotonic();
  let silentMs = 0;
  let limitMs = UNBORN_MS;

  function begin(limit: number): void {
    silentMs = 0;
    limitMs = limit;
  }

  return {
    begin: () => {
      lookedAt = monotonic();
      begin(UNBORN_MS);
    },
    heard: () => begin(SILENT_MS),
    isHung: () => {
      const now = monotonic();
      const sinceMs = now - lookedAt;
      lookedAt = now;
      // What it said meanwhile may still wait to be heard.
      silentMs = sinceMs > LOOK_MS + LATE_MS ? 0 : silentMs + sinceMs;
      return silentMs > limitMs;
    },
  };
}
