/** The newest values of a figure inside a window of time, and their quantiles. */
export interface Window {
  add(value: number, atMono: number): void;
  /** Value below which the share `q` of the window lies; null while it is empty. */
  quantile(q: number, nowMono: number): number | null;
  count(nowMono: number): number;
  sum(nowMono: number): number;
}

const KEPT = 2000;

/** A window of `spanMs` on the monotonic clock, at most 2000 values. */
export function createWindow(spanMs: number): Window {
  let values: { readonly value: number; readonly atMono: number }[] = [];
  const inside = (now: number) => {
    values = values.filter((one) => now - one.atMono <= spanMs);
    return values;
  };
  return {
    add: (value, atMono) => {
      values.push({ value, atMono });
      if (values.length > KEPT) values = values.slice(-KEPT);
    },
    quantile: (q, now) => {
      const sorted = inside(now)
        .map((one) => one.value)
        .sort((a, b) => a - b);
      return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? null;
    },
    count: (now) => inside(now).length,
    sum: (now) => inside(now).reduce((sum, { value }) => sum + value, 0),
  };
}
