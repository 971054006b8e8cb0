export interface CycleStatistics {
  /** `lateness`: from when it was due to its end, in intervals. */
  add(
    cycle: { readonly at: number; readonly durationMs: number; readonly lateness: number; readonly isLate: boolean },
    monotonic: number,
  ): void;
  /** 95th percentile of the last thousand cycles in ms, null before the first. */
  p95Ms(): number | null;
  /** 99th percentile of the lateness of the last thousand cycles in per cent of their interval, null before the first. */
  latenessP99(): number | null;
  /** Late cycles of the last five minutes. */
  late(monotonic: number): number;
  /** Wall time of the end of the last cycle. */
  lastAt(): number | null;
}

const KEPT = 1000;
const WINDOW_MS = 300_000;

function quantileOf(values: readonly number[], q: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * q) - 1] ?? null;
}

/** Figures of one collector's cycles. Memory is bounded: a thousand durations and latenesses, and the times of late cycles inside the window. */
export function createCycleStatistics(): CycleStatistics {
  const durations: number[] = [];
  const latenesses: number[] = [];
  let next = 0;
  let lateAt: number[] = [];
  let lastAt: number | null = null;
  const inWindow = (monotonic: number): number[] => lateAt.filter((at) => at > monotonic - WINDOW_MS);

  return {
    add: (cycle, monotonic) => {
      durations[next] = cycle.durationMs;
      latenesses[next] = cycle.lateness;
      next = (next + 1) % KEPT;
      lastAt = cycle.at;
      if (cycle.isLate) lateAt = [...inWindow(monotonic), monotonic].slice(-KEPT);
    },
    p95Ms: () => quantileOf(durations, 0.95),
    latenessP99: () => {
      const lateness = quantileOf(latenesses, 0.99);
      return lateness === null ? null : lateness * 100;
    },
    late: (monotonic) => inWindow(monotonic).length,
    lastAt: () => lastAt,
  };
}
