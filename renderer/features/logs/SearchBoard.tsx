import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from '../../../shared/domain/id.ts';
import { parseLogQuery } from '../../../shared/domain/log/parse.ts';
import { Banner } from '../../components/Banner/Banner.tsx';
import { Button } from '../../components/Button/Button.tsx';
import { ErrorState, LoadingState } from '../../components/StateBlock/StateBlock.tsx';
import { stationClock, stationTime } from '../../lib/clock.ts';
import { useKeys } from '../../lib/keys.ts';
import { useIsLost } from '../../lib/liveClient.ts';
import { ExportMenu } from './ExportMenu.tsx';
import { FacetList } from './FacetList.tsx';
import { Histogram } from './Histogram.tsx';
import { LogDetail } from './LogDetail.tsx';
import { LogTable } from './LogTable.tsx';
import styles from './logs.module.css';
import { type LogsSearch, spanOf, toggled } from './model.ts';
import { countsQuery, logsQuery } from './queries.ts';
import { SearchBar } from './SearchBar.tsx';
import { SearchSummary } from './SearchSummary.tsx';
import { SavedSearches } from './saved/SavedSearches.tsx';

const route = getRouteApi('/shell/logs');
const TYPING_MS = 200;
/** Up to when the page asked last, whichever way it was left. */
let lastAsOf: Instant | null = null;

/** A value that holds still until nobody has changed it for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** Search: box, time, facets, histogram, lines, and one line whole. */
export function SearchBoard() {
  const { t } = useTranslation(['logs', 'common', 'terms']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const box = useRef<HTMLInputElement>(null);
  const isLost = useIsLost();
  // While the station is away there is nothing newer than what was asked last.
  const [asOf, setAsOf] = useState(() => (isLost && lastAsOf !== null ? lastAsOf : stationClock.now()));
  useEffect(() => {
    lastAsOf = asOf;
  }, [asOf]);
  const q = useSettled(search.q ?? '');
  const span = spanOf(search, asOf);
  const [problem] = useMemo(() => parseLogQuery(q).problems, [q]);
  const isAsked = problem === undefined;
  const list = useInfiniteQuery({ ...logsQuery(q, span), enabled: isAsked });
  const counts = useQuery({ ...countsQuery(q, span), enabled: isAsked });
  const lines = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const shown = useDeferredValue(lines);

  const change = (next: Partial<LogsSearch>) => {
    setAsOf(stationClock.now());
    void navigate({ search: (old) => ({ ...old, n: undefined, ...next }), replace: true });
  };
  const select = (n: number | undefined) => void navigate({ search: (old) => ({ ...old, n }), replace: true });
  const isCut = list.data?.pages.at(-1)?.isFull === false;
  const { fetchNextPage, isFetchingNextPage, isFetching } = list;
  // A page whose time was over before it was full goes on by itself until there is something to see.
  useEffect(() => {
    if (isCut && lines.length < 50 && !isFetching) void fetchNextPage();
  }, [isCut, lines.length, isFetching, fetchNextPage]);

  const group = t('logs:title');
  useKeys([
    { id: 'logs.search', keys: 'Slash', title: t('logs:key.search'), group, run: () => box.current?.focus() },
    {
      id: 'logs.clear',
      keys: 'Digit0',
      title: t('common:action.clearFilter'),
      group,
      run: () => change({ q: undefined, saved: undefined }),
    },
    { id: 'logs.again', keys: 'KeyR', title: t('logs:key.again'), group, run: () => change({}) },
    { id: 'logs.close', keys: 'Escape', title: t('common:action.close'), group, run: () => select(undefined) },
  ]);
  const selected = lines.find(({ number }) => number === search.n) ?? null;
  return (
    <>
      <SearchBar
        ref={box}
        q={search.q ?? ''}
        search={search}
        problem={problem ?? null}
        onChange={change}
        saved={<SavedSearches search={search} onChange={change} />}
        actions={<ExportMenu query={q} span={span} isEmpty={lines.length === 0} />}
      />
      {list.error && list.data && (
        <Banner
          kind="notice"
          title={t('logs:old', { problem: t(`terms:problem.${list.error.code}`) })}
          actions={<Button onClick={() => change({})}>{t('common:action.retry')}</Button>}
        />
      )}
      <div className={styles.body}>
        <FacetList
          counts={counts.data ?? null}
          q={search.q ?? ''}
          onToggle={(field, value) => change({ q: toggled(search.q ?? '', field, value) })}
        />
        <div className={styles.main}>
          <SearchSummary
            q={q}
            counts={counts.data ?? null}
            isCounting={counts.isFetching}
            list={list.data?.pages ?? []}
            asOf={asOf}
            isFixed={search.from !== undefined}
          />
          <Histogram
            counts={counts.data ?? null}
            span={span}
            selectedAt={selected?.receivedAt ?? null}
            onPick={({ from, to }) => change({ from, to, period: undefined })}
          />
          {list.data ? (
            <LogTable
              lines={shown}
              q={q}
              selected={search.n ?? null}
              onSelect={select}
              onEnd={() => list.hasNextPage && !isFetchingNextPage && void fetchNextPage()}
              isMore={list.hasNextPage}
              isLoadingMore={isFetchingNextPage}
              isFiltered={q !== ''}
              onClear={() => change({ q: undefined, saved: undefined })}
            />
          ) : list.error ? (
            <ErrorState what={t('logs:what')} failure={list.error} at={stationTime(list.errorUpdatedAt)} onRetry={() => change({})} />
          ) : (
            <LoadingState what={t('logs:what')} />
          )}
          {selected && <LogDetail line={selected} q={search.q ?? ''} onChange={change} onClose={() => select(undefined)} />}
        </div>
      </div>
    </>
  );
}
