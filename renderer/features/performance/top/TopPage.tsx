import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TopPlace, TopRanking } from '../../../../shared/contracts/performance.ts';
import { Banner } from '../../../components/Banner/Banner.tsx';
import { Button } from '../../../components/Button/Button.tsx';
import { qualitiesText, sampleWord } from '../../../components/Chart/index.ts';
import { PageHead } from '../../../components/Page/Page.tsx';
import { DeniedState, ErrorState, LoadingState, StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import { stationClock, stationTime, useNow } from '../../../lib/clock.ts';
import { formatCount, formatDateTime, formatWhen } from '../../../lib/format.ts';
import { useKeys } from '../../../lib/keys.ts';
import { saveText } from '../../../lib/platform.ts';
import { useCan } from '../../../lib/session.ts';
import { keyOf } from '../model.ts';
import styles from '../performance.module.css';
import { useTop } from '../queries.ts';
import { Views } from '../Views.tsx';
import { metricName } from '../words.ts';
import { TopFilters } from './TopFilters.tsx';
import { TopTable } from './TopTable.tsx';
import { questionOf, type TopSearch, topCsv } from './topModel.ts';

const route = getRouteApi('/shell/performance/top');

/** TopN: the highest series of one metric among the monitored resources, now or over a stretch. */
export function TopPage() {
  const { t } = useTranslation(['performance', 'terms', 'common']);
  const { t: ofChart } = useTranslation(['chart', 'terms']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayRead = useCan('metric.read');
  const question = questionOf(search);
  const refreshS = search.refresh ?? 60;
  const top = useTop(question, refreshS === 0 ? false : refreshS * 1000);
  const change = (next: Partial<TopSearch>) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  useKeys([
    {
      id: 'performance.curves',
      keys: 'KeyN',
      title: t('performance:key.curves'),
      group: t('performance:title'),
      run: () => void navigate({ to: '/performance' }),
    },
  ]);
  if (!mayRead) {
    return (
      <>
        <PageHead title={t('performance:title')} />
        <DeniedState permission="metric.read" />
      </>
    );
  }
  const ranking = top.data;
  const save = () => {
    if (!ranking) return;
    const head = (['rank', 'resource', 'component', 'value'] as const).map((column) => t(`performance:top.${column}`));
    const more = [t('performance:csv.at'), ...t('performance:top.samples').split(' / '), t('performance:csv.quality')];
    const wordOf = ({ value, doubts }: TopPlace) =>
      doubts.length === 0 ? sampleWord(ofChart, value, undefined) : qualitiesText(ofChart, doubts);
    const date = formatDateTime(stationClock.now()).replaceAll(':', '');
    void saveText(
      `${t('performance:top.file', { metric: metricName(ranking.metric), date })}.csv`,
      topCsv([...head, ...more], ranking, wordOf),
    );
  };
  return (
    <>
      <PageHead
        title={t('performance:title')}
        views={<Views here="top" />}
        meta={ranking && <Meta ranking={ranking} />}
        actions={
          <Button reason={ranking && ranking.items.length > 0 ? null : t('performance:top.empty.title')} onClick={save}>
            {t('performance:export')}
          </Button>
        }
      />
      <TopFilters search={search} question={question} refreshS={refreshS} onChange={change} onRefresh={() => void top.refetch()} />
      {top.error && ranking && top.error.code !== 'network.unreachable' && (
        <Banner
          kind="notice"
          title={t('performance:top.old', { problem: t(`terms:problem.${top.error.code}`) })}
          detail={t('common:state.error.old', { at: formatDateTime(ranking.at) })}
          actions={<Button onClick={() => void top.refetch()}>{t('common:action.retry')}</Button>}
        />
      )}
      {ranking && ranking.silent > 0 && <Banner kind="late" title={t('performance:top.silent.title', { count: ranking.silent })} />}
      <div className={styles.top}>
        {!ranking ? (
          top.error ? (
            <ErrorState
              what={t('performance:what')}
              failure={top.error}
              at={stationTime(top.errorUpdatedAt)}
              onRetry={() => void top.refetch()}
            />
          ) : (
            <LoadingState what={t('performance:what')} />
          )
        ) : ranking.items.length === 0 ? (
          <StateBlock icon="pulse" title={t('performance:top.empty.title')}>
            <p>{t('performance:top.empty.text', { metric: metricName(ranking.metric) })}</p>
          </StateBlock>
        ) : (
          <TopTable
            ranking={ranking}
            isAnother={top.isPlaceholderData}
            onOpen={({ resourceId, component }) =>
              void navigate({
                to: '/performance',
                search: {
                  s: [keyOf({ resourceId, metric: ranking.metric, component })],
                  period: question.period === 'now' ? '24h' : question.period,
                },
              })
            }
          />
        )}
      </div>
    </>
  );
}

function Meta({ ranking }: { readonly ranking: TopRanking }) {
  const { t } = useTranslation('performance');
  const now = useNow();
  const { from, at, ranked, items } = ranking;
  return (
    <>
      {t('top.counted', { ranked: formatCount(ranked), shown: items.length })}
      {' · '}
      {from === null ? t('top.now') : t('top.since', { from: formatWhen(from, now), to: formatWhen(at, now) })}
    </>
  );
}
