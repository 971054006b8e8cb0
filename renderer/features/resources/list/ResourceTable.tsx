import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import { Age } from '../../../components/Age/Age.tsx';
import { Button } from '../../../components/Button/Button.tsx';
import { type Column, DataTable, type RowLook } from '../../../components/DataTable/DataTable.tsx';
import { SimulatedTag } from '../../../components/ResourceName/ResourceName.tsx';
import { SeverityMark } from '../../../components/SeverityMark/SeverityMark.tsx';
import { FilteredState, StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import { Tag } from '../../../components/Tag/Tag.tsx';
import { useNow } from '../../../lib/clock.ts';
import { formatCount, formatNumber, formatWhen } from '../../../lib/format.ts';
import { useIsLost } from '../../../lib/liveClient.ts';
import { useStation } from '../../../lib/session.ts';
import styles from './list.module.css';
import { figureOf, isFiltered, isSilent, type ListSearch, nextSort, SORT_KEYS } from './listModel.ts';
import { useConditions } from './useConditions.ts';

export interface ResourceTableProps {
  readonly rows: readonly Resource[];
  readonly search: ListSearch;
  /** What is found by pinyin is still to come: no rows does not mean that nothing fits. */
  readonly isSearching: boolean;
  /** Without the filter. */
  readonly total: number;
  readonly onChange: (next: Partial<ListSearch>) => void;
  readonly onClear: () => void;
  readonly onAdd: () => void;
}

/** Rows of 28 px: mark, name, kind, place, newest figures, age. Enter opens. */
export function ResourceTable({ rows, search, isSearching, total, onChange, onClear, onAdd }: ResourceTableProps) {
  const { t } = useTranslation('resources');
  const navigate = useNavigate();
  const now = useNow();
  const isLost = useIsLost();
  const columns = useColumns();
  const conditions = useConditions(search);
  const items = useMemo(() => rows.map((row) => ({ kind: 'row' as const, id: row.id, row })), [rows]);
  const look = (row: Resource): RowLook => {
    if (row.retiredAt !== null) return { quiet: true };
    return { stale: isLost || isSilent(row, now) };
  };
  const sort = (columnId: string) => {
    const key = SORT_KEYS.find((one) => one === columnId);
    if (key) onChange(nextSort(search, key));
  };
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      items={items}
      selectedId={search.selected ?? null}
      onSelect={(selected) => onChange({ selected })}
      onOpen={(id) => void navigate({ to: '/resources/$id', params: { id } })}
      look={look}
      onSort={sort}
      {...(search.sort ? { sorting: { columnId: search.sort, direction: search.desc ? 'descending' : 'ascending' } } : {})}
      empty={
        isSearching ? (
          <p className={styles.searching}>{t('pinyin.loading')}</p>
        ) : isFiltered(search) ? (
          <FilteredState
            title={t('filtered.title')}
            conditions={conditions}
            unfiltered={t('filtered.total', { total: formatCount(total) })}
            onClear={onClear}
            kbd="0"
          />
        ) : (
          <Empty onAdd={onAdd} />
        )
      }
    />
  );
}

function Empty({ onAdd }: { readonly onAdd: () => void }) {
  const { t } = useTranslation('resources');
  const station = useStation();
  return (
    <StateBlock
      icon="box"
      title={t('empty.title')}
      actions={
        <Button look="primary" onClick={onAdd}>
          {t('add')}
        </Button>
      }
    >
      <p>{t('empty.next')}</p>
      <p>{t('empty.host', { station: station?.name ?? '' })}</p>
    </StateBlock>
  );
}

function useColumns(): readonly Column<Resource>[] {
  const { t } = useTranslation(['resources', 'terms', 'common']);
  return useMemo(() => {
    const percent = (value: number) => `${formatNumber(value, 0)} %`;
    return [
      {
        id: 'worst',
        title: t('resources:column.worst'),
        width: '48px',
        render: ({ worst }) => worst !== null && <SeverityMark level={worst} />,
      },
      {
        id: 'name',
        title: t('resources:column.name'),
        width: 'minmax(200px, 320px)',
        sortable: true,
        render: (row) => <Name row={row} />,
      },
      {
        id: 'class',
        title: t('resources:column.class'),
        width: '96px',
        tone: 'meta',
        sortable: true,
        render: (row) => t(`terms:class.${row.resourceClass}`),
      },
      {
        id: 'importance',
        title: t('resources:column.importance'),
        width: '72px',
        tone: 'meta',
        sortable: true,
        render: (row) => t(`terms:importance.${row.importance}`),
      },
      {
        id: 'address',
        title: t('resources:column.address'),
        width: 'minmax(120px, 240px)',
        tone: 'meta',
        sortable: true,
        render: (row) => row.address,
      },
      {
        id: 'location',
        title: t('resources:column.location'),
        width: 'minmax(120px, 200px)',
        tone: 'meta',
        sortable: true,
        render: (row) => row.location,
      },
      { id: 'domain', title: t('resources:column.domain'), width: 'minmax(100px, 200px)', tone: 'meta', render: (row) => row.domain },
      { id: 'reachable', title: t('resources:column.reachable'), width: '72px', render: (row) => <Reachable row={row} /> },
      {
        id: 'cpu',
        title: t('resources:column.cpu'),
        width: '76px',
        align: 'end',
        sortable: true,
        render: (row) => <Figure row={row} of="cpu" format={percent} />,
      },
      {
        id: 'memory',
        title: t('resources:column.memory'),
        width: '76px',
        align: 'end',
        sortable: true,
        render: (row) => <Figure row={row} of="memory" format={percent} />,
      },
      {
        id: 'rtt',
        title: t('resources:column.rtt'),
        width: '92px',
        align: 'end',
        sortable: true,
        render: (row) => <Figure row={row} of="rttMs" format={(value) => `${formatNumber(value, 2)} ms`} />,
      },
      {
        id: 'alarms',
        title: t('resources:column.alarms'),
        width: '64px',
        align: 'end',
        render: (row) => (row.activeAlarms === 0 ? '' : formatCount(row.activeAlarms)),
      },
      {
        id: 'age',
        title: t('resources:column.age'),
        width: '96px',
        align: 'end',
        tone: 'meta',
        sortable: true,
        render: (row) => <RowAge row={row} />,
      },
    ];
  }, [t]);
}

function Name({ row }: { readonly row: Resource }) {
  const { t } = useTranslation('resources');
  return (
    <>
      <Link to="/resources/$id" params={{ id: row.id }} tabIndex={-1} onClick={(event) => event.stopPropagation()}>
        {row.name}
      </Link>
      {row.isSimulated && (
        <>
          {' '}
          <SimulatedTag />
        </>
      )}
      {row.isLocal && (
        <>
          {' '}
          <Tag>{t('local')}</Tag>
        </>
      )}
      {row.retiredAt !== null && (
        <>
          {' '}
          <Tag look="dashed">{t('retired')}</Tag>
        </>
      )}
    </>
  );
}

/** Whether it answers, in words: a colour would say it twice with the mark. */
function Reachable({ row }: { readonly row: Resource }) {
  const { t } = useTranslation('common');
  if (row.retiredAt !== null || row.checks.length === 0) return null;
  if (row.reachable === null) return <span className="meta">{t('value.unknown')}</span>;
  return row.reachable ? <span className="meta">{t('value.up')}</span> : <b>{t('value.down')}</b>;
}

interface FigureProps {
  readonly row: Resource;
  readonly of: 'cpu' | 'memory' | 'rttMs';
  readonly format: (value: number) => string;
}

function Figure({ row, of, format }: FigureProps) {
  const { t } = useTranslation('common');
  const value = figureOf(row, of, useNow());
  if (value !== null) return format(value);
  return row[of] === null ? null : <span className="meta">{t('value.unknown')}</span>;
}

function RowAge({ row }: { readonly row: Resource }) {
  const now = useNow();
  if (row.retiredAt !== null) return formatWhen(row.retiredAt, now);
  return <Age at={row.checkedAt} intervalMs={row.effectiveIntervalS * 1000} />;
}
