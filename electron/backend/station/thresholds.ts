import type { ThresholdPolicy } from '../../../shared/contracts/policies.ts';
import type { Series } from '../../../shared/contracts/resources.ts';
import { SEVERITIES } from '../../../shared/domain/alarm/severity.ts';
import type { ResourceRecord } from '../features/resources/index.ts';

/** The level a metric of this resource would cross first (the least severe one that is set), for its chart. */
export function thresholdOf(policies: readonly ThresholdPolicy[], resource: ResourceRecord, metric: string): Series['threshold'] {
  const policy = policies.find((one) => one.enabled && one.metric === metric && one.classes.includes(resource.resourceClass));
  if (!policy) return null;
  for (const severity of [...SEVERITIES].reverse()) {
    const level = policy.levels[resource.importance][severity];
    if (level !== null) return { level, severity, direction: policy.direction };
  }
  return null;
}
