import { labelOf } from '../../../../shared/domain/prometheus/selector.ts';
import type { PromSample } from '../../../../shared/domain/prometheus/text.ts';
import type { CpuReading, CpuTimes } from '../host/decode/cpu.ts';
import { type DiskCounters, isDisk } from '../host/decode/disks.ts';
import type { InterfaceCounters, InterfaceState } from '../host/decode/interfaces.ts';
import type { Memory } from '../host/decode/memory.ts';
import type { Mount } from '../host/decode/mounts.ts';
import type { Usage } from '../host/filesystems.ts';
import type { Snapshot } from '../host/snapshot.ts';

/** Series of node_exporter by name, as far as the snapshot needs them. */
export type NodeSeries = ReadonlyMap<string, readonly PromSample[]>;

const WANTED =
  /^node_(?:boot_time_seconds|time_seconds|load(?:1|5|15)|cpu_seconds_total|memory_(?:MemTotal|MemAvailable|MemFree|Buffers|Cached|SwapTotal|SwapFree)_bytes|filesystem_(?:size_bytes|free_bytes|avail_bytes|files|files_free|device_error|readonly)|disk_(?:reads_completed_total|writes_completed_total|read_bytes_total|written_bytes_total|io_time_seconds_total)|network_(?:receive_bytes_total|transmit_bytes_total|receive_errs_total|transmit_errs_total|flags|info|carrier|carrier_up_changes_total|up)|uname_info|os_info)$/;

/** True for a series that node_exporter tells and this profile reads. */
export const isOfNode = (name: string): boolean => WANTED.test(name);

/** The series of the profile by name. */
export function nodeSeries(samples: readonly PromSample[]): NodeSeries {
  const found = new Map<string, PromSample[]>();
  for (const sample of samples) {
    if (!isOfNode(sample.name)) continue;
    const known = found.get(sample.name);
    if (known) known.push(sample);
    else found.set(sample.name, [sample]);
  }
  return found;
}

const single = (series: NodeSeries, name: string): number | null => {
  const value = series.get(name)?.[0]?.value;
  return value !== undefined && Number.isFinite(value) ? value : null;
};

/** Values of a family by the value of one label. */
function byLabel(series: NodeSeries, name: string, label: string): ReadonlyMap<string, number> {
  const finite = (series.get(name) ?? []).filter(({ value }) => Number.isFinite(value));
  return new Map(finite.map((sample) => [labelOf(sample, label), sample.value]));
}

function cpuOf(series: NodeSeries): CpuReading {
  const modes = new Map<string, Map<string, number>>();
  for (const sample of series.get('node_cpu_seconds_total') ?? []) {
    const core = `cpu${labelOf(sample, 'cpu')}`;
    const known = modes.get(core) ?? new Map<string, number>();
    modes.set(core, known.set(labelOf(sample, 'mode'), sample.value));
  }
  const cores = new Map(
    [...modes].map(([core, times]): [string, CpuTimes] => {
      const of = (mode: string): number => times.get(mode) ?? 0;
      const idle = of('idle') + of('iowait');
      const total = idle + of('user') + of('nice') + of('system') + of('irq') + of('softirq') + of('steal');
      return [core, { total, idle, iowait: times.get('iowait') ?? null }];
    }),
  );
  return { all: cores.size === 0 ? null : sumOf([...cores.values()]), cores };
}

function sumOf(cores: readonly CpuTimes[]): CpuTimes {
  const sum = (part: (times: CpuTimes) => number): number => cores.reduce((total, times) => total + part(times), 0);
  const hasWait = cores.every(({ iowait }) => iowait !== null);
  return {
    total: sum(({ total }) => total),
    idle: sum(({ idle }) => idle),
    iowait: hasWait ? sum(({ iowait }) => iowait ?? 0) : null,
  };
}

function loadOf(series: NodeSeries): Snapshot['load'] {
  const [one, five, fifteen] = [single(series, 'node_load1'), single(series, 'node_load5'), single(series, 'node_load15')];
  return one === null || five === null || fifteen === null ? null : [one, five, fifteen];
}

function memoryOf(series: NodeSeries): Memory | null {
  const of = (name: string): number | null => single(series, `node_memory_${name}_bytes`);
  const total = of('MemTotal');
  if (total === null) return null;
  return {
    total,
    available: of('MemAvailable') ?? (of('MemFree') ?? 0) + (of('Buffers') ?? 0) + (of('Cached') ?? 0),
    swapTotal: of('SwapTotal') ?? 0,
    swapFree: of('SwapFree') ?? 0,
  };
}

/** Not storage: in memory, images, views of something else. */
const NOT_STORAGE =
  /^(?:tmpfs|devtmpfs|ramfs|rootfs|squashfs|iso9660|udf|erofs|cramfs|romfs|nsfs|autofs|proc|sysfs|cgroup2?|fuse\.(?:lxcfs|gvfsd-fuse|portal|snapfuse|squashfuse|fusectl))$/;

function fileSystemsOf(series: NodeSeries): Pick<Snapshot, 'mounts' | 'usage'> {
  const mounts = new Map<string, Mount>();
  for (const sample of series.get('node_filesystem_size_bytes') ?? []) {
    const [path, type, source] = [labelOf(sample, 'mountpoint'), labelOf(sample, 'fstype'), labelOf(sample, 'device')];
    if (path === '' || NOT_STORAGE.test(type) || (type === 'overlay' && path !== '/')) continue;
    const known = mounts.get(source);
    if (!known || path.length < known.path.length) mounts.set(source, { path, type, source, isReadOnly: false, isRemote: false });
  }
  const of = (name: string): ReadonlyMap<string, number> => byLabel(series, `node_filesystem_${name}`, 'mountpoint');
  const [size, free, avail, files, filesFree, broken] = [
    'size_bytes',
    'free_bytes',
    'avail_bytes',
    'files',
    'files_free',
    'device_error',
  ].map(of);
  const usageAt = (path: string): Usage | null => {
    const [blocks, freeBlocks, availableBlocks] = [size?.get(path), free?.get(path), avail?.get(path)];
    if (blocks === undefined || freeBlocks === undefined || availableBlocks === undefined || broken?.get(path) === 1) return null;
    return { blockBytes: 1, blocks, freeBlocks, availableBlocks, inodes: files?.get(path) ?? 0, freeInodes: filesFree?.get(path) ?? 0 };
  };
  return { mounts: [...mounts.values()], usage: new Map([...mounts.values()].map(({ path }) => [path, usageAt(path)])) };
}

function disksOf(series: NodeSeries): ReadonlyMap<string, DiskCounters> | null {
  const of = (name: string): ReadonlyMap<string, number> => byLabel(series, `node_disk_${name}_total`, 'device');
  const [read, written, busy, reads, writes] = [
    'read_bytes',
    'written_bytes',
    'io_time_seconds',
    'reads_completed',
    'writes_completed',
  ].map(of);
  if (!read || read.size === 0) return null;
  const disks = [...read].filter(([name]) => isDisk(name) && (reads?.get(name) !== 0 || writes?.get(name) !== 0));
  return new Map(
    disks.flatMap(([name, readBytes]): [string, DiskCounters][] => {
      const [writtenBytes, busyS] = [written?.get(name), busy?.get(name)];
      return writtenBytes === undefined || busyS === undefined ? [] : [[name, { readBytes, writtenBytes, busyMs: busyS * 1000 }]];
    }),
  );
}

const IFF_UP = 0x1;

function interfacesOf(series: NodeSeries): Snapshot['interfaces'] {
  const of = (name: string): ReadonlyMap<string, number> => byLabel(series, `node_network_${name}`, 'device');
  const [inBytes, outBytes] = [of('receive_bytes_total'), of('transmit_bytes_total')];
  if (inBytes.size === 0) return null;
  const [inErrors, outErrors] = [of('receive_errs_total'), of('transmit_errs_total')];
  const [flags, carrier, carrierUps, up] = [of('flags'), of('carrier'), of('carrier_up_changes_total'), of('up')];
  const states = new Map((series.get('node_network_info') ?? []).map((one) => [labelOf(one, 'device'), labelOf(one, 'operstate')]));
  const stateOf = (name: string): InterfaceState => ({
    flags: flags.get(name) ?? IFF_UP,
    operstate: states.get(name) ?? (up.get(name) === 0 ? 'down' : 'unknown'),
    carrier: carrier.has(name) ? carrier.get(name) === 1 : null,
    carrierUps: carrierUps.get(name) ?? 0,
    isPhysical: false,
    hasMaster: false,
    bridgePorts: null,
    isConfigured: false,
  });
  const countersOf = (name: string): InterfaceCounters => ({
    inBytes: inBytes.get(name) ?? 0,
    outBytes: outBytes.get(name) ?? 0,
    inErrors: inErrors.get(name) ?? 0,
    outErrors: outErrors.get(name) ?? 0,
  });
  const names = [...inBytes.keys()].filter((name) => name !== 'lo' && outBytes.has(name));
  return new Map(names.map((name) => [name, { counters: countersOf(name), state: stateOf(name) }]));
}

/** When the machine was started, in seconds since 1970; null where it is not told. */
export const bootedAtOf = (series: NodeSeries): number | null => single(series, 'node_boot_time_seconds');

/** What node_exporter tells of its machine at a moment (monotonic ms), as the collector of the local host reads its own; null for another exporter. */
export function nodeSnapshot(series: NodeSeries, at: number): Snapshot | null {
  const [cpu, memory] = [cpuOf(series), memoryOf(series)];
  if (cpu.all === null && memory === null) return null;
  const [now, bootedAt] = [single(series, 'node_time_seconds'), bootedAtOf(series)];
  return {
    at,
    cpu,
    load: loadOf(series),
    memory,
    disks: disksOf(series),
    interfaces: interfacesOf(series),
    processes: null,
    pageBytes: 0,
    uptimeS: now === null || bootedAt === null ? null : Math.max(0, now - bootedAt),
    ...fileSystemsOf(series),
  };
}

/** Names and versions of the machine. */
export function nodeFacts(series: NodeSeries): readonly { readonly name: string; readonly value: string }[] {
  const [uname, os] = [series.get('node_uname_info')?.[0], series.get('node_os_info')?.[0]];
  const facts = [
    ['hostname', uname && labelOf(uname, 'nodename')],
    ['os.name', os && labelOf(os, 'pretty_name')],
    ['os.kernel', uname && labelOf(uname, 'release')],
    ['cpu.architecture', uname && labelOf(uname, 'machine')],
  ] as const;
  return facts.flatMap(([name, value]) => (value ? [{ name, value: value.slice(0, 200) }] : []));
}
