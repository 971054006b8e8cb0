import type { DiscoveryOrder, DiscoveryReport } from '../../../../shared/contracts/discoveryLink.ts';
import { createSharedSockets } from '../../collectors/snmp/sockets.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { OpenSet } from './probe.ts';
import { type Run, startRun } from './run.ts';

export interface DiscoveryEngine {
  /** Goes on with these runs and with no others; one that is going on already is left as it is. */
  obey(orders: readonly DiscoveryOrder[]): void;
  /** Gives up what is being asked. */
  stop(): void;
}

interface Parts {
  readonly clock: Clock;
  readonly log: Log;
  openSet(id: string): OpenSet | null;
  report(report: DiscoveryReport): void;
}

/** Runs of the poller. It keeps nothing: what is done and what is to do is the backend's, and a new process is told again. */
export function createDiscoveryEngine({ clock, log, openSet, report }: Parts): DiscoveryEngine {
  const sockets = createSharedSockets(log);
  const runs = new Map<string, Run>();
  // Asked to the end: the last reports may still be on their way when the backend tells its orders again.
  const complete = new Set<string>();

  function begin(order: DiscoveryOrder): void {
    const run = startRun(order, { sockets, clock, log, openSet, report });
    runs.set(order.id, run);
    log.info({ run: order.id, from: order.from, total: order.total, pace: order.pace }, 'discovery begins');
    void run.ended.then((isComplete) => {
      if (isComplete) complete.add(order.id);
      if (runs.get(order.id) === run) runs.delete(order.id);
    });
  }

  return {
    obey: (orders) => {
      const wanted = new Set(orders.map(({ id }) => id));
      for (const [id, run] of runs)
        if (!wanted.has(id)) {
          run.stop();
          runs.delete(id);
          log.info({ run: id }, 'discovery stops');
        }
      for (const order of orders) if (!runs.has(order.id) && !complete.has(order.id)) begin(order);
    },
    stop: () => {
      for (const run of runs.values()) run.stop();
      runs.clear();
      sockets.close();
    },
  };
}
