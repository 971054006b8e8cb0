import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button.tsx';
import { type Column, DataTable } from '../../components/DataTable/DataTable.tsx';
import { FilteredState, StateBlock } from '../../components/StateBlock/StateBlock.tsx';
import { formatCount, formatTime, formatWeekday } from '../../lib/format.ts';
import styles from './audit.module.css';
import { type AuditRecord, type AuditSearch, isFiltered, withDays } from './model.ts';
import { actionName, actorName, objectName, originName, resultText } from './names.ts';

export interface AuditTableProps {
  readonly records: readonly AuditRecord[];
  readonly search: AuditSearch;
  readonly total: number;
  readonly onChange: (next: Partial<AuditSearch>) => void;
  readonly onClear: () => void;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly onMore: () => void;
}

/** Records by day, newest first; the rest by pages, with an honest count. */
export function AuditTable({ records, search, total, onChange, onClear, hasMore, isLoadingMore, onMore }: AuditTableProps) {
  const { t } = useTranslation(['audit', 'common', 'terms']);
  const columns = useMemo(
    (): readonly Column<AuditRecord>[] => [
      { id: 'seq', title: t('audit:column.seq'), width: '88px', render: ({ seq }) => <span className={styles.seq}>{seq}</span> },
      { id: 'at', title: t('audit:column.at'), width: '88px', tone: 'meta', render: ({ at }) => formatTime(at) },
      { id: 'actor', title: t('audit:column.actor'), width: '120px', render: (record) => actorName(t, record) },
      {
        id: 'origin',
        title: t('audit:column.origin'),
        width: '168px',
        tone: 'meta',
        render: ({ origin }) => originName(t, origin),
      },
      { id: 'action', title: t('audit:column.action'), width: '152px', render: ({ action }) => actionName(action) },
      { id: 'object', title: t('audit:column.object'), width: 'minmax(200px, 480px)', render: objectName },
      {
        id: 'result',
        title: t('audit:column.result'),
        width: 'minmax(96px, 240px)',
        render: (record) => (record.result === 'refused' ? <b>{resultText(t, record)}</b> : resultText(t, record)),
      },
    ],
    [t],
  );
  const items = useMemo(
    () => withDays(records, (day) => t('audit:day', { day, weekday: formatWeekday(Date.parse(`${day}T00:00:00+08:00`)) })),
    [records, t],
  );
  return (
    <>
      <DataTable
        label={t('audit:title')}
        columns={columns}
        items={items}
        selectedId={search.seq === undefined ? null : String(search.seq)}
        onSelect={(id) => onChange({ seq: Number(id) })}
        empty={
          isFiltered(search) ? (
            <FilteredState
              title={t('audit:filtered.title')}
              conditions={conditionsOf()}
              unfiltered={t('audit:filtered.total', { total: formatCount(total) })}
              onClear={onClear}
              kbd="0"
            />
          ) : (
            <StateBlock icon="ledger" title={t('audit:empty.title')}>
              <p>{t('audit:empty.text')}</p>
            </StateBlock>
          )
        }
      />
      <footer className={styles.foot}>
        <span>{t('audit:foot')}</span>
        {hasMore && (
          <Button busy={isLoadingMore} onClick={onMore}>
            {t(isLoadingMore ? 'audit:more.loading' : 'audit:more')}
          </Button>
        )}
      </footer>
    </>
  );

  function conditionsOf(): string {
    const parts = [
      search.q ? t('audit:condition.text', { text: search.q }) : '',
      search.action ? actionName(search.action) : '',
      search.result ? t(`audit:result.${search.result}`) : '',
      search.period ? t(`audit:period.${search.period}`) : '',
    ].filter((part) => part !== '');
    return t('audit:condition', { conditions: parts.join(t('common:list.separator')) });
  }
}
