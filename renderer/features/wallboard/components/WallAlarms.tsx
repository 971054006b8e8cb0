import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import { i18n } from '../../../i18n/index.ts';
import { useNow } from '../../../lib/clock.ts';
import { formatAge } from '../../../lib/format.ts';
import { useBefore } from '../../../lib/old.ts';
import { alarmBrief, causeText } from '../../alarms/index.ts';
import { fitAlarms, needsTwoLines } from '../model.ts';
import { Fault } from './Fault.tsx';
import { Simulated } from './Simulated.tsx';
import { AlarmMark } from './WallMark.tsx';
import styles from './zones.module.css';

export interface WallAlarmsProps {
  readonly alarms: readonly Alarm[] | undefined;
  readonly height: number;
  readonly isAway: boolean;
}

const isLong = (alarm: Alarm): boolean => {
  const { fault, part } = alarmBrief(alarm);
  return needsTwoLines(alarm.resourceName, `${fault}${part}${alarm.isSimulated ? i18n.t('simulated', { ns: 'common' }) : ''}`);
};

/** Critical and major alarms, as many rows as fit at the size that carries to five metres. What is wrong is never cut off. */
export function WallAlarms({ alarms, height, isAway }: WallAlarmsProps) {
  const { t } = useTranslation('wall');
  const before = useBefore(isAway);
  const { shown, total } = fitAlarms(alarms ?? [], height, isLong);
  return (
    <section className={styles.zone} data-zone="alarms" data-away={isAway || undefined}>
      <h2 className={styles.title}>
        <span>{isAway ? t('list.title.before') : t('list.title')}</span>
        <em>{t('list.count', { shown: shown.length, total })}</em>
      </h2>
      {shown.length === 0 && <p className={styles.none}>{alarms === undefined ? t('list.waiting') : before(t('list.none'))}</p>}
      <ol className={styles.rows}>
        {shown.map(({ alarm, lines }) => (
          <Row key={alarm.id} alarm={alarm} lines={lines} isAway={isAway} />
        ))}
      </ol>
    </section>
  );
}

function Row({ alarm, lines, isAway }: { readonly alarm: Alarm; readonly lines: 1 | 2; readonly isAway: boolean }) {
  const { t } = useTranslation('wall');
  const age = formatAge(useNow() - alarm.activeAt);
  const handled =
    alarm.cleared === null && alarm.cause !== null
      ? causeText(alarm.cause)
      : alarm.cleared !== null
        ? t('list.cleared')
        : alarm.acknowledged === null
          ? ''
          : t('list.handled', { name: alarm.acknowledged.byName });
  if (lines === 2)
    return (
      <li className={styles.critical} data-severity={alarm.severity}>
        <AlarmMark alarm={alarm} size={136} isAway={isAway} />
        <div className={styles.lines}>
          <p className={styles.first}>
            <b>{alarm.resourceName}</b>
            {alarm.isSimulated && <Simulated />}
            <em>{age}</em>
          </p>
          <p className={styles.second}>
            <Fault alarm={alarm} />
            <em className={styles.handled}>{handled}</em>
          </p>
        </div>
      </li>
    );
  return (
    <li className={styles.row}>
      <AlarmMark alarm={alarm} size={100} isAway={isAway} />
      <span className={styles.object}>{alarm.resourceName}</span>
      {alarm.isSimulated && <Simulated />}
      <Fault alarm={alarm} />
      <em>{age}</em>
    </li>
  );
}
