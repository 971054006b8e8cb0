import { snmpCollector } from '../../electron/backend/collectors/snmp/collector.ts';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import { createPoll } from '../../electron/backend/poller/poll.ts';
import type { Assignment, Observation } from '../../shared/domain/observation/observation.ts';
import { silentLog } from '../protocol/peers.ts';
import { type Agent, community } from '../protocol/snmpd.ts';

export interface Load {
  readonly devices: number;
  /** How many of them nobody answers for. */
  readonly dead: number;
  readonly intervalMs: number;
  readonly forMs: number;
  readonly agents: readonly Agent[];
}

export interface LoadFigures {
  readonly cycles: number;
  /** Samples that arrived with a value. */
  readonly samples: number;
  /** Share of the healthy cycles that ended inside their interval from when they were due. */
  readonly onTime: number;
  /** Of the healthy devices: how long each cycle took in ms, unrounded. */
  readonly durations: readonly number[];
  /** Failed looks at devices that answer. */
  readonly failed: number;
  /** Of this process: milliseconds of processor a device and cycle, bytes of memory a device. */
  readonly cpuMsPerCycle: number;
  readonly bytesPerDevice: number;
}

const DEAD_PORT = 9;

/** Addresses 127.1.0.1 and on: one agent answers for all of them, as it listens on every address. */
const addressOf = (index: number): string => `127.${1 + Math.floor(index / 62_500)}.${Math.floor(index / 250) % 250}.${1 + (index % 250)}`;

/** The collector with a clock around each look at a device that `isWanted`; it takes one device a call. */
function timed(isWanted: (resourceId: string) => boolean, took: (ms: number) => void): typeof snmpCollector {
  return {
    ...snmpCollector,
    create: (context) => {
      const inner = snmpCollector.create(context);
      return {
        ...inner,
        collect: async (targets, signal) => {
          const from = performance.now();
          const observed = await inner.collect(targets, signal);
          if (targets.every(({ resourceId }) => isWanted(resourceId))) took(performance.now() - from);
          return observed;
        },
      };
    },
  };
}

/** Polls many addresses of real agents for a while, some of them dead, and tells how it went after the first interval. */
export async function pollLoad({ devices, dead, intervalMs, forMs, agents }: Load): Promise<LoadFigures> {
  const durations: number[] = [];
  let onTime = 0;
  let healthy = 0;
  let samples = 0;
  let failed = 0;
  let cycles = 0;
  let counted = false;
  const isDead = (resourceId: string): boolean => Number(resourceId.slice(1)) < dead;
  function take(observation: Observation): void {
    if (!counted) return;
    if (observation.kind === 'sample' && observation.value !== null) samples += 1;
    if (observation.kind === 'reachability' && !observation.reachable && !isDead(observation.resourceId)) failed += 1;
    if (observation.kind !== 'cycle') return;
    cycles += 1;
    if (isDead(observation.resourceId)) return;
    healthy += 1;
    if (observation.at - observation.dueAt <= observation.intervalMs) onTime += 1;
  }
  const credentials = { get: () => community() };
  const before = process.memoryUsage().rss;
  const poll = createPoll({
    collectors: {
      snmp: timed(
        (resourceId) => counted && !isDead(resourceId),
        (ms) => durations.push(ms),
      ),
    },
    clock: systemClock,
    log: silentLog,
    emit: (observations) => observations.forEach(take),
    credentials,
    dataFolder: '/nonexistent',
  });
  const assignments = Array.from({ length: devices }, (_, index): Assignment => {
    const agent = agents[index % agents.length];
    const credential = '01990000-0000-7000-8000-000000000001';
    const port = index < dead ? DEAD_PORT : (agent?.port ?? 0);
    return {
      id: `a${index}`,
      resourceId: `r${index}`,
      protocol: 'snmp',
      address: addressOf(index),
      intervalMs,
      config: { protocol: 'snmp', port, credential },
    };
  });
  poll.assign(assignments);
  await new Promise((resolve) => setTimeout(resolve, intervalMs));
  counted = true;
  const cpu = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, forMs));
  const used = process.cpuUsage(cpu);
  const rss = process.memoryUsage().rss;
  await poll.stop();
  return {
    cycles,
    samples,
    onTime: healthy === 0 ? 0 : onTime / healthy,
    durations,
    failed,
    cpuMsPerCycle: (used.user + used.system) / 1000 / Math.max(1, cycles),
    bytesPerDevice: Math.max(0, rss - before) / devices,
  };
}
