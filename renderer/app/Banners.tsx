import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Banner } from '../components/Banner/Banner.tsx';
import { Button } from '../components/Button/Button.tsx';
import { UnlockBar } from '../features/session/index.ts';
import { useNow } from '../lib/clock.ts';
import { formatAge, formatCount, formatTime } from '../lib/format.ts';
import { live, useLink } from '../lib/liveClient.ts';
import { useSession } from '../lib/session.ts';

/** What is wrong with the picture itself, above every page: late, lost, locked, disk full, nobody collects. */
export function Banners() {
  const { t } = useTranslation('shell');
  const link = useLink();
  const session = useSession();
  return (
    <>
      {(link.quality === 'late' || link.quality === 'lost') && <LinkBanner />}
      <UnlockBar />
      {link.warnings.map((warning) => (
        <Banner
          key={warning}
          kind={warning === 'storageFull' ? 'full' : 'notice'}
          title={t(`warning.${warning}`)}
          detail={t(`warning.${warning}.detail`)}
          actions={session?.permissions.includes('health.read') === true && <Link to="/health">{t('warning.health')}</Link>}
        />
      ))}
    </>
  );
}

function LinkBanner() {
  const { t } = useTranslation('shell');
  const link = useLink();
  const now = useNow();
  const retry = <Button onClick={() => live.retryNow()}>{t('link.retryNow')}</Button>;
  if (link.lastAt === null) {
    const since = link.askedAt ?? now;
    const title = t('link.never', { at: formatTime(since), seconds: formatCount(Math.max(0, Math.floor((now - since) / 1000))) });
    return <Banner kind="late" title={title} actions={retry} />;
  }
  const age = formatAge(now - link.lastAt);
  if (link.quality === 'late') return <Banner kind="late" title={t('link.late', { age })} />;
  const title = t('link.lost', { at: formatTime(link.lastAt), age });
  const seconds = link.nextAttemptAt === null ? null : Math.max(0, Math.ceil((link.nextAttemptAt - now) / 1000));
  const detail =
    seconds === null ? t('link.retrying', { attempts: Math.max(1, link.attempts) }) : t('link.retry', { attempts: link.attempts, seconds });
  return <Banner kind="lost" title={title} detail={detail} actions={retry} />;
}
