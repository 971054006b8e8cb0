import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import { isWaiting } from '../../../../shared/domain/alarm/counts.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { SeverityMark } from '../../../components/SeverityMark/SeverityMark.tsx';
import { DeniedState } from '../../../components/StateBlock/StateBlock.tsx';
import { useNow } from '../../../lib/clock.ts';
import { formatWhen } from '../../../lib/format.ts';
import { useBefore } from '../../../lib/old.ts';
import { useCan } from '../../../lib/session.ts';
import { alarmTitle, causeText, markStateOf } from '../../alarms/index.ts';
import styles from './page.module.css';
import { panelAlarms } from './pageModel.ts';

const MOST = 6;

/** Over and seen: nothing of it is abnormal any more. */
const isClosed = (alarm: Alarm): boolean => alarm.cleared !== null && !isWaiting(alarm);

/** 告警 of this resource: active ones first, then the newest closed ones; the rest by number. */
export function AlarmsPanel({ alarms }: { readonly alarms: readonly Alarm[] | null }) {
  const { t } = useTranslation('resources');
  const now = useNow();
  const before = useBefore();
  const mayRead = useCan('alarm.read');
  const { shown, active, today, total } = panelAlarms(alarms ?? [], now, MOST);
  return (
    <Panel title={t('alarms')} meta={alarms === null ? undefined : before(t('alarms.count', { active, today }))} padded={false}>
      {!mayRead && <DeniedState permission="alarm.read" />}
      {alarms?.length === 0 && <p className={styles.note}>{t('alarms.none')}</p>}
      {shown.length > 0 && (
        <table className={styles.table}>
          <tbody>
            {shown.map((alarm) => (
              <tr key={alarm.id}>
                <td className={styles.mark}>
                  <SeverityMark level={alarm.severity} state={isClosed(alarm) ? 'suppressed' : markStateOf(alarm)} size={18} />
                </td>
                <td className={styles.when}>{formatWhen(alarm.firstAt, now)}</td>
                <td className="ellipsis" title={alarmTitle(alarm)}>
                  {!isClosed(alarm) ? (
                    <Link to="/alarms" search={{ alarm: alarm.id }}>
                      {alarmTitle(alarm)}
                    </Link>
                  ) : (
                    alarmTitle(alarm)
                  )}
                </td>
                <td className={styles.by}>
                  {alarm.acknowledged?.byName ??
                    (alarm.cause ? causeText(alarm.cause) : alarm.cleared ? t('alarms.cleared') : t('alarms.open'))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {total > shown.length && <p className={styles.note}>{t('alarms.more', { shown: shown.length, total })}</p>}
    </Panel>
  );
}
