const FIRST_MS = 200;
const LONGEST_MS = 10_000;
/** A child that ran this long has earned a quick restart again. */
const STABLE_MS = 60_000;

export interface Backoff {
  readonly failures: number;
}

export const CALM: Backoff = { failures: 0 };

/** How long to wait before the next start of a child that ran for `ranMs`: 0.2 s doubling to 10 s, from the start again after a minute's run. */
export function nextStart(state: Backoff, ranMs: number): { readonly state: Backoff; readonly delayMs: number } {
  const failures = ranMs >= STABLE_MS ? 0 : state.failures;
  return { state: { failures: failures + 1 }, delayMs: Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10)) };
}
