import type { ThresholdLevel } from '../../../../shared/contracts/performance.ts';
import type { MetricThreshold } from '../../../../shared/domain/alarm/policy.ts';
import { SEVERITIES } from '../../../../shared/domain/alarm/severity.ts';

export type Levels = readonly ThresholdLevel[];

/** The levels of a threshold that are set, the least severe first; none of no threshold. */
export function levelsOf(threshold: MetricThreshold | undefined): ThresholdLevel[] {
  if (!threshold) return [];
  return [...SEVERITIES].reverse().flatMap((severity) => {
    const level = threshold.levels[severity];
    return level === null ? [] : [{ level, severity, direction: threshold.direction }];
  });
}
