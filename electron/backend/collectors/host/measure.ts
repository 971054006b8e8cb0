import type { MetricCode } from '../../../../shared/domain/metric/catalogue.ts';
import { changed, type Figure, missing } from '../../../../shared/domain/observation/quality.ts';
import { increase, percent, rateOf } from './decode/counters.ts';
import { type CpuTimes, cpuShare } from './decode/cpu.ts';
import { operationalState, presenceOf } from './decode/interfaces.ts';
import { programUse, topNames } from './decode/processes.ts';
import type { Usage } from './filesystems.ts';
import type { Snapshot } from './snapshot.ts';

/** One value of one metric of this host; null: asked and not obtained. */
export interface Reading extends Figure {
  readonly metric: MetricCode;
  readonly component: string;
}

/** What must be remembered from cycle to cycle beside the snapshot itself. */
export interface Memory {
  readonly wereUp: ReadonlySet<string>;
  readonly topByCpu: ReadonlySet<string>;
  readonly topByMemory: ReadonlySet<string>;
}

export const NO_MEMORY: Memory = { wereUp: new Set(), topByCpu: new Set(), topByMemory: new Set() };

const reading = (metric: MetricCode, value: number | null, component = ''): Reading => ({ metric, component, value });
const figure = (metric: MetricCode, one: Figure, component = ''): Reading => ({ metric, component, ...one });

/** A share of the time between two readings, or why there is none: ticks that went back are those of a core that was off. */
const shareOf = (value: number | null, before: CpuTimes | null | undefined): Figure =>
  value === null ? missing(before ? 'restarted' : 'first') : { value };

/** Every reading of one cycle. Rates come from two snapshots; the first has none, so they are null, never zero. */
export function measure(
  before: Snapshot | null,
  now: Snapshot,
  memory: Memory,
): { readonly readings: readonly Reading[]; readonly memory: Memory } {
  const processes = processReadings(before, now, memory);
  const interfaces = interfaceReadings(before, now, memory.wereUp);
  return {
    readings: [
      ...cpuReadings(before, now),
      ...memoryReadings(now),
      ...now.mounts.flatMap((mount) => fileSystemReadings(mount.path, now.usage.get(mount.path) ?? null)),
      ...diskReadings(before, now),
      ...interfaces.readings,
      ...processes.readings,
      ...(now.uptimeS === null ? [] : [reading('system.uptime', now.uptimeS)]),
    ],
    memory: { wereUp: interfaces.wereUp, topByCpu: processes.topByCpu, topByMemory: processes.topByMemory },
  };
}

function cpuReadings(before: Snapshot | null, now: Snapshot): readonly Reading[] {
  const all = cpuShare(before?.cpu.all, now.cpu.all);
  const [one, five, fifteen] = now.load ?? [];
  return [
    figure('cpu.utilisation', now.cpu.all ? shareOf(all.utilisation, before?.cpu.all) : missing('noValue')),
    ...(now.cpu.all?.iowait == null ? [] : [figure('cpu.iowait', shareOf(all.iowait, before?.cpu.all))]),
    ...[...now.cpu.cores].map(([core, times]) => {
      const earlier = before?.cpu.cores.get(core);
      return figure('cpu.core.utilisation', shareOf(cpuShare(earlier, times).utilisation, earlier), core);
    }),
    ...(one === undefined || five === undefined || fifteen === undefined
      ? []
      : [reading('load.1m', one), reading('load.5m', five), reading('load.15m', fifteen)]),
  ];
}

function memoryReadings({ memory }: Snapshot): readonly Reading[] {
  if (!memory) return [];
  const used = memory.total - memory.available;
  return [
    reading('memory.utilisation', percent(used, memory.total)),
    reading('memory.used', used),
    reading('memory.total', memory.total),
    ...(memory.swapTotal > 0 ? [reading('swap.utilisation', percent(memory.swapTotal - memory.swapFree, memory.swapTotal))] : []),
  ];
}

/** As `df` counts: blocks reserved for root are neither used nor available. */
function fileSystemReadings(path: string, usage: Usage | null): readonly Reading[] {
  if (!usage) return (['filesystem.utilisation', 'filesystem.used'] as const).map((metric) => figure(metric, missing('noValue'), path));
  if (usage.blocks === 0) return [];
  const used = usage.blocks - usage.freeBlocks;
  return [
    reading('filesystem.utilisation', percent(used, used + usage.availableBlocks), path),
    reading('filesystem.used', used * usage.blockBytes, path),
    reading('filesystem.total', usage.blocks * usage.blockBytes, path),
    ...(usage.inodes > 0 ? [reading('filesystem.inode.utilisation', percent(usage.inodes - usage.freeInodes, usage.inodes), path)] : []),
  ];
}

const shareOfTime = (partMs: number, elapsedMs: number): Figure => {
  const value = percent(partMs, elapsedMs);
  return value === null ? missing('first') : { value };
};

function diskReadings(before: Snapshot | null, now: Snapshot): readonly Reading[] {
  const elapsedMs = before ? now.at - before.at : 0;
  return [...(now.disks ?? [])].flatMap(([disk, counters]) => {
    const earlier = before?.disks?.get(disk);
    const busyMs = increase(earlier?.busyMs, counters.busyMs);
    return [
      figure('disk.read', rateOf(earlier?.readBytes, counters.readBytes, elapsedMs), disk),
      figure('disk.write', rateOf(earlier?.writtenBytes, counters.writtenBytes, elapsedMs), disk),
      figure('disk.utilisation', busyMs === null ? missing(earlier ? 'restarted' : 'first') : shareOfTime(busyMs, elapsedMs), disk),
    ];
  });
}

function interfaceReadings(
  before: Snapshot | null,
  now: Snapshot,
  wereUp: ReadonlySet<string>,
): { readonly readings: readonly Reading[]; readonly wereUp: ReadonlySet<string> } {
  const elapsedMs = before ? now.at - before.at : 0;
  const up = new Set<string>();
  const readings: Reading[] = [];
  for (const [name, { counters, state }] of now.interfaces ?? []) {
    const isUp = operationalState(state, wereUp.has(name));
    if (isUp === 1 || wereUp.has(name)) up.add(name);
    if (presenceOf(name, state) !== 'watched' || isUp === null) continue;
    const earlier = before?.interfaces?.get(name)?.counters;
    const bitsOf = (rate: Figure) => changed(rate, (bytes) => bytes * 8);
    readings.push(
      reading('interface.up', isUp, name),
      figure('interface.in', bitsOf(rateOf(earlier?.inBytes, counters.inBytes, elapsedMs)), name),
      figure('interface.out', bitsOf(rateOf(earlier?.outBytes, counters.outBytes, elapsedMs)), name),
      figure('interface.in.errors', rateOf(earlier?.inErrors, counters.inErrors, elapsedMs), name),
      figure('interface.out.errors', rateOf(earlier?.outErrors, counters.outErrors, elapsedMs), name),
    );
  }
  return { readings, wereUp: up };
}

interface ProcessReadings {
  readonly readings: readonly Reading[];
  readonly topByCpu: ReadonlySet<string>;
  readonly topByMemory: ReadonlySet<string>;
}

/** What a program uses; without a figure it is not running, or was not when last looked at. */
const ofProgram = (value: number | null | undefined, isRunning: boolean): Figure =>
  value === null || value === undefined ? missing(isRunning ? 'first' : 'absent') : { value };

function processReadings(before: Snapshot | null, now: Snapshot, memory: Memory): ProcessReadings {
  if (!now.processes) return { readings: [], topByCpu: new Set(), topByMemory: new Set() };
  const use = programUse(before?.processes ?? null, now.processes, before ? now.at - before.at : 0, now.pageBytes);
  const topByCpu = topNames(new Map([...use].map(([name, { cpu }]) => [name, cpu ?? 0])), memory.topByCpu);
  const topByMemory = topNames(new Map([...use].map(([name, { memory: bytes }]) => [name, bytes])), memory.topByMemory);
  const running = [...now.processes.values()].filter(({ state }) => state === 'R').length;
  return {
    readings: [
      reading('process.count', now.processes.size),
      reading('process.running', running),
      ...[...topByCpu].map((name) => figure('process.cpu', ofProgram(use.get(name)?.cpu, use.has(name)), name)),
      ...[...topByMemory].map((name) => figure('process.memory', ofProgram(use.get(name)?.memory, use.has(name)), name)),
    ],
    topByCpu,
    topByMemory,
  };
}
