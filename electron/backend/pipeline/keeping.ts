import type { ResourceId } from '../../../shared/domain/id.ts';
import { fractionOf } from '../../../shared/domain/poll/phase.ts';
import type { Clock } from '../lib/clock.ts';

/** What a batch brought about a resource. */
export interface News {
  /** Nothing was known of it before. */
  readonly isFirst: boolean;
  readonly hasReports: boolean;
  readonly hasFacts: boolean;
}

/** When what is known of a resource goes to the disk. */
export interface Keeping {
  isDue(id: ResourceId, news: News): boolean;
  stored(id: ResourceId): void;
}

/** What is known of a resource without a change of an alarm is stored no more often than this ... */
const EVERY_MS = 30_000;
/** ... and of all of them together, so many in a second: a device with its interfaces is tens of kilobytes. */
const PER_SECOND = 10;

/**
 * Alarms and what a device says of itself are stored as they come: nobody says them twice. The rest (ages, memory of the detectors) a
 * crash may take: the next looks bring it again, and `resume` mends it from the alarms.
 */
export function createKeeping(clock: Clock, count: () => number): Keeping {
  const stored = new Map<ResourceId, { readonly at: number; readonly dueAt: number; readonly times: number }>();
  /** With facts that are in memory only. */
  const owed = new Set<ResourceId>();
  let periodMs = EVERY_MS;
  let countedAt = Number.NEGATIVE_INFINITY;

  function follow(now: number): void {
    if (now - countedAt < EVERY_MS) return;
    countedAt = now;
    periodMs = Math.max(EVERY_MS, (count() * 1000) / PER_SECOND);
  }

  /** Resources that were stored together are not due together: the write rate is even after the first time round. */
  function plan(id: ResourceId, now: number, times: number): number {
    const spread = periodMs > EVERY_MS ? fractionOf(`${id} ${times}`) : 0.5;
    return now + (times === 0 ? 0 : 0.5 * periodMs) + spread * periodMs;
  }

  return {
    isDue: (id, { isFirst, hasReports, hasFacts }) => {
      const now = clock.monotonic();
      follow(now);
      if (hasFacts) owed.add(id);
      if (isFirst || hasReports) return true;
      const known = stored.get(id) ?? { at: Number.NEGATIVE_INFINITY, dueAt: plan(id, now, 0), times: 0 };
      stored.set(id, known);
      return now >= known.dueAt || (owed.has(id) && now - known.at >= EVERY_MS);
    },
    stored: (id) => {
      const now = clock.monotonic();
      const times = (stored.get(id)?.times ?? 0) + 1;
      stored.set(id, { at: now, dueAt: plan(id, now, times), times });
      owed.delete(id);
    },
  };
}
