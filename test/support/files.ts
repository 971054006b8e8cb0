import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

interface Read {
  readonly path: string;
  readonly bytes: Buffer;
}

/** What is read, or nothing where the file has gone meanwhile: a folder in use changes while it is read. */
function read(path: string): readonly Read[] {
  try {
    return statSync(path).isFile() ? [{ path, bytes: readFileSync(path) }] : [];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Every file of a folder, whole. */
export function filesIn(folder: string): readonly Read[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => read(join(folder, name)));
}
