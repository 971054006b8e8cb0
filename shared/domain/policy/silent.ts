import type { Instant, ResourceId } from '../id.ts';

/**
 * 静默观察: for a batch of new resources, or for a policy, what thresholds would have raised is recorded and raises nothing.
 * Only thresholds are held back. An unreachable resource, an interface that is down and a silent source are told at once, of
 * every importance: the noise of the first day comes from levels nobody has fitted yet, and a fault of a 核心 resource that
 * stays untold for a day is the worse mistake; loss of monitoring is never muted.
 */
export interface SilentWatch {
  readonly id: string;
  /** Set: for whatever this policy asks. Null: for these resources. */
  readonly policyId: string | null;
  readonly resourceIds: readonly ResourceId[];
  readonly startedAt: Instant;
  readonly endsAt: Instant;
  /** When a person ended it. */
  readonly endedAt: Instant | null;
}

/** How long one lasts unless somebody says otherwise, and at most. */
export const SILENT_HOURS = 24;
export const MAX_SILENT_HOURS = 168;

export function isObserving({ startedAt, endsAt, endedAt }: SilentWatch, at: Instant): boolean {
  return startedAt <= at && at < (endedAt ?? endsAt);
}

/** The watch that holds back a threshold of this policy on this resource; of several the one that lasts longest. */
export function heldBackBy<W extends SilentWatch>(watches: readonly W[], resourceId: ResourceId, policyId: string, at: Instant): W | null {
  const holding = watches.filter(
    (watch) => isObserving(watch, at) && (watch.policyId === null ? watch.resourceIds.includes(resourceId) : watch.policyId === policyId),
  );
  return holding.reduce<W | null>((longest, watch) => (longest === null || watch.endsAt > longest.endsAt ? watch : longest), null);
}
