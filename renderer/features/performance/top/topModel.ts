import { z } from 'zod';
import type { TopPlace, TopRanking } from '../../../../shared/contracts/performance.ts';
import { Domain, type Resource, Tag } from '../../../../shared/contracts/resources.ts';
import { IMPORTANCES, RESOURCE_CLASSES } from '../../../../shared/domain/inventory/resource.ts';
import { metricDefinition } from '../../../../shared/domain/metric/catalogue.ts';
import { REFRESH_S, TOP_PERIOD_NAMES, TOP_STATISTICS } from '../../../../shared/domain/metric/period.ts';
import { toCsv } from '../../../lib/csv.ts';
import { formatDateTime } from '../../../lib/format.ts';

/** How many places can be asked for. */
export const TOP_SIZES = [10, 20, 50, 100] as const;

/** The whole state of the page as it stands in the URL. A value this version does not know is left out, not an error. */
export const TopSearch = z.object({
  metric: z.string().max(100).optional().catch(undefined),
  period: z.enum(TOP_PERIOD_NAMES).optional().catch(undefined),
  by: z.enum(TOP_STATISTICS).optional().catch(undefined),
  n: z.literal(TOP_SIZES).optional().catch(undefined),
  class: z.enum(RESOURCE_CLASSES).optional().catch(undefined),
  importance: z.enum(IMPORTANCES).optional().catch(undefined),
  domain: Domain.min(1).optional().catch(undefined),
  tag: Tag.optional().catch(undefined),
  refresh: z.literal(REFRESH_S).optional().catch(undefined),
});
export type TopSearch = z.output<typeof TopSearch>;

/** What a URL asks for, with its defaults. */
export function questionOf(search: TopSearch) {
  return {
    metric: search.metric ?? 'cpu.utilisation',
    period: search.period ?? ('now' as const),
    statistic: search.by ?? ('avg' as const),
    most: search.n ?? 20,
    ...(search.class && { resourceClass: search.class }),
    ...(search.importance && { importance: search.importance }),
    ...(search.domain && { domain: search.domain }),
    ...(search.tag && { tag: search.tag }),
  };
}

/** Length of a bar from 0 to 1: against the bound of the quantity where it has one, else against the highest value. */
export function barOf(value: number, { metric, items }: TopRanking): number {
  const bound = metricDefinition(metric)?.range?.[1];
  const whole = bound ?? Math.max(...items.map((item) => item.value));
  return whole <= 0 ? 0 : Math.min(1, Math.max(0, value / whole));
}

/** Domains and tags that resources have, and the one that is chosen although none has it. */
export function choicesOf(items: readonly Pick<Resource, 'domain' | 'tags'>[], { domain, tag }: TopSearch) {
  const collator = new Intl.Collator('zh-CN', { numeric: true });
  const ordered = (found: readonly string[], chosen: string | undefined) =>
    [...new Set(chosen === undefined ? found : [...found, chosen])].filter((one) => one !== '').sort(collator.compare);
  return {
    domains: ordered(
      items.map((one) => one.domain),
      domain,
    ),
    tags: ordered(
      items.flatMap((one) => one.tags),
      tag,
    ),
  };
}

/** The ranking as a CSV file, values without units so that they can be calculated with. `wordOf` says how good a value is. */
export function topCsv(head: readonly string[], { items }: TopRanking, wordOf: (place: TopPlace) => string): string {
  return toCsv(
    head,
    items.map((place, i) => {
      const { resourceName, component, value, at, samples, gaps } = place;
      return [i + 1, resourceName, component, value, formatDateTime(at), samples, gaps, wordOf(place)];
    }),
  );
}
