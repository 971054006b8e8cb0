import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Discovery } from '../../../../shared/contracts/discovery.ts';
import { Banner } from '../../../components/Banner/Banner.tsx';
import { Button } from '../../../components/Button/Button.tsx';
import { SearchInput } from '../../../components/Input/Input.tsx';
import { FilterBar } from '../../../components/Page/Page.tsx';
import { Segmented } from '../../../components/Segmented/Segmented.tsx';
import { ErrorState, LoadingState } from '../../../components/StateBlock/StateBlock.tsx';
import { stationTime } from '../../../lib/clock.ts';
import { formatCount } from '../../../lib/format.ts';
import { useKeys } from '../../../lib/keys.ts';
import { saveText } from '../../../lib/platform.ts';
import common from '../discovery.module.css';
import { countOf, failureText, reviewCsv, shownRows, total } from '../model.ts';
import { candidatesQuery } from '../queries.ts';
import { type ReviewSearch, VIEWS, type View } from '../search.ts';
import { BulkBar } from './BulkBar.tsx';
import styles from './batch.module.css';
import { CandidateDrawer } from './CandidateDrawer.tsx';
import { ReviewTable } from './ReviewTable.tsx';
import { useReviewActions } from './useReviewActions.ts';

const route = getRouteApi('/shell/discovery/$id');

/** The rows of a batch with filter, keys, a bar for many and a drawer for one. */
export function ReviewRows({ run }: { readonly run: Discovery }) {
  const { t } = useTranslation(['discovery', 'common', 'terms']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: Partial<ReviewSearch>) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const rows = useQuery(candidatesQuery(run.id, run.version));
  const all = useMemo(() => rows.data ?? [], [rows.data]);
  const shown = useMemo(() => shownRows(all, search), [all, search]);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const box = useRef<HTMLInputElement>(null);
  const selected = all.find(({ id }) => id === search.row) ?? null;
  const actions = useReviewActions({ run, rows: all, shown, selected, ticked, onTicked: setTicked, onSelect: (row) => change({ row }) });
  const view: View = search.view ?? 'open';
  const group = t('discovery:title');
  useKeys([
    { id: 'discovery.search', keys: 'Slash', title: t('discovery:key.search'), group, run: () => box.current?.focus() },
    {
      id: 'discovery.clear',
      keys: 'Digit0',
      title: t('common:action.clearFilter'),
      group,
      run: () => change({ q: undefined, view: undefined }),
    },
    { id: 'discovery.close', keys: 'Escape', title: t('common:action.close'), group, run: () => change({ row: undefined }) },
  ]);
  const file = () => void saveText(`${t('discovery:export.file', { number: run.number })}.csv`, reviewCsv(shown, t));
  return (
    <>
      <div className={styles.main}>
        <FilterBar
          label={t('discovery:filters')}
          shown={rows.data && t('discovery:shown', { shown: formatCount(shown.length), total: formatCount(total(run.rows)) })}
        >
          <Segmented
            label={t('discovery:filters')}
            value={view}
            onChange={(next) => change({ view: next === 'open' ? undefined : next })}
            segments={VIEWS.filter((one) => one === 'open' || one === 'all' || one === view || countOf(run, one) > 0).map((one) => ({
              value: one,
              label:
                one === 'open' || one === 'all'
                  ? t(`discovery:view.${one}`, { n: countOf(run, one) })
                  : t('discovery:view.verdict', { verdict: t(`discovery:verdict.${one}`), n: countOf(run, one) }),
            }))}
          />
          <SearchInput
            ref={box}
            label={t('discovery:search')}
            placeholder={t('discovery:search.placeholder')}
            value={search.q ?? ''}
            onChange={(q) => change({ q: q || undefined })}
            kbd="/"
            width={200}
          />
          <Button reason={shown.length === 0 ? t('discovery:export.none') : null} reasonAt="hidden" onClick={file}>
            {t('discovery:export.rows')}
          </Button>
        </FilterBar>
        {actions.failure && <Banner kind="notice" title={failureText(t, actions.failure)} />}
        <div className={common.table}>
          {rows.data ? (
            <ReviewTable run={run} rows={shown} search={search} ticked={ticked} onTick={actions.tick} onChange={change} />
          ) : rows.error ? (
            <ErrorState
              what={t('discovery:what.rows')}
              failure={rows.error}
              at={stationTime(rows.errorUpdatedAt)}
              onRetry={() => void rows.refetch()}
            />
          ) : (
            <LoadingState what={t('discovery:what.rows')} />
          )}
        </div>
        {rows.data && <BulkBar run={run} rows={all} shown={shown} ticked={ticked} onTicked={setTicked} actions={actions} />}
      </div>
      {selected && (
        <CandidateDrawer key={selected.id} run={run} row={selected} actions={actions} onClose={() => change({ row: undefined })} />
      )}
    </>
  );
}
