import type { z } from 'zod';
import { CollectorHealth } from '../../../shared/contracts/health.ts';
import type { Clock } from '../lib/clock.ts';
import type { ProcessState, SupervisorMessage } from '../lib/supervision.ts';
import type { Ingest } from '../pipeline/ingest.ts';
import type { SelfAlarms } from './selfAlarms.ts';

type Collector = z.output<typeof CollectorHealth>;

/** A process that ran this long since its last death is well again. */
const WELL_AFTER_MS = 10 * 60_000;
/** A wall clock that moved this much against the monotonic one was set, or the machine slept. */
const JUMP_MS = 5000;

export interface Watch {
  /** What the supervisor tells. */
  told(message: SupervisorMessage): void;
  /** The poller connected or went. */
  peer(state: 'connected' | 'gone'): void;
  /** Called every second: silence, clock jumps, processes that are well again. */
  tick(): Promise<void>;
  processes(): readonly ProcessState[];
  collectors(): readonly Collector[];
  isPollerDown(): boolean;
}

function collectorsIn(details: unknown): readonly Collector[] | null {
  if (typeof details !== 'object' || details === null || !('collectors' in details) || !Array.isArray(details.collectors)) return null;
  return details.collectors.flatMap((one) => {
    const parsed = CollectorHealth.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Watches the station's own processes and clock. `raised`: processes whose restart is still an alarm from an earlier run. */
export function createWatch(ingest: Ingest, self: SelfAlarms, clock: Clock, raised: readonly string[]): Watch {
  let processes: readonly ProcessState[] = [];
  let collectors: readonly Collector[] = [];
  let pollerMono: number | null = null;
  let goneMono = clock.monotonic();
  let offset = clock.now() - clock.monotonic();
  const deaths = new Map<string, number>(raised.map((name) => [name, clock.monotonic()]));

  async function followTools(): Promise<void> {
    for (const { protocol, problem } of collectors) await self.follow('toolMissing', protocol, problem !== null, problem ?? '');
  }

  return {
    told: (message) => {
      if (message.type === 'processes') {
        processes = message.processes;
        collectors = collectorsIn(message.details.poller) ?? collectors;
        void followTools();
      } else if (message.type === 'died') {
        deaths.set(message.name, clock.monotonic());
        void self.fault('processRestarted', message.name, message.reason);
      }
    },
    peer: (state) => {
      pollerMono = state === 'connected' ? clock.monotonic() : null;
      if (state === 'connected') ingest.watchFrom(clock.now());
      else goneMono = clock.monotonic();
    },
    tick: async () => {
      const moved = clock.now() - clock.monotonic() - offset;
      if (Math.abs(moved) > JUMP_MS) {
        offset += moved;
        ingest.watchFrom(clock.now());
        await self.note('clockJumped', { seconds: Math.round(moved / 1000) });
      }
      if (pollerMono !== null) await ingest.sweep();
      for (const [name, mono] of deaths) {
        if (clock.monotonic() - mono < WELL_AFTER_MS) continue;
        deaths.delete(name);
        await self.well('processRestarted', name);
      }
    },
    processes: () => processes,
    collectors: () => collectors,
    isPollerDown: () => pollerMono === null && clock.monotonic() - goneMono > 10_000,
  };
}
