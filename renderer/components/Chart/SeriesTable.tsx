import { useTranslation } from 'react-i18next';
import type { Series } from '../../../shared/contracts/resources.ts';
import type { Quality } from '../../../shared/domain/observation/quality.ts';
import { formatDateTime, formatDuration, formatMetric } from '../../lib/format.ts';
import styles from './Chart.module.css';
import { spanTime } from './describe.ts';
import type { Gap } from './gaps.ts';
import { doubtOf, qualitiesText, reasonAt, sampleWord } from './quality.ts';

export interface SeriesTableProps {
  readonly name: string;
  readonly series: Series;
  /** Where nothing is known; each has a row of its own unless a row says so already. */
  readonly gaps: readonly Gap[];
  /** A further column: what the past has for the instant of a row, null for nothing. */
  readonly compared?: { readonly head: string; readonly text: (at: number) => string | null } | null;
  readonly height: number;
}

/** One row: a point, or a gap up to `until`. `qualities`: what is known against it. */
export interface TableRow {
  readonly at: number;
  readonly until: number | null;
  readonly min: number | null;
  readonly avg: number | null;
  readonly max: number | null;
  readonly isMissing: boolean;
  readonly qualities: readonly Quality[];
}

/** The rows of a series, newest first: its points, and the gaps in which it has none. */
export function tableRows(series: Series, gaps: readonly Gap[]): readonly TableRow[] {
  const points = series.at.map((at, index): TableRow => {
    const [min = null, avg = null, max = null] = [series.min[index], series.avg[index], series.max[index]];
    const quality = avg === null ? reasonAt(series, at) : doubtOf(series, at);
    return { at, until: null, min, avg, max, isMissing: avg === null, qualities: quality === null ? [] : [quality] };
  });
  const silent = gaps.filter(({ from, to }) => !points.some(({ at, isMissing }) => isMissing && at >= from && at < to));
  const others = silent.map(
    ({ from, to, reasons = [] }): TableRow => ({
      at: from,
      until: to,
      min: null,
      avg: null,
      max: null,
      isMissing: true,
      qualities: reasons,
    }),
  );
  return [...points, ...others].sort((a, b) => b.at - a.at);
}

/** The same figures as rows, newest first: for readers, for copying, and for whoever distrusts a curve. */
export function SeriesTable({ name, series, gaps, compared = null, height }: SeriesTableProps) {
  const { t } = useTranslation(['chart', 'terms']);
  const cell = (value: number | null | undefined) =>
    value === null || value === undefined ? t('chart:cursor.none') : formatMetric(series.metric, value);
  const rows = tableRows(series, gaps);
  const said = (row: TableRow): string => {
    if (row.qualities.length > 0) return qualitiesText(t, row.qualities);
    if (row.at < (series.summedUntil ?? 0)) return t('chart:quality.unkept');
    return sampleWord(t, row.isMissing ? null : row.avg, undefined);
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className={styles.tableBox} style={{ height }} tabIndex={0} aria-label={name}>
      <table className={styles.table}>
        <caption className="visually-hidden">
          {t('chart:table.caption', {
            name,
            step: formatDuration(series.stepMs / 1000),
            from: formatDateTime(series.from),
            to: formatDateTime(series.to),
          })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('chart:table.time')}</th>
            <th scope="col">{t('chart:table.min')}</th>
            <th scope="col">{t('chart:table.avg')}</th>
            <th scope="col">{t('chart:table.max')}</th>
            {compared && <th scope="col">{compared.head}</th>}
            <th scope="col">{t('chart:table.quality')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.at} ${row.until}`}>
              <td>
                {formatDateTime(row.at)}
                {row.until !== null && t('chart:table.until', { time: spanTime(row.until, row.at) })}
              </td>
              <td>{cell(row.min)}</td>
              <td>{cell(row.avg)}</td>
              <td>{cell(row.max)}</td>
              {compared && <td>{(row.until === null && compared.text(row.at)) || t('chart:cursor.none')}</td>}
              <td>{said(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
