import { useTranslation } from 'react-i18next';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import { SeriesChart } from '../../../components/Chart/index.ts';
import { latestOf, type MetricLatest, type UnknownSeries } from './metricGroups.ts';
import styles from './page.module.css';
import type { ChartWindow } from './pageModel.ts';

export interface UnknownSectionProps {
  readonly series: readonly UnknownSeries[];
  readonly resource: Resource;
  readonly latest: readonly MetricLatest[];
  readonly window: ChartWindow;
}

/** Series that the indicator catalogue does not know: shown by their code and said to be a defect of their collector (R-8.2.2-d-3). */
export function UnknownSection({ series, resource, latest, window }: UnknownSectionProps) {
  const { t } = useTranslation(['resources', 'metrics']);
  return (
    <section className={styles.section} aria-label={t('metrics:group.other')}>
      <header className={styles.sectionHead}>
        <h2>{t('metrics:group.other')}</h2>
        <span className="meta">{t('resources:group.unknown', { count: series.length })}</span>
      </header>
      <div className={styles.grid}>
        {series.map(({ metric, component }) => (
          <SeriesChart
            key={`${metric} ${component}`}
            resourceId={resource.id}
            metric={metric}
            component={component}
            name={component === '' ? metric : t('resources:chart.component', { component, name: metric })}
            from={window.from}
            to={window.to}
            live={window.isLive}
            monitoredSince={resource.createdAt}
            monitoredUntil={resource.retiredAt}
            latest={latestOf(latest, metric, component)}
          />
        ))}
      </div>
    </section>
  );
}
