import { useTranslation } from 'react-i18next';
import { Icon } from '../../../components/Icon/Icon.tsx';
import { useNow } from '../../../lib/clock.ts';
import { formatAge, formatTime } from '../../../lib/format.ts';
import { useLink } from '../../../lib/liveClient.ts';
import type { WallStanding } from '../useWallSession.ts';
import styles from './wall.module.css';

/** Says of when the picture is and what the wall does about it. Hides nothing. */
export function WallBanner({ standing }: { readonly standing: WallStanding }) {
  const { t } = useTranslation('wall');
  const { lastAt, attempts, nextAttemptAt, quality } = useLink();
  const now = useNow();
  const title = lastAt === null ? t('banner.never') : t('banner.lost', { at: formatTime(lastAt), age: formatAge(now - lastAt) });
  const seconds = nextAttemptAt === null ? null : Math.max(0, Math.ceil((nextAttemptAt - now) / 1000));
  const retry =
    seconds === null
      ? t('banner.retrying', { attempts: Math.max(1, attempts) })
      : t('banner.retry', { attempts: Math.max(1, attempts), seconds });
  const detail =
    quality === 'live' && standing.kind === 'away'
      ? t('banner.session', { attempts: standing.attempts + 1 })
      : attempts === 0 && quality === 'connecting'
        ? t('banner.first', { host: window.location.host })
        : retry;
  return (
    <div className={styles.banner} role="status">
      <Icon name="unlink" />
      <div>
        <b>{title}</b>
        <span>{detail}</span>
      </div>
    </div>
  );
}
