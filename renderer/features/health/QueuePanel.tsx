import { useTranslation } from 'react-i18next';
import { Age } from '../../components/Age/Age.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { formatAge, formatCount, formatNumber } from '../../lib/format.ts';
import { HEALTH_EVERY_MS } from '../../lib/health.ts';
import { useBefore, useKnownNow } from '../../lib/old.ts';
import { Curve } from './Curve.tsx';
import styles from './health.module.css';
import type { QueueHealth } from './model.ts';
import { queueName } from './names.ts';

const partOf = ({ from, to }: QueueHealth): string => `${from ?? 'backend'}>${to}`;

/** 队列: what waits, how fast it moves, what was lost. */
export function QueuePanel({ queues, at }: { readonly queues: readonly QueueHealth[]; readonly at: number }) {
  const { t } = useTranslation(['health', 'terms']);
  const now = useKnownNow();
  const before = useBefore();
  const dropped = queues.reduce((sum, queue) => sum + queue.dropped, 0);
  return (
    <Panel
      title={t('health:queues')}
      meta={before(dropped === 0 ? t('health:queues.whole') : t('health:queues.lost', { dropped: formatCount(dropped) }))}
      age={<Age at={at} intervalMs={HEALTH_EVERY_MS} />}
      padded={false}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('health:column.queue')}</th>
            <th scope="col" className={styles.curved}>
              {t('health:column.depth')}
            </th>
            <th scope="col" className={styles.curved}>
              {t('health:column.rate')}
            </th>
            <th scope="col" className={styles.curved}>
              {t('health:column.dropped')}
            </th>
            <th scope="col" className={styles.age}>
              {t('health:column.oldest')}
            </th>
          </tr>
        </thead>
        <tbody>
          {queues.map((queue) => (
            <tr key={`${queue.from} ${queue.to}`}>
              <td className="ellipsis">{queueName(t, queue)}</td>
              <td className={styles.curved}>
                <Curve code="queueDepth" part={partOf(queue)} /> {formatCount(queue.depth)}
              </td>
              <td className={styles.curved}>
                <Curve code="queueRate" part={partOf(queue)} /> {queue.perSecond === 0 ? '' : `${formatNumber(queue.perSecond, 1)} /s`}
              </td>
              <td className={styles.curved}>
                <span className={styles.marked} data-align="end">
                  <Curve code="queueDropped" part={partOf(queue)} />
                  {queue.dropped > 0 && <SeverityMark level="minor" size={16} />}
                  {formatCount(queue.dropped)}
                </span>
              </td>
              <td className={styles.age}>{queue.oldestAt === null ? '' : formatAge(now - queue.oldestAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
