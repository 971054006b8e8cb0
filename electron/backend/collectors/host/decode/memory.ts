/** Bytes. `available` is what programs can get without swapping (MemAvailable; on kernels before 3.14 free, buffers and cache). */
export interface Memory {
  readonly total: number;
  readonly available: number;
  readonly swapTotal: number;
  readonly swapFree: number;
}

/** Reads /proc/meminfo; null when it holds no total. */
export function decodeMemory(meminfo: string): Memory | null {
  const kib = new Map<string, number>();
  for (const line of meminfo.split('\n')) {
    const match = /^(\w+):\s+(\d+) kB$/.exec(line);
    if (match?.[1] && match[2]) kib.set(match[1], Number(match[2]));
  }
  const total = kib.get('MemTotal');
  if (total === undefined) return null;
  const available = kib.get('MemAvailable') ?? (kib.get('MemFree') ?? 0) + (kib.get('Buffers') ?? 0) + (kib.get('Cached') ?? 0);
  return {
    total: total * 1024,
    available: available * 1024,
    swapTotal: (kib.get('SwapTotal') ?? 0) * 1024,
    swapFree: (kib.get('SwapFree') ?? 0) * 1024,
  };
}
