/** Requests charged to one resource in the last second, oldest first (monotonic ms). */
export type Spending = readonly { readonly at: number; readonly requests: number }[];

const WINDOW_MS = 1000;

/** Spending still inside the window that ends at `now`. */
export function recent(spending: Spending, now: number): Spending {
  return spending.filter(({ at }) => at > now - WINDOW_MS);
}

/**
 * Earliest moment from `now` on at which `requests` more keep every window of one second at or under `perSecond`.
 * A request that alone is over the limit waits for an empty window, never for ever.
 */
export function affordableAt(spending: Spending, requests: number, perSecond: number, now: number): number {
  const open = recent(spending, now);
  let sum = open.reduce((total, entry) => total + entry.requests, requests);
  let at = now;
  for (const entry of open) {
    if (sum <= perSecond) return at;
    sum -= entry.requests;
    at = entry.at + WINDOW_MS;
  }
  return at;
}
