import { setTimeout as sleep } from 'node:timers/promises';
import { fractionOf } from '../../shared/domain/poll/phase.ts';
import { startSenders } from './acknowledged.ts';
import { checkDatabases, twiceIn } from './dataFolder.ts';
import { freePorts } from './ports.ts';
import { startProcesses } from './processes.ts';
import { receiveFrom } from './reception.ts';
import { settledLogs } from './settled.ts';

/** What is killed in turn; `station` is the supervisor and all its children at once, as the out-of-memory killer or a person would. */
export const VICTIMS = ['receiver', 'backend', 'station'] as const;
export type Victim = (typeof VICTIMS)[number];

export interface KillOptions {
  /** Kills of each victim. */
  readonly rounds: number;
  readonly perSecond: number;
  /** How long it runs between two kills, ms, at least and at most. */
  readonly betweenMs: readonly [number, number];
  readonly built?: boolean;
}

export interface Killed {
  /** From each kill until the station serves and acknowledges again, ms. */
  readonly readyMs: Readonly<Record<Victim, readonly number[]>>;
  readonly sent: { readonly informs: number; readonly lines: number; readonly datagrams: number };
  readonly acknowledged: number;
  /** Acknowledged and not in the log store. */
  readonly lost: readonly number[];
  /** Sent, and at the end still not acknowledged. */
  readonly left: number;
  /** In the log store more than once: kept, but the acknowledgement did not come. */
  readonly twice: ReturnType<typeof twiceIn>;
  readonly datagramsLost: number;
  readonly databases: { readonly count: number; readonly damaged: readonly string[] };
  /** Records and blocks of the log store that cannot be read. */
  readonly unreadable: number;
  readonly forS: number;
}

const READY_LIMIT_MS = 120_000;

/** Kills processes of a station with signal 9 while it takes in records, and says what became of those that were acknowledged. */
export async function killDuringIngest({ rounds, perSecond, betweenMs, built }: KillOptions): Promise<Killed> {
  const mark = `kills${process.pid}`;
  const addresses = Array.from({ length: 20 }, (_, at) => `127.91.0.${at + 1}`);
  const station = await startProcesses({
    environment: { ...(await freePorts()), NOC_LOG_LEVEL: 'warn' },
    ...(built !== undefined && { built }),
  });
  const readyMs: Record<Victim, number[]> = { receiver: [], backend: [], station: [] };
  try {
    const ports = await receiveFrom(station, addresses);
    const begun = performance.now();
    const senders = await startSenders({ addresses, ports, perSecond, mark });
    const isServing = async () => (await fetch(`${station.url()}/readyz`, { signal: AbortSignal.timeout(5000) })).status === 200;
    const pids = async () => [
      station.supervisorPid(),
      ...(await station.health()).processes.flatMap(({ name, pid }) => (name === 'supervisor' || pid === null ? [] : pid)),
    ];

    /** Whoever was killed before may take its time on a busy machine. */
    async function pidOf(name: 'receiver' | 'backend'): Promise<number> {
      let pid = 0;
      await station.until(async () => {
        pid = await station.pidOf(name);
        return true;
      }, READY_LIMIT_MS);
      return pid;
    }

    async function kill(victim: Victim): Promise<void> {
      const killed = victim === 'station' ? await pids() : [await pidOf(victim)];
      senders.doubt(victim !== 'backend');
      const at = performance.now();
      for (const pid of killed) process.kill(pid, 'SIGKILL');
      if (victim === 'station') await station.start();
      else await station.until(async () => (await isServing()) && (await station.pidOf(victim)) !== killed[0], READY_LIMIT_MS);
      const served = performance.now();
      senders.doubt(false);
      await station.until(() => senders.lastAt() > at + 100, READY_LIMIT_MS);
      readyMs[victim].push(Math.max(served, senders.lastAt()) - at);
    }

    for (let round = 0; round < rounds; round += 1)
      for (const victim of VICTIMS) {
        const [least, most] = betweenMs;
        await sleep(least + fractionOf(`${victim} ${round}`) * (most - least));
        await kill(victim);
      }
    const left = await senders.finish(READY_LIMIT_MS);
    const forS = (performance.now() - begun) / 1000;
    const { times, damaged } = await settledLogs(station, mark, senders.acknowledged, READY_LIMIT_MS);
    const has = (number: number) => times.has(number);
    senders.close();
    return {
      ...{ readyMs, sent: senders.sent(), acknowledged: senders.acknowledged.length, left, forS },
      lost: senders.acknowledged.filter((number) => !has(number)),
      twice: twiceIn(times),
      datagramsLost: senders.unacknowledged.filter((number) => !has(number)).length,
      databases: checkDatabases(station.data),
      unreadable: damaged,
    };
  } finally {
    await station.stop();
    station.remove();
  }
}
