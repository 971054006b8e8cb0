import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseLogQuery } from '../../../shared/domain/log/parse.ts';
import { Banner } from '../../components/Banner/Banner.tsx';
import { Button } from '../../components/Button/Button.tsx';
import { ErrorState, LoadingState } from '../../components/StateBlock/StateBlock.tsx';
import { stationTime } from '../../lib/clock.ts';
import { formatCount, formatTime } from '../../lib/format.ts';
import { useKeys } from '../../lib/keys.ts';
import { LogDetail } from './LogDetail.tsx';
import { LogTable } from './LogTable.tsx';
import styles from './logs.module.css';
import type { LogsSearch } from './model.ts';
import { TAIL_KEPT, tailQuery } from './queries.ts';
import { SearchBar } from './SearchBar.tsx';

const route = getRouteApi('/shell/logs');
const TYPING_MS = 300;

/** What comes, as it comes, newest first; Space holds it still. */
export function TailBoard() {
  const { t } = useTranslation(['logs', 'common', 'terms']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const box = useRef<HTMLInputElement>(null);
  const [isPaused, setIsPaused] = useState(false);
  const [q, setQ] = useState(search.q ?? '');
  useEffect(() => {
    const timer = setTimeout(() => setQ(search.q ?? ''), TYPING_MS);
    return () => clearTimeout(timer);
  }, [search.q]);
  const [problem] = useMemo(() => parseLogQuery(q).problems, [q]);
  const tail = useQuery(tailQuery(q, isPaused || problem !== undefined));
  const change = (next: Partial<LogsSearch>) => void navigate({ search: (old) => ({ ...old, n: undefined, ...next }), replace: true });
  const leave = (next: Partial<LogsSearch>) => change({ view: undefined, ...next });
  const group = t('logs:title');
  useKeys([
    { id: 'logs.search', keys: 'Slash', title: t('logs:key.search'), group, run: () => box.current?.focus() },
    { id: 'logs.pause', keys: 'Space', title: t('logs:key.pause'), group, run: () => setIsPaused((old) => !old) },
    { id: 'logs.clear', keys: 'Digit0', title: t('common:action.clearFilter'), group, run: () => change({ q: undefined }) },
    { id: 'logs.close', keys: 'Escape', title: t('common:action.close'), group, run: () => change({ n: undefined }) },
  ]);
  const lines = tail.data?.lines ?? [];
  const selected = lines.find(({ number }) => number === search.n) ?? null;
  return (
    <>
      <SearchBar
        ref={box}
        q={search.q ?? ''}
        search={search}
        problem={problem ?? null}
        onChange={change}
        actions={
          <Button look={isPaused ? 'primary' : 'plain'} kbd={t('logs:key.space')} onClick={() => setIsPaused(!isPaused)}>
            {t(isPaused ? 'logs:action.follow' : 'logs:action.pause')}
          </Button>
        }
      />
      {tail.error && tail.data && (
        <Banner
          kind="notice"
          title={t('logs:old', { problem: t(`terms:problem.${tail.error.code}`) })}
          actions={<Button onClick={() => void tail.refetch()}>{t('common:action.retry')}</Button>}
        />
      )}
      <div className={styles.body}>
        <div className={styles.main}>
          <div className={styles.summary} role="status">
            <strong>{t(isPaused ? 'logs:tail.paused' : 'logs:tail.following')}</strong>
            {tail.data && (
              <span>
                {t('logs:tail.shown', { shown: formatCount(lines.length), most: formatCount(TAIL_KEPT) })}
                {t('logs:tail.asOf', { at: formatTime(stationTime(tail.dataUpdatedAt)) })}
              </span>
            )}
            {(tail.data?.gaps ?? 0) > 0 && <b>{t('logs:tail.gaps', { n: tail.data?.gaps ?? 0 })}</b>}
          </div>
          {tail.data ? (
            <LogTable
              lines={lines}
              q={q}
              selected={search.n ?? null}
              onSelect={(n) => change({ n })}
              isFiltered={q !== ''}
              onClear={() => change({ q: undefined })}
            />
          ) : tail.error ? (
            <ErrorState
              what={t('logs:what')}
              failure={tail.error}
              at={stationTime(tail.errorUpdatedAt)}
              onRetry={() => void tail.refetch()}
            />
          ) : (
            <LoadingState what={t('logs:what')} />
          )}
          {selected && <LogDetail line={selected} q={q} onChange={leave} onClose={() => change({ n: undefined })} />}
        </div>
      </div>
    </>
  );
}
