import type { Series } from '../../../shared/contracts/resources.ts';
import { SEVERITIES } from '../../../shared/domain/alarm/severity.ts';
import type { Subject } from '../../../shared/domain/policy/policy.ts';
import type { PolicyBook } from '../features/policies/index.ts';

/** The level a metric of this resource would cross first (the least severe one that is set), for its chart. */
export function thresholdOf(policies: PolicyBook, resource: Subject, metric: string): Series['threshold'] {
  const threshold = policies.resolve(resource).thresholds.get(metric);
  if (!threshold) return null;
  for (const severity of [...SEVERITIES].reverse()) {
    const level = threshold.levels[severity];
    if (level !== null) return { level, severity, direction: threshold.direction };
  }
  return null;
}
