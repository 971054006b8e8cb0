const WINDOW_MS = 60_000;
const LIMIT = 3;
const DELAYS_MS = [100, 1000];

/** What to do after a crash: load again after a while, or stop trying. */
export type AfterCrash = { readonly kind: 'reload'; readonly delayMs: number } | { readonly kind: 'giveUp' };

/** Counts crashes of one process: the third within a minute ends the trying. `nowMs` is monotonic. */
export function createCrashGuard(): (nowMs: number) => AfterCrash {
  let crashes: number[] = [];
  return (nowMs) => {
    crashes = [...crashes.filter((at) => nowMs - at < WINDOW_MS), nowMs];
    if (crashes.length < LIMIT) return { kind: 'reload', delayMs: DELAYS_MS[crashes.length - 1] ?? 0 };
    crashes = [];
    return { kind: 'giveUp' };
  };
}
