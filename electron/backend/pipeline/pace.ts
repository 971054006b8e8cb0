import type { Instant, ResourceId } from '../../../shared/domain/id.ts';
import { restore } from '../storage/staged.ts';
import type { Work } from '../storage/writer.ts';

/** When the interval of a resource last became another; before everything where it never did since the station started. */
export type Pace = (work: Work, id: ResourceId, intervalMs: number, now: Instant) => Instant;

/**
 * Three of a short interval may have gone by before the poller has begun to poll at it, so what went before the change proves
 * neither silence nor that something is gone. A start of the station is a beginning for every resource and forgets this.
 */
export function createPace(): Pace {
  const known = new Map<ResourceId, { readonly intervalMs: number; readonly since: Instant }>();
  return (work, id, intervalMs, now) => {
    const before = known.get(id);
    if (before?.intervalMs === intervalMs) return Math.min(before.since, now);
    const since = before ? now : Number.NEGATIVE_INFINITY;
    work.onRollback(() => restore(known, id, before));
    known.set(id, { intervalMs, since });
    return since;
  };
}
