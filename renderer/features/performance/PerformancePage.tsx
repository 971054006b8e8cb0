import { useQueries } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Resource } from '../../../shared/contracts/resources.ts';
import { PERIODS } from '../../../shared/domain/metric/period.ts';
import { CursorBar, CursorProvider } from '../../components/Chart/index.ts';
import { PageHead } from '../../components/Page/Page.tsx';
import { DeniedState, StateBlock } from '../../components/StateBlock/StateBlock.tsx';
import { useKeys } from '../../lib/keys.ts';
import { useCan } from '../../lib/session.ts';
import { useResources } from '../resources/index.ts';
import { Boards } from './boards/Boards.tsx';
import { Curves } from './Curves.tsx';
import { ExportButton } from './ExportButton.tsx';
import { hindranceOf, keyOf, type PerformanceSearch, seriesOf, viewOf } from './model.ts';
import { Picker } from './Picker.tsx';
import styles from './performance.module.css';
import { summaryQuery, type Window } from './queries.ts';
import { SummaryTable } from './SummaryTable.tsx';
import { Toolbar } from './Toolbar.tsx';
import { useTitles } from './useTitles.ts';
import { Views } from './Views.tsx';

const route = getRouteApi('/shell/performance');
const NO_RESOURCES: readonly Resource[] = [];

/** 性能: any series side by side, what they come to, and where they go. The URL is the whole state. */
export function PerformancePage() {
  const { t } = useTranslation('performance');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayRead = useCan('metric.read');
  const mayFind = useCan('resource.read');
  const resources = useResources(false);
  const searchBox = useRef<HTMLInputElement>(null);
  const view = viewOf(search);
  const series = seriesOf(search);
  const focus = Math.min(search.focus ?? 0, Math.max(0, series.length - 1));
  const { period, from, to, refreshS } = view;
  const length = period === 'own' ? null : period;
  const window = useMemo<Window>(
    () => (length === null ? { from: from ?? 0, to: to ?? 1 } : { lastMs: PERIODS[length] }),
    [length, from, to],
  );
  const refreshMs = refreshS === 0 ? false : refreshS * 1000;
  const summaries = useQueries({
    queries: series.map((one) => ({ ...summaryQuery(one, window, refreshMs), enabled: mayRead })),
  });
  const titles = useTitles(series, resources.data?.items ?? NO_RESOURCES);

  const change = (next: Partial<PerformanceSearch>) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const toggle = (key: string) => {
    const keys = series.map(keyOf);
    const place = keys.indexOf(key);
    if (place < 0) change({ s: [...keys, key], focus: keys.length });
    else change({ s: keys.filter((one) => one !== key), focus: focus > place ? focus - 1 : focus });
  };
  useKeys([
    { id: 'performance.find', keys: 'Slash', title: t('key.find'), group: t('title'), run: () => searchBox.current?.focus() },
    { id: 'performance.top', keys: 'KeyN', title: t('key.top'), group: t('title'), run: () => void navigate({ to: '/performance/top' }) },
  ]);

  if (!mayRead) {
    return (
      <>
        <PageHead title={t('title')} />
        <DeniedState permission="metric.read" />
      </>
    );
  }
  return (
    <>
      <PageHead
        title={t('title')}
        views={<Views here="curves" />}
        meta={series.length > 0 && t('head.count', { count: series.length })}
        actions={
          <>
            <Boards search={search} onChoose={(next) => void navigate({ search: () => next })} onKnow={(board) => change({ board })} />
            <ExportButton series={series} titles={titles} window={window} />
          </>
        }
      />
      <Toolbar view={view} onChange={change} onRefresh={() => summaries.forEach((one) => void one.refetch())} />
      <div className={styles.layout}>
        {mayFind && (
          <Picker
            resources={resources}
            chosen={series}
            hindrance={(metric) => hindranceOf(view, metric)}
            searchBox={searchBox}
            onToggle={toggle}
          />
        )}
        <div className={styles.main}>
          {series.length === 0 ? (
            <StateBlock icon="pulse" title={t('empty.title')}>
              <p>{t('empty.text')}</p>
            </StateBlock>
          ) : (
            <CursorProvider>
              <Curves
                view={view}
                series={series}
                titles={titles}
                focus={focus}
                window={window}
                refreshMs={refreshMs}
                summary={summaries[focus]?.data}
                resources={resources.data?.items ?? NO_RESOURCES}
              />
              <CursorBar />
              <SummaryTable
                series={series}
                titles={titles}
                summaries={summaries}
                focus={focus}
                onFocus={(place) => change({ focus: place })}
                onRemove={(one) => toggle(keyOf(one))}
              />
            </CursorProvider>
          )}
        </div>
      </div>
    </>
  );
}
