import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../../components/Banner/Banner.tsx';
import { Button } from '../../components/Button/Button.tsx';
import { Chip } from '../../components/Chip/Chip.tsx';
import { SearchInput, Select } from '../../components/Input/Input.tsx';
import { FilterBar, PageHead } from '../../components/Page/Page.tsx';
import { DeniedState, ErrorState, LoadingState } from '../../components/StateBlock/StateBlock.tsx';
import { stationTime } from '../../lib/clock.ts';
import { formatCount } from '../../lib/format.ts';
import { useKeys } from '../../lib/keys.ts';
import { useCan } from '../../lib/session.ts';
import { AuditDrawer } from './AuditDrawer.tsx';
import { AuditTable } from './AuditTable.tsx';
import styles from './audit.module.css';
import { ChainPanel } from './ChainPanel.tsx';
import { ExportButtons } from './ExportButtons.tsx';
import { ACTIONS, type AuditSearch, isFiltered, PERIODS, type Period } from './model.ts';
import { actionName } from './names.ts';
import { auditQuery } from './queries.ts';

const route = getRouteApi('/shell/audit');
const NO_FILTER: AuditSearch = { q: undefined, action: undefined, result: undefined, period: undefined };
const PERIOD_NAMES = Object.keys(PERIODS) as Period[];

/** 审计: the chain, its state, and every record with before and after. Read only, for everybody. */
export function AuditPage() {
  const { t } = useTranslation('audit');
  return useCan('audit.read') ? (
    <Loaded />
  ) : (
    <>
      <PageHead title={t('title')} />
      <DeniedState permission="audit.read" />
    </>
  );
}

function Loaded() {
  const { t } = useTranslation(['audit', 'common', 'terms']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(auditQuery(search));
  const box = useRef<HTMLInputElement>(null);
  const records = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const first = list.data?.pages[0];
  const change = (next: Partial<AuditSearch>) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const group = t('audit:title');
  useKeys([
    { id: 'audit.search', keys: 'Slash', title: t('audit:key.search'), group, run: () => box.current?.focus() },
    { id: 'audit.clear', keys: 'Digit0', title: t('common:action.clearFilter'), group, run: () => change(NO_FILTER) },
    { id: 'audit.close', keys: 'Escape', title: t('common:action.close'), group, run: () => change({ seq: undefined }) },
  ]);
  return (
    <>
      <PageHead
        title={t('audit:title')}
        meta={t('audit:meta')}
        actions={<ExportButtons search={search} matching={first?.matching ?? 0} />}
      />
      <ChainPanel />
      <FilterBar
        label={t('audit:filters')}
        shown={
          first &&
          t('audit:shown', { shown: formatCount(records.length), matching: formatCount(first.matching), total: formatCount(first.total) })
        }
      >
        <SearchInput
          ref={box}
          label={t('audit:search')}
          placeholder={t('audit:search.placeholder')}
          value={search.q ?? ''}
          onChange={(q) => change({ q: q || undefined })}
          kbd="/"
        />
        {PERIOD_NAMES.map((period) => (
          <Chip
            key={period}
            isOn={search.period === period}
            onToggle={() => change({ period: search.period === period ? undefined : period })}
          >
            {t(`audit:period.${period}`)}
          </Chip>
        ))}
        <Select
          label={t('audit:filter.action')}
          value={search.action ?? ''}
          onChange={(action) => change({ action: action || undefined })}
          options={[{ value: '', label: t('common:action.all') }, ...actionOptions(search.action)]}
        />
        <Select
          label={t('audit:filter.result')}
          value={search.result ?? ''}
          onChange={(result) => change({ result: result || undefined })}
          options={[
            { value: '' as const, label: t('common:action.all') },
            { value: 'done' as const, label: t('audit:result.done') },
            { value: 'refused' as const, label: t('audit:result.refused') },
          ]}
        />
        {isFiltered(search) && (
          <Button look="quiet" kbd="0" onClick={() => change(NO_FILTER)}>
            {t('common:action.clearFilter')}
          </Button>
        )}
      </FilterBar>
      {list.error && first && (
        <Banner
          kind="notice"
          title={t('audit:old', { problem: t(`terms:problem.${list.error.code}`) })}
          actions={<Button onClick={() => void list.refetch()}>{t('common:action.retry')}</Button>}
        />
      )}
      <div className={styles.body}>
        <div className={styles.list}>
          {first ? (
            <AuditTable
              records={records}
              search={search}
              total={first.total}
              onChange={change}
              onClear={() => change(NO_FILTER)}
              hasMore={list.hasNextPage}
              isLoadingMore={list.isFetchingNextPage}
              onMore={() => void list.fetchNextPage()}
            />
          ) : list.error ? (
            <ErrorState
              what={t('audit:what')}
              failure={list.error}
              at={stationTime(list.errorUpdatedAt)}
              onRetry={() => void list.refetch()}
            />
          ) : (
            <LoadingState what={t('audit:what')} />
          )}
        </div>
        {search.seq !== undefined && (
          <AuditDrawer
            key={search.seq}
            seq={search.seq}
            known={records.find((record) => record.seq === search.seq) ?? null}
            onGo={(seq) => change({ seq })}
            onClose={() => change({ seq: undefined })}
          />
        )}
      </div>
    </>
  );
}

/** Every action by its name; one in the address that this version does not know is listed as well. */
function actionOptions(chosen: string | undefined) {
  const ids = chosen === undefined || ACTIONS.includes(chosen) ? ACTIONS : [chosen, ...ACTIONS];
  return ids.map((value) => ({ value, label: actionName(value) }));
}
