export interface DiskCounters {
  readonly readBytes: number;
  readonly writtenBytes: number;
  /** Time with at least one request in flight. */
  readonly busyMs: number;
}

const SECTOR_BYTES = 512;
/** Not hardware, or a second view of it: loops, RAM disks, optical drives, device-mapper volumes (their disks are counted). */
const NOT_A_DISK = /^(?:loop|ram|zram|sr|fd|dm-|nbd)/;

/** True for the name of a disk, not of a loop, a RAM disk, an optical drive or a volume. */
export const isDisk = (name: string): boolean => !NOT_A_DISK.test(name);

/** Reads /proc/diskstats for whole disks; `blockDevices` are the names in /sys/block, which has no partitions. Disks never used are left out. */
export function decodeDisks(diskstats: string, blockDevices: ReadonlySet<string>): ReadonlyMap<string, DiskCounters> {
  const disks = new Map<string, DiskCounters>();
  for (const line of diskstats.split('\n')) {
    const [, , name, reads, , sectorsRead, , writes, , sectorsWritten, , , busyMs] = line.trim().split(/\s+/);
    if (name === undefined || busyMs === undefined || !blockDevices.has(name) || !isDisk(name)) continue;
    if (Number(reads) === 0 && Number(writes) === 0) continue;
    disks.set(name, {
      readBytes: Number(sectorsRead) * SECTOR_BYTES,
      writtenBytes: Number(sectorsWritten) * SECTOR_BYTES,
      busyMs: Number(busyMs),
    });
  }
  return disks;
}
