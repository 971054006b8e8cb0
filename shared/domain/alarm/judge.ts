import type { Instant } from '../id.ts';
import { isWithin } from '../time/window.ts';
import type { MetricThreshold } from './policy.ts';
import { type Crossing, observeThreshold, type ThresholdState } from './threshold.ts';
import type { Step } from './verdict.ts';

export interface Measured {
  readonly metric: string;
  readonly at: Instant;
  readonly value: number | null;
}

/** A value as thresholds see it. No answer at all is unreachability and told by it: it must not be a second alarm about loss. */
const judgedValue = ({ metric, value }: Measured): number | null => (metric === 'icmp.loss' && value === 100 ? null : value);

/**
 * One sample under its threshold: what the pipeline and a replay of history both do. Null outside of the time windows, by the
 * time of the sample: there nothing is watched, a condition ends and begins anew in the next window.
 */
export function judge(
  state: ThresholdState,
  sample: Measured,
  threshold: MetricThreshold,
  intervalMs: number,
  now: Instant,
): Step<ThresholdState, Crossing> | null {
  if (!isWithin(threshold.windows, sample.at)) return null;
  return observeThreshold(state, { at: sample.at, value: judgedValue(sample) }, { ...threshold, intervalMs }, now);
}
