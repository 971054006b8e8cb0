import { useTranslation } from 'react-i18next';
import { SEVERITIES } from '../../shared/domain/alarm/severity.ts';
import { Logo } from '../components/Logo/Logo.tsx';
import { SeverityMark } from '../components/SeverityMark/SeverityMark.tsx';
import { Tag } from '../components/Tag/Tag.tsx';
import { useAlarmCounts } from '../features/alarms/index.ts';
import { useNow } from '../lib/clock.ts';
import { formatAge, formatCount, formatTime, formatWeekday, zoned } from '../lib/format.ts';
import { useIsLost, useLink } from '../lib/liveClient.ts';
import { useSession, useStation } from '../lib/session.ts';
import styles from './Header.module.css';
import { PersonMenu } from './PersonMenu.tsx';
import { SoundTile } from './SoundTile.tsx';

/** Counters, age, sound, clock, person: on every page, in this order, never moving. */
export function Header() {
  const { t } = useTranslation(['shell', 'common']);
  const session = useSession();
  const station = useStation();
  return (
    <header className={styles.header}>
      <div className={styles.brand}>
        <Logo />
        <span className={styles.brandName}>{t('common:product.name')}</span>
      </div>
      {session?.permissions.includes('counter.read') === true && <Counters />}
      {station?.isLab === true && (
        <span className={styles.lab}>
          <Tag>{t('common:lab.note')}</Tag>
        </span>
      )}
      <div className={styles.end}>
        <DataAge />
        <span className={styles.rule} />
        <SoundTile />
        <span className={styles.rule} />
        <Clock />
        <span className={styles.rule} />
        {session !== null && <PersonMenu session={session} />}
      </div>
    </header>
  );
}

function Counters() {
  const { t } = useTranslation(['shell', 'terms']);
  const { data: counts } = useAlarmCounts();
  const isLost = useIsLost();
  return (
    <div className={styles.counters} data-old={isLost || undefined}>
      <ul className={styles.counts} aria-label={t('shell:header.counts')}>
        {SEVERITIES.map((severity) => {
          const count = counts?.[severity];
          return (
            <li key={severity} className={styles.count} data-severity={severity}>
              <SeverityMark level={severity} state={count ? 'acknowledged' : 'zero'} size={24} decorative />
              <span className="visually-hidden">{t(`terms:severity.${severity}`)}</span>
              <span>{count === undefined ? '–' : formatCount(count)}</span>
            </li>
          );
        })}
      </ul>
      <span className={styles.rule} />
      <span className={styles.stat}>
        {t('shell:header.unacknowledged')} <b>{counts === undefined ? '–' : formatCount(counts.unacknowledged)}</b>
      </span>
      {counts !== undefined && counts.suppressed > 0 && (
        <span className={styles.stat}>
          {t('shell:header.suppressed')} <b>{formatCount(counts.suppressed)}</b>
        </span>
      )}
    </div>
  );
}

function DataAge() {
  const { t } = useTranslation('shell');
  const { lastAt, quality } = useLink();
  const now = useNow();
  return (
    <span className={styles.item}>
      <span className={styles.heartbeat} title={t('header.heartbeat')} />
      <span className={styles.age} data-quality={quality}>
        {lastAt === null ? t('header.noData') : `${t('header.data')} ${formatAge(now - lastAt)}`}
      </span>
    </span>
  );
}

function Clock() {
  const { t } = useTranslation('shell');
  const now = useNow();
  const { month, day } = zoned(now);
  return (
    <span className={styles.item}>
      <span>
        {month}-{day} {formatWeekday(now)}
      </span>
      <time className={styles.clock}>{formatTime(now)}</time>
      <span className="cap">{t('header.zone')}</span>
    </span>
  );
}
