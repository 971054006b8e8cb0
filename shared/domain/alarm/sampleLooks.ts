import type { Instant } from '../id.ts';
import type { Fact, Protocol, Sample } from '../observation/observation.ts';
import { severityOf } from './causes.ts';
import { ruleFor, type ThresholdPolicy } from './policy.ts';
import { reason } from './reasons.ts';
import type { ProbableCause } from './record.ts';
import { ended, told } from './report.ts';
import { NO_UPTIME, observeUptime } from './restart.ts';
import { drop, keep, lookConsecutive, type Run, remembered, seconds, watchesOf } from './run.ts';
import { heard } from './sourceLooks.ts';
import { conditionOfWatch, RULES, type Target, watchKey } from './state.ts';
import { causeOfState, STATE_RULE, stateOutcome, stateSeen } from './stateMetric.ts';
import { NO_THRESHOLD, observeThreshold } from './threshold.ts';

/** Days left of a certificate have a probable cause of their own. */
const causeOfMetric = (metric: string): ProbableCause => (metric === 'tls.certificate.days' ? 'certificateExpiry' : 'thresholdCrossed');

/** A value as thresholds see it. No answer at all is unreachability and told by it: it must not be a second alarm about loss. */
const measured = (sample: Sample): number | null => (sample.metric === 'icmp.loss' && sample.value === 100 ? null : sample.value);

function lookAtPolicy(run: Run, sample: Sample, policy: ThresholdPolicy): void {
  const { context } = run;
  const { importance, now } = context;
  const { protocol, metric, component, at } = sample;
  const target: Target = { protocol, probableCause: causeOfMetric(metric), component, rule: RULES.policy(policy.id) };
  const rule = ruleFor(policy, context.resourceClass, importance, context.intervalMs);
  if (!rule) {
    const key = watchKey(target.probableCause, component, target.rule);
    const watch = watchesOf(run)[key];
    if (watch) drop(run, key, watch, 'policyWithdrawn');
    return;
  }
  const before = remembered(run, target, 'threshold', NO_THRESHOLD);
  const { state, verdict } = observeThreshold(before.state, { at, value: measured(sample) }, rule, now);
  keep(run, { ...target, kind: 'threshold', policy: policy.id, seenAt: Math.max(before.seenAt, at), state });
  const condition = conditionOfWatch(context.resourceId, target);
  if (verdict.kind === 'clear') run.reports.push(ended(condition, at, now));
  if (verdict.kind !== 'report') return;
  const { severity, observed, level } = verdict.detail;
  const { direction, durationMs, hysteresis, n, m } = rule;
  run.reports.push(
    told(condition, {
      at,
      now,
      importance,
      severity,
      specificProblem: metric,
      threshold: { metric, observed, level, direction },
      observed: reason('observed.sample', { metric, component, value: observed, intervalS: seconds(context.intervalMs) }),
      crossed: reason('threshold.level', {
        policy: policy.id,
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
  for (const policy of run.context.policies) if (policy.metric === metric) lookAtPolicy(run, sample, policy);
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
