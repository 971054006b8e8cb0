import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Credential } from '../../../shared/contracts/credentials.ts';
import { Button } from '../../components/Button/Button.tsx';
import { useActionReason } from '../../components/Button/useActionReason.ts';
import { type Column, DataTable } from '../../components/DataTable/DataTable.tsx';
import { FilteredState, StateBlock } from '../../components/StateBlock/StateBlock.tsx';
import { useNow } from '../../lib/clock.ts';
import { formatCount, formatWhen } from '../../lib/format.ts';
import type { CredentialSearch } from './model.ts';
import { SettingsText } from './SettingsText.tsx';

export interface CredentialTableProps {
  readonly rows: readonly Credential[];
  readonly search: CredentialSearch;
  readonly total: number;
  readonly onChange: (next: Partial<CredentialSearch>) => void;
  readonly onAdd: () => void;
}

export function CredentialTable({ rows, search, total, onChange, onAdd }: CredentialTableProps) {
  const { t } = useTranslation('credentials');
  const reason = useActionReason('credential.edit');
  const columns = useColumns();
  const items = useMemo(() => rows.map((row) => ({ kind: 'row' as const, id: row.id, row })), [rows]);
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      items={items}
      selectedId={search.set ?? null}
      onSelect={(set) => onChange({ set })}
      empty={
        search.q ? (
          <FilteredState
            title={t('filtered.title')}
            conditions={t('filtered.condition', { text: search.q })}
            unfiltered={t('filtered.total', { total: formatCount(total) })}
            onClear={() => onChange({ q: undefined })}
          />
        ) : (
          <StateBlock
            icon="lock"
            title={t('empty.title')}
            actions={
              <Button reason={reason} onClick={onAdd}>
                {t('add')}
              </Button>
            }
          >
            <p>{t('empty.text')}</p>
          </StateBlock>
        )
      }
    />
  );
}

function useColumns(): readonly Column<Credential>[] {
  const { t } = useTranslation('credentials');
  return useMemo(
    () => [
      { id: 'name', title: t('column.name'), width: 'minmax(160px, 320px)', render: ({ name }) => name },
      { id: 'kind', title: t('column.kind'), width: '128px', tone: 'meta', render: ({ settings }) => t(`kind.${settings.kind}`) },
      {
        id: 'settings',
        title: t('column.settings'),
        width: 'minmax(240px, 480px)',
        render: ({ settings }) => <SettingsText settings={settings} />,
      },
      {
        id: 'usedBy',
        title: t('column.usedBy'),
        width: '112px',
        align: 'end',
        render: ({ usedBy, isForRemoteWrite }) =>
          isForRemoteWrite ? (
            t('usedBy.remoteWrite')
          ) : usedBy === 0 ? (
            <span className="meta">{t('usedBy.none')}</span>
          ) : (
            t('usedBy', { count: usedBy })
          ),
      },
      {
        id: 'updated',
        title: t('column.updated'),
        width: '128px',
        align: 'end',
        tone: 'meta',
        render: ({ updatedAt }) => <When at={updatedAt} />,
      },
    ],
    [t],
  );
}

function When({ at }: { readonly at: number }) {
  return formatWhen(at, useNow());
}
