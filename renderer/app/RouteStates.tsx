import { type ErrorComponentProps, useLocation, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/Button/Button.tsx';
import { ErrorState, LoadingState, StateBlock } from '../components/StateBlock/StateBlock.tsx';
import { toFailure } from '../lib/api.ts';
import { stationClock } from '../lib/clock.ts';

/** A page broke or could not load: says so in its place, the frame around it stays. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('shell');
  const router = useRouter();
  return (
    <ErrorState
      what={t('page')}
      failure={toFailure(error)}
      at={stationClock.now()}
      onRetry={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}

export function RoutePending() {
  const { t } = useTranslation('shell');
  return <LoadingState what={t('page')} />;
}

/** No page at this address. */
export function NoPage() {
  const { t } = useTranslation('shell');
  const router = useRouter();
  const path = useLocation({ select: ({ pathname }) => pathname });
  return (
    <StateBlock
      icon="page"
      title={t('noPage.title')}
      actions={<Button onClick={() => void router.navigate({ to: '/' })}>{t('noPage.home')}</Button>}
    >
      <p>{t('noPage.detail', { path })}</p>
    </StateBlock>
  );
}

/** The roles of this session open no page at all; the way out is the menu of the person. */
export function NoPageForRole() {
  const { t } = useTranslation('shell');
  return (
    <StateBlock icon="lock" title={t('noRole.title')}>
      <p>{t('noRole.detail')}</p>
    </StateBlock>
  );
}
