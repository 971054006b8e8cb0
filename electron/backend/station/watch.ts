import { z } from 'zod';
import { ReceiverReport } from '../../../shared/contracts/collection.ts';
import { CollectorHealth } from '../../../shared/contracts/health.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import type { Clock } from '../lib/clock.ts';
import type { ProcessState, SupervisorMessage } from '../lib/supervision.ts';
import type { Ingest } from '../pipeline/ingest.ts';
import { POLLER_STREAM } from '../poller/messages.ts';
import { RECEIVER_STREAM } from '../receiver/messages.ts';
import type { SelfAlarms } from './selfAlarms.ts';

type Collector = z.output<typeof CollectorHealth>;

/** A process that ran this long since its last death is well again. */
const WELL_AFTER_MS = 10 * 60_000;
/** A wall clock that moved this much against the monotonic one was set, or the machine slept. */
const JUMP_MS = 5000;
const STEP_SPAN_MS = 3_600_000;

export interface Watch {
  /** What the supervisor tells. */
  told(message: SupervisorMessage): void;
  /** A sender connected or went. */
  peer(streamId: string, state: 'connected' | 'gone'): void;
  /** Said by every heartbeat of a sender. */
  heard(streamId: string): void;
  /** It is there and lives: a process that stands still keeps its connection. */
  isConnected(streamId: string): boolean;
  /** When it last gave a sign of life; null before the first. */
  lastHeard(streamId: string): Instant | null;
  /** Since when what it should tell could have been heard without a break. */
  watchedFrom(streamId: string): Instant;
  /** How far the wall clock was set in the last hour, in ms: all of its jumps together. */
  clockStepMs(): number;
  /** Called every second: silence, clock jumps, processes that are well again. */
  tick(): Promise<void>;
  processes(): readonly ProcessState[];
  collectors(): readonly Collector[];
  /** What the receiver last told of itself. */
  reception(): Told | null;
  isPollerDown(): boolean;
  isReceiverDown(): boolean;
}

function collectorsIn(details: unknown): readonly Collector[] | null {
  if (typeof details !== 'object' || details === null || !('collectors' in details) || !Array.isArray(details.collectors)) return null;
  return details.collectors.flatMap((one) => {
    const parsed = CollectorHealth.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
}

const Told = ReceiverReport.omit({ waiting: true }).extend({ heard: z.array(z.tuple([z.string(), z.number()])) });
type Told = z.output<typeof Told>;

function receptionIn(details: unknown): Told | null {
  const told = Told.safeParse(details);
  return told.success ? told.data : null;
}

/** A process that is not connected for so long is said to be down. */
const DOWN_AFTER_MS = 10_000;

/** Watches the station's own processes and clock. `raised`: processes whose restart is still an alarm from an earlier run. `onJump`: the wall clock was set by so many ms. */
export function createWatch(
  ingest: Ingest,
  self: SelfAlarms,
  clock: Clock,
  raised: readonly string[],
  onJump: (ms: number) => void,
): Watch {
  let processes: readonly ProcessState[] = [];
  let collectors: readonly Collector[] = [];
  let reception: Told | null = null;
  const connected = new Set<string>();
  const startedMono = clock.monotonic();
  const goneMono = new Map<string, number>();
  /** By the machine's own clock, as the heartbeats of the link go. */
  const heardAt = new Map<string, number>();
  /** Since when each is heard without a break. */
  const aliveFrom = new Map<string, Instant>();
  let watchedFrom = clock.now();
  let jumps: readonly { readonly atMono: number; readonly ms: number }[] = [];
  let offset = clock.now() - clock.monotonic();
  const deaths = new Map<string, number>(raised.map((name) => [name, clock.monotonic()]));

  async function followTools(): Promise<void> {
    for (const { protocol, problem } of collectors) await self.follow('toolMissing', protocol, problem !== null, problem ?? '');
  }

  const isAlive = (streamId: string): boolean =>
    connected.has(streamId) && performance.now() - (heardAt.get(streamId) ?? 0) <= DOWN_AFTER_MS;

  const isDown = (streamId: string): boolean =>
    !isAlive(streamId) && clock.monotonic() - (goneMono.get(streamId) ?? startedMono) > DOWN_AFTER_MS;

  return {
    told: (message) => {
      if (message.type === 'processes') {
        processes = message.processes;
        collectors = collectorsIn(message.details.poller) ?? collectors;
        reception = receptionIn(message.details.receiver) ?? reception;
        void followTools();
      } else if (message.type === 'died') {
        deaths.set(message.name, clock.monotonic());
        void self.fault('processRestarted', message.name, message.reason);
      }
    },
    peer: (streamId, state) => {
      if (state === 'connected') {
        aliveFrom.set(streamId, clock.now());
        connected.add(streamId);
        heardAt.set(streamId, performance.now());
      } else {
        connected.delete(streamId);
        goneMono.set(streamId, clock.monotonic());
      }
      if (streamId === POLLER_STREAM && state === 'connected') ingest.watchFrom(clock.now());
    },
    heard: (streamId) => {
      // Until now it stood still: what was not seen meanwhile is no silence of a device.
      if (streamId === POLLER_STREAM && !isAlive(streamId)) ingest.watchFrom(clock.now());
      if (!isAlive(streamId)) aliveFrom.set(streamId, clock.now());
      heardAt.set(streamId, performance.now());
    },
    lastHeard: (streamId) => {
      const at = heardAt.get(streamId);
      if (at === undefined) return null;
      // That it connected is a sign of life: the two clocks must not put it before that.
      return Math.max(aliveFrom.get(streamId) ?? 0, Math.floor(clock.now() - (performance.now() - at)));
    },
    watchedFrom: (streamId) => {
      // A clock that was set since the last tick: by it nothing can be said to have been silent.
      if (Math.abs(clock.now() - clock.monotonic() - offset) > JUMP_MS) return clock.now();
      return Math.max(watchedFrom, aliveFrom.get(streamId) ?? watchedFrom);
    },
    clockStepMs: () => {
      jumps = jumps.filter(({ atMono }) => clock.monotonic() - atMono < STEP_SPAN_MS);
      return Math.round(jumps.reduce((sum, { ms }) => sum + Math.abs(ms), 0));
    },
    isConnected: isAlive,
    tick: async () => {
      const moved = clock.now() - clock.monotonic() - offset;
      if (Math.abs(moved) > JUMP_MS) {
        offset += moved;
        watchedFrom = clock.now();
        // Written by the clock as it was: after one that was set back they would be ahead, and nobody silent until then.
        aliveFrom.clear();
        jumps = [...jumps, { atMono: clock.monotonic(), ms: moved }];
        ingest.watchFrom(clock.now());
        onJump(moved);
        await self.note('clockJumped', { seconds: Math.round(moved / 1000) });
      }
      if (isAlive(POLLER_STREAM)) await ingest.sweep();
      for (const [name, mono] of deaths) {
        if (clock.monotonic() - mono < WELL_AFTER_MS) continue;
        deaths.delete(name);
        await self.well('processRestarted', name);
      }
    },
    processes: () => processes,
    collectors: () => collectors,
    reception: () => reception,
    isPollerDown: () => isDown(POLLER_STREAM),
    isReceiverDown: () => isDown(RECEIVER_STREAM),
  };
}
