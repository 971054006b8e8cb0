import { z } from 'zod';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import type { DeviceHardware } from '../../../../shared/contracts/hardware.ts';
import type { ResourceDetail } from '../../../../shared/contracts/resources.ts';
import type { Severity } from '../../../../shared/domain/alarm/severity.ts';
import { severityRank } from '../../../../shared/domain/alarm/severity.ts';
import type { PowerPort } from '../../../../shared/domain/hardware/part.ts';
import type { Block } from '../../../../shared/domain/panel/block.ts';
import { type Panel, panelOf, type Socket } from '../../../../shared/domain/panel/panel.ts';
import { isDelivering, type MetricLatest } from '../page/metricGroups.ts';
import { RANGE_NAMES } from '../page/pageModel.ts';
import { interfaceFacts, type Port, portsOf } from '../page/ports.ts';

/** What stands in the ports. */
export const OVERLAYS = ['state', 'speed', 'load', 'errors', 'power', 'light', 'remote'] as const;
export type Overlay = (typeof OVERLAYS)[number];

/** State of the page that can be shared. */
export const FrontSearch = z.object({
  overlay: z.enum(OVERLAYS).optional().catch(undefined),
  port: z.string().max(300).optional().catch(undefined),
  range: z.enum(RANGE_NAMES).optional().catch(undefined),
});
export type FrontSearch = z.output<typeof FrontSearch>;

/** A port with everything that is known of it now; null where there is no recent figure. */
export interface PortView extends Port {
  /** Per cent of the speed, the busier way. */
  readonly load: number | null;
  /** Errors and discards a second, both ways together. */
  readonly errors: number | null;
  /** dBm. */
  readonly rx: number | null;
  readonly tx: number | null;
  readonly power: PowerPort | null;
  /** The worst of its active alarms. */
  readonly worst: Severity | null;
}

const LOADS = ['interface.in.utilisation', 'interface.out.utilisation'] as const;
const ERRORS = ['interface.in.errors', 'interface.out.errors', 'interface.in.discards', 'interface.out.discards'] as const;

/** The worst severity of the active alarms of each component. */
export function worstOf(alarms: readonly Alarm[]): ReadonlyMap<string, Severity> {
  const worst = new Map<string, Severity>();
  for (const { cleared, component, severity } of alarms) {
    const known = worst.get(component);
    if (cleared === null && (known === undefined || severityRank(severity) < severityRank(known))) worst.set(component, severity);
  }
  return worst;
}

/** Every interface of a device as of `at` (R-8.4.2-c2-5), by name. */
export function portViews(
  facts: ResourceDetail['facts'],
  latest: readonly MetricLatest[],
  alarms: readonly Alarm[],
  hardware: DeviceHardware | null,
  at: number,
): ReadonlyMap<string, PortView> {
  const figures = new Map<string, number>();
  for (const item of latest) if (item.value !== null && isDelivering(item, at)) figures.set(`${item.metric} ${item.component}`, item.value);
  const power = new Map((hardware?.power?.ports ?? []).map((port) => [port.port, port]));
  const worst = worstOf(alarms);
  const views = portsOf(interfaceFacts(facts), latest, alarms, at).map((port): PortView => {
    const all = (metrics: readonly string[]) => metrics.flatMap((metric) => figures.get(`${metric} ${port.component}`) ?? []);
    const [loads, errors] = [all(LOADS), all(ERRORS)];
    return {
      ...port,
      load: loads.length === 0 ? null : Math.max(...loads),
      errors: errors.length === 0 ? null : errors.reduce((sum, value) => sum + value, 0),
      rx: figures.get(`optics.rx ${port.component}`) ?? null,
      tx: figures.get(`optics.tx ${port.component}`) ?? null,
      power: power.get(port.component) ?? null,
      worst: worst.get(port.component) ?? null,
    };
  });
  return new Map(views.map((view) => [view.component, view]));
}

/** The front of a device by what it told of its parts and of its interfaces. */
export function frontOf(hardware: DeviceHardware | null, facts: ResourceDetail['facts']): Panel {
  const interfaces = [...interfaceFacts(facts)].map(([component, known]) => {
    const type = known.get('interface.type');
    return { component, type: typeof type === 'number' ? type : null };
  });
  return panelOf(hardware === null ? null : { parts: hardware.parts, panel: hardware.panel, isCut: hardware.isCut }, interfaces);
}

/** All sockets in the order in which they are drawn. */
export const socketsOf = ({ units }: Panel): readonly Socket[] =>
  units.flatMap(({ slots }) => slots.flatMap(({ blocks }) => blocks.flatMap(({ places }) => places.map(({ item }) => item))));

/** What the device has at all: figures that no port has are offered nowhere. */
export function overlaysOf(ports: ReadonlyMap<string, PortView>, hardware: DeviceHardware | null): readonly Overlay[] {
  const all = [...ports.values()];
  const has: Readonly<Record<Overlay, boolean>> = {
    ...{ state: true, speed: true, load: true, errors: true, remote: true },
    power: (hardware?.power?.ports.length ?? 0) > 0,
    light: all.some(({ rx, tx }) => rx !== null || tx !== null),
  };
  return OVERLAYS.filter((overlay) => has[overlay]);
}

export type Way = 'left' | 'right' | 'up' | 'down' | 'first' | 'last';

/**
 * The port that is reached from another by an arrow key: the next in its row or column; beyond the edge of its block the nearest of the next
 * or the previous block. The same where there is none.
 */
export function neighbourOf(panel: Panel, key: string, way: Way): string {
  const blocks: readonly Block<Socket>[] = panel.units.flatMap(({ slots }) => slots.flatMap((slot) => slot.blocks));
  const all = blocks.flatMap(({ places }) => places);
  if (way === 'first' || way === 'last') return (way === 'first' ? all[0] : all.at(-1))?.item.key ?? key;
  const at = blocks.findIndex(({ places }) => places.some(({ item }) => item.key === key));
  const block = blocks[at];
  const from = block?.places.find(({ item }) => item.key === key);
  if (!block || !from) return key;
  const isAcross = way === 'left' || way === 'right';
  const sign = way === 'left' || way === 'up' ? -1 : 1;
  const ahead = block.places
    .filter(({ row, column }) =>
      isAcross ? row === from.row && (column - from.column) * sign > 0 : column === from.column && (row - from.row) * sign > 0,
    )
    .sort((a, b) => sign * (isAcross ? a.column - b.column : a.row - b.row));
  if (ahead[0]) return ahead[0].item.key;
  const next = blocks[at + sign];
  if (!next) return key;
  const distance = ({ row, column }: { readonly row: number; readonly column: number }): number =>
    isAcross
      ? Math.abs(row - from.row) * 100 + (sign > 0 ? column : next.columns - column)
      : Math.abs(column - from.column) * 100 + (sign > 0 ? row : next.rows - row);
  return next.places.toSorted((a, b) => distance(a) - distance(b))[0]?.item.key ?? key;
}
