import { getRouteApi } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import type { SavedFilter } from '../../../../shared/contracts/savedFilters.ts';
import { Banner } from '../../../components/Banner/Banner.tsx';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { PageHead } from '../../../components/Page/Page.tsx';
import { DeniedState, ErrorState, LoadingState } from '../../../components/StateBlock/StateBlock.tsx';
import { stationClock, stationTime, useNow } from '../../../lib/clock.ts';
import { formatCount, formatDate, formatWhen } from '../../../lib/format.ts';
import { keyCap, useKeys } from '../../../lib/keys.ts';
import { useIsLost } from '../../../lib/liveClient.ts';
import { saveText } from '../../../lib/platform.ts';
import { useCan } from '../../../lib/session.ts';
import { usePinyin } from '../../../lib/usePinyin.ts';
import { useResources } from '../queries.ts';
import { ListFilters } from './ListFilters.tsx';
import styles from './list.module.css';
import { cleared, type ListSearch, listCsv, staleCounts } from './listModel.ts';
import { ResourceTable } from './ResourceTable.tsx';
import { searchOf } from './saved/savedModel.ts';
import { useRows } from './useRows.ts';

const route = getRouteApi('/shell/resources');
const NO_ITEMS: readonly Resource[] = [];

/** The inventory: what is watched, how it is, how old that is. */
export function ListPage() {
  const { t } = useTranslation(['resources', 'common', 'terms']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayRead = useCan('resource.read');
  const editReason = useActionReason('resource.edit');
  const list = useResources(search.retired ?? false);
  const pinyin = usePinyin(search.q ?? '');
  const rows = useRows(list.data?.items, search, pinyin.readings);
  const searchBox = useRef<HTMLInputElement>(null);
  const total = list.data?.total ?? 0;

  const change = (next: Partial<ListSearch>) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const clear = () => change(cleared(search));
  // A chosen filter is a step one can go back from; a new one only gives a name to what is there.
  const choose = ({ id, filter }: SavedFilter, isNew: boolean) =>
    void navigate({ search: (old) => ({ ...old, ...searchOf(filter), saved: id, selected: undefined }), replace: isNew });
  const add = () => void navigate({ to: '/resources/new' });
  const exportCsv = () => void saveText(`${t('resources:csv.file', { date: formatDate(stationClock.now()) })}.csv`, listCsv(rows, t));
  useKeys([
    {
      id: 'resources.search',
      keys: 'Slash',
      title: t('resources:key.search'),
      group: t('resources:title'),
      run: () => searchBox.current?.focus(),
    },
    {
      id: 'resources.clear',
      keys: 'Digit0',
      title: t('common:action.clearFilter'),
      group: t('resources:title'),
      run: clear,
    },
    { id: 'resources.add', keys: 'KeyN', title: t('resources:add'), group: t('resources:title'), reason: editReason, run: add },
  ]);

  if (!mayRead) {
    return (
      <>
        <PageHead title={t('resources:title')} />
        <DeniedState permission="resource.read" />
      </>
    );
  }
  return (
    <>
      <PageHead
        title={t('resources:title')}
        meta={list.data && t('resources:count', { total: formatCount(total) })}
        actions={
          <>
            <Button onClick={() => void navigate({ to: '/resources/hardware' })}>{t('resources:hardware')}</Button>
            <Button onClick={exportCsv} reason={rows.length === 0 ? t('resources:export.none') : null}>
              {t('resources:export')}
            </Button>
            <Button look="primary" kbd={keyCap('KeyN')} reason={editReason} onClick={add}>
              {t('resources:add')}
            </Button>
          </>
        }
      />
      <ListFilters
        items={list.data?.items ?? NO_ITEMS}
        search={search}
        searchBox={searchBox}
        shown={
          list.data && (
            <>
              {pinyin.state !== 'ready' && <span className={styles.pinyin}>{t(`resources:pinyin.${pinyin.state}`)}</span>}
              {t('resources:shown', { shown: formatCount(rows.length), total: formatCount(total) })}
            </>
          )
        }
        onChange={change}
        onChoose={choose}
        onClear={clear}
      />
      <LateNotice items={list.data?.items ?? []} />
      {list.error && list.data && list.error.code !== 'network.unreachable' && (
        <Banner
          kind="notice"
          title={t('resources:old', { problem: t(`terms:problem.${list.error.code}`) })}
          detail={<WhenOf at={list.data.at} />}
          actions={<Button onClick={() => void list.refetch()}>{t('common:action.retry')}</Button>}
        />
      )}
      <div className={styles.body}>
        {list.data ? (
          <ResourceTable
            rows={rows}
            search={search}
            isSearching={pinyin.state === 'loading'}
            total={total}
            onChange={change}
            onClear={clear}
            onAdd={add}
          />
        ) : list.error ? (
          <ErrorState
            what={t('resources:what')}
            failure={list.error}
            at={stationTime(list.errorUpdatedAt)}
            onRetry={() => void list.refetch()}
          />
        ) : (
          <LoadingState what={t('resources:what')} />
        )}
      </div>
    </>
  );
}

function WhenOf({ at }: { readonly at: number }) {
  const { t } = useTranslation('common');
  return t('state.error.old', { at: formatWhen(at, useNow()) });
}

/** How many are late or stale, whatever is filtered; nothing where all are fresh. */
function LateNotice({ items }: { readonly items: Parameters<typeof staleCounts>[0] }) {
  const { t } = useTranslation('resources');
  const { late, stale } = staleCounts(items, useNow());
  const navigate = route.useNavigate();
  const mayReadHealth = useCan('health.read');
  const isLost = useIsLost();
  if (stale === 0 || isLost) return null;
  return (
    <Banner
      kind="late"
      title={t('late.title', { stale: formatCount(stale), late: formatCount(late) })}
      actions={mayReadHealth && <Button onClick={() => void navigate({ to: '/health' })}>{t('late.health')}</Button>}
    />
  );
}
