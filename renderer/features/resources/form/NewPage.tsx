import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../../components/Page/Page.tsx';
import { useCreateResource } from '../queries.ts';
import { FormGuard } from './FormGuard.tsx';
import { NEW_DRAFT } from './formModel.ts';
import { ResourceForm } from './ResourceForm.tsx';

/** Begin to monitor something. */
export function NewPage() {
  const { t } = useTranslation('resources');
  const navigate = useNavigate();
  const create = useCreateResource();
  return (
    <>
      <PageHead title={t('add')} meta={t('add.meta')} />
      <FormGuard>
        <ResourceForm
          initial={NEW_DRAFT}
          resourceId=""
          isLocal={false}
          submitLabel={t('add.submit')}
          isBusy={create.isPending}
          failure={create.error}
          onCancel={() => void navigate({ to: '/resources' })}
          onSubmit={(input) =>
            create.mutate(input, { onSuccess: ({ id }) => void navigate({ to: '/resources/$id', params: { id }, replace: true }) })
          }
        />
      </FormGuard>
    </>
  );
}
