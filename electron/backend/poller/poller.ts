import { join } from 'node:path';
import { DISCOVERED, DISCOVERIES, DiscoveryOrders } from '../../../shared/contracts/discoveryLink.ts';
import { COLLECTORS } from '../collectors/registry.ts';
import type { Clock } from '../lib/clock.ts';
import { createCredentials } from '../lib/credentials.ts';
import type { Log } from '../lib/log.ts';
import { createProcessMeter } from '../lib/processMeter.ts';
import { openUplink } from '../link/index.ts';
import { createAssignmentsFile } from './assignmentsFile.ts';
import { createDiscoveryEngine } from './discovery/engine.ts';
import { ASSIGNMENTS, AssignmentList, OBSERVATIONS, POLLER_STREAM, type PollerHealth } from './messages.ts';
import { createOutbox } from './outbox.ts';
import { createPoll, type PollOptions } from './poll.ts';

export interface PollerOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly collectors?: PollOptions['collectors'];
}

export interface Poller {
  /** Figures since the last call. */
  health(): PollerHealth;
  /** Ends what runs, hands the rest to the spool, within two seconds. */
  stop(): Promise<void>;
}

/** How often health is measured and told. */
export const HEALTH_MS = 2000;

/** The poller's parts put together: assignments come down the link and are remembered, observations go up through the spool. */
export async function createPoller({ dataFolder, clock, log, collectors = COLLECTORS }: PollerOptions): Promise<Poller> {
  let status: PollerHealth | null = null;
  const uplink = await openUplink({ dataFolder, streamId: POLLER_STREAM, clock, log, status: () => status });
  const file = createAssignmentsFile(join(uplink.folder, 'assignments.json'), log);
  const meter = createProcessMeter(clock);
  const outbox = createOutbox((observations) => uplink.send(OBSERVATIONS, { observations }));
  const credentials = createCredentials(dataFolder, log.child({ module: 'credentials' }));
  const poll = createPoll({
    collectors,
    clock,
    log: log.child({ module: 'poll' }),
    emit: outbox.add,
    credentials: credentials.opened,
    dataFolder,
  });
  const discovery = createDiscoveryEngine({
    clock,
    log: log.child({ module: 'discovery' }),
    openSet: (id) => {
      const set = credentials.opened.get(id);
      return set && { id, ...set };
    },
    report: (report) => void uplink.send(DISCOVERED, report),
  });
  let assignments: PollerHealth['assignments'] = { version: null, count: 0, rejected: 0 };

  function take(list: AssignmentList, from: 'backend' | 'file'): void {
    credentials.take(list.credentials);
    const rejected = poll.assign(list.items);
    assignments = { version: list.version, count: list.items.length, rejected };
    log.info({ ...assignments, from }, 'assignments');
  }

  const forget = uplink.onMessage((kind, payload) => {
    if (kind === DISCOVERIES) {
      const orders = DiscoveryOrders.safeParse(payload);
      if (orders.success) discovery.obey(orders.data.runs);
      else log.error({ problem: orders.error.message }, 'discoveries refused');
    }
    if (kind !== ASSIGNMENTS) return;
    const list = AssignmentList.safeParse(payload);
    if (!list.success) {
      log.error({ problem: list.error.message }, 'assignments refused');
      return;
    }
    take(list.data, 'backend');
    file.save(list.data);
  });
  const stored = file.load();
  if (stored) take(stored, 'file');

  function measure(): PollerHealth {
    status = { ...meter.read(), assignments, collectors: poll.status(), link: uplink.state() };
    return status;
  }

  return {
    health: measure,
    stop: async () => {
      forget();
      discovery.stop();
      await poll.stop();
      outbox.flush();
      await uplink.close();
      meter.stop();
    },
  };
}
