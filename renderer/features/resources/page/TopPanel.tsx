import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MetricCode } from '../../../../shared/domain/metric/catalogue.ts';
import { Age } from '../../../components/Age/Age.tsx';
import { DoubtTag } from '../../../components/Chart/index.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { formatMetric } from '../../../lib/format.ts';
import { highest, type MetricLatest } from './metricGroups.ts';
import styles from './page.module.css';

const MOST = 5;

export interface TopPanelProps {
  readonly title: string;
  readonly metric: MetricCode;
  readonly latest: readonly MetricLatest[];
  /** As of when. */
  readonly at: number;
  /** What the full bar stands for; null where no capacity is known: then there is no bar. */
  readonly limit: number | null;
}

/** The highest components of a metric with a bar each where there is a capacity; nothing where the resource has no such metric. What was shown once stays, with its age. */
export function TopPanel({ title, metric, latest, at, limit }: TopPanelProps) {
  const { t } = useTranslation('resources');
  const known = highest(latest, metric, latest.length, at);
  const [held, hold] = useState({ latest, known });
  if (known.length > 0 && held.latest !== latest) hold({ latest, known });
  const isSilent = known.length === 0;
  const all = isSilent ? held.known : known;
  const top = all.slice(0, MOST);
  const [first] = top;
  if (!first) return null;
  return (
    <Panel
      title={title}
      meta={t(isSilent ? 'top.silent' : 'top.count', { shown: top.length, total: all.length })}
      age={<Age at={first.at} intervalMs={first.intervalMs} />}
      padded={false}
    >
      <table className={styles.table}>
        <tbody>
          {top.map((item) => (
            <tr key={item.component}>
              <td className="ellipsis">{item.component}</td>
              {limit !== null && (
                <td className={styles.barCell}>
                  <span className={styles.track}>
                    <span style={{ width: `${Math.min(100, ((item.value ?? 0) / limit) * 100)}%` }} />
                  </span>
                </td>
              )}
              <td className={styles.number}>
                <DoubtTag doubts={item.quality ? [item.quality] : []} />
                {formatMetric(metric, item.value)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
