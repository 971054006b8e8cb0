import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import type { SealedCredential } from '../../electron/backend/lib/credentials.ts';
import { createLog } from '../../electron/backend/lib/log.ts';
import { createSender, createSpool, linkAddress, linkTokenFile, readLinkToken } from '../../electron/backend/link/index.ts';
import { createAssignments } from '../../electron/backend/poller/assignments.ts';
import {
  ASSIGNMENT_CHANGE,
  ASSIGNMENTS,
  type AssignmentPart,
  OBSERVATIONS,
  POLLER_STREAM,
  type ResourceAssignments,
} from '../../electron/backend/poller/messages.ts';
import { DISCOVERIES, type DiscoveryOrder } from '../../shared/contracts/discoveryLink.ts';
import { TOOL_RUNS, type ToolOrder } from '../../shared/contracts/toolLink.ts';
import type { Assignment, Observation } from '../../shared/domain/observation/observation.ts';

/** The sending end of the real link, with observations a test chooses. */
export interface TestPoller {
  /** Resolves when the station has stored them. */
  send(observations: readonly Observation[]): Promise<void>;
  assignments(): readonly Assignment[];
  credentials(): readonly SealedCredential[];
  /** Any other item; resolves when the station has stored it. */
  tell(kind: string, payload: unknown): Promise<void>;
  /** The runs that are to go on, as the station told them last. */
  orders(): readonly DiscoveryOrder[];
  /** The runs of tools that go on, as the station told them last. */
  toolOrders(): readonly ToolOrder[];
  stop(): Promise<void>;
}

/** Connects to the station of a data folder. Under a stream of its own it stands beside the real poller and is told no assignments. */
export async function connectPoller(data: string, streamId = POLLER_STREAM): Promise<TestPoller> {
  const folder = mkdtempSync(join(tmpdir(), 'sw-spool-'));
  const log = createLog('test', 'silent');
  const spool = createSpool({ folder, log, clock: systemClock } as never);
  const sender = createSender({
    streamId,
    socketPath: linkAddress(data),
    token: () => readLinkToken(linkTokenFile(data)),
    spool,
    log,
    clock: systemClock,
  });
  const list = createAssignments();
  let credentials: readonly SealedCredential[] = [];
  let orders: readonly DiscoveryOrder[] = [];
  let toolOrders: readonly ToolOrder[] = [];
  const told = new Promise<void>((resolve) => {
    sender.onMessage((kind, payload) => {
      if (kind === DISCOVERIES) orders = (payload as { runs: readonly DiscoveryOrder[] }).runs;
      if (kind === TOOL_RUNS) toolOrders = (payload as { runs: readonly ToolOrder[] }).runs;
      if (kind === ASSIGNMENT_CHANGE) list.change(payload as ResourceAssignments);
      if (kind !== ASSIGNMENTS) return;
      const part = payload as AssignmentPart;
      if (part.isFirst) credentials = part.credentials;
      list.part(part);
      if (part.isLast) resolve();
    });
  });
  if (streamId === POLLER_STREAM) await told;
  async function tell(kind: string, payload: unknown): Promise<void> {
    sender.send(kind, payload);
    if (!(await sender.drained(20_000))) throw new Error('the station did not acknowledge');
  }
  return {
    send: (observations) => tell(OBSERVATIONS, { observations }),
    tell,
    orders: () => orders,
    toolOrders: () => toolOrders,
    assignments: list.all,
    credentials: () => credentials,
    stop: async () => {
      sender.stop();
      await spool.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
