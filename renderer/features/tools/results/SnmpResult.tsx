import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToolResult } from '../../../../shared/contracts/tools.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { type Column, DataTable } from '../../../components/DataTable/DataTable.tsx';
import { SearchInput } from '../../../components/Input/Input.tsx';
import { FilteredState, StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import { formatCount } from '../../../lib/format.ts';
import { copyText } from '../../../lib/platform.ts';
import { filteredRows, type ShownRow, shownRow, ticksText } from '../model.ts';
import styles from '../tools.module.css';

interface Props {
  readonly result: Extract<ToolResult, { tool: 'snmp' }>;
  /** It was not read to its end, and nobody reads on. */
  readonly isPartly: boolean;
  readonly isRunning: boolean;
  /** Why the rest cannot be read; null where it can. */
  readonly reason: string | null;
  onMore(after: string): void;
}

/** What a row says, in few letters. */
export function useValueText(): (row: ShownRow) => string {
  const { t } = useTranslation('tools');
  return (row) => {
    if (row.type.startsWith('noSuch')) return t('snmp.noObject');
    if (row.word !== null) return t('snmp.word', { word: row.word, value: row.value });
    const text = row.type === 'TimeTicks' ? ticksText(row.value) : row.value || row.hex || '';
    return row.isCut ? `${text}${t('snmp.cut')}` : text;
  };
}

/** Variables by name, to be filtered, copied and saved; what is not shown is said. */
export function SnmpResult({ result, isPartly, isRunning, reason, onMore }: Props) {
  const { t } = useTranslation('tools');
  const [filter, setFilter] = useState('');
  const [selected, select] = useState<string | null>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  const rows = useMemo(() => result.rows.map(shownRow), [result]);
  const shown = useMemo(() => filteredRows(rows, filter), [rows, filter]);
  const textOf = useValueText();
  const columns: readonly Column<ShownRow>[] = [
    { id: 'name', title: t('snmp.column.name'), width: 'minmax(200px, 360px)', render: ({ name }) => <span className="mono">{name}</span> },
    {
      id: 'value',
      title: t('snmp.column.value'),
      width: 'minmax(200px, 1fr)',
      render: (row) => <span className="mono">{textOf(row)}</span>,
    },
    { id: 'type', title: t('snmp.column.type'), width: '160px', tone: 'meta', render: ({ type }) => type },
    {
      id: 'oid',
      title: t('snmp.column.oid'),
      width: 'minmax(160px, 320px)',
      tone: 'meta',
      render: ({ oid }) => <span className="mono">{oid}</span>,
    },
  ];
  const chosen = rows.find(({ oid }) => oid === selected);
  const { next } = result;
  if (rows.length === 0 && !isRunning) return <StateBlock icon="page" title={t('snmp.none')} />;
  return (
    <div className={styles.filled}>
      <div className={styles.buttons}>
        <SearchInput label={t('snmp.filter')} placeholder={t('snmp.filter.placeholder')} value={filter} onChange={setFilter} />
        <span role="status" className="meta">
          {t('snmp.shown', { shown: formatCount(shown.length), all: formatCount(rows.length) })}{' '}
          {!isRunning && t(isPartly ? 'snmp.partly' : next === null ? 'snmp.whole' : 'snmp.more')}
        </span>
        {next !== null && (
          <Button reason={reason} onClick={() => onMore(next)}>
            {t('snmp.next')}
          </Button>
        )}
        {chosen && <Button onClick={() => void copyText(`${chosen.oid} = ${textOf(chosen)}`).then(setCopied)}>{t('copy')}</Button>}
        {copied !== null && (
          <span className="meta" role="status">
            {t(copied ? 'copied' : 'copy.failed')}
          </span>
        )}
      </div>
      {chosen && (
        <p className={`mono ${styles.note}`}>{`${chosen.mib}${chosen.mib === '' ? '' : '::'}${chosen.name} = ${textOf(chosen)}`}</p>
      )}
      <div className={styles.rows}>
        <DataTable
          label={t('tool.snmp')}
          columns={columns}
          items={shown.map((row) => ({ kind: 'row', id: row.oid, row }))}
          selectedId={selected}
          onSelect={(oid) => {
            select(oid);
            setCopied(null);
          }}
          empty={
            filter !== '' && (
              <FilteredState
                title={t('snmp.filtered.title')}
                conditions={filter}
                unfiltered={t('snmp.filtered.text', { count: rows.length })}
                onClear={() => setFilter('')}
              />
            )
          }
        />
      </div>
    </div>
  );
}
