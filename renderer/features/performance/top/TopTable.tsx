import { useTranslation } from 'react-i18next';
import type { TopPlace, TopRanking } from '../../../../shared/contracts/performance.ts';
import { Age } from '../../../components/Age/Age.tsx';
import { DoubtTag } from '../../../components/Chart/index.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { ResourceName } from '../../../components/ResourceName/ResourceName.tsx';
import { SeverityMark } from '../../../components/SeverityMark/SeverityMark.tsx';
import { formatCount, formatMetric } from '../../../lib/format.ts';
import styles from '../performance.module.css';
import { metricName } from '../words.ts';
import { barOf } from './topModel.ts';

export interface TopTableProps {
  readonly ranking: TopRanking;
  /** What is shown answers another question: the new one is on its way. */
  readonly isAnother: boolean;
  readonly onOpen: (place: TopPlace) => void;
}

/** Rank, who, how much, how old; a press on the name opens the curve. */
export function TopTable({ ranking, isAnother, onOpen }: TopTableProps) {
  const { t } = useTranslation('performance');
  const hasComponents = ranking.items.some(({ component }) => component !== '');
  const isNow = ranking.from === null;
  return (
    <Panel title={t('top.label', { metric: metricName(ranking.metric) })} padded={false}>
      <div className={styles.scroll} aria-busy={isAnother}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th className={styles.number}>{t('top.rank')}</th>
              <th>{t('top.resource')}</th>
              {hasComponents && <th>{t('top.component')}</th>}
              <th className={styles.bar}>
                <span className="visually-hidden">{t('top.value')}</span>
              </th>
              <th className={styles.number}>{t('top.value')}</th>
              <th>{t('top.level')}</th>
              {!isNow && <th className={styles.number}>{t('top.samples')}</th>}
              <th>{t('top.age')}</th>
            </tr>
          </thead>
          <tbody>
            {ranking.items.map((place, i) => (
              <tr key={`${place.resourceId} ${place.component}`}>
                <td className={styles.number}>{i + 1}</td>
                <td>
                  <button
                    type="button"
                    className={styles.link}
                    aria-label={t('top.open', { name: `${place.resourceName} ${place.component}`.trim() })}
                    onClick={() => onOpen(place)}
                  >
                    <ResourceName name={place.resourceName} isSimulated={place.isSimulated} />
                  </button>
                </td>
                {hasComponents && <td>{place.component}</td>}
                <td className={styles.bar}>
                  <span className={styles.track}>
                    <span style={{ width: `${100 * barOf(place.value, ranking)}%` }} />
                  </span>
                </td>
                <td className={styles.number}>
                  <DoubtTag doubts={place.doubts} />
                  {formatMetric(ranking.metric, place.value)}
                </td>
                <td>{place.reached !== null && <SeverityMark level={place.reached} size={16} />}</td>
                {!isNow && (
                  <td className={styles.number}>
                    {formatCount(place.samples)} / {formatCount(place.gaps)}
                  </td>
                )}
                <td>
                  <Age at={place.at} intervalMs={place.intervalMs} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
