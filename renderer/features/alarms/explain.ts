import type { Alarm } from '../../../shared/contracts/alarms.ts';
import type { ThresholdPolicy } from '../../../shared/contracts/policies.ts';
import { SEVERITIES, type Severity, severityRank } from '../../../shared/domain/alarm/severity.ts';

/** The level at which the same value would be one severity higher. */
export interface NextLevel {
  readonly severity: Severity;
  readonly metric: string;
  readonly direction: 'above' | 'below';
  readonly level: number;
}

/** The next higher severity of the policy that raised the alarm, for the importance of its resource; null where there is none. */
export function nextLevel(
  alarm: Pick<Alarm, 'severity' | 'importance' | 'reasons'>,
  policies: readonly ThresholdPolicy[],
): NextLevel | null {
  const id = alarm.reasons.find((reason) => reason.key === 'threshold.level')?.values.policy;
  const policy = policies.find((one) => one.id === id);
  if (policy === undefined) return null;
  const higher = SEVERITIES.slice(0, severityRank(alarm.severity)).reverse();
  for (const severity of higher) {
    const level = policy.levels[alarm.importance][severity];
    if (level !== null) return { severity, metric: policy.metric, direction: policy.direction, level };
  }
  return null;
}

/** The series that shows what the alarm is about; null where no figure does. */
export interface Pictured {
  readonly metric: string;
  readonly component: string;
}

const BY_PROTOCOL: Readonly<Record<string, string>> = { icmp: 'icmp.rtt', tcp: 'tcp.connect', http: 'http.duration' };

export function picturedBy(alarm: Pick<Alarm, 'threshold' | 'probableCause' | 'specificProblem' | 'component'>): Pictured | null {
  const { threshold, probableCause, specificProblem, component } = alarm;
  if (threshold !== null) return { metric: threshold.metric, component };
  if (probableCause === 'interfaceDown') return { metric: 'interface.up', component };
  if (probableCause === 'restarted') return { metric: 'system.uptime', component: '' };
  const metric = BY_PROTOCOL[specificProblem.split('.')[0] ?? ''];
  return metric === undefined ? null : { metric, component: metric === 'icmp.rtt' ? '' : component };
}

const HALF_WINDOW_MS = 30 * 60_000;

/** Half an hour on both sides of the beginning of the alarm, not beyond now. `isWhole` once the half hour after it is over. */
export function windowAround(activeAt: number, now: number): { readonly from: number; readonly to: number; readonly isWhole: boolean } {
  const end = activeAt + HALF_WINDOW_MS;
  return { from: activeAt - HALF_WINDOW_MS, to: Math.min(end, now), isWhole: now >= end };
}
