import type { TFunction } from 'i18next';
import { formatDate, formatDuration, formatMetric, formatMinute } from '../../lib/format.ts';
import { type Columns, type Gap, type Span, summarise } from './gaps.ts';
import { doubtedSpans, qualitiesText } from './quality.ts';

/** `14:35`, with the day before it where the span leaves the day of `reference`. */
export function spanTime(at: number, reference: number): string {
  return formatDate(at) === formatDate(reference) ? formatMinute(at) : `${formatDate(at).slice(5)} ${formatMinute(at)}`;
}

/** What a reader hears instead of the curve: extremes, mean, what is missing and what is to be doubted. */
export function describeSeries(
  t: TFunction<['chart', 'terms']>,
  chart: {
    readonly name: string;
    readonly metric: string;
    readonly series: Columns;
    readonly window: Span;
    readonly gaps: readonly Gap[];
  },
): string {
  const { min, mean, max, gapMs } = summarise(chart.series, chart.gaps);
  const span = { name: chart.name, from: spanTime(chart.window.from, chart.window.to), to: spanTime(chart.window.to, chart.window.to) };
  const figures =
    min === null
      ? t('chart:describe.none', span)
      : t('chart:describe', {
          ...span,
          min: formatMetric(chart.metric, min),
          mean: formatMetric(chart.metric, mean),
          max: formatMetric(chart.metric, max),
        });
  const duration = formatDuration(gapMs / 1000);
  const missing = chart.gaps.length === 0 ? '' : t('chart:describe.gaps', { count: chart.gaps.length, duration });
  const reasons = [...new Set(chart.gaps.flatMap(({ reasons: said = [] }) => said))];
  const why = reasons.length === 0 ? '' : t('chart:describe.reasons', { reasons: qualitiesText(t, reasons) });
  const doubted = doubtedSpans(chart.series, chart.window).length;
  return `${figures}${missing}${why}${doubted === 0 ? '' : t('chart:describe.doubted', { count: doubted })}`;
}

/** The sentence about missing data under the charts of a page: newest outages first, at most `most` of them. */
export function gapSentence(t: TFunction<['chart', 'terms']>, gaps: readonly Gap[], reference: number, most = 3): string {
  if (gaps.length === 0) return t('chart:gaps.none');
  const named = [...gaps]
    .reverse()
    .slice(0, most)
    .map(({ from, to, reasons = [] }) => {
      const span = t('chart:gaps.span', { from: spanTime(from, reference), to: spanTime(to, reference) });
      const said = qualitiesText(t, reasons);
      return said === '' ? span : t('chart:gaps.because', { span, reasons: said });
    })
    .join(t('chart:list.separator'));
  return t('chart:gaps.list', { spans: gaps.length > most ? t('chart:gaps.more', { spans: named, count: gaps.length }) : named });
}
