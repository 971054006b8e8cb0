import { closeSync, fstatSync, ftruncateSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';

const isFullDisk = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code));

/** Puts the new content where the old one lies: blocks it has already are all it needs. Throws where there is no old one. */
function overwrite(file: string, text: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    const bytes = Buffer.from(text);
    const padded = Buffer.concat([bytes, Buffer.alloc(Math.max(0, fstatSync(descriptor).size - bytes.byteLength), ' ')]);
    writeSync(descriptor, padded, 0, padded.byteLength, 0);
    ftruncateSync(descriptor, bytes.byteLength);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Writes a small file of this user only (mode 0600) so that a reader sees the old or the new content, never half of one. On a full disk
 * an existing file of up to one block takes the new content in its place, so that a station starts again there.
 */
export function writePrivate(file: string, text: string): void {
  const temporary = `${file}.new`;
  try {
    writeFileSync(temporary, text, { mode: 0o600 });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    if (!isFullDisk(error)) throw error;
    overwrite(file, text);
  }
}
