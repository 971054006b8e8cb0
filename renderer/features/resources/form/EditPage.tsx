import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import { Banner } from '../../../components/Banner/Banner.tsx';
import { Button } from '../../../components/Button/Button.tsx';
import { PageHead } from '../../../components/Page/Page.tsx';
import { ErrorState, LoadingState } from '../../../components/StateBlock/StateBlock.tsx';
import { stationTime } from '../../../lib/clock.ts';
import { resourceText } from '../../../lib/resourceText.ts';
import { resourceQuery, useChangeResource } from '../queries.ts';
import { FormGuard } from './FormGuard.tsx';
import { changedFields, draftOf } from './formModel.ts';
import { ResourceForm } from './ResourceForm.tsx';

const route = getRouteApi('/shell/resources/$id/edit');

/** Change a resource. The version it was opened with goes along, so that nobody overwrites what he has not seen. */
export function EditPage() {
  const { t } = useTranslation('resources');
  const { id } = route.useParams();
  const query = useQuery(resourceQuery(id));
  return (
    <FormGuard>
      {query.data ? (
        <Editing key={id} newest={query.data.resource} />
      ) : (
        <>
          <PageHead title={t('edit')} />
          {query.error ? (
            <ErrorState
              what={t('what.one')}
              failure={query.error}
              at={stationTime(query.errorUpdatedAt)}
              onRetry={() => void query.refetch()}
            />
          ) : (
            <LoadingState what={t('what.one')} />
          )}
        </>
      )}
    </FormGuard>
  );
}

function Editing({ newest }: { readonly newest: Resource }) {
  const { t } = useTranslation('resources');
  const navigate = route.useNavigate();
  const [seen, setSeen] = useState(newest);
  const change = useChangeResource(seen.id);
  const leave = () => void navigate({ to: '/resources/$id', params: { id: seen.id } });
  const fields = changedFields(seen, newest).map((field) => t(`field.${field}`));
  return (
    <>
      <PageHead
        title={t('edit.title', { name: resourceText(seen.name, seen.isSimulated) })}
        crumbs={[
          <Link key="list" to="/resources">
            {t('title')}
          </Link>,
          <Link key="one" to="/resources/$id" params={{ id: seen.id }}>
            {resourceText(seen.name, seen.isSimulated)}
          </Link>,
        ]}
      />
      {newest.version > seen.version && (
        <Banner
          kind="late"
          title={t('changed.title')}
          detail={fields.length === 0 ? t('changed.nothing') : t('changed.fields', { fields: fields.join(t('separator')) })}
          actions={
            <Button
              onClick={() => {
                change.reset();
                setSeen(newest);
              }}
            >
              {t('changed.take')}
            </Button>
          }
        />
      )}
      <ResourceForm
        key={seen.version}
        resourceId={seen.id}
        initial={draftOf(seen)}
        isLocal={seen.isLocal}
        submitLabel={t('edit.submit')}
        isBusy={change.isPending}
        failure={change.error}
        onCancel={leave}
        onSubmit={(input) => change.mutate({ ...input, version: seen.version }, { onSuccess: leave })}
      />
    </>
  );
}
