import {
  changeDashboard,
  createDashboard,
  getRawSamples,
  getSeriesSummary,
  listDashboards,
  listTop,
  type PerformanceView,
  removeDashboard,
} from '../../../../shared/contracts/performance.ts';
import type { MetricThreshold } from '../../../../shared/domain/alarm/policy.ts';
import type { Mount } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import type { TelemetryStore } from '../../storage/telemetry/index.ts';
import { type NamedViews, ownerOf } from '../namedViews/index.ts';
import type { ResourceBook, ResourceRecord } from '../resources/index.ts';
import { doubtsOf } from './doubts.ts';
import { levelsOf } from './levels.ts';
import { rank } from './ranking.ts';

interface Parts {
  readonly mount: Mount;
  readonly book: ResourceBook;
  readonly telemetry: TelemetryStore;
  readonly dashboards: NamedViews<PerformanceView>;
  readonly clock: Clock;
  /** What is in force for this metric of this resource. */
  threshold(resource: ResourceRecord, metric: string): MetricThreshold | undefined;
}

function requireOrder({ from, to }: { readonly from: number; readonly to: number }): void {
  if (to <= from) throw new Refusal('request.invalid', { fields: [{ path: 'query.to', message: 'inverted' }] });
}

/** What series come to, who is highest, and views with a name. */
export function performanceRoutes({ mount, book, telemetry, dashboards, clock, threshold }: Parts): void {
  function find(id: string): ResourceRecord {
    const resource = book.byId(id);
    if (!resource) throw new Refusal('resource.notFound');
    return resource;
  }

  mount.read(getSeriesSummary, async ({ params, query }) => {
    const resource = find(params.id);
    requireOrder(query);
    const stretch = { resourceId: resource.id, ...query };
    const [summary, doubts, series] = await Promise.all([
      telemetry.summary(stretch),
      doubtsOf(telemetry, stretch),
      telemetry.series(resource.id),
    ]);
    const known = series.find(({ metric, component }) => metric === query.metric && component === query.component);
    return {
      ...query,
      intervalMs: known?.intervalMs ?? book.intervalMs(resource),
      ...summary,
      doubts,
      thresholds: levelsOf(threshold(resource, query.metric)),
    };
  });

  mount.read(getRawSamples, async ({ params, query }) => {
    const resource = find(params.id);
    requireOrder(query);
    const { at, value, next, flags } = await telemetry.samples({ resourceId: resource.id, ...query });
    return {
      metric: query.metric,
      component: query.component,
      at: [...at],
      value: Array.from(value, (one) => (Number.isNaN(one) ? null : one)),
      next,
      flags: [...flags],
    };
  });

  mount.read(listTop, async ({ query: { resourceClass, importance, domain, tag, ...question } }) => {
    const some = book
      .monitored()
      .filter(
        (resource) =>
          (resourceClass === undefined || resource.resourceClass === resourceClass) &&
          (importance === undefined || resource.importance === importance) &&
          (domain === undefined || resource.domain === domain) &&
          (tag === undefined || resource.tags.includes(tag)),
      );
    const resources = new Map(some.map((resource) => [resource.id, resource]));
    return rank(question, {
      telemetry,
      resources,
      now: clock.now(),
      levels: (resource) => levelsOf(threshold(resource, question.metric)),
    });
  });

  mount.read(listDashboards, async (_args, { caller }) => ({
    items: await dashboards.list(caller?.kind === 'person' ? caller.userId : null),
  }));
  mount.command(createDashboard, async ({ body }, { caller, commit }) => {
    const owner = ownerOf(caller);
    return commit((work) => dashboards.create(work, owner, body));
  });
  mount.command(changeDashboard, async ({ params, body }, { caller, commit }) => {
    const owner = ownerOf(caller);
    return commit((work) => dashboards.change(work, owner, params.id, body));
  });
  mount.command(removeDashboard, async ({ params, body }, { caller, commit }) => {
    const owner = ownerOf(caller);
    return commit((work) => dashboards.remove(work, owner, params.id, body.version));
  });
}
