import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Log, toLogFormat } from './log.ts';

/** What a process was told last, so that it goes on with it over a restart while nobody can tell it anew. */
export interface Remembered<T> {
  /** What was saved last, or null when there is none to be read. */
  load(): T | null;
  /** Never throws: on a full disk the older one stays, and the newer is in memory. */
  save(told: T): void;
}

/** Keeps one value in a file of this user only; a reader sees the old or the new one, never half of one. */
export function createRemembered<T>(path: string, schema: { parse(value: unknown): T }, log: Log): Remembered<T> {
  return {
    load: () => {
      try {
        return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
      } catch (error) {
        const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
        if (!isMissing) log.warn({ path, error: toLogFormat(error) }, 'what was told last is unreadable');
        return null;
      }
    },
    save: (told) => {
      try {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        const temporary = `${path}.new`;
        const fd = openSync(temporary, 'w', 0o600);
        try {
          writeSync(fd, JSON.stringify(told));
          fsyncSync(fd);
        } finally {
          closeSync(fd);
        }
        renameSync(temporary, path);
      } catch (error) {
        log.error({ path, error: toLogFormat(error) }, 'what was told could not be kept');
      }
    },
  };
}
