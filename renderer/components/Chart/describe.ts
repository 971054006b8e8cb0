import type { TFunction } from 'i18next';
import { formatDate, formatDuration, formatMetric, formatMinute } from '../../lib/format.ts';
import { type Columns, type Span, summarise } from './gaps.ts';

/** `14:35`, with the day before it where the span leaves the day of `reference`. */
export function spanTime(at: number, reference: number): string {
  return formatDate(at) === formatDate(reference) ? formatMinute(at) : `${formatDate(at).slice(5)} ${formatMinute(at)}`;
}

/** What a reader hears instead of the curve: extremes, mean and what is missing. */
export function describeSeries(
  t: TFunction<'chart'>,
  chart: {
    readonly name: string;
    readonly metric: string;
    readonly series: Columns;
    readonly window: Span;
    readonly gaps: readonly Span[];
  },
): string {
  const { min, mean, max, gapMs } = summarise(chart.series, chart.gaps);
  const span = { name: chart.name, from: spanTime(chart.window.from, chart.window.to), to: spanTime(chart.window.to, chart.window.to) };
  const figures =
    min === null
      ? t('describe.none', span)
      : t('describe', {
          ...span,
          min: formatMetric(chart.metric, min),
          mean: formatMetric(chart.metric, mean),
          max: formatMetric(chart.metric, max),
        });
  const missing = chart.gaps.length === 0 ? '' : t('describe.gaps', { count: chart.gaps.length, duration: formatDuration(gapMs / 1000) });
  return `${figures}${missing}`;
}

/** The sentence about missing data under the charts of a page: newest outages first, at most `most` of them. */
export function gapSentence(t: TFunction<'chart'>, gaps: readonly Span[], reference: number, most = 3): string {
  if (gaps.length === 0) return t('gaps.none');
  const named = [...gaps]
    .reverse()
    .slice(0, most)
    .map(({ from, to }) => t('gaps.span', { from: spanTime(from, reference), to: spanTime(to, reference) }))
    .join(t('list.separator'));
  return t('gaps.list', { spans: gaps.length > most ? t('gaps.more', { spans: named, count: gaps.length }) : named });
}
