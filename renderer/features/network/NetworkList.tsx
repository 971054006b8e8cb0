import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetworkCoverage } from '../../../shared/contracts/network.ts';
import { Banner } from '../../components/Banner/Banner.tsx';
import { Button } from '../../components/Button/Button.tsx';
import { type Column, DataTable, type RowLook } from '../../components/DataTable/DataTable.tsx';
import { ErrorState, FilteredState, LoadingState, StateBlock } from '../../components/StateBlock/StateBlock.tsx';
import type { Failure } from '../../lib/api.ts';
import { stationTime, useNow } from '../../lib/clock.ts';
import { formatAge, formatCount } from '../../lib/format.ts';
import { isFiltered, type NetworkSearch, NO_FILTER, sorted, sortingOf, type Tab } from './model.ts';
import styles from './network.module.css';
import type { Page } from './queries.ts';
import { tabName } from './words.ts';

export interface NetworkListProps<Row> {
  readonly tab: Tab;
  readonly search: NetworkSearch;
  readonly list: UseInfiniteQueryResult<{ readonly pages: readonly Page<Row>[] }, Failure>;
  readonly columns: readonly Column<Row>[];
  readonly idOf: (row: Row) => string;
  readonly look?: (row: Row) => RowLook;
  readonly onChange: (next: Partial<NetworkSearch>) => void;
  readonly onOpen: (row: Row) => void;
}

/** One kind of network resource as a list: pages that are fetched as they come into sight, and of what devices it is made. */
export function NetworkList<Row>({ tab, search, list, columns, idOf, look, onChange, onOpen }: NetworkListProps<Row>) {
  const { t } = useTranslation(['network', 'common', 'terms']);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const items = useMemo(() => rows.map((row) => ({ kind: 'row' as const, id: idOf(row), row })), [rows, idOf]);
  const newest = list.data?.pages.at(-1);
  const what = tabName(tab);
  const more = () => {
    if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
  };
  if (!newest)
    return list.error ? (
      <ErrorState what={t('network:what')} failure={list.error} at={stationTime(list.errorUpdatedAt)} onRetry={() => void list.refetch()} />
    ) : (
      <LoadingState what={t('network:what')} />
    );
  return (
    <>
      {list.error && list.error.code !== 'network.unreachable' && (
        <Banner
          kind="notice"
          title={t('common:state.error.kept', { what: t('network:what'), problem: t(`terms:problem.${list.error.code}`) })}
          actions={<Button onClick={() => void list.refetch()}>{t('common:action.retry')}</Button>}
        />
      )}
      <DataTable
        label={t(`network:list.${tab}`)}
        columns={columns}
        items={items}
        selectedId={search.row ?? null}
        onSelect={(row) => onChange({ row })}
        onOpen={(id) => {
          const found = items.find((item) => item.id === id);
          if (found) onOpen(found.row);
        }}
        {...(look && { look })}
        sorting={sortingOf(tab, search)}
        onSort={(column) => onChange(sorted(tab, search, column))}
        onEnd={more}
        empty={
          isFiltered(search) ? (
            <FilteredState
              title={t('network:filtered.title', { what })}
              conditions={t('network:filtered.conditions', { conditions: conditionsOf(search) })}
              unfiltered={t('network:filtered.text')}
              onClear={() => onChange(NO_FILTER)}
              kbd="0"
            />
          ) : (
            <StateBlock icon="switch" title={t('network:empty.title', { what })}>
              <p>{t(newest.coverage.monitored === 0 ? 'network:empty.none' : 'network:empty.text')}</p>
            </StateBlock>
          )
        }
      />
      <footer className={styles.foot}>
        <span>{t('network:shown', { shown: formatCount(rows.length), total: formatCount(newest.total) })}</span>
        <Coverage coverage={newest.coverage} />
        {list.hasNextPage && (
          <span className={styles.more}>
            <Button busy={list.isFetchingNextPage} onClick={more}>
              {t(list.isFetchingNextPage ? 'network:more.loading' : 'network:more')}
            </Button>
          </span>
        )}
      </footer>
    </>
  );

  function conditionsOf({ q, state, stay, only, subnet }: NetworkSearch): string {
    return [
      q === undefined ? '' : t('network:condition.text', { text: q }),
      state === undefined ? '' : t(`network:state.${state}`),
      stay === undefined ? '' : t(`network:stay.${stay}`),
      only === undefined ? '' : t(`network:only.${only}`),
      subnet === undefined ? '' : t('network:filter.subnet', { subnet }),
    ]
      .filter((part) => part !== '')
      .join(t('common:list.separator'));
  }
}

const MOST_NAMES = 3;

/** Of how many devices a list is made, how old the oldest of it is, and of which there is more than is taken. */
function Coverage({ coverage: { told, monitored, cut, oldestAt } }: { readonly coverage: NetworkCoverage }) {
  const { t } = useTranslation(['network', 'common']);
  const now = useNow();
  const names = cut
    .slice(0, MOST_NAMES)
    .map(({ name }) => name)
    .join(t('common:list.separator'));
  return (
    <>
      <span>{t('network:coverage.told', { told: formatCount(told), monitored: formatCount(monitored) })}</span>
      {oldestAt !== null && <span>{t('network:coverage.oldest', { age: formatAge(now - oldestAt) })}</span>}
      {cut.length > 0 && (
        <b>
          {t('network:coverage.cut', {
            names: cut.length > MOST_NAMES ? t('network:coverage.more', { names, count: cut.length }) : names,
          })}
        </b>
      )}
    </>
  );
}
