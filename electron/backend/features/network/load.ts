import type { BUSIEST_ORDERS, BusiestLinks, Forecast, InterfaceLoad, LOAD_PERIODS } from '../../../../shared/contracts/networkLoad.ts';
import type { NetworkLink } from '../../../../shared/contracts/topology.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import { PERIODS } from '../../../../shared/domain/metric/period.ts';
import { forecastOf, type Load } from '../../../../shared/domain/network/load.ts';
import type { Doubt } from '../../../../shared/domain/observation/quality.ts';
import { isSamePortName, portFinder } from '../../../../shared/domain/topology/portName.ts';
import type { Clock } from '../../lib/clock.ts';
import type { SeriesKey, TelemetryStore } from '../../storage/telemetry/index.ts';
import type { ResourceBook, ResourceRecord } from '../resources/index.ts';

type Period = (typeof LOAD_PERIODS)[number];
type Order = (typeof BUSIEST_ORDERS)[number];

/** What the traffic of interfaces and links comes to, worked out in the thread that reads samples (R-8.2.2-a2-1, R-8.4.2-c2-8). */
export interface LoadService {
  of(resource: ResourceRecord, port: string, period: Period, level: number): Promise<InterfaceLoad>;
  busiest(question: { readonly period: Period; readonly by: Order; readonly most: number; readonly level: number }): Promise<BusiestLinks>;
}

interface Parts {
  readonly telemetry: Pick<TelemetryStore, 'load' | 'series' | 'top'>;
  readonly resources: Pick<ResourceBook, 'monitored' | 'byId' | 'status'>;
  readonly clock: Clock;
  /** The links of a resource, or rejects while nobody knows them. */
  linksOf(id: ResourceId): Promise<readonly NetworkLink[]>;
  doubtsOf(stretch: SeriesKey & { readonly from: Instant; readonly to: Instant }): Promise<Doubt[]>;
}

interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
}
const WAYS = { in: 'interface.in', out: 'interface.out' } as const;
const SHARES = { in: 'interface.in.utilisation', out: 'interface.out.utilisation' } as const;
/** Growth is that of a month at least, whatever stretch is looked at: a week has no seven whole days. In ms. */
const GROWTH_MS = PERIODS['30d'];
/** Both ends of a link are among the busiest, and ends whose samples are high may be lower by means of five minutes. */
const CANDIDATES = 2;

/** Traffic of a direction by what the busiest are ranked by; 0 where it is not known. */
function figureOf(load: InterfaceLoad, by: Order): number {
  const { speed } = load;
  if (speed === null || speed <= 0) return 0;
  return Math.max(
    ...[load.in, load.out].map((direction) => {
      if (direction === null) return 0;
      return (by === 'busyHour' ? (direction.busyHour?.mean ?? 0) : direction[by]) / speed;
    }),
  );
}

export function createLoadService({ telemetry, resources, clock, linksOf, doubtsOf }: Parts): LoadService {
  const speedOf = (id: ResourceId, port: string): number | null => {
    const fact = resources.status(id).facts.find(({ name, component }) => name === 'interface.speed' && component === port);
    return typeof fact?.value === 'number' && fact.value > 0 ? fact.value : null;
  };

  function forecast(found: Load, speed: number | null, level: number, now: Instant): Forecast {
    return speed === null ? { kind: 'noSpeed' } : forecastOf(found.growth, (speed * level) / 100, now);
  }

  async function direction(key: SeriesKey, stretch: Stretch, speed: number | null, level: number): Promise<InterfaceLoad['in']> {
    const found = await telemetry.load({ ...key, ...stretch });
    if (found === null) return null;
    const since = Math.min(stretch.from, stretch.to - GROWTH_MS);
    const grown = since === stretch.from ? found : ((await telemetry.load({ ...key, from: since, to: stretch.to })) ?? found);
    const doubts = await doubtsOf({ ...key, ...stretch });
    const { trend } = grown.load;
    return { ...found.load, trend, stepMs: found.stepMs, forecast: forecast(grown, speed, level, stretch.to), doubts };
  }

  /** What is at the other end, by the surest link of the port; links that are not known yet are no reason to say nothing of the traffic. */
  async function beyond(id: ResourceId, port: string) {
    const links = await linksOf(id).catch(() => []);
    const own = links.flatMap((link) => {
      const [near, far] = link.a.resourceId === id ? [link.a, link.b] : [link.b, link.a];
      return near.port !== '' && isSamePortName(near.port, port) ? [{ far, link }] : [];
    });
    return own.sort((a, b) => b.link.confidence - a.link.confidence)[0] ?? null;
  }

  async function measured(resource: ResourceRecord, port: string, stretch: Stretch, level: number) {
    const { id, name, isSimulated } = resource;
    const speed = speedOf(id, port);
    const key = (metric: string): SeriesKey => ({ resourceId: id, metric, component: port });
    const [into, out, end] = await Promise.all([
      direction(key(WAYS.in), stretch, speed, level),
      direction(key(WAYS.out), stretch, speed, level),
      beyond(id, port),
    ]);
    const remote = end && { resourceId: end.far.resourceId, name: end.far.name, port: end.far.port };
    const load: InterfaceLoad = {
      at: stretch.to,
      ...stretch,
      resourceId: id,
      name,
      isSimulated,
      port,
      speed,
      level,
      in: into,
      out,
      remote,
    };
    return { load, link: end?.link.id ?? null };
  }

  const stretchOf = (period: Period): Stretch => {
    const to = clock.now();
    return { from: to - PERIODS[period], to };
  };

  return {
    of: async (resource, port, period, level) => {
      const series = await telemetry.series(resource.id);
      const names = new Set(series.flatMap(({ metric, component }) => (metric === WAYS.in || metric === WAYS.out ? [component] : [])));
      const { load } = await measured(resource, portFinder(names)(port) ?? port, stretchOf(period), level);
      return load;
    },
    busiest: async ({ period, by, most, level }) => {
      const stretch = stretchOf(period);
      const known = new Map(resources.monitored().map((resource) => [resource.id, resource]));
      const statistic = by === 'mean' ? 'avg' : by === 'peak' ? 'max' : 'p95';
      const found = await Promise.all(
        [SHARES.in, SHARES.out].map((metric) =>
          telemetry.top({ metric, resourceIds: [...known.keys()], ...stretch, statistic, most: CANDIDATES * most }),
        ),
      );
      const wanted = found
        .flatMap(({ items }) => items)
        .sort((a, b) => (b.summary[statistic] ?? 0) - (a.summary[statistic] ?? 0))
        .map(({ resourceId, component }) => ({ resourceId: resourceId as ResourceId, port: component }));
      const once = new Map(wanted.map((one) => [`${one.resourceId} ${one.port}`, one]));
      const all: Awaited<ReturnType<typeof measured>>[] = [];
      // One after the other: the thread that reads samples has others to answer.
      for (const { resourceId, port } of [...once.values()].slice(0, CANDIDATES * most)) {
        const resource = known.get(resourceId);
        if (resource) all.push(await measured(resource, port, stretch, level));
      }
      all.sort((a, b) => figureOf(b.load, by) - figureOf(a.load, by));
      const links = new Set<string>();
      const items = all.flatMap(({ load, link }) => {
        if (link !== null && links.has(link)) return [];
        if (link !== null) links.add(link);
        return [load];
      });
      const ranked = Math.max(...found.map((one) => one.ranked));
      const silent = Math.max(...found.map((one) => one.silent));
      return { at: stretch.to, ...stretch, items: items.slice(0, most), ranked, silent };
    },
  };
}
