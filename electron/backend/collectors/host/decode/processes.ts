import { increase } from './counters.ts';

export interface Process {
  readonly pid: number;
  readonly name: string;
  readonly state: string;
  /** Processor time used so far, in ticks of 10 ms (USER_HZ, the same on every Linux). */
  readonly ticks: number;
  /** Ticks after boot; with the pid it names one process for ever. */
  readonly startedAt: number;
  readonly residentPages: number;
}

const PF_KTHREAD = 0x200000;

/** Reads /proc/<pid>/stat; null for a line cut short by the end of the process. Threads of the kernel share one name: theirs change with the work they do. */
export function decodeProcess(stat: string): Process | null {
  const open = stat.indexOf('(');
  const close = stat.lastIndexOf(')');
  const fields = stat.slice(close + 2).split(' ');
  const [state, , , , , , flags] = fields;
  if (open < 0 || close < open || state === undefined || fields.length < 22) return null;
  return {
    pid: Number.parseInt(stat, 10),
    name: (Number(flags) & PF_KTHREAD) === 0 ? stat.slice(open + 1, close) : '[kernel]',
    state,
    ticks: Number(fields[11]) + Number(fields[12]),
    startedAt: Number(fields[19]),
    residentPages: Number(fields[21]),
  };
}

/** Longest name the kernel keeps of a process. */
const COMM_LENGTH = 15;
/** What Node calls its first thread, and with it the process. */
const ANONYMOUS = 'MainThread';
/** Longest name taken from a command line, which a program may set to anything. */
const MAX_NAME = 60;

/** True for names that the command line may tell better. */
export function isNameVague(name: string): boolean {
  return name.length === COMM_LENGTH || name === ANONYMOUS;
}

/** The program's name: the kernel's, completed or replaced by the command line (/proc/<pid>/cmdline, fields ended by NUL) where that is vague. */
export function programName(name: string, cmdline: string): string {
  const program = cmdline.split('\0')[0]?.split('/').at(-1) ?? '';
  return program !== '' && (name === ANONYMOUS || program.startsWith(name)) ? program.slice(0, MAX_NAME) : name;
}

export interface ProgramUse {
  /** Per cent of one core over the time between two readings; null in the first. */
  readonly cpu: number | null;
  readonly memory: number;
}

const MS_PER_TICK = 10;

/** Use by program name, all its processes together: names stay when pids change. A process seen for the first time counts from its start. */
export function programUse(
  before: ReadonlyMap<number, Process> | null,
  now: ReadonlyMap<number, Process>,
  elapsedMs: number,
  pageBytes: number,
): ReadonlyMap<string, ProgramUse> {
  const totals = new Map<string, { ticks: number; pages: number }>();
  for (const process of now.values()) {
    const earlier = before?.get(process.pid);
    const isSame = earlier?.startedAt === process.startedAt;
    const total = totals.get(process.name) ?? { ticks: 0, pages: 0 };
    total.ticks += isSame ? (increase(earlier.ticks, process.ticks) ?? 0) : process.ticks;
    total.pages += process.residentPages;
    totals.set(process.name, total);
  }
  const isRate = before !== null && elapsedMs > 0;
  const use = [...totals].map(([name, { ticks, pages }]): [string, ProgramUse] => [
    name,
    { cpu: isRate ? (100 * ticks * MS_PER_TICK) / elapsedMs : null, memory: pages * pageBytes },
  ]);
  return new Map(use);
}

const TOP = 10;

/** Names to report: the first ten by value, and those reported last time while they are among the first twenty, so that series do not flicker at the edge. */
export function topNames(values: ReadonlyMap<string, number>, reported: ReadonlySet<string>): ReadonlySet<string> {
  const ordered = [...values].filter(([, value]) => value > 0).toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return new Set(ordered.filter(([name], rank) => rank < TOP || (rank < 2 * TOP && reported.has(name))).map(([name]) => name));
}

const AT_PAGESZ = 6n;

/** Bytes of a page from /proc/self/auxv (64 KiB on some arm64 kernels); 4096 when it does not say. */
export function decodePageBytes(auxv: Buffer): number {
  for (let at = 0; at + 16 <= auxv.byteLength; at += 16) {
    if (auxv.readBigUInt64LE(at) === AT_PAGESZ) return Number(auxv.readBigUInt64LE(at + 8));
  }
  return 4096;
}
