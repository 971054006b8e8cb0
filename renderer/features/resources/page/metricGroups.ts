import type { z } from 'zod';
import type { MetricLatest as MetricLatestSchema } from '../../../../shared/contracts/resources.ts';
import { kindOf, PROTOCOLS, type Protocol } from '../../../../shared/domain/check/index.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import { type MetricCode, metricDefinition } from '../../../../shared/domain/metric/catalogue.ts';
import { protocolsOf } from '../../../../shared/domain/metric/protocol.ts';
import { freshness } from '../../../../shared/domain/time/age.ts';
import type { metrics as metricTexts } from '../../../i18n/zh-CN/metrics.ts';

export type MetricLatest = z.output<typeof MetricLatestSchema>;

const COMPOSED = ['cpu', 'memory', 'filesystem', 'disk', 'interface', 'process', 'hardware', 'power', 'system'] as const;
type ComposedId = (typeof COMPOSED)[number];

/** Groups of the page of a resource, in its order. */
export const GROUPS = [...COMPOSED, ...PROTOCOLS, 'other'] as const;
export type GroupId = (typeof GROUPS)[number];

/** The text that names a group: a check's own group has the name of its protocol. */
export function groupText(id: GroupId): `metrics:group.${ComposedId | 'other'}` | `terms:protocol.${Protocol}` {
  return isProtocol(id) ? `terms:protocol.${id}` : `metrics:group.${id}`;
}

const isProtocol = (id: GroupId): id is Protocol => PROTOCOLS.some((protocol) => protocol === id);

type TextKey<Prefix extends string> = Extract<keyof typeof metricTexts, `${Prefix}.${string}`>;

/** One chart of a group: its lines share a unit; the first is the main one. */
export interface ChartSpec {
  readonly id: string;
  readonly metrics: readonly [MetricCode, ...MetricCode[]];
  /** Title in the namespace `metrics`; without one the name of the metric. */
  readonly title?: TextKey<'chart'>;
  /** Legend of each line, needed where there are several. */
  readonly legend?: readonly TextKey<'line'>[];
}

interface GroupSpec {
  readonly id: Exclude<GroupId, 'other'>;
  readonly charts: readonly ChartSpec[];
  /** Decides which components come first: highest value of this metric. */
  readonly rankBy?: MetricCode;
}

const single = (metric: MetricCode): ChartSpec => ({ id: metric, metrics: [metric] });

/** Charts that hold several metrics, or stand in an order of their own. */
const COMPOSED_SPECS: readonly GroupSpec[] = [
  {
    id: 'cpu',
    charts: [
      single('cpu.utilisation'),
      {
        id: 'load',
        metrics: ['load.1m', 'load.5m', 'load.15m'],
        title: 'chart.load',
        legend: ['line.load.1m', 'line.load.5m', 'line.load.15m'],
      },
      single('cpu.iowait'),
      single('cpu.core.utilisation'),
    ],
    rankBy: 'cpu.core.utilisation',
  },
  {
    id: 'memory',
    charts: [
      single('memory.utilisation'),
      { id: 'memory.size', metrics: ['memory.used', 'memory.total'], title: 'chart.memory.size', legend: ['line.used', 'line.total'] },
      single('swap.utilisation'),
    ],
  },
  {
    id: 'filesystem',
    charts: [
      single('filesystem.utilisation'),
      {
        id: 'filesystem.size',
        metrics: ['filesystem.used', 'filesystem.total'],
        title: 'chart.filesystem.size',
        legend: ['line.used', 'line.total'],
      },
      single('filesystem.inode.utilisation'),
    ],
    rankBy: 'filesystem.utilisation',
  },
  {
    id: 'disk',
    charts: [
      single('disk.utilisation'),
      { id: 'disk.throughput', metrics: ['disk.read', 'disk.write'], title: 'chart.disk.throughput', legend: ['line.read', 'line.write'] },
    ],
    rankBy: 'disk.utilisation',
  },
  {
    id: 'interface',
    charts: [
      {
        id: 'interface.traffic',
        metrics: ['interface.in', 'interface.out'],
        title: 'chart.interface.traffic',
        legend: ['line.in', 'line.out'],
      },
      {
        id: 'interface.utilisation',
        metrics: ['interface.in.utilisation', 'interface.out.utilisation'],
        title: 'chart.interface.utilisation',
        legend: ['line.in', 'line.out'],
      },
      {
        id: 'interface.packets',
        metrics: ['interface.in.packets', 'interface.out.packets'],
        title: 'chart.interface.packets',
        legend: ['line.in', 'line.out'],
      },
      {
        id: 'interface.errors',
        metrics: ['interface.in.errors', 'interface.out.errors'],
        title: 'chart.interface.errors',
        legend: ['line.in', 'line.out'],
      },
      {
        id: 'interface.discards',
        metrics: ['interface.in.discards', 'interface.out.discards'],
        title: 'chart.interface.discards',
        legend: ['line.in', 'line.out'],
      },
      {
        id: 'interface.optics',
        metrics: ['optics.rx', 'optics.tx'],
        title: 'chart.interface.optics',
        legend: ['line.rx', 'line.tx'],
      },
      single('interface.up'),
    ],
    rankBy: 'interface.in',
  },
  {
    id: 'process',
    charts: [
      {
        id: 'process.counts',
        metrics: ['process.count', 'process.running'],
        title: 'chart.process.counts',
        legend: ['line.process.count', 'line.process.running'],
      },
      single('process.cpu'),
      single('process.memory'),
    ],
    rankBy: 'process.cpu',
  },
  {
    id: 'hardware',
    charts: [
      single('hardware.up'),
      single('sensor.temperature'),
      single('sensor.humidity'),
      single('sensor.fan'),
      single('sensor.voltage'),
      single('sensor.current'),
      single('sensor.power'),
    ],
    rankBy: 'sensor.temperature',
  },
  {
    id: 'power',
    charts: [single('ups.mains.up'), single('ups.load'), single('ups.battery.charge'), single('ups.battery.remaining')],
  },
  { id: 'system', charts: [single('system.uptime'), single('connection.count')] },
];

const composed = new Set(COMPOSED_SPECS.flatMap(({ charts }) => charts.flatMap(({ metrics }) => metrics)));

/** The group of a protocol: each metric in a chart of its own, the slowest component first. What several measure is with the last of them. */
function ownGroup(protocol: Protocol): readonly GroupSpec[] {
  const { metrics, latency } = kindOf(protocol);
  const charts = metrics.filter(({ code }) => !composed.has(code) && protocolsOf(code).at(-1) === protocol).map(({ code }) => single(code));
  const isRanked = metrics.some(({ code, perComponent }) => code === latency && perComponent);
  return charts.length === 0 ? [] : [{ id: protocol, charts, ...(isRanked && latency !== null && { rankBy: latency }) }];
}

/** Every metric of the catalogue in exactly one chart. */
export const GROUP_SPECS: readonly GroupSpec[] = [...COMPOSED_SPECS, ...PROTOCOLS.flatMap(ownGroup)];

/** A group of one resource: what is charted for the whole, and what for each component. */
export interface MetricGroup {
  readonly id: GroupId;
  readonly whole: readonly ChartSpec[];
  readonly perComponent: readonly ChartSpec[];
  /** By name, so that a chart stays where it is. */
  readonly components: readonly string[];
  /** The same: those that deliver, highest first by the metric that ranks the group, equals by name; then those that no longer do. */
  readonly ranked: readonly string[];
  /** How many at the end of `ranked` no longer deliver. */
  readonly silent: number;
  readonly rankedBy: MetricCode | null;
  /** Number of series. */
  readonly series: number;
}

/** Series outside the catalogue, charted by their code and flagged (R-8.2.2-d-3). */
export interface UnknownSeries {
  readonly metric: string;
  readonly component: string;
}

export interface MetricPage {
  readonly groups: readonly MetricGroup[];
  readonly unknown: readonly UnknownSeries[];
}

const collator = new Intl.Collator('zh-CN', { numeric: true });

/** True for a series that still delivers at `at`. A file system that was unmounted, a process that ended keep their history only. */
export function isDelivering(item: MetricLatest, at: Instant): boolean {
  return freshness(at - item.at, item.intervalMs) !== 'stale';
}

/** Arranges the series a resource has as of `at`; groups without one are left out. */
export function arrange(latest: readonly MetricLatest[], at: Instant): MetricPage {
  const present = new Map<string, MetricLatest[]>();
  for (const item of latest) present.set(item.metric, [...(present.get(item.metric) ?? []), item]);
  const groups = GROUP_SPECS.flatMap((spec): MetricGroup[] => {
    const charts = spec.charts.filter((chart) => chart.metrics.some((metric) => present.has(metric)));
    if (charts.length === 0) return [];
    const perComponent = charts.filter((chart) => metricDefinition(chart.metrics[0])?.perComponent);
    const codes = charts.flatMap((chart) => chart.metrics);
    return [
      {
        id: spec.id,
        whole: charts.filter((chart) => !perComponent.includes(chart)),
        perComponent,
        ...componentsOf(
          latest.filter(({ metric, component }) => component !== '' && codes.some((code) => code === metric)),
          spec.rankBy,
          at,
        ),
        rankedBy: spec.rankBy ?? null,
        series: codes.reduce((sum, code) => sum + (present.get(code)?.length ?? 0), 0),
      },
    ];
  });
  const unknown = latest
    .filter(({ metric }) => metricDefinition(metric) === undefined)
    .map(({ metric, component }) => ({ metric, component }));
  return { groups, unknown };
}

function componentsOf(
  items: readonly MetricLatest[],
  rankBy: MetricCode | undefined,
  at: Instant,
): Pick<MetricGroup, 'components' | 'ranked' | 'silent'> {
  const delivering = new Set(items.filter((item) => isDelivering(item, at)).map(({ component }) => component));
  const rank = new Map(items.filter(({ metric }) => metric === rankBy).map(({ component, value }) => [component, value ?? -1]));
  const placeOf = (component: string): number => (delivering.has(component) ? (rank.get(component) ?? -1) : Number.NEGATIVE_INFINITY);
  const components = [...new Set(items.map(({ component }) => component))].sort(collator.compare);
  const ranked = [...components].sort((a, b) => Number(placeOf(b) > placeOf(a)) - Number(placeOf(a) > placeOf(b)));
  return { components, ranked, silent: components.length - delivering.size };
}

/** The components to chart, by name: those chosen that are known. Null where none of them is. */
export function chosenComponents(group: MetricGroup, chosen: readonly string[]): readonly string[] | null {
  const kept = group.components.filter((component) => chosen.includes(component));
  return kept.length > 0 ? kept : null;
}

/**
 * The components to chart before anyone chooses, by name: `held`, filled up to `most` with the highest that deliver (any,
 * where none does). The same array while nothing has to be filled up, so that figures that move exchange no charts.
 */
export function heldComponents(group: MetricGroup, held: readonly string[], most: number): readonly string[] {
  const delivering = group.ranked.length - group.silent;
  const room = Math.min(most, delivering || most);
  const kept = held.filter((component) => group.components.includes(component));
  if (kept.length === held.length && kept.length >= room) return held;
  const next = [...kept, ...group.ranked.filter((component) => !kept.includes(component))].slice(0, Math.max(room, kept.length));
  return group.components.filter((component) => next.includes(component));
}

/** Newest value of a series, null where the resource has no such series. */
export function latestOf(latest: readonly MetricLatest[], metric: string, component: string): MetricLatest | null {
  return latest.find((item) => item.metric === metric && item.component === component) ?? null;
}

/** The `most` highest components of a metric that still deliver at `at`, for the short lists beside the charts. */
export function highest(latest: readonly MetricLatest[], metric: MetricCode, most: number, at: Instant): readonly MetricLatest[] {
  return latest
    .filter((item) => item.metric === metric && item.value !== null && isDelivering(item, at))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0) || collator.compare(a.component, b.component))
    .slice(0, most);
}
