import { percent } from './counters.ts';

/** Time since boot in one unit of any length: all, that without work, and the part of that spent waiting for a disk (null where it is not told). */
export interface CpuTimes {
  readonly total: number;
  readonly idle: number;
  readonly iowait: number | null;
}

export interface CpuReading {
  readonly all: CpuTimes | null;
  /** By name: `cpu0`, `cpu1` ... Cores come and go (hot plug). */
  readonly cores: ReadonlyMap<string, CpuTimes>;
}

/** Reads /proc/stat. Guest time is inside user time and not counted again. */
export function decodeCpu(procStat: string): CpuReading {
  let all: CpuTimes | null = null;
  const cores = new Map<string, CpuTimes>();
  for (const line of procStat.split('\n')) {
    const match = /^cpu(\d*)\s+(.+)$/.exec(line);
    if (match?.[1] === undefined || match[2] === undefined) continue;
    const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = match[2]
      .trim()
      .split(/\s+/)
      .map(Number);
    const times = { total: user + nice + system + idle + iowait + irq + softirq + steal, idle: idle + iowait, iowait };
    if (match[1] === '') all = times;
    else cores.set(`cpu${match[1]}`, times);
  }
  return { all, cores };
}

export interface CpuShare {
  readonly utilisation: number | null;
  readonly iowait: number | null;
}

/** Shares of the time between two readings in per cent; null without an earlier reading or when the ticks went back (a core that was off). */
export function cpuShare(before: CpuTimes | null | undefined, now: CpuTimes | null): CpuShare {
  if (!before || !now || now.total <= before.total) return { utilisation: null, iowait: null };
  const elapsed = now.total - before.total;
  // The kernel lets idle and iowait step back by a tick or two.
  const idle = Math.max(0, now.idle - before.idle);
  const iowait = now.iowait === null || before.iowait === null ? null : percent(now.iowait - before.iowait, elapsed);
  return { utilisation: percent(elapsed - idle, elapsed), iowait };
}
