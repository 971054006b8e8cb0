import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isMainThread, threadId } from 'node:worker_threads';

/** What a thread of a process said of itself, right after its garbage was collected. */
export interface Vitals {
  readonly at: number;
  /** File of the program that the process runs, without ending; `index` is told from its folder, as `worker` is. */
  readonly program: string;
  readonly pid: number;
  /** 0 for the main thread. */
  readonly thread: number;
  /** Bytes that objects of this thread take, and what its buffers do. */
  readonly heap: number;
  readonly external: number;
  /** Resident bytes of the whole process and its open descriptors; null from other threads than the main one. */
  readonly rss: number | null;
  readonly descriptors: number | null;
}

const EVERY_MS = Number(process.env.TEST_VITALS_MS ?? 10_000);

function nameOf(path: string): string {
  const name = basename(path).replace(/\.[a-z]+$/, '');
  return name === 'index' || name === 'worker' ? basename(join(path, '..')) : name;
}

function tellInto(folder: string): void {
  const program = nameOf(process.argv[1] ?? '');
  const file = join(folder, `${process.pid}-${threadId}.jsonl`);
  setInterval(() => {
    globalThis.gc?.();
    const { rss, heapUsed, external } = process.memoryUsage();
    const line: Vitals = {
      ...{ at: Date.now(), program, pid: process.pid, thread: threadId, heap: heapUsed, external },
      rss: isMainThread ? rss : null,
      descriptors: isMainThread ? readdirSync('/proc/self/fd').length : null,
    };
    appendFileSync(file, `${JSON.stringify(line)}\n`);
  }, EVERY_MS).unref();
}

/** Environment in which every thread of Node, and of every process it starts, tells its vitals into the folder every so many milliseconds. */
export const withVitals = (folder: string, everyMs: number): Record<string, string> => ({
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --expose-gc --import=${import.meta.filename}`,
  TEST_VITALS: folder,
  TEST_VITALS_MS: String(everyMs),
});

/** What every thread said from a moment on (epoch ms), each in its order; those that said nothing are left out. */
export function readVitals(folder: string, from = 0): readonly (readonly Vitals[])[] {
  return readdirSync(folder)
    .map((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Vitals)
        .filter(({ at }) => at >= from),
    )
    .filter((told) => told.length > 0);
}

const own = process.env.TEST_VITALS;
if (own !== undefined) tellInto(own);
