import { useTranslation } from 'react-i18next';
import type { Series } from '../../../shared/contracts/resources.ts';
import { formatDateTime, formatDuration, formatMetric } from '../../lib/format.ts';
import styles from './Chart.module.css';

/** The same figures as rows, newest first: for readers, for copying, and for whoever distrusts a curve. */
export function SeriesTable({ name, series, height }: { readonly name: string; readonly series: Series; readonly height: number }) {
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
              </tr>
            ))
            .reverse()}
        </tbody>
      </table>
    </section>
  );
}
