import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon/Icon.tsx';
import { wasCutOff } from './cutOff.ts';
import { LabPanel } from './LabPanel.tsx';
import { stationSightQuery } from './queries.ts';
import { SignInForm } from './SignInForm.tsx';
import { StationPanel } from './StationPanel.tsx';
import styles from './session.module.css';

const route = getRouteApi('/sign-in');

/** The page before anything else. Reveals the station and its clock, nothing of what it watches. */
export function SignInPage() {
  const { t } = useTranslation('session');
  const { next } = route.useSearch();
  const [isCutOff] = useState(wasCutOff);
  const { data, isError, isPending } = useQuery(stationSightQuery);
  return (
    <main className={styles.page}>
      <StationPanel />
      <div className={styles.side}>
        {isCutOff && (
          <p className={styles.ended} role="status">
            <Icon name="clock" />
            {t('ended')}
          </p>
        )}
        {data?.station.isLab === true && <LabPanel />}
        <SignInForm next={next} isAnswering={isPending || (data !== undefined && !isError)} />
        <p className={styles.away}>
          <Icon name="unlink" />
          <span>
            <b>{t('away.title')}</b>
            <br />
            {t('away.detail')}
          </span>
        </p>
      </div>
    </main>
  );
}
