import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import { useNow } from '../../../lib/clock.ts';
import { formatAge, formatMinute } from '../../../lib/format.ts';
import { markStateOf } from '../../alarms/index.ts';
import { longestWaiting, recentChanges } from '../model.ts';
import { WallMark } from './WallMark.tsx';
import styles from './zones.module.css';

const ROW_HEIGHT = 116;
const TITLE_HEIGHT = 124;
const RECENT = 6;

export interface WallAttentionProps {
  readonly alarms: readonly Alarm[] | undefined;
  readonly height: number;
  readonly isAway: boolean;
}

/** What nobody has looked at for longest, and what happened last. */
export function WallAttention({ alarms, height, isAway }: WallAttentionProps) {
  const { t } = useTranslation('wall');
  const now = useNow();
  const rows = Math.floor((height - TITLE_HEIGHT) / ROW_HEIGHT);
  const waiting = longestWaiting(alarms ?? [], rows - RECENT);
  const recent = recentChanges(alarms ?? [], RECENT);
  return (
    <section className={styles.zone} data-zone="attention" data-away={isAway || undefined}>
      <h2 className={styles.title}>
        <span>{t('longest.title')}</span>
      </h2>
      {alarms !== undefined && waiting.length === 0 && <p className={styles.none}>{t('longest.none')}</p>}
      <ol className={styles.rows}>
        {waiting.map((alarm) => (
          <li key={alarm.id} className={styles.row}>
            <WallMark level={alarm.severity} state={markStateOf(alarm) === 'cleared' ? 'cleared' : 'acknowledged'} size={88} />
            <span className={styles.text}>{alarm.resourceName}</span>
            <em className={styles.strong}>{formatAge(now - alarm.activeAt)}</em>
          </li>
        ))}
      </ol>
      <h2 className={styles.title} data-apart>
        <span>{t('recent.title')}</span>
      </h2>
      {alarms !== undefined && recent.length === 0 && <p className={styles.none}>{t('recent.none')}</p>}
      <ol className={styles.rows}>
        {recent.map(({ alarm, kind, at }) => (
          <li key={`${alarm.id} ${kind}`} className={styles.row}>
            <WallMark level={alarm.severity} state={kind === 'cleared' ? 'closed' : 'acknowledged'} size={88} />
            <span className={styles.text}>{alarm.resourceName}</span>
            <span className="visually-hidden">{t(`recent.${kind}`)}</span>
            <em>{formatMinute(at)}</em>
          </li>
        ))}
      </ol>
    </section>
  );
}
