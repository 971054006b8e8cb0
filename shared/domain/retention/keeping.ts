import type { Instant } from '../id.ts';
import type { ResourceClass } from '../inventory/resource.ts';

/** Shortest that samples may be kept, days: half a year (R-8.2.2-e-1). */
export const LEAST_SAMPLE_DAYS = 184;
/** Shortest that what they come to may be kept, days: 13 months, more than the twelve of R-8.4.3-f3-1. */
export const LEAST_ROLLUP_DAYS = 397;
/** Longest of both, days: ten years. */
export const MOST_DAYS = 3660;
/** What a change makes shorter is kept for so long after it: it can be taken back before anything is gone. */
export const GRACE_MS = 86_400_000;
/** Classes of series that may be kept longer. */
export const MAX_CLASSES = 20;

/** Series whose samples are kept longer than the others; null: of every class of resource, of every metric. */
export interface LongerKept {
  readonly resourceClass: ResourceClass | null;
  readonly metric: string | null;
  readonly days: number;
}

/** How many days samples and what they come to are kept; of several classes of a series the longest holds. */
export interface Keeping {
  readonly samplesDays: number;
  readonly rollupsDays: number;
  readonly longer: readonly LongerKept[];
}

/** What was kept longer before a change, and is until `endsAt`. */
export interface Held extends Keeping {
  readonly endsAt: Instant;
}

/** Something that is kept so many days fewer than it was. */
export type Shortening =
  | { readonly what: 'samples' | 'rollups'; readonly from: number; readonly to: number }
  | {
      readonly what: 'class';
      readonly resourceClass: ResourceClass | null;
      readonly metric: string | null;
      readonly from: number;
      readonly to: number;
    };

/** Days for which the samples of every series of a class are surely kept. */
export function daysOfClass({ samplesDays, longer }: Keeping, of: Pick<LongerKept, 'resourceClass' | 'metric'>): number {
  const covering = longer.filter(
    ({ resourceClass, metric }) =>
      (resourceClass === null || resourceClass === of.resourceClass) && (metric === null || metric === of.metric),
  );
  return Math.max(samplesDays, ...covering.map(({ days }) => days));
}

/** What they come to is kept at least as long as the samples. */
export const daysOfRollups = ({ samplesDays, rollupsDays }: Keeping): number => Math.max(samplesDays, rollupsDays);

/** What `after` keeps shorter than `before`: samples, what they come to, then the classes in their order. */
export function shortenings(before: Keeping, after: Keeping): readonly Shortening[] {
  const found: Shortening[] = [];
  if (after.samplesDays < before.samplesDays) found.push({ what: 'samples', from: before.samplesDays, to: after.samplesDays });
  const [from, to] = [daysOfRollups(before), daysOfRollups(after)];
  if (to < from) found.push({ what: 'rollups', from, to });
  for (const { resourceClass, metric } of before.longer) {
    const was = daysOfClass(before, { resourceClass, metric });
    const is = daysOfClass(after, { resourceClass, metric });
    // What is no longer than all samples were is told with them.
    if (is < was && was > before.samplesDays) found.push({ what: 'class', resourceClass, metric, from: was, to: is });
  }
  return found;
}

/** Keeps everything as long as the one of both that keeps it longer. A class stands once. */
export function longest(a: Keeping, b: Keeping): Keeping {
  const longer = new Map<string, LongerKept>();
  for (const one of [...a.longer, ...b.longer]) {
    const key = JSON.stringify([one.resourceClass, one.metric]);
    const known = longer.get(key);
    if (!known || known.days < one.days) longer.set(key, one);
  }
  return {
    samplesDays: Math.max(a.samplesDays, b.samplesDays),
    rollupsDays: Math.max(a.rollupsDays, b.rollupsDays),
    longer: [...longer.values()],
  };
}

/** What holds at `now`: the setting, and for its time of grace what was kept longer before it. */
export function inForce({ held, ...setting }: Keeping & { readonly held: Held | null }, now: Instant): Keeping {
  const kept = { samplesDays: setting.samplesDays, rollupsDays: setting.rollupsDays, longer: setting.longer };
  return held !== null && now < held.endsAt ? longest(held, kept) : kept;
}

/** What a change at `now` still keeps for `graceMs`; null where it makes nothing shorter. */
export function heldAfter(before: Keeping & { readonly held: Held | null }, after: Keeping, now: Instant, graceMs: number): Held | null {
  const was = inForce(before, now);
  return shortenings(was, after).length === 0 ? null : { ...longest(was, after), endsAt: now + graceMs };
}
