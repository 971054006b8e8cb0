import type { MetricCode } from '../../../../shared/domain/metric/catalogue.ts';
import { increase, percent, perSecond } from './decode/counters.ts';
import { cpuShare } from './decode/cpu.ts';
import { operationalState, presenceOf } from './decode/interfaces.ts';
import { programUse, topNames } from './decode/processes.ts';
import type { Usage } from './filesystems.ts';
import type { Snapshot } from './snapshot.ts';

/** One value of one metric of this host; null: asked and not obtained. */
export interface Reading {
  readonly metric: MetricCode;
  readonly component: string;
  readonly value: number | null;
}

/** What must be remembered from cycle to cycle beside the snapshot itself. */
export interface Memory {
  readonly wereUp: ReadonlySet<string>;
  readonly topByCpu: ReadonlySet<string>;
  readonly topByMemory: ReadonlySet<string>;
}

export const NO_MEMORY: Memory = { wereUp: new Set(), topByCpu: new Set(), topByMemory: new Set() };

const reading = (metric: MetricCode, value: number | null, component = ''): Reading => ({ metric, component, value });

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
    reading('cpu.utilisation', all.utilisation),
    ...(now.cpu.all?.iowait == null ? [] : [reading('cpu.iowait', all.iowait)]),
    ...[...now.cpu.cores].map(([core, times]) =>
      reading('cpu.core.utilisation', cpuShare(before?.cpu.cores.get(core), times).utilisation, core),
    ),
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
  if (!usage) return [reading('filesystem.utilisation', null, path), reading('filesystem.used', null, path)];
  if (usage.blocks === 0) return [];
  const used = usage.blocks - usage.freeBlocks;
  return [
    reading('filesystem.utilisation', percent(used, used + usage.availableBlocks), path),
    reading('filesystem.used', used * usage.blockBytes, path),
    reading('filesystem.total', usage.blocks * usage.blockBytes, path),
    ...(usage.inodes > 0 ? [reading('filesystem.inode.utilisation', percent(usage.inodes - usage.freeInodes, usage.inodes), path)] : []),
  ];
}

function diskReadings(before: Snapshot | null, now: Snapshot): readonly Reading[] {
  const elapsedMs = before ? now.at - before.at : 0;
  return [...(now.disks ?? [])].flatMap(([disk, counters]) => {
    const earlier = before?.disks?.get(disk);
    const busyMs = increase(earlier?.busyMs, counters.busyMs);
    return [
      reading('disk.read', perSecond(earlier?.readBytes, counters.readBytes, elapsedMs), disk),
      reading('disk.write', perSecond(earlier?.writtenBytes, counters.writtenBytes, elapsedMs), disk),
      reading('disk.utilisation', busyMs === null ? null : percent(busyMs, elapsedMs), disk),
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
    const inBytes = perSecond(earlier?.inBytes, counters.inBytes, elapsedMs);
    const outBytes = perSecond(earlier?.outBytes, counters.outBytes, elapsedMs);
    readings.push(
      reading('interface.up', isUp, name),
      reading('interface.in', inBytes === null ? null : inBytes * 8, name),
      reading('interface.out', outBytes === null ? null : outBytes * 8, name),
      reading('interface.in.errors', perSecond(earlier?.inErrors, counters.inErrors, elapsedMs), name),
      reading('interface.out.errors', perSecond(earlier?.outErrors, counters.outErrors, elapsedMs), name),
    );
  }
  return { readings, wereUp: up };
}

interface ProcessReadings {
  readonly readings: readonly Reading[];
  readonly topByCpu: ReadonlySet<string>;
  readonly topByMemory: ReadonlySet<string>;
}

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
      ...[...topByCpu].map((name) => reading('process.cpu', use.get(name)?.cpu ?? null, name)),
      ...[...topByMemory].map((name) => reading('process.memory', use.get(name)?.memory ?? null, name)),
    ],
    topByCpu,
    topByMemory,
  };
}
