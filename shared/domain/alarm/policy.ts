import type { Importance, ResourceClass } from '../inventory/resource.ts';
import type { Severity } from './severity.ts';

/** The level of each severity in the unit of the metric; null: no alarm of that severity. */
export type Levels = Readonly<Record<Severity, number | null>>;

/** A threshold by class and importance (R-8.4.3-b4-2, -c2-2); shared/contracts/policies.ts is its form on the wire. */
export interface ThresholdPolicy {
  readonly id: string;
  readonly metric: string;
  readonly classes: readonly ResourceClass[];
  /** `above`: greater than the level, `below`: less than it; the level itself does not cross. */
  readonly direction: 'above' | 'below';
  readonly levels: Readonly<Record<Importance, Levels>>;
  readonly durationMs: number;
  readonly hysteresis: number;
  readonly n: number;
  readonly m: number;
  readonly enabled: boolean;
}

/** What a policy asks of one resource: its levels for one importance. */
export interface ThresholdRule {
  readonly direction: 'above' | 'below';
  readonly levels: Levels;
  readonly durationMs: number;
  readonly hysteresis: number;
  readonly n: number;
  readonly m: number;
  /** Polling interval in ms: how far apart two samples may lie and still show that the condition held between them. */
  readonly intervalMs: number;
}

/** The rule of a policy for a resource, or null where the policy is switched off or not meant for its class. */
export function ruleFor(
  policy: ThresholdPolicy,
  resourceClass: ResourceClass,
  importance: Importance,
  intervalMs: number,
): ThresholdRule | null {
  if (!policy.enabled || !policy.classes.includes(resourceClass)) return null;
  const { direction, durationMs, hysteresis, n, m } = policy;
  return { direction, levels: policy.levels[importance], durationMs, hysteresis, n, m, intervalMs };
}
