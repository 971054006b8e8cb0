import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NOT_INPUT = /\.(test|spec)\.tsx?$|\.md$|\.tsbuildinfo$/;

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !NOT_INPUT.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** SHA-256 over names and contents of every file in or below the paths (relative to `root`), tests and notes left out. */
export function hashInputs(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths)
    for (const file of filesBelow(join(root, path)))
      hash
        .update(file.slice(root.length))
        .update('\0')
        .update(createHash('sha256').update(readFileSync(file)).digest());
  return hash.digest('hex');
}

/** True when the stamp file says that the output was made from exactly these inputs. */
export function isFresh(stamp: string, hash: string, output: string): boolean {
  return existsSync(output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

/** Notes what an output was made from. */
export function writeStamp(stamp: string, hash: string): void {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

/** Forgets what an output was made from; an interrupted build is then done again. */
export function removeStamp(stamp: string): void {
  rmSync(stamp, { force: true });
}
