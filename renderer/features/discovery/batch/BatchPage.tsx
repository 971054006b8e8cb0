import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Discovery } from '../../../../shared/contracts/discovery.ts';
import { Banner } from '../../../components/Banner/Banner.tsx';
import { Button } from '../../../components/Button/Button.tsx';
import { PageHead } from '../../../components/Page/Page.tsx';
import { DeniedState, ErrorState, LoadingState } from '../../../components/StateBlock/StateBlock.tsx';
import { stationTime, useNow } from '../../../lib/clock.ts';
import { formatDateTime, formatWhen } from '../../../lib/format.ts';
import { useCan } from '../../../lib/session.ts';
import { discoveryQuery } from '../queries.ts';
import styles from './batch.module.css';
import { Review } from './Review.tsx';
import { SidePanels } from './SidePanels.tsx';
import { Steps } from './Steps.tsx';

const route = getRouteApi('/shell/discovery/$id');

/** One batch: what was asked, what came of it, and what people make of that. */
export function BatchPage() {
  const { t } = useTranslation('discovery');
  return useCan('discovery.read') ? (
    <Loaded />
  ) : (
    <>
      <PageHead title={t('title')} />
      <DeniedState permission="discovery.read" />
    </>
  );
}

function Loaded() {
  const { t } = useTranslation(['discovery', 'common', 'terms']);
  const { id } = route.useParams();
  const run = useQuery(discoveryQuery(id));
  const now = useNow();
  if (run.data) {
    return (
      <>
        <BatchHead run={run.data} />
        {run.error && run.error.code !== 'network.unreachable' && (
          <Banner
            kind="notice"
            title={t('discovery:old', {
              problem: t(`terms:problem.${run.error.code}`),
              at: formatWhen(stationTime(run.dataUpdatedAt), now),
            })}
            actions={<Button onClick={() => void run.refetch()}>{t('common:action.retry')}</Button>}
          />
        )}
        <Steps run={run.data} />
        <div className={styles.batch}>
          <SidePanels run={run.data} />
          <Review run={run.data} />
        </div>
      </>
    );
  }
  return (
    <>
      <PageHead title={t('discovery:title')} />
      {run.error ? (
        <ErrorState
          what={t('discovery:what.one')}
          failure={run.error}
          at={stationTime(run.errorUpdatedAt)}
          onRetry={() => void run.refetch()}
        />
      ) : (
        <LoadingState what={t('discovery:what.one')} />
      )}
    </>
  );
}

function BatchHead({ run }: { readonly run: Discovery }) {
  const { t } = useTranslation('discovery');
  const navigate = route.useNavigate();
  const crumbs = [
    <Link key="list" to="/discovery">
      {t('title')}
    </Link>,
    <b key="own">
      {run.number} {run.name}
    </b>,
  ];
  const until = run.undoableUntil === null ? '' : ` · ${t('undo.until', { at: formatDateTime(run.undoableUntil) })}`;
  return (
    <PageHead
      title={t('title')}
      crumbs={crumbs}
      meta={`${t(`state.${run.state}`)} · ${t('by', { name: run.createdBy })}${until}`}
      actions={
        <>
          {run.previousId !== null && (
            <Link to="/discovery/$id" params={{ id: run.previousId }}>
              {t('previous')}
            </Link>
          )}
          {run.kind === 'scan' && (
            <Button onClick={() => void navigate({ to: '/discovery/new', search: { again: run.id } })}>{t('again')}</Button>
          )}
        </>
      }
    />
  );
}
