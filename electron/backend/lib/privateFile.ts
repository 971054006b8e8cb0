import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { isFullDisk } from './fullDisk.ts';

/** Puts the new content where the old one lies: blocks it has already are all it needs. Throws where there is no old one. */
function overwrite(file: string, text: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    const bytes = Buffer.from(text);
    const padded = Buffer.concat([bytes, Buffer.alloc(Math.max(0, fstatSync(descriptor).size - bytes.byteLength), ' ')]);
    writeSync(descriptor, padded, 0, padded.byteLength, 0);
    ftruncateSync(descriptor, bytes.byteLength);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes a rename outlast a power cut; Windows has no such call and does without. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Writes a small file of this user only (mode 0600) so that a reader, after a power cut too, sees the old or the new content, never half
 * of one: what a lost key has sealed is lost with it. On a full disk
 * an existing file of up to one block takes the new content in its place, so that a station starts again there.
 */
export function writePrivate(file: string, text: string): void {
  const temporary = `${file}.new`;
  try {
    writeFileSync(temporary, text, { mode: 0o600, flush: true });
    renameSync(temporary, file);
    syncFolder(dirname(file));
  } catch (error) {
    rmSync(temporary, { force: true });
    if (!isFullDisk(error)) throw error;
    overwrite(file, text);
  }
}
