import type { Observation } from '../observation/observation.ts';
import { look } from './looks.ts';
import { ruleFor } from './policy.ts';
import { begin, drop, end } from './run.ts';
import { lookForSilence } from './sourceLooks.ts';
import type { Detection, DetectorState, Watch, WatchContext } from './state.ts';

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

/** The clock moved on: sources that were not heard for three intervals are silent. Not to be called while the poller itself is away. */
export function sweep(state: DetectorState, context: WatchContext): Detection {
  const run = begin(state, context);
  for (const protocol of context.protocols) lookForSilence(run, protocol);
  return end(run);
}

function isWatched(watch: Watch, context: WatchContext): boolean {
  if (watch.kind !== 'threshold') return true;
  const policy = context.policies.find(({ id }) => id === watch.policy);
  return policy !== undefined && ruleFor(policy, context.resourceClass, context.importance, context.intervalMs) !== null;
}

/** After a change of policies, checks or the resource: conditions nothing watches any more are over at once, not at their next sample. */
export function review(state: DetectorState, context: WatchContext): Detection {
  const run = begin(state, context);
  for (const [key, watch] of Object.entries(state.watches)) {
    if (!context.protocols.includes(watch.protocol)) drop(run, key, watch, 'checkWithdrawn');
    else if (!isWatched(watch, context)) drop(run, key, watch, 'policyWithdrawn');
  }
  return end(run);
}
