import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Retention, RetentionUse } from '../../../shared/contracts/retention.ts';
import { daysOfRollups, inForce } from '../../../shared/domain/retention/keeping.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { formatBytes, formatCount, formatDate } from '../../lib/format.ts';
import styles from './keeping.module.css';
import { spanOf } from './model.ts';
import { USE_EVERY_MS } from './queries.ts';

interface Row {
  readonly id: 'samples' | 'longer' | 'rollups' | 'logs' | 'alarms' | 'audit';
  readonly kept: string;
  readonly oldest: number | null;
  /** Instead of a date, where there is none. */
  readonly none: string;
  readonly size: ReactNode;
}

/** 现有数据: each kind with how long it must be kept and by which clause, its oldest and its size. */
export function KeptPanel({ setting, use }: { readonly setting: Retention; readonly use: RetentionUse }) {
  const { t } = useTranslation('keeping');
  const now = inForce(setting, use.at);
  const samples = spanOf(use.samples);
  const rollups = spanOf(use.rollups);
  const longer = spanOf(use.longer);
  const most = Math.max(...now.longer.map(({ days }) => days), 0);
  const rows: readonly Row[] = [
    {
      id: 'samples',
      kept: t('days', { days: formatCount(now.samplesDays) }),
      oldest: samples.oldest === null ? use.inMemorySince : Math.max(samples.oldest, use.since ?? 0),
      none: t('none.yet'),
      // What stands in no file of a week yet is theirs, too.
      size: formatBytes(Math.max(samples.bytes, use.telemetryBytes - rollups.bytes - longer.bytes)),
    },
    {
      id: 'longer',
      kept: most > now.samplesDays ? t('days.upTo', { days: formatCount(most) }) : t('longer.none'),
      oldest: longer.oldest,
      none: most > now.samplesDays ? t('longer.later') : '—',
      size: formatBytes(longer.bytes),
    },
    {
      id: 'rollups',
      kept: t('days', { days: formatCount(daysOfRollups(now)) }),
      oldest: rollups.oldest,
      none: t('rollups.later'),
      size: formatBytes(rollups.bytes),
    },
    {
      id: 'logs',
      kept: t('days', { days: formatCount(use.logs.keptDays) }),
      oldest: use.logs.oldestDay === null ? null : Math.max(use.logs.oldestDay, use.since ?? 0),
      none: t('none.yet'),
      size: formatBytes(use.logs.bytes),
    },
    { id: 'alarms', kept: t('forever'), oldest: use.alarms.oldestAt, none: t('none.yet'), size: t('size.core') },
    { id: 'audit', kept: t('forever'), oldest: use.audit.oldestAt, none: t('none.yet'), size: formatBytes(use.coreBytes) },
  ];
  return (
    <Panel title={t('kept')} meta={t('kept.meta')} age={<Age at={use.at} intervalMs={USE_EVERY_MS} />} padded={false}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('column.what')}</th>
            <th scope="col" className={styles.figure}>
              {t('column.kept')}
            </th>
            <th scope="col" className={styles.date}>
              {t('column.oldest')}
            </th>
            <th scope="col" className={styles.figure}>
              {t('column.size')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, kept, oldest, none, size }) => (
            <tr key={id}>
              <td>
                {t(`kind.${id}`)} <span className="meta">{t(`kind.${id}.why`)}</span>
              </td>
              <td className={styles.figure}>{kept}</td>
              <td className={styles.date}>{oldest === null ? <span className="meta">{none}</span> : formatDate(oldest)}</td>
              <td className={styles.figure}>{size}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
