import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../components/Page/Page.tsx';
import { Segmented } from '../../components/Segmented/Segmented.tsx';
import { DeniedState } from '../../components/StateBlock/StateBlock.tsx';
import { useCan } from '../../lib/session.ts';
import { SearchBoard } from './SearchBoard.tsx';
import { StoreMeta } from './StoreMeta.tsx';
import { TailBoard } from './TailBoard.tsx';

const route = getRouteApi('/shell/logs');

/** 日志: what devices wrote, searched while typing or followed as it comes. */
export function LogsPage() {
  const { t } = useTranslation('logs');
  const mayRead = useCan('log.read');
  const { view } = route.useSearch();
  const navigate = route.useNavigate();
  if (!mayRead)
    return (
      <>
        <PageHead title={t('title')} />
        <DeniedState permission="log.read" />
      </>
    );
  return (
    <>
      <PageHead
        title={t('title')}
        views={
          <Segmented
            label={t('view.label')}
            segments={[
              { value: 'search', label: t('view.search') },
              { value: 'tail', label: t('view.tail') },
            ]}
            value={view ?? 'search'}
            onChange={(next) =>
              void navigate({ search: (old) => ({ ...old, view: next === 'tail' ? next : undefined, n: undefined }), replace: true })
            }
          />
        }
        actions={<StoreMeta />}
      />
      {view === 'tail' ? <TailBoard /> : <SearchBoard />}
    </>
  );
}
