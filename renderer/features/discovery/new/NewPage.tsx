import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../../components/Page/Page.tsx';
import { DeniedState, LoadingState } from '../../../components/StateBlock/StateBlock.tsx';
import { useCan } from '../../../lib/session.ts';
import { discoveryQuery } from '../queries.ts';
import { draftOf, EMPTY_DRAFT } from './draft.ts';
import { ScopeForm } from './ScopeForm.tsx';

const route = getRouteApi('/shell/discovery/new');

/** Begin a run: what will be asked stands beside it before anything is sent. */
export function NewPage() {
  const { t } = useTranslation('discovery');
  return (
    <>
      <PageHead title={t('new')} meta={t('form.meta')} />
      {useCan('discovery.edit') ? <Form /> : <DeniedState permission="discovery.edit" />}
    </>
  );
}

function Form() {
  const { t } = useTranslation('discovery');
  const { again } = route.useSearch();
  const previous = useQuery({ ...discoveryQuery(again ?? ''), enabled: again !== undefined });
  if (again !== undefined && previous.isPending) return <LoadingState what={t('what.one')} />;
  return <ScopeForm initial={previous.data ? draftOf(previous.data) : EMPTY_DRAFT} />;
}
