import type { Levels } from '../alarm/policy.ts';
import { STATE_METRICS } from '../alarm/stateMetric.ts';
import type { ResourceId } from '../id.ts';
import type { Importance, ResourceClass } from '../inventory/resource.ts';
import type { TimeWindow } from '../time/window.ts';

/** Whom a policy is for, as data: every facet that names something must hold, one of its names is enough; nothing named: every resource. */
export interface TargetSet {
  readonly classes: readonly ResourceClass[];
  readonly importances: readonly Importance[];
  readonly domains: readonly string[];
  readonly tags: readonly string[];
  readonly resourceIds: readonly ResourceId[];
}

/** When a metric is an alarm, by the importance of the resource. */
export interface Threshold {
  readonly direction: 'above' | 'below';
  readonly levels: Readonly<Record<Importance, Levels>>;
  readonly durationMs: number;
  readonly hysteresis: number;
  readonly n: number;
  readonly m: number;
  readonly windows: readonly TimeWindow[];
}

/** What a policy says of one metric. Of a metric it does not name it says nothing, and a less specific policy does. */
export interface MetricRule {
  readonly metric: string;
  /** False: samples are neither kept nor judged. */
  readonly isCollected: boolean;
  /** Null: kept and not judged. */
  readonly threshold: Threshold | null;
}

/** What people write: one version of a policy (R-8.4.2-c2-7). */
export interface PolicyDefinition {
  readonly name: string;
  readonly targets: TargetSet;
  /** Between equally specific policies the greater one wins. */
  readonly priority: number;
  /** Polling interval in seconds, below 300; null: says nothing of it. */
  readonly intervalS: number | null;
  readonly metrics: readonly MetricRule[];
  /** False: withdrawn, or not yet applied. */
  readonly isApplied: boolean;
}

export interface Policy extends PolicyDefinition {
  readonly id: string;
}

/** What the choice of policies must know of a resource. */
export interface Subject {
  readonly id: ResourceId;
  readonly resourceClass: ResourceClass;
  readonly importance: Importance;
  readonly domain: string;
  readonly tags: readonly string[];
  /** The interval set for this resource alone. */
  readonly intervalS: number | null;
}

/** Metrics that faults are told by (what is down, a restart): collected whatever a policy says. */
export const ESSENTIAL_METRICS: readonly string[] = [...STATE_METRICS, 'system.uptime'];
