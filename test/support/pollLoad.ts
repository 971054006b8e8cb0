import { snmpCollector } from '../../electron/backend/collectors/snmp/collector.ts';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import { createPoll } from '../../electron/backend/poller/poll.ts';
import type { Assignment, Observation } from '../../shared/domain/observation/observation.ts';
import { silentLog } from '../protocol/peers.ts';
import { community } from '../protocol/snmpd.ts';

/** One stretch of a load. */
export interface Phase {
  /** How many devices there are. */
  readonly devices: number;
  /** How many of them nobody answers for: the last ones. */
  readonly dead: number;
  /** How long it is counted; an interval passes before. */
  readonly forMs: number;
}

export interface Load {
  readonly phases: readonly Phase[];
  readonly intervalMs: number;
  readonly agents: readonly { readonly port: number }[];
  /** Of how many devices before these there are others, asked by somebody else. */
  readonly after?: number;
}

export interface PhaseFigures {
  readonly cycles: number;
  /** Samples that arrived with a value. */
  readonly samples: number;
  /** Share of the healthy cycles that ended inside their interval from when they were due. */
  readonly onTime: number;
  /** How long each cycle of a device took that is there and healthy in every phase, in ms, unrounded: the same devices throughout. */
  readonly durations: readonly number[];
  /** Failed looks at devices that answer. */
  readonly failed: number;
  /** Of this process, milliseconds of processor a device and cycle. */
  readonly cpuMsPerCycle: number;
}

export interface LoadFigures {
  readonly phases: readonly PhaseFigures[];
  /** Memory of this process a device, after the first phase. */
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

interface Count {
  cycles: number;
  samples: number;
  healthy: number;
  onTime: number;
  failed: number;
  readonly durations: number[];
}

/** Polls many addresses of real agents, some of them dead, phase by phase in one poller, and tells how each phase went. */
export async function pollLoad({ phases, intervalMs, agents, after = 0 }: Load): Promise<LoadFigures> {
  const indexOf = (resourceId: string): number => Number(resourceId.slice(1));
  const always = Math.min(...phases.map(({ devices, dead }) => devices - dead));
  let answering = 0;
  let count: Count | null = null;
  function take(observation: Observation): void {
    if (!count) return;
    const isDead = indexOf(observation.resourceId) >= answering;
    if (observation.kind === 'sample' && observation.value !== null) count.samples += 1;
    if (observation.kind === 'reachability' && !observation.reachable && !isDead) count.failed += 1;
    if (observation.kind !== 'cycle') return;
    count.cycles += 1;
    if (isDead) return;
    count.healthy += 1;
    if (observation.at - observation.dueAt <= observation.intervalMs) count.onTime += 1;
  }
  const before = process.memoryUsage().rss;
  const poll = createPoll({
    collectors: {
      snmp: timed(
        (resourceId) => count !== null && indexOf(resourceId) < always,
        (ms) => count?.durations.push(ms),
      ),
    },
    clock: systemClock,
    log: silentLog,
    emit: (observations) => observations.forEach(take),
    credentials: { get: () => community() },
    dataFolder: '/nonexistent',
  });
  const assignment = (index: number): Assignment => {
    const port = index >= answering ? DEAD_PORT : (agents[index % agents.length]?.port ?? 0);
    const config = { protocol: 'snmp', port, credential: '01990000-0000-7000-8000-000000000001' } as const;
    return { id: `a${index}`, resourceId: `r${index}`, protocol: 'snmp', address: addressOf(after + index), intervalMs, config };
  };

  async function run({ devices, dead, forMs }: Phase): Promise<PhaseFigures> {
    answering = devices - dead;
    poll.assign(Array.from({ length: devices }, (_, index) => assignment(index)));
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
    const counted: Count = { cycles: 0, samples: 0, healthy: 0, onTime: 0, failed: 0, durations: [] };
    count = counted;
    const cpu = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, forMs));
    count = null;
    const { user, system } = process.cpuUsage(cpu);
    const { cycles, samples, healthy, onTime, failed, durations } = counted;
    const cpuMsPerCycle = (user + system) / 1000 / Math.max(1, cycles);
    return { cycles, samples, onTime: healthy === 0 ? 0 : onTime / healthy, durations, failed, cpuMsPerCycle };
  }

  const done: PhaseFigures[] = [];
  let bytesPerDevice = 0;
  for (const phase of phases) {
    done.push(await run(phase));
    if (done.length === 1) bytesPerDevice = Math.max(0, process.memoryUsage().rss - before) / phase.devices;
  }
  await poll.stop();
  return { phases: done, bytesPerDevice };
}
