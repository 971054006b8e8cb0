import { type FileHandle, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Makes the names in a folder durable: a new or removed file is there, or gone, after a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folder and needs none: its file systems journal names themselves.
  if (process.platform === 'win32') return;
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } finally {
    await handle?.close();
  }
}

/** Bytes of a file with its companions (`-wal`, `-shm`); a missing one counts nothing. */
export async function sizeOf(file: string, suffixes: readonly string[] = ['']): Promise<number> {
  const sizes = await Promise.all(
    suffixes.map((suffix) =>
      stat(file + suffix).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((a, b) => a + b, 0);
}

/** Bytes of everything in a folder. */
export async function folderSize(folder: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map((name) => sizeOf(join(folder, name))));
  return sizes.reduce((a, b) => a + b, 0);
}

/** What SQLite keeps beside a database file in WAL mode, the file itself included. */
export const DATABASE_SUFFIXES = ['', '-wal', '-shm'] as const;

/** Unlinks a database that nobody has open. The file goes first: companions without their file mean nothing. */
export async function removeDatabase(file: string): Promise<void> {
  for (const suffix of DATABASE_SUFFIXES) await rm(file + suffix, { force: true });
}
