import {
  changeResource,
  compareSeries,
  createResource,
  getResource,
  getSeries,
  listMetrics,
  listResources,
  type Resource,
  restoreResource,
  retireResource,
  type Series,
} from '../../../../shared/contracts/resources.ts';
import { COMPARISONS, compare } from '../../../../shared/domain/metric/comparison.ts';
import { JsonText, type Mount } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { GAP_INTERVALS, type TelemetryStore } from '../../storage/telemetry/index.ts';
import type { ResourceBook } from './book.ts';
import { qualitiesOf } from './quality.ts';
import type { ResourceRecord } from './repository.ts';
import type { ResourceService } from './service.ts';

interface Parts {
  readonly mount: Mount;
  readonly book: ResourceBook;
  readonly service: ResourceService;
  readonly telemetry: TelemetryStore;
  readonly clock: Clock;
  view(resource: ResourceRecord): Resource;
  /** The same as JSON. */
  text(resource: ResourceRecord): string;
  /** Version of the live topic the list is as of. */
  version(): number;
  /** The level that would raise first for this metric of this resource. */
  threshold(resource: ResourceRecord, metric: string): Series['threshold'];
}

const BY_NAME = new Intl.Collator('zh-CN');
/** Resources whose views are made in one step: a few milliseconds, after which others have a turn. */
const LISTED_AT_ONCE = 500;

function requireOrder({ from, to }: { readonly from: number; readonly to: number }): void {
  if (to <= from) throw new Refusal('request.invalid', { fields: [{ path: 'query.to', message: 'inverted' }] });
}

/** Inventory and its measured values. */
export function resourceRoutes({ mount, book, service, telemetry, clock, view, text, version, threshold }: Parts): void {
  function find(id: string): ResourceRecord {
    const resource = book.byId(id);
    if (!resource) throw new Refusal('resource.notFound');
    return resource;
  }

  mount.read(listResources, async ({ query }) => {
    // As of before the first is looked at: what changes meanwhile comes with the topic again.
    const seen = version();
    const listed = [...(query.retired ? book.all() : book.monitored())].sort((a, b) => BY_NAME.compare(a.name, b.name));
    const items: string[] = [];
    for (let at = 0; at < listed.length; at += LISTED_AT_ONCE) {
      if (at > 0) await new Promise((resolve) => setImmediate(resolve));
      items.push(...listed.slice(at, at + LISTED_AT_ONCE).map(text));
    }
    const head = JSON.stringify({ version: seen, at: clock.now(), total: items.length });
    return new JsonText(`${head.slice(0, -1)},"items":[${items.join()}]}`);
  });

  mount.read(getResource, async ({ params }) => {
    const resource = find(params.id);
    const { checks, facts } = book.status(resource.id);
    return { resource: view(resource), checks: [...checks], facts: [...facts] };
  });

  mount.read(listMetrics, async ({ params }) => {
    const resource = find(params.id);
    const items = await telemetry.latest([resource.id]);
    const sorted = [...items].sort(
      (a, b) => a.metric.localeCompare(b.metric) || a.component.localeCompare(b.component, 'zh-CN', { numeric: true }),
    );
    return {
      at: clock.now(),
      items: sorted.map(({ metric, component, at, value, intervalMs, quality = null }) => ({
        metric,
        component,
        at,
        value,
        intervalMs,
        quality,
      })),
    };
  });

  mount.read(getSeries, async ({ params, query }) => {
    const resource = find(params.id);
    requireOrder(query);
    const { from, to, points } = query;
    const [columns, quality] = await Promise.all([
      telemetry.query({ resourceId: resource.id, ...query }),
      qualitiesOf(telemetry, resource, query, { from, to, joinMs: Math.ceil((to - from) / points) }),
    ]);
    return {
      metric: query.metric,
      component: query.component,
      from: query.from,
      to: query.to,
      stepMs: columns.stepMs,
      intervalMs: columns.intervalMs || book.intervalMs(resource),
      at: [...columns.at],
      min: [...columns.min],
      avg: [...columns.avg],
      max: [...columns.max],
      quality: [...quality],
      ...(columns.summedUntil !== undefined && { summedUntil: columns.summedUntil }),
      threshold: threshold(resource, query.metric),
    };
  });

  mount.read(compareSeries, async ({ params, query: { with: comparison, ...query } }) => {
    const resource = find(params.id);
    requireOrder(query);
    const { from, to } = query;
    const stretch = async (shiftMs: number) => ({
      shiftMs,
      ...(await telemetry.query({ resourceId: resource.id, ...query, from: Math.max(0, from - shiftMs), to: Math.max(1, to - shiftMs) })),
    });
    const pasts = await Promise.all(COMPARISONS[comparison].map(stretch));
    // As wide as telemetry's own buckets: each week has a say in each of them, whatever the moment of its polls.
    const stepMs = Math.max(
      Math.ceil((to - from) / query.points),
      ...pasts.map((past) => Math.max(past.stepMs, GAP_INTERVALS * past.intervalMs)),
    );
    const intervalMs = Math.max(...pasts.map((past) => past.intervalMs)) || book.intervalMs(resource);
    return { metric: query.metric, component: query.component, from, to, stepMs, intervalMs, ...compare(pasts, from, to, stepMs) };
  });

  mount.command(createResource, async ({ body }, { commit }) => commit((work) => service.create(work, body)));
  mount.command(changeResource, async ({ params, body }, { commit }) => commit((work) => service.change(work, params.id, body)));
  mount.command(retireResource, async ({ params, body }, { caller, commit }) => {
    const person = caller?.kind === 'person' ? { id: caller.userId, name: caller.name } : null;
    return commit((work) => service.retire(work, params.id, body.version, { person, reason: body.reason }));
  });
  mount.command(restoreResource, async ({ params }, { commit }) => commit((work) => service.restore(work, params.id)));
}
