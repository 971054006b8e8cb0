import type { z } from 'zod';
import type { ResourceId } from '../../../shared/domain/id.ts';
import type { Observation, Protocol } from '../../../shared/domain/observation/observation.ts';
import type { Clock } from '../lib/clock.ts';
import type { Credentials } from '../lib/credentials.ts';
import type { Log } from '../lib/log.ts';
import type { Resolver } from './net/resolve.ts';

/** One resource to look at once, with the configuration this collector's schema accepted. */
export interface Target<Config> {
  readonly assignmentId: string;
  readonly resourceId: ResourceId;
  readonly address: string;
  readonly intervalMs: number;
  readonly config: Config;
}

export interface CollectorContext {
  readonly clock: Clock;
  readonly log: Log;
  /** Shared by all, so that one name is asked for once and a dead name server costs all of them no more than one. */
  readonly resolver: Resolver;
  readonly credentials: Credentials['opened'];
  /** Where this station may have files of its own (device profiles). */
  readonly dataFolder: string;
}

/** One protocol, one folder. It looks and reports; it decides nothing and knows neither alarms nor storage. */
export interface Collector<Config> {
  readonly protocol: Protocol;
  readonly config: z.ZodType<Config>;
  /** Most targets one call of `collect` may get: 1 for a check that talks to one device, more where one tool asks many (fping). */
  readonly batch: number;
  /** Requests one target costs its resource in a cycle; what the limit of requests per second counts. */
  readonly requests: number;
  /** Calls of `collect` at a time, for targets that answer and, apart from them, for those that have not answered lately. */
  readonly concurrency: { readonly fast: number; readonly slow: number };
  /** Code of what this machine lacks (`tool.fping`), or null; asked at start and again every minute. */
  missing(): Promise<string | null>;
  create(context: CollectorContext): RunningCollector<Config>;
}

export interface RunningCollector<Config> {
  /**
   * One cycle for these targets. Faults of devices are observations, never exceptions; a rejected promise is a bug. Stops early on
   * `signal`. A reachability with fault kind `tool` says that the check could not be made: nothing is known about the target.
   */
  collect(targets: readonly Target<Config>[], signal: AbortSignal): Promise<readonly Observation[]>;
  stop(): Promise<void>;
}
