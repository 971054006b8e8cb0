import type { Instant } from '../id.ts';
import type { Fact, Protocol, Sample } from '../observation/observation.ts';
import { severityOf } from './causes.ts';
import { judge } from './judge.ts';
import type { MetricThreshold } from './policy.ts';
import { reason } from './reasons.ts';
import type { ProbableCause } from './record.ts';
import { type ClearReason, ended, told } from './report.ts';
import { NO_UPTIME, observeUptime } from './restart.ts';
import { drop, keep, lookConsecutive, type Run, remembered, seconds, watchesOf } from './run.ts';
import { heard } from './sourceLooks.ts';
import { conditionOfWatch, RULES, type Target, watchKey } from './state.ts';
import { causeOfState, STATE_RULE, stateOutcome, stateSeen } from './stateMetric.ts';
import { NO_THRESHOLD } from './threshold.ts';

/** Days left of a certificate have a probable cause of their own. */
const causeOfMetric = (metric: string): ProbableCause => (metric === 'tls.certificate.days' ? 'certificateExpiry' : 'thresholdCrossed');

function lookAtThreshold(run: Run, sample: Sample, threshold: MetricThreshold): void {
  const { context } = run;
  const { importance, intervalMs, now } = context;
  const { protocol, metric, component, at } = sample;
  const target: Target = { protocol, probableCause: causeOfMetric(metric), component, rule: RULES.threshold(metric) };
  const before = remembered(run, target, 'threshold', NO_THRESHOLD);
  const judged = judge(before.state, sample, threshold, intervalMs, now);
  if (judged === null) {
    forget(run, target, 'windowClosed');
    return;
  }
  const { state, verdict } = judged;
  keep(run, { ...target, kind: 'threshold', seenAt: Math.max(before.seenAt, at), state });
  const condition = conditionOfWatch(context.resourceId, target);
  if (verdict.kind === 'clear') run.reports.push(ended(condition, at, now));
  if (verdict.kind !== 'report') return;
  const { severity, observed, level } = verdict.detail;
  const { policyId, policy, direction, durationMs, hysteresis, n, m } = threshold;
  run.reports.push(
    told(condition, {
      at,
      now,
      importance,
      severity,
      specificProblem: metric,
      threshold: { metric, observed, level, direction },
      observed: reason('observed.sample', { metric, component, value: observed, intervalS: seconds(intervalMs) }),
      crossed: reason('threshold.level', {
        policyId,
        policy,
        metric,
        severity,
        direction,
        level,
        durationS: seconds(durationMs),
        hysteresis,
        n,
        m,
      }),
    }),
  );
}

/** The metric is not watched, or not now: what was remembered of this series goes, its condition is over. */
function forget(run: Run, target: Target, why: ClearReason): void {
  const key = watchKey(target.probableCause, target.component, target.rule);
  const watch = watchesOf(run)[key];
  if (watch) drop(run, key, watch, why);
}

function lookAtMetric(run: Run, sample: Sample): void {
  const { protocol, metric, component } = sample;
  const threshold = run.context.thresholds.get(metric);
  if (threshold) lookAtThreshold(run, sample, threshold);
  else forget(run, { protocol, probableCause: causeOfMetric(metric), component, rule: RULES.threshold(metric) }, 'policyWithdrawn');
}

function lookAtUptime(run: Run, protocol: Protocol, at: Instant, uptimeS: number | null): void {
  const { context } = run;
  const target: Target = { protocol, probableCause: 'restarted', component: '', rule: RULES.restart };
  const before = remembered(run, target, 'restart', NO_UPTIME);
  const { state, verdict } = observeUptime(before.state, { at, uptimeS }, context.now);
  keep(run, { ...target, kind: 'restart', seenAt: Math.max(before.seenAt, at), state });
  const condition = conditionOfWatch(context.resourceId, target);
  if (verdict.kind === 'clear') run.reports.push(ended(condition, at, context.now));
  if (verdict.kind !== 'report') return;
  run.reports.push(
    told(condition, {
      at,
      now: context.now,
      importance: context.importance,
      severity: severityOf('restarted', context.importance),
      specificProblem: 'restarted',
      isOccurrence: true,
      observed: reason('observed.uptime', { uptimeS: Math.round(verdict.detail.uptimeS) }),
      crossed: reason('threshold.immediate', {}),
    }),
  );
}

/** One value of one metric by every detector it concerns. */
export function lookAtSample(run: Run, sample: Sample): void {
  const { protocol, metric, component, at, value } = sample;
  if (value !== null) heard(run, protocol, at);
  lookAtMetric(run, sample);
  if (metric === 'system.uptime') lookAtUptime(run, protocol, at, value);
  const probableCause = causeOfState(metric);
  if (probableCause === undefined) return;
  lookConsecutive(
    run,
    { protocol, probableCause, component, rule: RULES.state(metric) },
    {
      at,
      outcome: stateOutcome(value),
      rule: STATE_RULE,
      specificProblem: probableCause,
      observed: () => stateSeen(metric, component, seconds(run.context.intervalMs)),
    },
  );
}

/** The boot time is another form of the uptime. */
export function lookAtFact(run: Run, fact: Fact): void {
  if (fact.name === 'bootedAt' && fact.component === '' && typeof fact.value === 'number')
    lookAtUptime(run, fact.protocol, fact.at, (fact.at - fact.value) / 1000);
}
