import type { Instant } from '../id.ts';
import type { Observation } from '../observation/observation.ts';
import { isWithin } from '../time/window.ts';
import { look } from './looks.ts';
import { causesOf } from './reachability.ts';
import type { ClearReason } from './report.ts';
import { begin, drop, end, type Run, watchesOf } from './run.ts';
import { lookForSilence, silentFrom } from './sourceLooks.ts';
import { type Detection, type DetectorState, metricOfRule, RULES, type Watch, type WatchContext } from './state.ts';

/**
 * Observations of one resource, in the order they were emitted (those of others are ignored). A second delivery changes nothing.
 * The state differs after nearly every call: keep it in memory, store it together with the alarms its reports changed and
 * from time to time besides; `resume` mends what a crash takes.
 */
export function observeAll(state: DetectorState, observations: readonly Observation[], context: WatchContext): Detection {
  const run = begin(state, context);
  for (const observation of observations) if (observation.resourceId === context.resourceId) look(run, observation);
  return end(run);
}

/** One observation of one resource. */
export function observe(state: DetectorState, observation: Observation, context: WatchContext): Detection {
  return observeAll(state, [observation], context);
}

/** True for a condition that its check could show under an earlier release and cannot any more. */
const isForgotten = ({ protocol, rule, probableCause }: Watch): boolean =>
  rule === RULES.check(protocol) && !causesOf(protocol).includes(probableCause);

/** Why nothing watches a condition at this moment any more, or null where something does. */
function lapseOf(watch: Watch, { thresholds, now }: WatchContext): ClearReason | null {
  if (isForgotten(watch)) return 'checkWithdrawn';
  const metric = watch.kind === 'threshold' ? metricOfRule(watch.rule) : null;
  if (metric === null) return null;
  const threshold = thresholds.get(metric);
  if (!threshold) return 'policyWithdrawn';
  return isWithin(threshold.windows, now) ? null : 'windowClosed';
}

const goesByTheClock = (thresholds: WatchContext['thresholds']): boolean =>
  [...thresholds.values()].some(({ windows }) => windows.length > 0);

function dropLapsed(run: Run): void {
  for (const [key, watch] of Object.entries(watchesOf(run))) {
    const lapse = lapseOf(watch, run.context);
    if (lapse) drop(run, key, watch, lapse);
  }
}

/**
 * The clock moved on: sources that were not heard for three intervals are silent, time windows have closed. Not to be called
 * while the poller itself is away.
 */
export function sweep(state: DetectorState, context: WatchContext): Detection {
  const run = begin(state, context);
  for (const protocol of context.protocols) if (!context.interrupted?.has(protocol)) lookForSilence(run, protocol);
  dropLapsed(run);
  return end(run);
}

/**
 * The first moment at which a further sweep may find anything, of what a sweep left: until then observations only move it on, and a change of
 * policies or of the resource has its own `review`. `now` where any moment may bring something.
 */
export function nextSweepAt(state: DetectorState, context: WatchContext): Instant {
  if (goesByTheClock(context.thresholds)) return context.now;
  return Math.min(...context.protocols.map((protocol) => silentFrom(state, protocol, context)));
}

/** After a change of policies, checks or the resource: conditions nothing watches any more are over at once, not at their next sample. */
export function review(state: DetectorState, context: WatchContext): Detection {
  const run = begin(state, context);
  for (const [key, watch] of Object.entries(state.watches))
    if (!context.protocols.includes(watch.protocol)) drop(run, key, watch, 'checkWithdrawn');
  dropLapsed(run);
  return end(run);
}
