import { z } from 'zod';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import type { Severity } from '../../../../shared/domain/alarm/severity.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import { COMPARISON_NAMES } from '../../../../shared/domain/metric/comparison.ts';
import { GROUPS } from './metricGroups.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Windows of the charts, by their length in ms. Half a year is what is kept at least (R-8.2.2-e-1). */
export const RANGES = { '1h': HOUR, '6h': 6 * HOUR, '24h': DAY, '7d': 7 * DAY, '30d': 30 * DAY, '6M': 184 * DAY } as const;
export type Range = keyof typeof RANGES;
export const RANGE_NAMES = Object.keys(RANGES) as [Range, ...Range[]];

/** Beyond a month the past of a few days or weeks ago is mostly the window itself. */
export const isComparable = (range: Range): boolean => RANGES[range] <= RANGES['30d'];

/** The window of every chart of the page in ms since the epoch; a live one ends now. */
export interface ChartWindow {
  readonly from: number;
  readonly to: number;
  readonly isLive: boolean;
}

/** State of the page that can be shared. `only` names components of the chosen group. */
export const PageSearch = z.object({
  range: z.enum(RANGE_NAMES).optional().catch(undefined),
  group: z.enum(GROUPS).optional().catch(undefined),
  compare: z.enum(COMPARISON_NAMES).optional().catch(undefined),
  only: z.array(z.string().max(300)).max(50).optional().catch(undefined),
});
export type PageSearch = z.output<typeof PageSearch>;

/** A young resource opens on its last hours: a day of hatch tells nothing. */
export function rangeOf(search: PageSearch, createdAt: Instant, now: Instant): Range {
  if (search.range) return search.range;
  const ageMs = now - createdAt;
  if (ageMs < HOUR) return '1h';
  return ageMs < 6 * HOUR ? '6h' : '24h';
}

/** Marks on a chart: alarms of its metric and component, raised inside or outside the window. */
export function markersOf(
  alarms: readonly Alarm[],
  metrics: readonly string[],
  component: string,
): readonly { readonly at: Instant; readonly severity: Severity }[] {
  return alarms
    .filter((alarm) => alarm.threshold !== null && metrics.includes(alarm.threshold.metric) && alarm.component === component)
    .map((alarm) => ({ at: alarm.firstAt, severity: alarm.severity }));
}

/** Alarms of the panel: active first, then the newest closed ones; counts for its head. */
export function panelAlarms(
  alarms: readonly Alarm[],
  now: Instant,
  most: number,
): { readonly shown: readonly Alarm[]; readonly active: number; readonly today: number; readonly total: number } {
  const active = alarms.filter((alarm) => alarm.cleared === null);
  const closed = alarms.filter((alarm) => alarm.cleared !== null);
  return {
    shown: [...active, ...closed].slice(0, most),
    active: active.length,
    today: alarms.filter((alarm) => now - alarm.firstAt < DAY).length,
    total: alarms.length,
  };
}

/** Facts that the panel shows, in its order; what is known of single components is not among them. */
export const PANEL_FACTS = [
  'device.model',
  'device.vendor',
  'device.serial',
  'device.version',
  'hostname',
  'system.location',
  'system.contact',
  'device.profile',
  'os.name',
  'os.kernel',
  'cpu.model',
  'cpu.cores',
  'cpu.architecture',
  'addresses',
  'bootedAt',
  'monitoring.missing',
] as const;
export type PanelFact = (typeof PANEL_FACTS)[number];
