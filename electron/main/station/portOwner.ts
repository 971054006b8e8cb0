import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { connect } from 'node:net';

/** A process that listens on a port; the pid is unknown where the platform or the rights do not show it. */
export interface PortOwner {
  readonly name: string;
  readonly pid: number;
}

const LISTEN = '0A';

/** Inodes of listening sockets on a port, from the text of /proc/net/tcp or tcp6. */
export function listeningInodes(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[1]?.endsWith(suffix) && columns[3] === LISTEN)
    .map((columns) => columns[9] ?? '');
}

function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    // A process that ended meanwhile, or one we may not look into.
    return otherwise;
  }
}

function holdsSocket(pid: string, inodes: ReadonlySet<string>): boolean {
  const folder = `/proc/${pid}/fd`;
  return attempt(() => readdirSync(folder), [] as string[]).some((fd) => {
    const inode = /^socket:\[(\d+)\]$/.exec(attempt(() => readlinkSync(`${folder}/${fd}`), ''))?.[1];
    return inode !== undefined && inodes.has(inode);
  });
}

/** The process that listens on a TCP port of this machine; undefined where it cannot be seen (other user's, or not Linux). */
export function findPortOwner(port: number, platform: NodeJS.Platform = process.platform): PortOwner | undefined {
  if (platform !== 'linux') return undefined;
  const inodes = new Set(
    ['tcp', 'tcp6'].flatMap((name) =>
      listeningInodes(
        attempt(() => readFileSync(`/proc/net/${name}`, 'utf8'), ''),
        port,
      ),
    ),
  );
  if (inodes.size === 0) return undefined;
  const pid = attempt(() => readdirSync('/proc'), [] as string[]).find((entry) => /^\d+$/.test(entry) && holdsSocket(entry, inodes));
  return pid === undefined ? undefined : { pid: Number(pid), name: attempt(() => readFileSync(`/proc/${pid}/comm`, 'utf8').trim(), '?') };
}

/** True when something accepts connections there within a second. */
export function isPortTaken(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 });
    const finish = (isTaken: boolean) => {
      socket.destroy();
      resolve(isTaken);
    };
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
    socket.once('timeout', () => finish(false));
  });
}

/** True while a process with this id exists; one of another user counts too. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
