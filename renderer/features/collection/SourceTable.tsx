import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { severityOf } from '../../../shared/domain/alarm/causes.ts';
import { Button } from '../../components/Button/Button.tsx';
import { type Column, DataTable } from '../../components/DataTable/DataTable.tsx';
import { ResourceName } from '../../components/ResourceName/ResourceName.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { StateBlock } from '../../components/StateBlock/StateBlock.tsx';
import { useNow } from '../../lib/clock.ts';
import { formatAge, formatCount, formatDuration } from '../../lib/format.ts';
import { useBefore } from '../../lib/old.ts';
import styles from './collection.module.css';
import type { SourceRow } from './model.ts';

interface SourceTableProps {
  readonly rows: readonly SourceRow[];
  readonly isFiltered: boolean;
  readonly selected: string | null;
  readonly onSelect: (address: string) => void;
  readonly onClear: () => void;
}

/** Who sends, and who should: newest figures, troubles first. */
export function SourceTable({ rows, isFiltered, selected, onSelect, onClear }: SourceTableProps) {
  const { t } = useTranslation(['collection', 'common']);
  const columns = useMemo(
    (): readonly Column<SourceRow>[] => [
      { id: 'address', title: t('collection:column.address'), width: 'minmax(128px, 240px)', render: ({ address }) => address },
      {
        id: 'resource',
        title: t('collection:column.resource'),
        width: 'minmax(140px, 260px)',
        render: ({ resource }) =>
          resource ? <ResourceName name={resource.name} isSimulated={resource.isSimulated} /> : t('collection:stranger'),
      },
      {
        id: 'diagnosis',
        title: t('collection:column.diagnosis'),
        width: 'minmax(200px, 420px)',
        render: (row) => (
          <span className={styles.marked}>
            {markOf(row)}
            {t(`collection:diagnosis.${row.diagnosis}`)}
          </span>
        ),
      },
      {
        id: 'heart',
        title: t('collection:column.beat'),
        width: 'minmax(132px, 200px)',
        render: (row) => <Beat row={row} />,
      },
      { id: 'rate', title: t('collection:column.rate'), width: '88px', align: 'end', render: ({ perMinute }) => formatCount(perMinute) },
      { id: 'syslog', title: t('collection:column.syslog'), width: '96px', align: 'end', render: ({ syslog }) => formatCount(syslog) },
      { id: 'traps', title: t('collection:column.traps'), width: '96px', align: 'end', render: ({ traps }) => formatCount(traps) },
      {
        id: 'refused',
        title: t('collection:column.refused'),
        width: '88px',
        align: 'end',
        render: ({ refused }) => (refused > 0 ? <b>{formatCount(refused)}</b> : '0'),
      },
      {
        id: 'last',
        title: t('collection:column.last'),
        width: '104px',
        align: 'end',
        tone: 'meta',
        render: ({ lastAt }) => <Last at={lastAt} />,
      },
    ],
    [t],
  );
  const items = useMemo(() => rows.map((row) => ({ kind: 'row' as const, id: row.address, row })), [rows]);
  return (
    <div className={styles.sources}>
      <DataTable
        label={t('collection:sources')}
        columns={columns}
        items={items}
        selectedId={selected}
        onSelect={onSelect}
        look={({ diagnosis }) => ({ quiet: diagnosis === 'never' })}
        empty={
          isFiltered ? (
            <StateBlock
              icon="search"
              title={t('collection:filtered')}
              actions={
                <Button look="primary" kbd="0" onClick={onClear}>
                  {t('common:action.clearFilter')}
                </Button>
              }
            />
          ) : (
            <StateBlock icon="page" title={t('collection:empty')}>
              <p>{t('collection:empty.text')}</p>
            </StateBlock>
          )
        }
      />
    </div>
  );
}

/** A mark where there is an alarm of it, as severe as that is, or where what it sends is not kept. */
function markOf({ diagnosis, heart, resource }: SourceRow) {
  if (diagnosis === 'notBelieved' || diagnosis === 'unreadable') return <SeverityMark level="minor" size={16} />;
  if (heart?.state !== 'silent' || !resource) return null;
  return <SeverityMark level={severityOf('monitoringInterrupted', resource.importance)} size={16} />;
}

/** Who was heard since the heartbeats were judged last is being learnt, as the drawer says, too; the diagnosis says why there is nothing. */
function Beat({ row: { heart, resource, syslog, traps } }: { readonly row: SourceRow }) {
  const { t } = useTranslation('collection');
  const before = useBefore();
  if (heart === null && (resource === null || syslog + traps === 0)) return null;
  const { state, limitMs } = heart ?? { state: 'learning' as const, limitMs: null };
  return (
    <>
      {before(t(`heart.${state}`))}
      {limitMs !== null && <span className="meta">{` ${t('heart.within', { limit: formatDuration(limitMs / 1000) })}`}</span>}
    </>
  );
}

function Last({ at }: { readonly at: number | null }) {
  const { t } = useTranslation('collection');
  const now = useNow();
  return at === null ? t('never') : t('ago', { age: formatAge(Math.max(0, now - at)) });
}
