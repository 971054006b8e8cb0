import { z } from 'zod';
import type { Finding } from '../domain/discovery/finding.ts';
import type { Trial } from '../domain/discovery/plan.ts';
import { FindingView } from './discovery.ts';

/** Down, as a message: every run that is to go on, in the state of the backend; what is not in it is not gone on with. Said again whenever the poller connects. */
export const DISCOVERIES = 'discoveries';

const Trials = z.record(z.string(), z.object({ refused: z.int(), silent: z.int(), opened: z.int(), pending: z.int() }));

/** One run. `from` is the first address nothing was reported of yet; spans are `first-last` texts. */
export const DiscoveryOrder = z.object({
  id: z.string().min(1).max(100),
  spans: z.array(z.string().max(100)).max(10_000),
  from: z.int().min(0),
  total: z.int().min(0),
  pace: z.int().min(1).max(1000),
  port: z.int().min(1).max(65_535),
  sets: z.array(z.string().max(100)).max(8),
  trials: Trials,
});
export type DiscoveryOrder = z.output<typeof DiscoveryOrder>;
export const DiscoveryOrders = z.object({ runs: z.array(DiscoveryOrder).max(100) });

/** Up, as an item: what came of the next addresses of a run, in their order, or why it cannot go on. */
export const DISCOVERED = 'discovered';

const Part = z.object({
  runId: z.string().max(100),
  from: z.int().min(0),
  count: z.int().min(0),
  findings: z.array(FindingView).max(1000),
  packets: z.int().min(0),
  trials: Trials,
});
const Halt = z.object({ runId: z.string().max(100), problem: z.string().max(100) });
export const DiscoveryReport = z.union([Part, Halt]);

export interface DiscoveryPart {
  readonly runId: string;
  readonly from: number;
  readonly count: number;
  readonly findings: readonly Finding[];
  /** Echoes and questions that were sent for these addresses. */
  readonly packets: number;
  readonly trials: Readonly<Record<string, Trial>>;
}
export type DiscoveryReport = DiscoveryPart | { readonly runId: string; readonly problem: string };
