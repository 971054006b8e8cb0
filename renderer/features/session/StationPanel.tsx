import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Age } from '../../components/Age/Age.tsx';
import { Icon, type IconName } from '../../components/Icon/Icon.tsx';
import { Logo } from '../../components/Logo/Logo.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { useNow } from '../../lib/clock.ts';
import { formatDuration, formatTime, formatWeekday, zoned } from '../../lib/format.ts';
import { type StationLine, stationLines } from './model.ts';
import { stationSightQuery } from './queries.ts';
import styles from './session.module.css';

const ICONS: Readonly<Record<StationLine['id'], IconName>> = { station: 'screen', clock: 'clock', collection: 'pulse', storage: 'disk' };
const EVERY_MS = 5000;

/** Left half of the sign-in page: which station, what time it has, whether it answers. No alarm and no person before sign-in. */
export function StationPanel() {
  const { t } = useTranslation(['session', 'common']);
  const { data, isError } = useQuery(stationSightQuery);
  const now = useNow();
  const time = zoned(now);
  const { year, month, day } = time;
  const texts: Readonly<Record<StationLine['id'], readonly [string, string]>> = {
    station: [t('session:line.station.ok'), t('session:line.station.bad')],
    clock: [
      t('session:line.clock.ok', { offset: Math.abs(data?.offsetS ?? 0).toFixed(1) }),
      t('session:line.clock.bad', { offset: formatDuration(Math.abs(data?.offsetS ?? 0)) }),
    ],
    collection: [t('session:line.collection.ok'), t('session:line.collection.bad')],
    storage: [t('session:line.storage.ok'), t('session:line.storage.bad')],
  };
  return (
    <section className={styles.station} aria-label={t('session:station')}>
      <p className={styles.brand}>
        <Logo size={44} />
        <b>{t('common:product.name')}</b>
      </p>
      <p className={styles.stationName}>{data?.station.name ?? '\u00a0'}</p>
      <p className={styles.clock} role="timer" aria-label={formatTime(now)}>
        {time.hour}:{time.minute}
        <small>{time.second}</small>
      </p>
      <p className={styles.date}>
        {t('session:date', { year, month: Number(month), day: Number(day), weekday: formatWeekday(now) })}
        <span>{t('session:zone')}</span>
      </p>
      <ul className={styles.lines}>
        {stationLines(data?.station ?? null, data !== undefined && !isError, data?.offsetS ?? 0).map(({ id, isAbnormal }) => (
          <li key={id}>
            <span className={styles.lineIcon}>
              <Icon name={ICONS[id]} size={18} />
            </span>
            <span className={styles.lineName}>{t(`session:line.${id}.name`)}</span>
            <span className={styles.lineText}>
              {isAbnormal && <SeverityMark level={id === 'clock' ? 'minor' : 'major'} size={18} decorative />}
              {data || id === 'station' ? texts[id][isAbnormal ? 1 : 0] : t('common:value.unknown')}
            </span>
            <Age at={data?.at ?? null} intervalMs={EVERY_MS} />
          </li>
        ))}
      </ul>
      <p className={styles.version}>
        {data ? t('session:version', { version: data.station.version, host: window.location.host }) : '\u00a0'}
      </p>
    </section>
  );
}
