import { existsSync, readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { type CpuReading, type CpuTimes, decodeCpu } from './decode/cpu.ts';
import { type DiskCounters, decodeDisks } from './decode/disks.ts';
import { decodeConfigured, decodeInterfaces, type InterfaceCounters, type InterfaceState } from './decode/interfaces.ts';
import { decodeMemory, type Memory } from './decode/memory.ts';
import { decodeDeviceTypes, decodeMounts, type Mount } from './decode/mounts.ts';
import { decodePageBytes, decodeProcess, isNameVague, type Process, programName } from './decode/processes.ts';
import { decodeLoad, decodeUptime } from './decode/system.ts';
import type { FileSystems, Usage } from './filesystems.ts';

/** Everything one cycle reads from this machine. A part the platform does not give is null. */
export interface Snapshot {
  /** Monotonic ms. */
  readonly at: number;
  readonly cpu: CpuReading;
  readonly load: readonly [number, number, number] | null;
  readonly memory: Memory | null;
  readonly disks: ReadonlyMap<string, DiskCounters> | null;
  readonly interfaces: ReadonlyMap<string, { readonly counters: InterfaceCounters; readonly state: InterfaceState }> | null;
  readonly processes: ReadonlyMap<number, Process> | null;
  readonly pageBytes: number;
  readonly uptimeS: number | null;
  readonly mounts: readonly Mount[];
  readonly usage: ReadonlyMap<string, Usage | null>;
}

/** A file's text, or null where there is none; for /proc and /sys, which answer at once. */
export function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function interfaceState(name: string, configured: ReadonlySet<string>): InterfaceState {
  const folder = `/sys/class/net/${name}`;
  const field = (file: string): string => textOf(`${folder}/${file}`)?.trim() ?? '';
  const carrier = field('carrier');
  return {
    flags: Number(field('flags')),
    operstate: field('operstate'),
    carrier: carrier === '' ? null : carrier === '1',
    carrierUps: Number(field('carrier_up_count')),
    isPhysical: existsSync(`${folder}/device`),
    hasMaster: existsSync(`${folder}/master`),
    bridgePorts: existsSync(`${folder}/bridge`) ? namesIn(`${folder}/brif`).length : null,
    isConfigured: configured.has(name),
  };
}

function readInterfaces(): Snapshot['interfaces'] {
  const text = textOf('/proc/net/dev');
  if (text === null) return null;
  const configured = decodeConfigured(textOf('/proc/net/route') ?? '', textOf('/proc/net/if_inet6') ?? '');
  return new Map([...decodeInterfaces(text)].map(([name, counters]) => [name, { counters, state: interfaceState(name, configured) }]));
}

const PROCESSES_AT_A_TIME = 200;

/** Reads every process; lets others go on in between, because there may be thousands. */
async function readProcesses(): Promise<ReadonlyMap<number, Process> | null> {
  const pids = namesIn('/proc').filter((name) => /^\d+$/.test(name));
  if (pids.length === 0) return null;
  const found = new Map<number, Process>();
  for (const [i, pid] of pids.entries()) {
    let process = decodeProcess(textOf(`/proc/${pid}/stat`) ?? '');
    if (process && isNameVague(process.name))
      process = { ...process, name: programName(process.name, textOf(`/proc/${pid}/cmdline`) ?? '') };
    if (process) found.set(process.pid, process);
    if (i % PROCESSES_AT_A_TIME === PROCESSES_AT_A_TIME - 1) await setImmediate();
  }
  return found;
}

function pageBytes(): number {
  try {
    return decodePageBytes(readFileSync('/proc/self/auxv'));
  } catch {
    return decodePageBytes(Buffer.alloc(0));
  }
}

/** Reads /proc, /sys and the file systems. */
export async function readLinux(fileSystems: FileSystems, monotonic: () => number): Promise<Snapshot> {
  const mounts = decodeMounts(textOf('/proc/self/mountinfo') ?? '', decodeDeviceTypes(textOf('/proc/filesystems') ?? ''));
  const asking = fileSystems.read(mounts);
  const diskstats = textOf('/proc/diskstats');
  const load = decodeLoad(textOf('/proc/loadavg') ?? '');
  // Counters and their time are read together; file systems may take as long as their limit.
  const counters = {
    at: monotonic(),
    cpu: decodeCpu(textOf('/proc/stat') ?? ''),
    disks: diskstats === null ? null : decodeDisks(diskstats, new Set(namesIn('/sys/block'))),
    interfaces: readInterfaces(),
    processes: await readProcesses(),
  };
  return {
    ...counters,
    load,
    memory: decodeMemory(textOf('/proc/meminfo') ?? ''),
    pageBytes: pageBytes(),
    uptimeS: decodeUptime(textOf('/proc/uptime') ?? '') ?? os.uptime(),
    mounts,
    usage: await asking,
  };
}

function cpuTimesHere(): CpuReading {
  const cores = os.cpus().map(({ times }, i): [string, CpuTimes] => {
    const total = times.user + times.nice + times.sys + times.idle + times.irq;
    return [`cpu${i}`, { total, idle: times.idle, iowait: null }];
  });
  const sum = (part: (times: CpuTimes) => number): number => cores.reduce((total, [, times]) => total + part(times), 0);
  const all = cores.length === 0 ? null : { total: sum((times) => times.total), idle: sum((times) => times.idle), iowait: null };
  return { all, cores: new Map(cores) };
}

/** Roots worth asking on platforms without /proc: the drives of Windows, else `/`. */
function localRoots(): readonly Mount[] {
  const drives = [...'CDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}:\\`);
  const paths = process.platform === 'win32' ? drives.filter((path) => existsSync(path)) : ['/'];
  return paths.map((path) => ({ path, type: 'local', source: path, isReadOnly: false, isRemote: false }));
}

/** What Node tells on any platform; the rest is null. */
export async function readAnywhere(fileSystems: FileSystems, monotonic: () => number): Promise<Snapshot> {
  const mounts = localRoots();
  const [one = 0, five = 0, fifteen = 0] = os.loadavg();
  return {
    at: monotonic(),
    cpu: cpuTimesHere(),
    load: process.platform === 'win32' ? null : [one, five, fifteen],
    memory: { total: os.totalmem(), available: os.freemem(), swapTotal: 0, swapFree: 0 },
    disks: null,
    interfaces: null,
    processes: null,
    pageBytes: 4096,
    uptimeS: os.uptime(),
    mounts,
    usage: await fileSystems.read(mounts),
  };
}
