import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isObserving } from '../../../shared/domain/policy/silent.ts';
import { Button } from '../../components/Button/Button.tsx';
import { useActionReason } from '../../components/Button/useActionReason.ts';
import { PageHead } from '../../components/Page/Page.tsx';
import { Segmented } from '../../components/Segmented/Segmented.tsx';
import { DeniedState } from '../../components/StateBlock/StateBlock.tsx';
import { stationClock } from '../../lib/clock.ts';
import { useKeys } from '../../lib/keys.ts';
import { useCan } from '../../lib/session.ts';
import { PolicyBoard } from './PolicyBoard.tsx';
import { silentQuery } from './queries.ts';
import { NEW } from './search.ts';
import { SilentBoard } from './silent/SilentBoard.tsx';

const route = getRouteApi('/shell/policies');

/** 监测策略: for whom, how often, what is an alarm, and what a change would do. */
export function PoliciesPage() {
  const { t } = useTranslation('policies');
  if (useCan('policy.read')) return <Loaded />;
  return (
    <>
      <PageHead title={t('title')} />
      <DeniedState permission="policy.read" />
    </>
  );
}

function Loaded() {
  const { t } = useTranslation('policies');
  const { view } = route.useSearch();
  const navigate = route.useNavigate();
  const reason = useActionReason('policy.edit');
  const { data: silent } = useQuery(silentQuery);
  const lasting = (silent?.items ?? []).filter((watch) => isObserving(watch, stationClock.now())).length;
  const write = () => void navigate({ search: (old) => ({ ...old, view: undefined, id: NEW, from: undefined }) });
  useKeys([
    { id: 'policies.new', keys: 'KeyN', title: t('key.new'), group: t('title'), run: () => (reason === null ? write() : undefined) },
  ]);
  return (
    <>
      <PageHead
        title={t('title')}
        views={
          <Segmented
            label={t('view.label')}
            segments={[
              { value: 'policies', label: t('view.policies') },
              { value: 'silent', label: t('view.silent', { count: lasting }) },
            ]}
            value={view ?? 'policies'}
            onChange={(next) => void navigate({ search: (old) => ({ ...old, view: next === 'silent' ? next : undefined }) })}
          />
        }
        actions={
          <Button kbd="N" reason={reason} reasonAt="hidden" onClick={write}>
            {t('action.new')}
          </Button>
        }
      />
      {view === 'silent' ? <SilentBoard /> : <PolicyBoard />}
    </>
  );
}
