import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A small real ext4 file system on a loop device; needs root. */
export interface LoopDisk {
  readonly path: string;
  unmount(): void;
}

/** True where loop devices can be mounted. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0;

export function mountLoopDisk(megabytes: number): LoopDisk {
  const folder = mkdtempSync(join(tmpdir(), 'sw-disk-'));
  const image = join(folder, 'image');
  const path = join(folder, 'mnt');
  mkdirSync(path);
  writeFileSync(image, '');
  truncateSync(image, megabytes * 1024 * 1024);
  execFileSync('mkfs.ext4', ['-q', '-F', '-m', '0', image]);
  execFileSync('mount', ['-o', 'loop', image, path]);
  return {
    path,
    unmount: () => {
      execFileSync('umount', ['-l', path]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
