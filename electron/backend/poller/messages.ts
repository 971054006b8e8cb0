import { z } from 'zod';
import { SnmpSettings } from '../../../shared/contracts/credentials.ts';
import { type Assignment, PROTOCOLS } from '../../../shared/domain/observation/observation.ts';
import type { SealedCredential } from '../lib/credentials.ts';
import type { SenderState } from '../link/index.ts';

/** Name of the poller's stream on the link. */
export const POLLER_STREAM = 'poller';

/** Up, as an item: `{ observations }`, at most `MAX_OBSERVATIONS` in one. */
export const OBSERVATIONS = 'observations';
export const MAX_OBSERVATIONS = 500;

/** Down, as messages that follow each other: the parts of the whole list of what to poll; said whenever the poller connects and whenever everything may have changed. */
export const ASSIGNMENTS = 'assignments';

/** Down, as a message: what changed of a list that was told whole on this connection. */
export const ASSIGNMENT_CHANGE = 'assignmentChange';

const Items = z.array(
  z.object({
    id: z.string().min(1).max(100),
    resourceId: z.string().min(1).max(100),
    protocol: z.enum(PROTOCOLS),
    address: z.string().max(300),
    intervalMs: z.int().min(1000).max(300_000),
    config: z.unknown(),
  }),
);
const Sealed = z.array(z.object({ id: z.string().max(100), settings: SnmpSettings, sealed: z.string().max(10_000) }));

/** `version` is the backend's and comes back in the poller's health. The secrets are sealed: neither the link nor the stored list shows one. */
export const AssignmentList = z.object({ version: z.string().max(100), credentials: Sealed.default([]), items: Items });
export interface AssignmentList {
  readonly version: string;
  readonly credentials: readonly SealedCredential[];
  readonly items: readonly Assignment[];
}

/** One part of a list; credentials come with the first. A list in one part need not say so. */
export const AssignmentPart = AssignmentList.extend({ isFirst: z.boolean().default(true), isLast: z.boolean().default(true) });
export interface AssignmentPart extends AssignmentList {
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** Everything that these resources have to be asked now; what is not among it any more is over. */
export const ResourceAssignments = z.object({
  version: z.string().max(100),
  resourceIds: z.array(z.string().min(1).max(100)),
  items: Items,
});
export interface ResourceAssignments {
  readonly version: string;
  readonly resourceIds: readonly string[];
  readonly items: readonly Assignment[];
}

/** One collector as it goes; the fields of `CollectorHealth` in shared/contracts/health.ts, and how often it had to be cut off. */
export interface CollectorStatus {
  readonly protocol: string;
  readonly targets: number;
  readonly cycleP95Ms: number | null;
  /** From when a cycle was due to its end, in per cent of its interval: 99th percentile of the last thousand. */
  readonly latenessP99: number | null;
  /** Cycles of the last five minutes that began or ended after the next was due. */
  readonly lateCycles: number;
  /** Targets whose last check failed. */
  readonly unanswered: number;
  readonly lastAt: number | null;
  /** Code of what this machine lacks, e.g. `tool.fping`. */
  readonly problem: string | null;
  /** Calls since the start that did not return in their interval: each one is a bug. */
  readonly hung: number;
}

export interface PollerHealth {
  readonly at: number;
  /** Per cent of one core since the last report. */
  readonly cpu: number;
  /** Resident bytes. */
  readonly memory: number;
  readonly loopDelayP99Ms: number;
  readonly assignments: { readonly version: string | null; readonly count: number; readonly rejected: number };
  readonly collectors: readonly CollectorStatus[];
  readonly link: SenderState;
}

/** What the poller says to its supervisor over process IPC; `health` every two seconds. The same health goes to the backend with the link's heartbeat. */
export type PollerSays = { readonly type: 'ready' } | ({ readonly type: 'health' } & PollerHealth);
/** What it obeys. */
export type PollerHears = { readonly type: 'stop' };
