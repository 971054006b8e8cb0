import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import { useNow } from '../../../lib/clock.ts';
import { formatAge } from '../../../lib/format.ts';
import { alarmBrief, markStateOf } from '../../alarms/index.ts';
import { fitAlarms } from '../model.ts';
import { WallMark } from './WallMark.tsx';
import styles from './zones.module.css';

export interface WallAlarmsProps {
  readonly alarms: readonly Alarm[] | undefined;
  readonly height: number;
  readonly isAway: boolean;
}

/** Critical and major alarms, as many rows as fit at the size that carries to five metres. */
export function WallAlarms({ alarms, height, isAway }: WallAlarmsProps) {
  const { t } = useTranslation('wall');
  const { shown, total } = fitAlarms(alarms ?? [], height);
  return (
    <section className={styles.zone} data-zone="alarms" data-away={isAway || undefined}>
      <h2 className={styles.title}>
        <span>{isAway ? t('list.title.before') : t('list.title')}</span>
        <em>{t('list.count', { shown: shown.length, total })}</em>
      </h2>
      {shown.length === 0 && <p className={styles.none}>{alarms === undefined ? t('list.waiting') : t('list.none')}</p>}
      <ol className={styles.rows}>
        {shown.map((alarm) => (
          <Row key={alarm.id} alarm={alarm} isAway={isAway} />
        ))}
      </ol>
    </section>
  );
}

function Row({ alarm, isAway }: { readonly alarm: Alarm; readonly isAway: boolean }) {
  const { t } = useTranslation('wall');
  const age = formatAge(useNow() - alarm.activeAt);
  const own = markStateOf(alarm);
  const state = isAway && own === 'unacknowledged' ? 'acknowledged' : own;
  const handled =
    alarm.cleared !== null ? t('list.cleared') : alarm.acknowledged === null ? '' : t('list.handled', { name: alarm.acknowledged.byName });
  if (alarm.severity === 'critical')
    return (
      <li className={styles.critical}>
        <WallMark level="critical" state={state} size={136} />
        <div className={styles.lines}>
          <p className={styles.first}>
            <b>{alarm.resourceName}</b>
            <em>{age}</em>
          </p>
          <p className={styles.second}>
            <span>{alarmBrief(alarm)}</span>
            <em>{handled}</em>
          </p>
        </div>
      </li>
    );
  return (
    <li className={styles.row}>
      <WallMark level={alarm.severity} state={state} size={100} />
      <span className={styles.text}>
        {alarm.resourceName} {alarmBrief(alarm)}
      </span>
      <em>{age}</em>
    </li>
  );
}
