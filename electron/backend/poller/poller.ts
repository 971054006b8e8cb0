import { join } from 'node:path';
import { DISCOVERED, DISCOVERIES, DiscoveryOrders } from '../../../shared/contracts/discoveryLink.ts';
import { TOOL_REPORT, TOOL_RUNS, ToolOrders } from '../../../shared/contracts/toolLink.ts';
import type { AssignmentChange } from '../../../shared/domain/poll/schedule.ts';
import { COLLECTORS } from '../collectors/registry.ts';
import type { Clock } from '../lib/clock.ts';
import { createCredentials } from '../lib/credentials.ts';
import type { Log } from '../lib/log.ts';
import { createProcessMeter } from '../lib/processMeter.ts';
import { createRemembered } from '../lib/remembered.ts';
import { openUplink } from '../link/index.ts';
import { createAssignments } from './assignments.ts';
import { createDiscoveryEngine } from './discovery/engine.ts';
import {
  ASSIGNMENT_CHANGE,
  ASSIGNMENTS,
  AssignmentList,
  AssignmentPart,
  OBSERVATIONS,
  POLLER_STREAM,
  type PollerHealth,
  ResourceAssignments,
} from './messages.ts';
import { createOutbox } from './outbox.ts';
import { createPoll, type PollOptions } from './poll.ts';
import { createToolEngine } from './tools/engine.ts';

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
/** A list that changes again and again is stored no more often than this. */
const STORE_MS = 2000;

/** The poller's parts put together: assignments come down the link and are remembered, observations go up through the spool. */
export async function createPoller({ dataFolder, clock, log, collectors = COLLECTORS }: PollerOptions): Promise<Poller> {
  let status: PollerHealth | null = null;
  const uplink = await openUplink({ dataFolder, streamId: POLLER_STREAM, clock, log, status: () => status });
  const file = createRemembered<AssignmentList>(join(uplink.folder, 'assignments.json'), AssignmentList, log);
  const meter = createProcessMeter(clock);
  const outbox = createOutbox({
    send: (observations, mostBytes) => void uplink.send(OBSERVATIONS, { observations }, mostBytes),
    onTooLong: ({ kind, resourceId }, bytes) => log.error({ kind, resourceId, bytes }, 'observation too long, left out'),
  });
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
  const tools = createToolEngine({
    clock,
    log: log.child({ module: 'tools' }),
    openSet: (id) => credentials.opened.get(id) ?? null,
    report: (report) => void uplink.send(TOOL_REPORT, report),
  });
  const told = createAssignments();
  let assignments: PollerHealth['assignments'] = { version: null, count: 0, rejected: 0 };
  let sealed: AssignmentList['credentials'] = [];
  let storing: NodeJS.Timeout | null = null;
  let storedAt = Number.NEGATIVE_INFINITY;

  function open(credentialsTold: AssignmentList['credentials']): void {
    sealed = credentialsTold;
    credentials.take(credentialsTold);
  }

  function store(): void {
    if (storing) clearTimeout(storing);
    storing = null;
    storedAt = clock.monotonic();
    if (assignments.version !== null) file.save({ version: assignments.version, credentials: sealed, items: told.all() });
  }

  function storeSoon(): void {
    storing ??= setTimeout(store, Math.max(0, storedAt + STORE_MS - clock.monotonic()));
  }

  function follow(version: string, change: AssignmentChange, isWhole: boolean): void {
    const rejected = poll.change(change);
    assignments = { version: isWhole ? version : assignments.version, count: told.count(), rejected };
    if (!isWhole) return;
    log.info({ ...assignments, changed: change.put.length, dropped: change.drop.length }, 'assignments');
    storeSoon();
  }

  function takePart(payload: unknown): void {
    const part = AssignmentPart.safeParse(payload);
    if (!part.success) {
      log.error({ problem: part.error.message }, 'assignments refused');
      return;
    }
    if (part.data.isFirst) open(part.data.credentials);
    const change = told.part(part.data);
    if (change) follow(part.data.version, change, part.data.isLast);
  }

  function takeChange(payload: unknown): void {
    const change = ResourceAssignments.safeParse(payload);
    if (change.success) follow(change.data.version, told.change(change.data), true);
    else log.error({ problem: change.error.message }, 'changed assignments refused');
  }

  const forget = uplink.onMessage((kind, payload) => {
    if (kind === DISCOVERIES) {
      const orders = DiscoveryOrders.safeParse(payload);
      if (orders.success) discovery.obey(orders.data.runs);
      else log.error({ problem: orders.error.message }, 'discoveries refused');
    }
    if (kind === TOOL_RUNS) {
      const orders = ToolOrders.safeParse(payload);
      if (orders.success) tools.obey(orders.data.runs);
      else log.error({ problem: orders.error.message }, 'runs of tools refused');
    }
    if (kind === ASSIGNMENTS) takePart(payload);
    if (kind === ASSIGNMENT_CHANGE) takeChange(payload);
  });
  const stored = file.load();
  if (stored) {
    open(stored.credentials);
    told.part({ ...stored, isFirst: true, isLast: true });
    const rejected = poll.assign(stored.items);
    assignments = { version: stored.version, count: stored.items.length, rejected };
    log.info({ ...assignments, from: 'file' }, 'assignments');
  }

  function measure(): PollerHealth {
    status = { ...meter.read(), assignments, collectors: poll.status(), link: uplink.state() };
    return status;
  }

  return {
    health: measure,
    stop: async () => {
      forget();
      discovery.stop();
      tools.stop();
      await poll.stop();
      outbox.flush();
      if (storing) store();
      await uplink.close();
      meter.stop();
    },
  };
}
