import type { MetricThreshold } from '../alarm/policy.ts';
import type { ResourceId } from '../id.ts';
import type { Policy, Subject } from './policy.ts';
import { type Effective, resolve, subjectKey } from './resolve.ts';

/** What becomes different about one metric: `begins` and `ends` to be judged, `changes` how, `stops` and `starts` to be kept. */
export const METRIC_CHANGES = ['begins', 'ends', 'changes', 'stops', 'starts'] as const;
export type MetricChange = (typeof METRIC_CHANGES)[number];

/** What becomes different for a resource. */
export interface Effect {
  readonly interval: { readonly before: number; readonly after: number } | null;
  readonly metrics: readonly { readonly metric: string; readonly change: MetricChange; readonly policy: string }[];
}

/** What a threshold asks, without where it comes from. */
function askedBy(threshold: MetricThreshold | undefined): string {
  if (!threshold) return '';
  const { direction, levels, durationMs, hysteresis, n, m, windows } = threshold;
  return JSON.stringify([direction, levels.critical, levels.major, levels.minor, levels.warning, durationMs, hysteresis, n, m, windows]);
}

function changeOf(before: Effective, after: Effective, metric: string): MetricChange | null {
  if (before.off.has(metric) !== after.off.has(metric)) return after.off.has(metric) ? 'stops' : 'starts';
  const was = askedBy(before.thresholds.get(metric));
  const is = askedBy(after.thresholds.get(metric));
  if (was === is) return null;
  if (was === '') return 'begins';
  return is === '' ? 'ends' : 'changes';
}

function difference(before: Effective, after: Effective): Effect {
  const metrics = new Set([...before.thresholds.keys(), ...before.off, ...after.thresholds.keys(), ...after.off]);
  return {
    interval: before.intervalS === after.intervalS ? null : { before: before.intervalS, after: after.intervalS },
    metrics: [...metrics].sort().flatMap((metric) => {
      const change = changeOf(before, after, metric);
      const source = after.thresholds.get(metric) ?? before.thresholds.get(metric);
      return change ? [{ metric, change, policy: source?.policy ?? '' }] : [];
    }),
  };
}

/** The resources for which the second set of policies makes a difference, each with what it is. */
export function effectOf(
  before: readonly Policy[],
  after: readonly Policy[],
  subjects: readonly Subject[],
): ReadonlyMap<ResourceId, Effect> {
  const keyOf = subjectKey([...before, ...after]);
  const known = new Map<string, Effect>();
  const effects = new Map<ResourceId, Effect>();
  for (const subject of subjects) {
    const key = keyOf(subject);
    const effect = known.get(key) ?? difference(resolve(before, subject), resolve(after, subject));
    known.set(key, effect);
    if (effect.interval !== null || effect.metrics.length > 0) effects.set(subject.id, effect);
  }
  return effects;
}
