import { spawn } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import type { Mount } from './decode/mounts.ts';

/** Bytes and inodes of a file system as `statfs` tells them. */
export interface Usage {
  readonly blockBytes: number;
  readonly blocks: number;
  readonly freeBlocks: number;
  /** Free for users other than root. */
  readonly availableBlocks: number;
  readonly inodes: number;
  readonly freeInodes: number;
}

export interface FileSystems {
  /** Usage of each mount, null for one that does not answer within the limit or cannot be asked. Never takes longer than the limit. */
  read(mounts: readonly Mount[]): Promise<ReadonlyMap<string, Usage | null>>;
}

type Ask = (path: string, signal: AbortSignal) => Promise<Usage | null>;

async function askHere(path: string): Promise<Usage | null> {
  const { bsize, blocks, bfree, bavail, files, ffree } = await statfs(path);
  return { blockBytes: bsize, blocks, freeBlocks: bfree, availableBlocks: bavail, inodes: files, freeInodes: ffree };
}

/** Asks through a process of its own: one that hangs in the kernel holds no thread of ours, and is killed. */
function askAside(path: string, signal: AbortSignal): Promise<Usage | null> {
  return new Promise((resolve, reject) => {
    const child = spawn('stat', ['-f', '-c', '%S %b %f %a %c %d', '--', path], { stdio: ['ignore', 'pipe', 'ignore'] });
    const kill = (): void => {
      child.kill('SIGKILL');
    };
    signal.addEventListener('abort', kill, { once: true });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.on('error', reject);
    child.on('close', () => {
      signal.removeEventListener('abort', kill);
      const [blockBytes, blocks, freeBlocks, availableBlocks, inodes, freeInodes] = output.trim().split(' ').map(Number);
      if (blockBytes === undefined || blocks === undefined || freeBlocks === undefined) resolve(null);
      else
        resolve({
          blockBytes,
          blocks,
          freeBlocks,
          availableBlocks: availableBlocks ?? 0,
          inodes: inodes ?? 0,
          freeInodes: freeInodes ?? 0,
        });
    });
  });
}

/** Asks mounts for their usage, each with a time limit; one whose last question is still open is not asked again. */
export function createFileSystems(limitMs: number, here: Ask = askHere, aside: Ask = askAside): FileSystems {
  const open = new Set<string>();

  async function readOne(mount: Mount): Promise<Usage | null> {
    if (open.has(mount.path)) return null;
    open.add(mount.path);
    const limit = AbortSignal.timeout(limitMs);
    const asking = (mount.isRemote ? aside(mount.path, limit) : here(mount.path, limit))
      // ENOENT, EACCES, EIO: asked and not obtained.
      .catch(() => null)
      .finally(() => open.delete(mount.path));
    const late = new Promise<null>((resolve) => limit.addEventListener('abort', () => resolve(null), { once: true }));
    return Promise.race([asking, late]);
  }

  return {
    read: async (mounts) =>
      new Map(await Promise.all(mounts.map(async (mount): Promise<[string, Usage | null]> => [mount.path, await readOne(mount)]))),
  };
}
