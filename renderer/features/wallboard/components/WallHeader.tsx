import { useTranslation } from 'react-i18next';
import type { AlarmCounts } from '../../../../shared/contracts/alarms.ts';
import { SEVERITIES, type Severity } from '../../../../shared/domain/alarm/severity.ts';
import type { MarkState } from '../../../components/SeverityMark/SeverityMark.tsx';
import { useNow } from '../../../lib/clock.ts';
import { formatAge, formatCount, formatTime, formatWeekday, zoned } from '../../../lib/format.ts';
import { useLink } from '../../../lib/liveClient.ts';
import { WallMark } from './WallMark.tsx';
import styles from './wall.module.css';

export interface WallHeaderProps {
  readonly counts: AlarmCounts | undefined;
  readonly isAway: boolean;
}

/** Clock, counters in their fixed places, age of the data. */
export function WallHeader({ counts, isAway }: WallHeaderProps) {
  const { t } = useTranslation(['wall', 'common']);
  const now = useNow();
  const { month, day } = zoned(now);
  const { lastAt, quality } = useLink();
  return (
    <header className={styles.header}>
      <div className={styles.clock}>
        <b>{formatTime(now)}</b>
        <span>
          {t('common:date.monthDay', { month: Number(month), day: Number(day) })} {formatWeekday(now)}
        </span>
      </div>
      <ul className={styles.counts} data-away={isAway || undefined}>
        {SEVERITIES.map((severity) => (
          <Count key={severity} severity={severity} counts={counts} isAway={isAway} />
        ))}
      </ul>
      <dl className={styles.facts}>
        <div>
          <dt>{t('wall:header.data')}</dt>
          <dd className={styles.age} data-quality={isAway ? 'lost' : quality}>
            {lastAt === null ? t('wall:header.none') : formatAge(now - lastAt)}
          </dd>
          <dd className={styles.beat} title={t('wall:header.heartbeat')} />
        </div>
        <div>
          <dt>{t('wall:header.zone')}</dt>
          <dd>{t('wall:header.zone.value')}</dd>
        </div>
      </dl>
    </header>
  );
}

function Count({ severity, counts, isAway }: WallHeaderProps & { readonly severity: Severity }) {
  const { t } = useTranslation('wall');
  const count = counts?.[severity];
  const waiting = counts?.unacknowledgedBySeverity[severity] ?? 0;
  const seen: MarkState = count ? 'acknowledged' : 'zero';
  return (
    <li>
      <span className={styles.count}>
        <WallMark level={severity} state={waiting > 0 && !isAway ? 'unacknowledged' : seen} size={136} />
        <b>{count === undefined ? '–' : formatCount(count)}</b>
      </span>
      <span className={styles.waiting}>{isAway ? t('unit.before') : t('unit.wait', { count: waiting })}</span>
    </li>
  );
}
