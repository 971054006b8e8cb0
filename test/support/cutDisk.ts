import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A disk whose power can be cut: ext4 on an image that lies on XFS with shared extents. A clone of the image is the disk at that instant:
 * what was written and flushed, without what the kernel only had in memory. Needs root and mkfs.xfs.
 */
export interface CutDisk {
  /** Where the file system is mounted, before and after a cut. */
  readonly path: string;
  /** Takes the disk as it is now, calls `kill` to end whoever uses it, and mounts what was taken in its place; its journal is replayed. */
  cut(kill: () => void): Promise<void>;
  /** Mounts a copy of the disk as it was taken last, calls `look` with its path and unmounts it. */
  inspect<T>(look: (path: string) => T): T;
  remove(): void;
}

const MEGABYTE = 1024 * 1024;
const OUTER_MEGABYTES = 16 * 1024;
const BUSY_MS = 10_000;

const run = (program: string, ...args: string[]): void => {
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
};

function sparse(file: string, megabytes: number): void {
  writeFileSync(file, '');
  truncateSync(file, megabytes * MEGABYTE);
}

/** Whoever was killed may hold files for a moment more. */
async function unmount(path: string): Promise<void> {
  for (const until = performance.now() + BUSY_MS; ; ) {
    try {
      run('umount', path);
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

export function mountCutDisk(megabytes: number): CutDisk {
  const folder = mkdtempSync(join(tmpdir(), 'sw-cut-'));
  const at = (name: string): string => join(folder, name);
  const [outer, path, copy] = [at('outer'), at('disk'), at('copy')];
  const [image, taken, looked] = ['image', 'taken', 'looked'].map((name) => join(outer, name)) as [string, string, string];
  for (const place of [outer, path, copy]) mkdirSync(place);
  sparse(at('outer.xfs'), OUTER_MEGABYTES);
  run('mkfs.xfs', '-q', '-m', 'reflink=1', at('outer.xfs'));
  run('mount', '-o', 'loop', at('outer.xfs'), outer);
  sparse(image, megabytes);
  run('mkfs.ext4', '-q', '-F', '-b', '4096', '-m', '0', image);
  run('mount', '-o', 'loop', image, path);
  const clone = (from: string, to: string): void => run('cp', '--reflink=always', from, to);

  return {
    path,
    cut: async (kill) => {
      clone(image, taken);
      kill();
      await unmount(path);
      rmSync(image);
      renameSync(taken, image);
      clone(image, looked);
      run('mount', '-o', 'loop', image, path);
    },
    inspect: (look) => {
      run('mount', '-o', 'loop', looked, copy);
      try {
        return look(copy);
      } finally {
        run('umount', copy);
        rmSync(looked);
      }
    },
    remove: () => {
      for (const place of [copy, path, outer]) {
        try {
          run('umount', '-l', place);
        } catch {
          // It was not mounted any more.
        }
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
