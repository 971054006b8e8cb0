import type { Instant } from '../id.ts';
import { severityOf } from './causes.ts';
import { type ConsecutiveRule, NO_LOOK, type Outcome, observeConsecutive } from './consecutive.ts';
import { reason } from './reasons.ts';
import type { Reason } from './record.ts';
import { type ClearReason, type ConditionReport, ended, told, withdrawn } from './report.ts';
import {
  conditionOfWatch,
  type Detection,
  type DetectorState,
  isActive,
  type Memories,
  type Target,
  type Watch,
  type WatchContext,
  watchKey,
} from './state.ts';

/** One run over observations. `watches` becomes the run's own copy at the first write; reports collect in order. */
export interface Run {
  readonly context: WatchContext;
  readonly before: DetectorState;
  readonly reports: ConditionReport[];
  watches: Record<string, Watch> | null;
}

export function begin(before: DetectorState, context: WatchContext): Run {
  return { context, before, reports: [], watches: null };
}

/** Memory and reports after the run; the very same memory where nothing was written. */
export function end(run: Run): Detection {
  return { state: run.watches ? { watches: run.watches } : run.before, reports: run.reports };
}

export function watchesOf(run: Run): Readonly<Record<string, Watch>> {
  return run.watches ?? run.before.watches;
}

function writable(run: Run): Record<string, Watch> {
  run.watches ??= { ...run.before.watches };
  return run.watches;
}

/** Milliseconds as whole seconds, the unit of every sentence. */
export const seconds = (ms: number): number => Math.round(ms / 1000);

/** What the watch of a target remembers, or the given beginning where there is none. */
export function remembered<K extends keyof Memories>(
  run: Run,
  target: Target,
  kind: K,
  beginning: Memories[K],
): { readonly state: Memories[K]; readonly seenAt: Instant } {
  const watch = watchesOf(run)[watchKey(target.probableCause, target.component, target.rule)];
  return watch?.kind === kind ? { state: watch.state as Memories[K], seenAt: watch.seenAt } : { state: beginning, seenAt: 0 };
}

/** The watch with its members in one place: a spread object keeps half of them in another, and there are a million. */
function compact({ protocol, probableCause, component, rule, seenAt, kind, state }: Watch): Watch {
  return { protocol, probableCause, component, rule, seenAt, kind, state } as Watch;
}

/** Writes a watch, unless that changes nothing. */
export function keep(run: Run, watch: Watch): void {
  const key = watchKey(watch.probableCause, watch.component, watch.rule);
  const known = watchesOf(run)[key];
  if (known?.state !== watch.state || known.seenAt !== watch.seenAt) writable(run)[key] = compact(watch);
}

/** Forgets a watch; its condition, where it held, is over for the given reason. */
export function drop(run: Run, key: string, watch: Watch, why: ClearReason): void {
  delete writable(run)[key];
  if (isActive(watch)) run.reports.push(withdrawn(conditionOfWatch(run.context.resourceId, watch), run.context.now, why));
}

/** One look at a yes-or-no condition, with what a report would say of it. */
export interface Look {
  readonly at: Instant;
  readonly outcome: Outcome;
  readonly rule: ConsecutiveRule;
  readonly specificProblem: string;
  readonly additionalText?: string;
  readonly observed: () => Reason;
}

/** One look by a detector that counts looks in a row. */
export function lookConsecutive(run: Run, target: Target, look: Look): void {
  const { context } = run;
  const before = remembered(run, target, 'consecutive', NO_LOOK);
  const { state, verdict } = observeConsecutive(before.state, look, look.rule, context.now);
  keep(run, { ...target, kind: 'consecutive', seenAt: Math.max(before.seenAt, look.at), state });
  const condition = conditionOfWatch(context.resourceId, target);
  if (verdict.kind === 'clear') run.reports.push(ended(condition, look.at, context.now));
  if (verdict.kind !== 'report') return;
  const { failAfter, clearAfter } = look.rule;
  run.reports.push(
    told(condition, {
      at: look.at,
      now: context.now,
      importance: context.importance,
      severity: severityOf(target.probableCause, context.importance),
      specificProblem: look.specificProblem,
      additionalText: look.additionalText ?? '',
      observed: look.observed(),
      crossed: failAfter === 1 ? reason('threshold.immediate', {}) : reason('threshold.failures', { failures: failAfter, clearAfter }),
    }),
  );
}
