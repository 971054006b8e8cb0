import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

/** What a process said of itself over a stretch of seconds. */
export interface Metered {
  readonly at: number;
  readonly forMs: number;
  /** File of its program, without ending; `index` is told from its folder. */
  readonly program: string;
  readonly pid: number;
  /** Of all its threads. */
  readonly cpuMs: number;
  readonly rss: number;
  /** Of its main thread: what objects take, and what buffers do. */
  readonly heap: number;
  readonly external: number;
  /** Milliseconds its main thread was away from its timers, 99 of 100 and at most: waiting for a processor included. */
  readonly lateP99Ms: number;
  readonly lateMostMs: number;
  /** Milliseconds its main thread computed without looking at its timers, 99 of 100 and at most: what it is to blame for itself. */
  readonly busyP99Ms: number;
  readonly busyMostMs: number;
}

const LOOK_MS = 5;
const SAY_MS = 5000;

function quantileOf(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * q) - 1)] ?? 0;
}

/** Appends a line about this process to a file of its own in the folder, every five seconds, for as long as it lives. */
function meterInto(folder: string): void {
  const path = process.argv[1] ?? '';
  const name = basename(path).replace(/\.[a-z]+$/, '');
  const program = name === 'index' ? basename(join(path, '..')) : name;
  const file = join(folder, `${program}-${process.pid}.jsonl`);
  let late: number[] = [];
  let busy: number[] = [];
  let looked = performance.now();
  let computed = process.threadCpuUsage();
  let said = looked;
  let used = process.cpuUsage();
  const memory = () => {
    const { rss, heapUsed, external } = process.memoryUsage();
    return { rss, heap: heapUsed, external };
  };
  const sum = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;

  function say(now: number): void {
    const cpuMs = sum(process.cpuUsage(used));
    const line: Metered = {
      ...{ at: Date.now(), forMs: now - said, program, pid: process.pid, cpuMs },
      ...memory(),
      ...{ lateP99Ms: quantileOf(late, 0.99), lateMostMs: Math.max(...late) },
      ...{ busyP99Ms: quantileOf(busy, 0.99), busyMostMs: Math.max(...busy) },
    };
    appendFileSync(file, `${JSON.stringify(line)}\n`);
    late = [];
    busy = [];
    said = now;
    used = process.cpuUsage();
  }

  setInterval(() => {
    const now = performance.now();
    const usage = process.threadCpuUsage();
    late.push(Math.max(0, now - looked - LOOK_MS));
    busy.push(sum(usage) - sum(computed));
    looked = now;
    computed = usage;
    if (now - said >= SAY_MS) say(now);
  }, LOOK_MS).unref();
}

/** Environment in which every process of Node, and every process it starts, is metered into the folder. */
export const metered = (folder: string): Record<string, string> => ({
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${import.meta.filename}`,
  TEST_METER: folder,
});

/** What the processes of a program said from a moment on (epoch ms). */
export function readMeters(folder: string, program: string, from = 0): readonly Metered[] {
  return readdirSync(folder)
    .filter((file) => file.startsWith(`${program}-`))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Metered)
    .filter(({ at, forMs }) => at - forMs >= from);
}

const own = process.env.TEST_METER;
if (own !== undefined && isMainThread) meterInto(own);
