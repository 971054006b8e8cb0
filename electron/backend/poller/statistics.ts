export interface CycleStatistics {
  add(cycle: { readonly at: number; readonly durationMs: number; readonly isLate: boolean }, monotonic: number): void;
  /** 95th percentile of the last thousand cycles in ms, null before the first. */
  p95Ms(): number | null;
  /** Late cycles of the last five minutes. */
  late(monotonic: number): number;
  /** Wall time of the end of the last cycle. */
  lastAt(): number | null;
}

const KEPT = 1000;
const WINDOW_MS = 300_000;

/** Figures of one collector's cycles. Memory is bounded: a thousand durations, and the times of late cycles inside the window. */
export function createCycleStatistics(): CycleStatistics {
  const durations: number[] = [];
  let next = 0;
  let lateAt: number[] = [];
  let lastAt: number | null = null;
  const inWindow = (monotonic: number): number[] => lateAt.filter((at) => at > monotonic - WINDOW_MS);

  return {
    add: (cycle, monotonic) => {
      durations[next] = cycle.durationMs;
      next = (next + 1) % KEPT;
      lastAt = cycle.at;
      if (cycle.isLate) lateAt = [...inWindow(monotonic), monotonic].slice(-KEPT);
    },
    p95Ms: () => {
      const sorted = durations.toSorted((a, b) => a - b);
      return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? null;
    },
    late: (monotonic) => inWindow(monotonic).length,
    lastAt: () => lastAt,
  };
}
