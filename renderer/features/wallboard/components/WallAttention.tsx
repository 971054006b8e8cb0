import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import { isWaiting } from '../../../../shared/domain/alarm/counts.ts';
import { useNow } from '../../../lib/clock.ts';
import { formatAge, formatMinute } from '../../../lib/format.ts';
import { useBefore } from '../../../lib/old.ts';
import { longestWaiting, recentChanges } from '../model.ts';
import { Fault } from './Fault.tsx';
import { Simulated } from './Simulated.tsx';
import { AlarmMark } from './WallMark.tsx';
import styles from './zones.module.css';

/** In wall units. */
const ROW_HEIGHT = 212;
const TITLE_HEIGHT = 124;

export interface WallAttentionProps {
  readonly alarms: readonly Alarm[] | undefined;
  readonly height: number;
  readonly isAway: boolean;
}

/** What nobody has looked at for longest, and what happened last. */
export function WallAttention({ alarms, height, isAway }: WallAttentionProps) {
  const { t } = useTranslation('wall');
  const now = useNow();
  const before = useBefore(isAway);
  const rows = Math.floor((height - TITLE_HEIGHT) / ROW_HEIGHT);
  const most = Math.floor(rows / 2);
  const waiting = longestWaiting(alarms ?? [], rows - most);
  const total = (alarms ?? []).filter(isWaiting).length;
  const recent = recentChanges(alarms ?? [], most);
  return (
    <section className={styles.zone} data-zone="attention" data-away={isAway || undefined}>
      <h2 className={styles.title}>
        <span>{t(isAway ? 'longest.title.before' : 'longest.title')}</span>
        {!isAway && <em>{t('list.count', { shown: waiting.length, total })}</em>}
      </h2>
      {alarms !== undefined && waiting.length === 0 && <p className={styles.none}>{before(t('longest.none'))}</p>}
      <ol className={styles.rows}>
        {waiting.map((alarm) => (
          <Row key={alarm.id} alarm={alarm} isAway={isAway}>
            <em className={styles.strong}>{formatAge(now - alarm.activeAt)}</em>
          </Row>
        ))}
      </ol>
      <h2 className={styles.title} data-apart>
        <span>{t(isAway ? 'recent.title.before' : 'recent.title')}</span>
      </h2>
      {alarms !== undefined && recent.length === 0 && <p className={styles.none}>{before(t('recent.none'))}</p>}
      <ol className={styles.rows}>
        {recent.map(({ alarm, kind, at }) => (
          <Row key={`${alarm.id} ${kind}`} alarm={alarm} isAway={isAway} end={kind === 'cleared' ? t('recent.cleared') : ''}>
            <em>{formatMinute(at)}</em>
          </Row>
        ))}
      </ol>
    </section>
  );
}

interface RowProps {
  readonly alarm: Alarm;
  readonly isAway: boolean;
  /** Right end of the first line. */
  readonly children: ReactNode;
  /** Right end of the second line. */
  readonly end?: string;
}

function Row({ alarm, isAway, children, end = '' }: RowProps) {
  return (
    <li className={styles.pair}>
      <p>
        <AlarmMark alarm={alarm} size={88} isAway={isAway} />
        <span className={styles.text}>{alarm.resourceName}</span>
        {children}
      </p>
      <p>
        <Fault alarm={alarm} />
        {alarm.isSimulated && <Simulated />}
        {end !== '' && <em className={styles.handled}>{end}</em>}
      </p>
    </li>
  );
}
