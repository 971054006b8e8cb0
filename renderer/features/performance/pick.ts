import type { z } from 'zod';
import type { MetricLatest as MetricLatestSchema, Resource } from '../../../shared/contracts/resources.ts';
import { matches, type Readings } from '../../lib/pinyin.ts';
import { METRIC_CODES } from './model.ts';
import { seriesName } from './words.ts';

export type MetricLatest = z.output<typeof MetricLatestSchema>;

const collator = new Intl.Collator('zh-CN', { numeric: true });

/** Resources that a query finds by name, address, domain, location or tag, by name. */
export function foundResources(items: readonly Resource[], query: string, readings: Readings | null): readonly Resource[] {
  return items
    .filter(
      ({ name, address, domain, location, tags }) =>
        query === '' || matches([name, address, domain, location, ...tags].join('\n'), query, readings),
    )
    .sort((a, b) => collator.compare(a.name, b.name));
}

const PLACES: ReadonlyMap<string, number> = new Map(METRIC_CODES.map((code, i) => [code, i]));
const place = (metric: string): number => PLACES.get(metric) ?? PLACES.size;

/** Series of a resource that a query finds by what they are called or by their code, in the order of the catalogue. */
export function foundMetrics(items: readonly MetricLatest[], query: string, readings: Readings | null): readonly MetricLatest[] {
  return items
    .filter((item) => query === '' || matches(`${seriesName(item)}\n${item.metric}`, query, readings))
    .sort((a, b) => place(a.metric) - place(b.metric) || collator.compare(a.component, b.component));
}
