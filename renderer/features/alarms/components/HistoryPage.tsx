import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SEVERITIES } from '../../../../shared/domain/alarm/severity.ts';
import { Select } from '../../../components/Input/Input.tsx';
import { FilterBar, PageHead } from '../../../components/Page/Page.tsx';
import { DeniedState, ErrorState, FilteredState, LoadingState, StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import { toFailure } from '../../../lib/api.ts';
import { stationClock } from '../../../lib/clock.ts';
import { formatCount, formatTime } from '../../../lib/format.ts';
import { useIsLost } from '../../../lib/liveClient.ts';
import { useCan } from '../../../lib/session.ts';
import { alarmHistoryQuery } from '../queries.ts';
import type { HistorySearch } from '../search.ts';
import { TabSwitch } from './DeskHead.tsx';
import { ExportButton } from './ExportButton.tsx';
import styles from './HistoryPage.module.css';
import { HistoryTable } from './HistoryTable.tsx';
import { SearchText } from './SearchText.tsx';

const route = getRouteApi('/shell/alarms/history');
const PERIODS = ['24', '168', '720'] as const;
const ALL = 'all';

/** Alarms of a period, closed ones too: search, export. */
export function HistoryPage() {
  const mayRead = useCan('alarm.read');
  const { t } = useTranslation('alarms');
  if (mayRead) return <History />;
  return (
    <>
      <PageHead title={t('history.title')} />
      <DeniedState permission="alarm.read" />
    </>
  );
}

function History() {
  const { t } = useTranslation(['alarms', 'terms', 'common']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: Partial<HistorySearch>): void => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const { hours = 24, text, severity } = search;
  const view = { hours, text, severity };
  const query = useInfiniteQuery(alarmHistoryQuery(view));
  const alarms = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const total = query.data?.pages[0]?.total ?? 0;
  const isLost = useIsLost();
  const noExport = isLost
    ? t('common:hindrance.offline')
    : query.data !== undefined
      ? total === 0
        ? t('alarms:history.export.none')
        : null
      : t(query.isError ? 'alarms:summary.failed' : 'alarms:summary.loading');
  const conditions = [
    search.text === undefined ? '' : t('alarms:filter.quoted', { text: search.text }),
    search.severity ? t(`terms:severity.${search.severity}`) : '',
  ]
    .filter(Boolean)
    .join(t('common:list.separator'));
  const all = { value: ALL, label: t('alarms:filter.all') } as const;
  return (
    <>
      <PageHead
        title={t('alarms:history.title')}
        views={<TabSwitch tab="history" />}
        meta={
          query.data &&
          t('alarms:history.count', {
            total: formatCount(total),
            shown: formatCount(alarms.length),
            at: formatTime(query.data.pages[0]?.takenAt ?? stationClock.now()),
          })
        }
        actions={<ExportButton view={view} total={total} reason={noExport} />}
      />
      <FilterBar label={t('alarms:filter.label')}>
        <SearchText text={search.text ?? ''} onChange={(typed) => change({ text: typed || undefined })} />
        <Select
          label={t('alarms:history.period')}
          value={String(search.hours ?? 24)}
          options={PERIODS.map((value) => ({ value: value as string, label: t(`alarms:history.hours.${value}`) }))}
          onChange={(value) => change({ hours: Number(value) as NonNullable<HistorySearch['hours']> })}
        />
        <Select
          label={t('alarms:column.severity')}
          value={search.severity ?? ALL}
          options={[all, ...SEVERITIES.map((value) => ({ value, label: t(`terms:severity.${value}`) }))]}
          onChange={(value) => change({ severity: value === ALL ? undefined : value })}
        />
      </FilterBar>
      <div className={styles.list}>
        {query.data === undefined && query.isPending && <LoadingState what={t('alarms:history.what')} />}
        {query.data === undefined && query.isError && (
          <ErrorState
            what={t('alarms:history.what')}
            failure={toFailure(query.error)}
            at={stationClock.now()}
            onRetry={() => void query.refetch()}
          />
        )}
        {query.data !== undefined && (
          <HistoryTable
            alarms={alarms}
            onEnd={() => {
              if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
            }}
            onOpen={(id) => void navigate({ to: '/alarms', search: { alarm: id } })}
            empty={
              conditions === '' ? (
                <StateBlock icon="bell" title={t('alarms:history.empty')}>
                  <p>{t('alarms:history.empty.detail')}</p>
                </StateBlock>
              ) : (
                <FilteredState
                  title={t('alarms:history.filtered')}
                  conditions={t('alarms:filtered.conditions', { conditions })}
                  unfiltered={t(`alarms:history.hours.${search.hours ?? 24}`)}
                  onClear={() => change({ text: undefined, severity: undefined })}
                />
              )
            }
          />
        )}
      </div>
    </>
  );
}
