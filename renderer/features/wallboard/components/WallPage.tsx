import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHealth } from '../../../lib/health.ts';
import { useLink, useLiveConnection } from '../../../lib/liveClient.ts';
import { useDemandedSkin } from '../../../lib/skin.ts';
import { useAlarmCounts, useAlarms } from '../../alarms/index.ts';
import { useResources } from '../../resources/index.ts';
import { useAway } from '../useAway.ts';
import { useWallSession, type WallStanding } from '../useWallSession.ts';
import { EnrolForm } from './EnrolForm.tsx';
import { WallAlarms } from './WallAlarms.tsx';
import { WallAttention } from './WallAttention.tsx';
import { WallBanner } from './WallBanner.tsx';
import { WallHeader } from './WallHeader.tsx';
import { WallPlaces } from './WallPlaces.tsx';
import { WallSources } from './WallSources.tsx';
import styles from './wall.module.css';

/** Units left for rows between the title of a zone and the bottom strip, without and with the banner. */
const ZONE_HEIGHT = 1544;
const BANNER_HEIGHT = 264;

/** The wall: fixed zones, no control, no cursor; asks for a code once in its life and never for a password. */
export function WallPage() {
  useDemandedSkin('wall');
  const { standing, onEnrolled } = useWallSession();
  const [wasShown, setShown] = useState(false);
  if (standing.kind === 'session' && !wasShown) setShown(true);
  if (standing.kind === 'unknown') return <EnrolForm refusal={standing.refusal} onEnrolled={onEnrolled} />;
  return wasShown || standing.kind === 'away' ? <Wall standing={standing} /> : null;
}

function Wall({ standing }: { readonly standing: WallStanding }) {
  const { t } = useTranslation('wall');
  useLiveConnection();
  const { data: alarms } = useAlarms();
  const { data: counts } = useAlarmCounts();
  const { data: resources } = useResources(false);
  const { data: health } = useHealth();
  const { quality } = useLink();
  const away = useAway(alarms, quality);
  const isAway = quality === 'lost' || standing.kind === 'away';
  const hasBanner = isAway || (quality === 'connecting' && counts === undefined);
  const height = ZONE_HEIGHT - (hasBanner ? BANNER_HEIGHT : 0);
  return (
    <main className={styles.wall} data-wall data-banner={hasBanner || undefined} aria-label={t('title')}>
      <h1 className="visually-hidden">{t('title')}</h1>
      <WallHeader counts={counts} isAway={isAway} />
      {hasBanner && <WallBanner standing={standing} />}
      <WallAlarms alarms={alarms?.items} height={height} isAway={isAway} />
      <WallPlaces resources={resources} alarms={alarms?.items ?? []} height={height} isAway={isAway} />
      <WallAttention alarms={alarms?.items} height={height} isAway={isAway} />
      <WallSources health={health} away={away} isAway={isAway} />
    </main>
  );
}
