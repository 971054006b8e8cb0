import { copyFileSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';

const LIMIT_BYTES = 10 * 1024 * 1024;
const KEPT = 5;

function shiftOlder(file: string, kept: number): void {
  rmSync(`${file}.${kept}`, { force: true });
  for (let index = kept - 1; index >= 1; index -= 1)
    if (existsSync(`${file}.${index}`)) renameSync(`${file}.${index}`, `${file}.${index + 1}`);
}

/**
 * Moves a log aside when it is larger than `limit` bytes, keeping `kept` older ones (`.1` is the newest). The file itself is copied and
 * emptied, not renamed: whoever holds it open for appending goes on.
 */
export function rotateLog(file: string, limit: number = LIMIT_BYTES, kept: number = KEPT): boolean {
  if (!existsSync(file) || statSync(file).size <= limit) return false;
  shiftOlder(file, kept);
  copyFileSync(file, `${file}.1`);
  truncateSync(file);
  return true;
}

/** Opens a log for appending, its folder made and the file rotated first. Returns the descriptor. */
export function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  rotateLog(file);
  return openSync(file, 'a', 0o600);
}
