import { CHECK_KINDS, type MetricCode } from '../check/index.ts';
import type { MetricDefinition } from './definition.ts';

export type { MetricCode } from '../check/index.ts';
export type { MetricDefinition, Unit } from './definition.ts';

/** The published catalogue: what each kind of check measures. A collected metric that is not in it is a defect of its collector. */
export const METRICS: readonly (MetricDefinition & { readonly code: MetricCode })[] = CHECK_KINDS.flatMap((kind) => [...kind.metrics]);

const BY_CODE: ReadonlyMap<string, MetricDefinition> = new Map(METRICS.map((metric) => [metric.code, metric]));

/** The definition of a metric, or undefined for a code that is not in the catalogue. */
export function metricDefinition(code: string): MetricDefinition | undefined {
  return BY_CODE.get(code);
}
