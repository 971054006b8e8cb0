import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogLine } from '../../../shared/contracts/logs.ts';
import { Button } from '../../components/Button/Button.tsx';
import { type Column, DataTable } from '../../components/DataTable/DataTable.tsx';
import { ResourceName } from '../../components/ResourceName/ResourceName.tsx';
import { StateBlock } from '../../components/StateBlock/StateBlock.tsx';
import { Tag } from '../../components/Tag/Tag.tsx';
import { formatDuration, formatTime, formatWeekday } from '../../lib/format.ts';
import styles from './logs.module.css';
import { clockOffsetMs, piecesOf, withDays, wordsOf } from './model.ts';

export interface LogTableProps {
  readonly lines: readonly LogLine[];
  readonly q: string;
  readonly selected: number | null;
  readonly onSelect: (number: number) => void;
  readonly onEnd?: () => void;
  readonly isMore?: boolean;
  readonly isLoadingMore?: boolean;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}

const LOUD = new Set(['emerg', 'alert', 'crit', 'err']);

/** Time of receipt to the millisecond. */
export function formatMoment(at: number): string {
  return `${formatTime(at)}.${String(Math.floor(at) % 1000).padStart(3, '0')}`;
}

/** Lines by day, newest first, with what was looked for marked. */
export function LogTable({ lines, q, selected, onSelect, onEnd, isMore, isLoadingMore, isFiltered, onClear }: LogTableProps) {
  const { t } = useTranslation(['logs', 'common']);
  const words = useMemo(() => wordsOf(q), [q]);
  const columns = useMemo(
    (): readonly Column<LogLine>[] => [
      {
        id: 'at',
        title: t('logs:column.at'),
        width: '108px',
        render: ({ receivedAt }) => <span className={styles.figure}>{formatMoment(receivedAt)}</span>,
      },
      {
        id: 'severity',
        title: t('logs:column.severity'),
        width: '72px',
        render: ({ severity, kind }) =>
          severity === null ? kind : LOUD.has(severity) ? <b>{severity}</b> : <span className={styles.quiet}>{severity}</span>,
      },
      {
        id: 'device',
        title: t('logs:column.device'),
        width: 'minmax(104px, 168px)',
        render: ({ resourceName, source, isSimulated }) =>
          resourceName === null ? (
            <span className={styles.quiet}>{source}</span>
          ) : (
            <ResourceName name={resourceName} isSimulated={isSimulated} />
          ),
      },
      { id: 'app', title: t('logs:column.app'), width: 'minmax(72px, 120px)', tone: 'meta', render: ({ app }) => app ?? '' },
      {
        id: 'text',
        title: t('logs:column.text'),
        width: 'minmax(240px, 1fr)',
        render: (line) => (
          <span className={styles.text}>
            {piecesOf(line.line.slice(line.textFrom), words).map((piece, index) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one line never move
              piece.isFound ? <mark key={index}>{piece.text}</mark> : piece.text,
            )}
            <Marks line={line} />
          </span>
        ),
      },
    ],
    [t, words],
  );
  const items = useMemo(
    () => withDays(lines, (day) => t('logs:day', { day, weekday: formatWeekday(Date.parse(`${day}T00:00:00+08:00`)) })),
    [lines, t],
  );
  return (
    <div className={styles.table}>
      <DataTable
        label={t('logs:title')}
        columns={columns}
        items={items}
        selectedId={selected === null ? null : String(selected)}
        onSelect={(id) => onSelect(Number(id))}
        {...(onEnd && { onEnd })}
        empty={
          isMore || isLoadingMore ? (
            <StateBlock icon="search" title={t('logs:searching')} />
          ) : isFiltered ? (
            <StateBlock
              icon="search"
              title={t('logs:filtered.title')}
              actions={
                <Button look="primary" kbd="0" onClick={onClear}>
                  {t('common:action.clearFilter')}
                </Button>
              }
            >
              <p>{t('logs:filtered.text', { q })}</p>
            </StateBlock>
          ) : (
            <StateBlock icon="page" title={t('logs:empty.title')}>
              <p>{t('logs:empty.text')}</p>
            </StateBlock>
          )
        }
      />
      {isLoadingMore && (
        <p className={styles.more} role="status">
          {t('logs:more')}
        </p>
      )}
    </div>
  );
}

/** What must be known of a line beside its words. */
function Marks({ line }: { readonly line: LogLine }) {
  const { t } = useTranslation('logs');
  const offset = clockOffsetMs(line);
  return (
    <>
      {offset !== null && (
        <Tag look="dashed">
          {t(offset > 0 ? 'mark.fast' : 'mark.slow', {
            by: formatDuration(Math.round(Math.abs(offset) / 1000)),
            at: formatTime(line.at ?? 0),
          })}
        </Tag>
      )}
      {line.marks.map((mark) => (
        <Tag key={mark} look="dashed">
          {t(`mark.${mark}`)}
        </Tag>
      ))}
    </>
  );
}
