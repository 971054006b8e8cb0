import type { Instant } from '../id.ts';
import type { Cycle, Protocol } from '../observation/observation.ts';
import { severityOf } from './causes.ts';
import { cycleOutcome, LATE_CYCLE_RULE } from './lateCycle.ts';
import { causesOf } from './reachability.ts';
import { reason } from './reasons.ts';
import { ended, told } from './report.ts';
import { drop, keep, lookConsecutive, type Run, remembered, seconds, watchesOf } from './run.ts';
import { hear, NEVER_HEARD, SILENT_INTERVALS, sweepSilence } from './silence.ts';
import { conditionOfWatch, type DetectorState, RULES, type Target, type WatchContext, watchKey } from './state.ts';

const silenceOf = (protocol: Protocol): Target => ({ protocol, probableCause: 'silentSource', component: protocol, rule: RULES.silence });

/** A source spoke. */
export function heard(run: Run, protocol: Protocol, at: Instant): void {
  const { context } = run;
  const target = silenceOf(protocol);
  const before = remembered(run, target, 'silence', NEVER_HEARD);
  const { state, verdict } = hear(before.state, at, context.intervalMs, context.now);
  keep(run, { ...target, kind: 'silence', seenAt: Math.max(before.seenAt, at), state });
  // The end is dated when it was heard: what arrives may be older than the moment at which the silence was last reported.
  if (verdict.kind === 'clear') run.reports.push(ended(conditionOfWatch(context.resourceId, target), context.now, context.now));
}

/** The clock is looked at for one source. */
export function lookForSilence(run: Run, protocol: Protocol): void {
  const { context } = run;
  const { intervalMs, now } = context;
  const target = silenceOf(protocol);
  const before = remembered(run, target, 'silence', NEVER_HEARD);
  const { state, verdict } = sweepSilence(before.state, context);
  keep(run, { ...target, kind: 'silence', seenAt: before.seenAt, state });
  if (verdict.kind !== 'report') return;
  run.reports.push(
    told(conditionOfWatch(context.resourceId, target), {
      at: now,
      now,
      importance: context.importance,
      severity: severityOf('silentSource', context.importance),
      specificProblem: 'silentSource',
      observed: reason('observed.silence', { protocol, lastAt: verdict.detail.since, intervalS: seconds(intervalMs) }),
      crossed: reason('threshold.intervals', { intervals: SILENT_INTERVALS, seconds: seconds(SILENT_INTERVALS * intervalMs) }),
    }),
  );
}

/** When a source becomes silent if nothing comes of it; `now` where it is, or where the clock was set back. */
export function silentFrom(state: DetectorState, protocol: Protocol, { now, watchingSince, intervalMs }: WatchContext): Instant {
  const target = silenceOf(protocol);
  const watch = state.watches[watchKey(target.probableCause, target.component, target.rule)];
  const { lastAt, isSilent } = watch?.kind === 'silence' ? watch.state : NEVER_HEARD;
  const since = Math.max(lastAt ?? watchingSince, watchingSince);
  return isSilent || since > now ? now : since + SILENT_INTERVALS * intervalMs;
}

/** True while the resource as a whole answers this kind of check; where each component answers for itself, there is no such whole. */
function isAnswering(run: Run, protocol: Protocol, since: Instant): boolean {
  return causesOf(protocol).every((cause) => {
    const watch = watchesOf(run)[watchKey(cause, '', RULES.check(protocol))];
    return watch?.kind !== 'consecutive' || watch.state.lastAt === null || (watch.state.bad === 0 && watch.state.lastAt > since);
  });
}

/** Components nothing was said about for three cycles no longer exist: a file system that was unmounted is not full for ever. */
function forgetTheGone(run: Run, cycle: Cycle): void {
  const horizon = cycle.at - SILENT_INTERVALS * cycle.intervalMs;
  // Of a resource that is silent, or cannot be asked, nothing is heard of its components either.
  if (horizon <= run.context.watchingSince || !isAnswering(run, cycle.protocol, horizon)) return;
  const watches = Object.entries(watchesOf(run)).filter(
    ([, watch]) =>
      watch.protocol === cycle.protocol && watch.component !== '' && watch.kind !== 'silence' && watch.rule !== RULES.lateCycle,
  );
  // What one metric no longer tells another may: the days of a certificate are unknown while its server is down.
  const seenAt = new Map<string, Instant>();
  for (const [, watch] of watches) seenAt.set(watch.component, Math.max(watch.seenAt, seenAt.get(watch.component) ?? 0));
  for (const [key, watch] of watches) if ((seenAt.get(watch.component) ?? 0) < horizon) drop(run, key, watch, 'componentGone');
}

/** The end of a polling cycle: was it in time, and what did it no longer mention. */
export function lookAtCycle(run: Run, cycle: Cycle): void {
  const { protocol, at, dueAt, intervalMs } = cycle;
  lookConsecutive(
    run,
    { protocol, probableCause: 'lateCycle', component: protocol, rule: RULES.lateCycle },
    {
      at,
      outcome: cycleOutcome(cycle, run.context.watchingSince),
      rule: LATE_CYCLE_RULE,
      specificProblem: 'lateCycle',
      observed: () => reason('observed.cycle', { protocol, lateS: seconds(at - dueAt - intervalMs), intervalS: seconds(intervalMs) }),
    },
  );
  forgetTheGone(run, cycle);
}
