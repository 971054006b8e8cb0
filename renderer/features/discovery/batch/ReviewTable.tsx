import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Discovery, DiscoveryCandidate } from '../../../../shared/contracts/discovery.ts';
import { type Column, DataTable } from '../../../components/DataTable/DataTable.tsx';
import { FilteredState, StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import { Tag } from '../../../components/Tag/Tag.tsx';
import { useNow } from '../../../lib/clock.ts';
import { formatAge, formatCount } from '../../../lib/format.ts';
import { addressesText, isOpen, modelText, nameOf, scoreText, total, withBands } from '../model.ts';
import type { ReviewSearch } from '../search.ts';
import styles from './batch.module.css';
import { EvidenceBoxes } from './Evidence.tsx';

interface Props {
  readonly run: Discovery;
  readonly rows: readonly DiscoveryCandidate[];
  readonly search: ReviewSearch;
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (id: string) => void;
  readonly onChange: (next: Partial<ReviewSearch>) => void;
}

/** Rows under a band for each verdict; what is decided is quiet. */
export function ReviewTable({ run, rows, search, ticked, onTick, onChange }: Props) {
  const { t } = useTranslation(['discovery', 'common', 'terms']);
  const items = useMemo(() => withBands(rows, run, t), [rows, run, t]);
  const columns = useColumns(ticked, onTick);
  return (
    <DataTable
      label={t('discovery:what.rows')}
      columns={columns}
      items={items}
      selectedId={search.row ?? null}
      onSelect={(row) => onChange({ row })}
      checkedIds={ticked}
      look={(row) => ({ quiet: !isOpen(row) })}
      empty={<Empty run={run} search={search} onClear={() => onChange({ q: undefined, view: undefined })} />}
    />
  );
}

function Empty({ run, search, onClear }: { readonly run: Discovery; readonly search: ReviewSearch; readonly onClear: () => void }) {
  const { t } = useTranslation('discovery');
  const all = total(run.rows);
  if (all === 0) {
    return (
      <StateBlock icon="radar" title={t('rows.empty.title')}>
        <p>{t('rows.empty.text', { asked: formatCount(run.asked) })}</p>
      </StateBlock>
    );
  }
  if (search.q === undefined && (search.view ?? 'open') === 'open') {
    return (
      <StateBlock icon="check" title={t('allDecided.title')}>
        <p>{t('allDecided.text', { total: formatCount(all) })}</p>
      </StateBlock>
    );
  }
  const view = search.view ?? 'open';
  const name = view === 'open' ? t('decision.open') : view === 'all' ? '' : t(`verdict.${view}`);
  return (
    <FilteredState
      title={t('filtered.title')}
      conditions={t('filtered.condition', { condition: [name, search.q ?? ''].filter(Boolean).join(' ') })}
      unfiltered={t('filtered.total', { total: formatCount(all) })}
      onClear={onClear}
      kbd="0"
    />
  );
}

function useColumns(ticked: ReadonlySet<string>, onTick: (id: string) => void): readonly Column<DiscoveryCandidate>[] {
  const { t } = useTranslation(['discovery', 'common', 'terms']);
  return useMemo(
    () => [
      {
        id: 'tick',
        title: t('discovery:row.ticks'),
        isTitleHidden: true,
        width: '40px',
        render: (row) => (
          <input
            type="checkbox"
            className={styles.tick}
            tabIndex={-1}
            aria-label={t('discovery:row.tick', { name: nameOf(t, row) })}
            checked={ticked.has(row.id)}
            onClick={(event) => event.stopPropagation()}
            onChange={() => onTick(row.id)}
          />
        ),
      },
      {
        id: 'device',
        title: t('discovery:row.device'),
        width: 'minmax(144px, 280px)',
        render: (row) => (
          <>
            {nameOf(t, row)} {row.hasSharedName && <Tag>{t('discovery:row.sharedName')}</Tag>}
          </>
        ),
      },
      {
        id: 'address',
        title: t('discovery:row.address'),
        width: 'minmax(128px, 200px)',
        tone: 'meta',
        render: ({ addresses }) => addressesText(t, addresses),
      },
      { id: 'model', title: t('discovery:row.model'), width: 'minmax(136px, 420px)', render: (row) => modelText(t, row) },
      {
        id: 'class',
        title: t('discovery:row.class'),
        width: '72px',
        tone: 'meta',
        render: ({ verdict, proposal }) => (verdict === 'missing' ? '' : t(`terms:class.${proposal.resourceClass}`)),
      },
      { id: 'evidence', title: t('discovery:row.evidence'), width: '100px', render: ({ evidence }) => <EvidenceBoxes items={evidence} /> },
      { id: 'score', title: t('discovery:row.score'), width: '52px', align: 'end', render: scoreText },
      {
        id: 'decision',
        title: t('discovery:row.decision'),
        width: '80px',
        tone: 'meta',
        render: (row) =>
          row.decision === 'open' && !isOpen(row) ? t(`discovery:verdict.${row.verdict}`) : t(`discovery:decision.${row.decision}`),
      },
      { id: 'age', title: t('discovery:row.age'), width: '64px', align: 'end', tone: 'meta', render: ({ at }) => <SinceThen at={at} /> },
    ],
    [t, ticked, onTick],
  );
}

/** How long ago it was found: a finding is not refreshed, so that it is never late. */
function SinceThen({ at }: { readonly at: number | null }) {
  const { t } = useTranslation('common');
  const now = useNow();
  return at === null ? t('age.none') : formatAge(Math.max(0, now - at));
}
