import { useQuery } from '@tanstack/react-query';
import {
  type BUSIEST_ORDERS,
  type BUSIEST_PERIODS,
  type BusiestLinks,
  type Forecast,
  getInterfaceLoad,
  type InterfaceLoad,
  type LOAD_LEVELS,
  type LOAD_PERIODS,
  listBusiest,
} from '../../../shared/contracts/networkLoad.ts';
import { i18n } from '../../i18n/index.ts';
import { call, type Failure } from '../../lib/api.ts';
import { formatDate, formatNumber, formatValue } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';

export type LoadPeriod = (typeof LOAD_PERIODS)[number];
export type LoadLevel = (typeof LOAD_LEVELS)[number];
export type Direction = NonNullable<InterfaceLoad['in']>;

/** Means of five minutes change no sooner. */
export const LOAD_REFRESH_MS = 300_000;

/** What the traffic of an interface comes to; idle where the session may not read values. */
export function useLoad(resourceId: string, port: string, period: LoadPeriod, level: LoadLevel) {
  const enabled = useCan('metric.read');
  return useQuery<InterfaceLoad, Failure>({
    queryKey: ['network', 'load', resourceId, port, period, level],
    queryFn: ({ signal }) =>
      call(getInterfaceLoad, { params: { id: resourceId }, query: { port, period, level: String(level) as '80' } }, { signal }),
    refetchInterval: LOAD_REFRESH_MS,
    enabled,
  });
}

export interface BusiestQuestion {
  readonly period: (typeof BUSIEST_PERIODS)[number];
  readonly by: (typeof BUSIEST_ORDERS)[number];
  readonly level: LoadLevel;
}

/** The links that are used most. */
export function useBusiest({ period, by, level }: BusiestQuestion) {
  const enabled = useCan('metric.read');
  return useQuery<BusiestLinks, Failure>({
    queryKey: ['network', 'busiest', period, by, level],
    queryFn: ({ signal }) => call(listBusiest, { query: { period, by, level: String(level) as '80', most: 20 } }, { signal }),
    refetchInterval: LOAD_REFRESH_MS,
    enabled,
  });
}

/** Traffic in bit a second, and as a share of the speed where that is known. */
export function trafficText(bits: number, speed: number | null): string {
  const text = formatValue(bits, 'bit/s', 1);
  return speed === null ? text : i18n.t('load.share', { ns: 'network', bits: text, share: formatNumber((100 * bits) / speed, 1) });
}

export function busyHourText({ busyHour }: Pick<Direction, 'busyHour'>, speed: number | null): string {
  if (busyHour === null) return i18n.t('load.busyHour.none', { ns: 'network' });
  const hour = (at: number): string => String(at % 24).padStart(2, '0');
  return i18n.t('load.busyHour.text', {
    ...{ ns: 'network', from: hour(busyHour.hour), to: hour(busyHour.hour + 1), days: busyHour.days },
    traffic: trafficText(busyHour.mean, speed),
  });
}

/** Growth a week, which people can set beside their plans. */
export function trendText({ trend }: Pick<Direction, 'trend'>): string {
  if (trend === null) return i18n.t('load.trend.none', { ns: 'network' });
  const week = 7 * trend.perDay;
  const sign = week > 0 ? '+' : week < 0 ? '−' : '';
  return i18n.t('load.trend.text', {
    ...{ ns: 'network', change: `${sign}${formatValue(Math.abs(week), 'bit/s', 1)}`, fit: formatNumber(trend.fit, 2), days: trend.days },
  });
}

/** When the level is reached, with its limits, or why that is not said. */
export function forecastText(forecast: Forecast, level: number): string {
  switch (forecast.kind) {
    case 'tooShort':
      return i18n.t('forecast.tooShort', { ns: 'network', days: forecast.days, needed: forecast.needed });
    case 'reaches':
      return i18n.t('forecast.reaches', {
        ...{ ns: 'network', level, at: formatDate(forecast.at) },
        ...{ earliest: formatDate(forecast.earliest), latest: formatDate(forecast.latest) },
      });
    case 'reached':
    case 'noTrend':
    case 'falling':
    case 'far':
    case 'noSpeed':
      return i18n.t(`forecast.${forecast.kind}`, { ns: 'network', level });
    default:
      return forecast satisfies never;
  }
}

/** The direction that is used more of; of an interface without traffic none. */
export function busier({ in: into, out }: Pick<InterfaceLoad, 'in' | 'out'>): 'in' | 'out' | null {
  if (into === null) return out === null ? null : 'out';
  return out === null || into.p95 >= out.p95 ? 'in' : 'out';
}

/** The order of urgency of forecasts: what is reached, then what is reached soonest. */
export const urgencyOf = (forecast: Forecast): number =>
  forecast.kind === 'reached' ? 0 : forecast.kind === 'reaches' ? forecast.at : Number.POSITIVE_INFINITY;

/** The more urgent forecast of both directions; null of an interface without traffic. */
export function worseForecast({ in: into, out }: Pick<InterfaceLoad, 'in' | 'out'>): Forecast | null {
  const all = [into, out].flatMap((direction) => direction?.forecast ?? []);
  return all.sort((a, b) => urgencyOf(a) - urgencyOf(b))[0] ?? null;
}
