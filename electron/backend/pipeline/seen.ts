import type { ResourceId } from '../../../shared/domain/id.ts';
import { createNumbering, createNumberMap, type NumberMap } from '../lib/numberMap.ts';

/** Which series of a resource were ever seen. */
export interface SeenSeries {
  add(metric: string, component: string): void;
  count(): number;
  /** How many are of a metric that is not among these. */
  countWithout(metrics: ReadonlySet<string>): number;
}

/** A million series of thousands of resources: their names are kept once. */
export function createSeen(): (id: ResourceId) => SeenSeries {
  const metrics = createNumbering();
  const series = createNumbering();
  /** Metric of each series, by its number. */
  const metricOf: number[] = [];
  const byResource = new Map<ResourceId, NumberMap>();

  return (id) => {
    const own = byResource.get(id) ?? createNumberMap();
    byResource.set(id, own);
    return {
      add: (metric, component) => {
        const number = series.numberOf(`${metric}\n${component}`);
        metricOf[number] ??= metrics.numberOf(metric);
        own.set(number, 0);
      },
      count: own.size,
      countWithout: (off) => [...own.keys()].filter((number) => !off.has(metrics.textOf(metricOf[number] ?? 0))).length,
    };
  };
}
