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
import { EventBoard } from './events/EventBoard.tsx';
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
  const { t } = useTranslation(['policies', 'eventRules']);
  const { view } = route.useSearch();
  const navigate = route.useNavigate();
  const reason = useActionReason('policy.edit');
  const { data: silent } = useQuery(silentQuery);
  const lasting = (silent?.items ?? []).filter((watch) => isObserving(watch, stationClock.now())).length;
  const isEvents = view === 'events';
  const write = () =>
    void navigate({
      search: (old) => ({ ...old, from: undefined, ...(isEvents ? { rule: NEW } : { view: undefined, id: NEW }) }),
    });
  const named = isEvents
    ? { key: t('eventRules:key.new'), action: t('eventRules:action.new') }
    : { key: t('policies:key.new'), action: t('policies:action.new') };
  useKeys([
    { id: 'policies.new', keys: 'KeyN', title: named.key, group: t('policies:title'), run: () => (reason === null ? write() : undefined) },
  ]);
  return (
    <>
      <PageHead
        title={t('policies:title')}
        views={
          <Segmented
            label={t('policies:view.label')}
            segments={[
              { value: 'policies', label: t('policies:view.policies') },
              { value: 'events', label: t('policies:view.events') },
              { value: 'silent', label: t('policies:view.silent', { count: lasting }) },
            ]}
            value={view ?? 'policies'}
            onChange={(next) =>
              void navigate({ search: (old) => ({ ...old, view: next === 'policies' ? undefined : next, q: undefined }) })
            }
          />
        }
        actions={
          <Button kbd="N" reason={reason} reasonAt="hidden" onClick={write}>
            {named.action}
          </Button>
        }
      />
      {view === 'silent' ? <SilentBoard /> : isEvents ? <EventBoard /> : <PolicyBoard />}
    </>
  );
}
