import type { Alarm } from '../../../shared/contracts/alarms.ts';
import type { Policy } from '../../../shared/contracts/policies.ts';
import { policyOf } from '../../../shared/domain/alarm/policy.ts';
import { SEVERITIES, type Severity, severityRank } from '../../../shared/domain/alarm/severity.ts';
import { stateOfCause } from '../../../shared/domain/alarm/stateMetric.ts';
import { kindOf, PROTOCOLS } from '../../../shared/domain/check/index.ts';
import { metricDefinition } from '../../../shared/domain/metric/catalogue.ts';

/** The level at which the same value would be one severity higher. */
export interface NextLevel {
  readonly severity: Severity;
  readonly metric: string;
  readonly direction: 'above' | 'below';
  readonly level: number;
}

/** The next higher severity of the policy that raised the alarm, for the importance of its resource; null where there is none. */
export function nextLevel(
  alarm: Pick<Alarm, 'severity' | 'importance' | 'reasons' | 'threshold'>,
  policies: readonly Policy[],
): NextLevel | null {
  const id = policyOf(alarm);
  const metric = alarm.threshold?.metric;
  const threshold = policies.find((one) => one.id === id)?.metrics.find((rule) => rule.metric === metric)?.threshold;
  if (metric === undefined || !threshold) return null;
  const higher = SEVERITIES.slice(0, severityRank(alarm.severity)).reverse();
  for (const severity of higher) {
    const level = threshold.levels[alarm.importance][severity];
    if (level !== null) return { severity, metric, direction: threshold.direction, level };
  }
  return null;
}

/** The series that shows what the alarm is about; null where no figure does. */
export interface Pictured {
  readonly metric: string;
  readonly component: string;
}

/** The latency of the check that failed. */
function latencyOf(specificProblem: string, component: string): Pictured | null {
  const protocol = PROTOCOLS.find((one) => one === specificProblem.split('.')[0]);
  const metric = protocol && kindOf(protocol).latency;
  return metric ? { metric, component: metricDefinition(metric)?.perComponent ? component : '' } : null;
}

export function picturedBy(alarm: Pick<Alarm, 'threshold' | 'probableCause' | 'specificProblem' | 'component' | 'rule'>): Pictured | null {
  const { threshold, probableCause, specificProblem, component, rule } = alarm;
  if (threshold !== null) return { metric: threshold.metric, component };
  const state = stateOfCause(probableCause);
  // The same cause may come of what devices send, of which there is no curve.
  if (state !== undefined) return rule.startsWith('event.') ? null : { metric: state, component };
  if (probableCause === 'restarted') return { metric: 'system.uptime', component: '' };
  return latencyOf(specificProblem, component);
}

/** True for an alarm of one port of a device, which its panel shows. */
export const isOfPort = ({ threshold, probableCause, component }: Pick<Alarm, 'threshold' | 'probableCause' | 'component'>): boolean =>
  component !== '' && (probableCause === 'interfaceDown' || /^(?:interface|optics)\./.test(threshold?.metric ?? ''));

const HALF_WINDOW_MS = 30 * 60_000;

/** Half an hour on both sides of the beginning of the alarm, not beyond now. `isWhole` once the half hour after it is over. */
export function windowAround(activeAt: number, now: number): { readonly from: number; readonly to: number; readonly isWhole: boolean } {
  const end = activeAt + HALF_WINDOW_MS;
  return { from: activeAt - HALF_WINDOW_MS, to: Math.min(end, now), isWhole: now >= end };
}
