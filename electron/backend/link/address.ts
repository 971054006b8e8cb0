import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writePrivate } from '../lib/privateFile.ts';

/** The kernel's limit for a socket's path is 108 bytes on Linux and 104 on BSD and macOS, with the final zero. */
const MAX_SOCKET_PATH_BYTES = 103;

/**
 * Where the backend of this data folder listens for other processes: `run/ingest.sock` in it; on Windows a named pipe derived
 * from the folder; for a folder too deep for a socket path, a name derived from it in the temporary folder.
 */
export function linkAddress(dataFolder: string, platform: NodeJS.Platform = process.platform): string {
  const digest = createHash('sha256').update(dataFolder).digest('hex').slice(0, 32);
  if (platform === 'win32') return `\\\\.\\pipe\\shouwang-${digest}`;
  const path = join(dataFolder, 'run', 'ingest.sock');
  return Buffer.byteLength(path) <= MAX_SOCKET_PATH_BYTES ? path : join(tmpdir(), `shouwang-${digest}.sock`);
}

/** File of the token that both ends of the link must know. */
export function linkTokenFile(dataFolder: string): string {
  return join(dataFolder, 'run', 'link.token');
}

/** Writes a new token (64 hex digits, file mode 0600) and returns it; the receiver's owner does this before it listens. */
export function writeLinkToken(file: string): string {
  const token = randomBytes(32).toString('hex');
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writePrivate(file, token);
  return token;
}

/** The token, or null while there is none: the receiver has not started yet. */
export function readLinkToken(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim() || null;
  } catch {
    return null;
  }
}
