import { useTranslation } from 'react-i18next';
import { Age } from '../components/Age/Age.tsx';
import { formatCount } from '../lib/format.ts';
import { HEALTH_EVERY_MS, useHealth } from '../lib/health.ts';
import { useLink } from '../lib/liveClient.ts';
import { useStation } from '../lib/session.ts';
import styles from './StatusBar.module.css';

/** Connection, collectors, zone and version. Figures that are not kept current say how old they are. */
export function StatusBar() {
  const { t } = useTranslation('shell');
  const { quality } = useLink();
  const station = useStation();
  const { data: health } = useHealth();
  const isOld = quality === 'late' || quality === 'lost';
  const collectors = health?.collectors ?? [];
  const working = collectors.filter((collector) => collector.problem === null);
  return (
    <footer className={styles.status}>
      <span>{t(`status.${quality}`, { host: window.location.host })}</span>
      {health && (
        <span className={styles.figures} data-old={isOld || undefined}>
          <span>{t('status.collectors', { ok: working.length, all: collectors.length })}</span>
          {health.endToEndP95Ms !== null && <span>{t('status.endToEnd', { ms: formatCount(health.endToEndP95Ms) })}</span>}
          {isOld && <Age at={health.at} intervalMs={HEALTH_EVERY_MS} />}
        </span>
      )}
      <span className={styles.end}>{station && t('status.station', { name: station.name })}</span>
      <span>{t('status.zone')}</span>
      <span>{station && t('status.version', { version: station.version })}</span>
    </footer>
  );
}
