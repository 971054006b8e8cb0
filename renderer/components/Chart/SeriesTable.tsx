import { useTranslation } from 'react-i18next';
import type { Series } from '../../../shared/contracts/resources.ts';
import { formatDateTime, formatDuration, formatMetric } from '../../lib/format.ts';
import styles from './Chart.module.css';

export interface SeriesTableProps {
  readonly name: string;
  readonly series: Series;
  /** A further column: what the past has for the instant of a row, null for nothing. */
  readonly compared?: { readonly head: string; readonly text: (at: number) => string | null } | null;
  readonly height: number;
}

/** The same figures as rows, newest first: for readers, for copying, and for whoever distrusts a curve. */
export function SeriesTable({ name, series, compared = null, height }: SeriesTableProps) {
  const { t } = useTranslation('chart');
  const cell = (value: number | null | undefined) =>
    value === null || value === undefined ? t('cursor.none') : formatMetric(series.metric, value);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className={styles.tableBox} style={{ height }} tabIndex={0} aria-label={name}>
      <table className={styles.table}>
        <caption className="visually-hidden">
          {t('table.caption', {
            name,
            step: formatDuration(series.stepMs / 1000),
            from: formatDateTime(series.from),
            to: formatDateTime(series.to),
          })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('table.time')}</th>
            <th scope="col">{t('table.min')}</th>
            <th scope="col">{t('table.avg')}</th>
            <th scope="col">{t('table.max')}</th>
            {compared && <th scope="col">{compared.head}</th>}
          </tr>
        </thead>
        <tbody>
          {series.at
            .map((at, index) => (
              <tr key={at}>
                <td>{formatDateTime(at)}</td>
                <td>{cell(series.min[index])}</td>
                <td>{cell(series.avg[index])}</td>
                <td>{cell(series.max[index])}</td>
                {compared && <td>{compared.text(at) ?? t('cursor.none')}</td>}
              </tr>
            ))
            .reverse()}
        </tbody>
      </table>
    </section>
  );
}
