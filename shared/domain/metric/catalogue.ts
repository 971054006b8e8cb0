import { CHECK_KINDS, type MetricCode } from '../check/index.ts';
import type { MetricDefinition } from './definition.ts';

export type { MetricCode } from '../check/index.ts';
export type { MetricDefinition, Unit } from './definition.ts';

type Metric = MetricDefinition & { readonly code: MetricCode };

const BY_CODE: ReadonlyMap<string, Metric> = new Map(
  CHECK_KINDS.flatMap((kind) => kind.metrics.map((metric) => [metric.code, metric] as const)),
);

/** The published catalogue: what the kinds of check measure, each metric once. A collected metric that is not in it is a defect of its collector. */
export const METRICS: readonly Metric[] = [...BY_CODE.values()];

/** The definition of a metric, or undefined for a code that is not in the catalogue. */
export function metricDefinition(code: string): MetricDefinition | undefined {
  return BY_CODE.get(code);
}
