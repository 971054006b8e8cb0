import type { TFunction } from 'i18next';
import type { SeriesSummary } from '../../../shared/contracts/performance.ts';
import { METRICS, type MetricCode, metricDefinition } from '../../../shared/domain/metric/catalogue.ts';
import { i18n } from '../../i18n/index.ts';
import { formatMetric, formatNumber, formatWhen } from '../../lib/format.ts';
import { type Forecast, hasTrend } from './model.ts';

const isKnown = (code: string): code is MetricCode => METRICS.some((metric) => metric.code === code);

/** Name of a metric; the code itself of one that is not in the catalogue. */
export function metricName(code: string): string {
  return isKnown(code) ? i18n.t(`metric.${code}`, { ns: 'terms' }) : code;
}

/** `eth0 入向流量`, or the name alone for the resource as a whole. */
export function seriesName({ metric, component }: { readonly metric: string; readonly component: string }): string {
  return component === '' ? metricName(metric) : `${component} ${metricName(metric)}`;
}

const DAY_MS = 86_400_000;

/** Change of the line in a day with its sign, in the unit of the metric. */
export function trendText(summary: SeriesSummary): string | null {
  const { metric, trend } = summary;
  if (trend === null || !hasTrend(summary)) return null;
  const perDay = trend.slopePerMs * DAY_MS;
  const decimals = metricDefinition(metric)?.decimals ?? 2;
  if (Math.abs(perDay) < 0.5 * 10 ** -decimals) return formatMetric(metric, 0);
  return `${perDay > 0 ? '+' : '−'}${formatMetric(metric, Math.abs(perDay))}`;
}

/** What the line promises, said as an estimate. */
export function forecastText(t: TFunction<'performance'>, forecast: Forecast, summary: SeriesSummary, now: number): string {
  if (forecast.kind === 'unknown') return t('forecast.unknown');
  if (summary.thresholds.length === 0) return t('forecast.noThreshold');
  if (forecast.kind === 'none') return t('forecast.none');
  return t('forecast.reaches', {
    when: formatWhen(forecast.at, now),
    level: formatMetric(summary.metric, forecast.level),
    fit: formatNumber(forecast.fit, 2),
  });
}
