import type { TopPlace, TopRanking } from '../../../../shared/contracts/performance.ts';
import { SEVERITIES, type Severity } from '../../../../shared/domain/alarm/severity.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import { TOP_PERIODS, type TopPeriod, type TopStatistic } from '../../../../shared/domain/metric/period.ts';
import { freshness } from '../../../../shared/domain/time/age.ts';
import type { LatestValue, TelemetryStore } from '../../storage/telemetry/index.ts';
import type { ResourceRecord } from '../resources/index.ts';
import { doubtsOf } from './doubts.ts';
import type { Levels } from './levels.ts';

interface Question {
  readonly metric: string;
  readonly period: TopPeriod;
  readonly statistic: TopStatistic;
  readonly most: number;
}

interface Parts {
  readonly telemetry: TelemetryStore;
  /** What may be ranked, by id. */
  readonly resources: ReadonlyMap<ResourceId, ResourceRecord>;
  readonly now: Instant;
  levels(resource: ResourceRecord): Levels;
}

type Found = Pick<TopPlace, 'component' | 'value' | 'at' | 'intervalMs' | 'samples' | 'gaps' | 'doubts'> & {
  readonly resourceId: ResourceId;
};

/** The most severe level a value has reached. */
export function reachedBy(value: number, levels: Levels): Severity | null {
  return (
    SEVERITIES.find((severity) =>
      levels.some((one) => one.severity === severity && (one.direction === 'above' ? value >= one.level : value <= one.level)),
    ) ?? null
  );
}

/** Newest values: one that is stale or a gap tells nothing of now. */
function ofNow(latest: readonly LatestValue[], now: Instant): { readonly found: Found[]; readonly silent: number } {
  const found = latest.flatMap(({ resourceId, component, at, value, intervalMs, quality }): Found[] => {
    const state = freshness(now - at, intervalMs);
    if (value === null || state === 'stale' || state === 'lost') return [];
    return [{ resourceId, component, value, at, intervalMs, samples: 1, gaps: 0, doubts: quality === undefined ? [] : [quality] }];
  });
  return { found, silent: latest.length - found.length };
}

/** The ranking of a metric among some resources, highest first. */
export async function rank({ metric, period, statistic, most }: Question, parts: Parts): Promise<TopRanking> {
  const { telemetry, resources, now, levels } = parts;
  const resourceIds = [...resources.keys()];
  const place = ({ resourceId, ...rest }: Found): TopPlace[] => {
    const resource = resources.get(resourceId);
    if (!resource) return [];
    const { name, resourceClass, domain, isSimulated } = resource;
    return [
      { resourceId, resourceName: name, resourceClass, domain, isSimulated, ...rest, reached: reachedBy(rest.value, levels(resource)) },
    ];
  };
  if (period === 'now') {
    const { found, silent } = ofNow(await telemetry.latestOf(metric, resourceIds), now);
    const highest = found.sort((a, b) => b.value - a.value).slice(0, most);
    return { at: now, metric, from: null, items: highest.flatMap(place), ranked: found.length, silent };
  }
  const from = now - TOP_PERIODS[period];
  const { items, ranked, silent } = await telemetry.top({ metric, resourceIds, from, to: now, statistic, most });
  const found = items.map(async ({ resourceId, component, intervalMs, summary }): Promise<Found[]> => {
    const value = summary[statistic];
    if (value === null || summary.lastAt === null) return [];
    const doubts = await doubtsOf(telemetry, { resourceId, metric, component, from, to: now });
    return [{ resourceId, component, value, at: summary.lastAt, intervalMs, samples: summary.samples, gaps: summary.gaps, doubts }];
  });
  return { at: now, metric, from, items: (await Promise.all(found)).flat().flatMap(place), ranked, silent };
}
