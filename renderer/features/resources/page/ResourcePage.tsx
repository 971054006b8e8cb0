import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResourceDetail } from '../../../../shared/contracts/resources.ts';
import { Banner } from '../../../components/Banner/Banner.tsx';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { CursorProvider } from '../../../components/Chart/index.ts';
import { PageHead } from '../../../components/Page/Page.tsx';
import { DeniedState, ErrorState, LoadingState, StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import { stationTime, useNow } from '../../../lib/clock.ts';
import { formatDateTime, formatWhen } from '../../../lib/format.ts';
import { useIsLost } from '../../../lib/liveClient.ts';
import { useCan } from '../../../lib/session.ts';
import { latestQuery, resourceQuery, useLiveResource, useResourceAlarms, useRestoreResource } from '../queries.ts';
import { ChartsPane } from './ChartsPane.tsx';
import styles from './page.module.css';
import { ResourceHead } from './ResourceHead.tsx';
import { RetireDrawer } from './RetireDrawer.tsx';
import { SideColumn } from './SideColumn.tsx';

const route = getRouteApi('/shell/resources/$id');

/** Everything about one resource: curves of every metric, facts, checks, alarms. */
export function ResourcePage() {
  const { t } = useTranslation('resources');
  const { id } = route.useParams();
  const navigate = route.useNavigate();
  const mayRead = useCan('resource.read');
  const query = useQuery({ ...resourceQuery(id), enabled: mayRead });
  const detail = query.data;
  if (!mayRead) return <Framed state={<DeniedState permission="resource.read" />} />;
  if (detail)
    return (
      <Loaded
        key={id}
        id={id}
        detail={detail}
        failedAt={query.error && query.error.code !== 'network.unreachable' ? stationTime(query.dataUpdatedAt) : null}
      />
    );
  if (query.error?.code === 'resource.notFound') {
    return (
      <Framed
        state={
          <StateBlock
            icon="box"
            title={t('notFound.title')}
            actions={<Button onClick={() => void navigate({ to: '/resources' })}>{t('notFound.back')}</Button>}
          >
            <p>{t('notFound.text')}</p>
          </StateBlock>
        }
      />
    );
  }
  if (query.error) {
    return (
      <Framed
        state={
          <ErrorState
            what={t('what.one')}
            failure={query.error}
            at={stationTime(query.errorUpdatedAt)}
            onRetry={() => void query.refetch()}
          />
        }
      />
    );
  }
  return <Framed state={<LoadingState what={t('what.one')} />} />;
}

function Framed({ state }: { readonly state: ReactNode }) {
  const { t } = useTranslation('resources');
  return (
    <>
      <PageHead title={t('title')} />
      {state}
    </>
  );
}

interface LoadedProps {
  readonly id: string;
  readonly detail: ResourceDetail;
  readonly failedAt: number | null;
}

function Loaded({ id, detail, failedAt }: LoadedProps) {
  const { t } = useTranslation('resources');
  const now = useNow();
  const live = useLiveResource(id);
  const resource = live && live.version >= detail.resource.version ? live : detail.resource;
  const latest = useQuery(latestQuery(id, resource.effectiveIntervalS));
  const alarms = useResourceAlarms(id);
  const isLost = useIsLost();
  const [isRetiring, setRetiring] = useState(false);
  const restore = useRestoreResource();
  const editReason = useActionReason('resource.edit');
  return (
    <CursorProvider>
      <ResourceHead resource={resource} onRetire={() => setRetiring(true)} />
      {resource.retiredAt !== null && (
        <Banner
          kind="notice"
          title={t('retired.title', { at: formatDateTime(resource.retiredAt) })}
          detail={t('retired.detail')}
          actions={
            <Button reason={editReason} busy={restore.isPending} onClick={() => restore.mutate(id)}>
              {t('restore')}
            </Button>
          }
        />
      )}
      {failedAt !== null && <Banner kind="notice" title={t('old.one')} detail={t('old.since', { at: formatWhen(failedAt, now) })} />}
      <div
        className={styles.layout}
        data-lost={isLost || undefined}
        data-noticed={resource.retiredAt !== null || failedAt !== null || undefined}
      >
        <ChartsPane resource={resource} latest={latest} alarms={alarms.data ?? []} />
        {isRetiring && resource.retiredAt === null ? (
          <RetireDrawer resource={resource} onClose={() => setRetiring(false)} />
        ) : (
          <SideColumn
            resource={resource}
            detail={detail}
            latest={latest.data?.items ?? []}
            latestAt={latest.data?.at ?? 0}
            alarms={alarms.data ?? null}
          />
        )}
      </div>
    </CursorProvider>
  );
}
