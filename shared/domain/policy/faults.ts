import { metricDefinition } from '../metric/catalogue.ts';
import { disorderedLevels } from './levels.ts';
import { ESSENTIAL_METRICS, type PolicyDefinition } from './policy.ts';

/** What is wrong with a policy that no single field tells, and where. */
export interface PolicyFault {
  readonly path: readonly (string | number)[];
  readonly code: 'unknown' | 'duplicate' | 'essential' | 'inverted' | 'disordered';
}

/**
 * A metric nobody collects or named twice, one that faults are told by switched off, n of fewer than n, a severe level nearer
 * than a mild one: in the order of the metrics.
 */
export function policyFaults({ metrics }: Pick<PolicyDefinition, 'metrics'>): readonly PolicyFault[] {
  return metrics.flatMap(({ metric, isCollected, threshold }, index): PolicyFault[] => {
    const at = (code: PolicyFault['code'], ...path: (string | number)[]): PolicyFault => ({ code, path: ['metrics', index, ...path] });
    return [
      ...(metricDefinition(metric) === undefined ? [at('unknown', 'metric')] : []),
      ...(metrics.findIndex((other) => other.metric === metric) < index ? [at('duplicate', 'metric')] : []),
      ...(!isCollected && ESSENTIAL_METRICS.includes(metric) ? [at('essential', 'isCollected')] : []),
      ...(threshold && threshold.n > threshold.m ? [at('inverted', 'threshold', 'n')] : []),
      ...(threshold ? disorderedLevels(threshold).map((importance) => at('disordered', 'threshold', 'levels', importance)) : []),
    ];
  });
}
