import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A small real ext4 file system on a loop device, in blocks of 4 KiB as every disk of the size of a station's has them; needs root. */
export interface LoopDisk {
  readonly path: string;
  unmount(): void;
}

/** True where loop devices can be mounted. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0;

export function mountLoopDisk(megabytes: number, blockBytes = 4096): LoopDisk {
  const folder = mkdtempSync(join(tmpdir(), 'sw-disk-'));
  const image = join(folder, 'image');
  const path = join(folder, 'mnt');
  mkdirSync(path);
  writeFileSync(image, '');
  truncateSync(image, megabytes * 1024 * 1024);
  execFileSync('mkfs.ext4', ['-q', '-F', '-b', String(blockBytes), '-m', '0', image]);
  execFileSync('mount', ['-o', 'loop', image, path]);
  return {
    path,
    unmount: () => {
      execFileSync('umount', ['-l', path]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Appends to a file until its file system takes no byte more. */
export function fillUp(file: string): void {
  const descriptor = openSync(file, 'a');
  for (let size = 1024 * 1024; size >= 512; ) {
    try {
      writeSync(descriptor, Buffer.alloc(size, 1));
    } catch {
      size = Math.floor(size / 2);
    }
  }
  closeSync(descriptor);
}
