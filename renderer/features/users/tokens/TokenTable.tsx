import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '../../../../shared/contracts/tokens.ts';
import { type Column, DataTable } from '../../../components/DataTable/DataTable.tsx';
import { FilteredState, StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import { formatCount } from '../../../lib/format.ts';
import { When } from '../people/PeopleTable.tsx';
import { isAlive, type TokenSearch } from './tokenModel.ts';

export interface TokenTableProps {
  readonly rows: readonly Token[];
  readonly search: TokenSearch;
  readonly total: number;
  readonly onChange: (next: Partial<TokenSearch>) => void;
}

export function TokenTable({ rows, search, total, onChange }: TokenTableProps) {
  const { t } = useTranslation('users');
  const columns = useColumns();
  const items = useMemo(() => rows.map((row) => ({ kind: 'row' as const, id: row.id, row })), [rows]);
  return (
    <DataTable
      label={t('section.tokens')}
      columns={columns}
      items={items}
      selectedId={search.token ?? null}
      onSelect={(token) => onChange({ token })}
      look={(token) => ({ quiet: !isAlive(token) })}
      empty={
        search.q ? (
          <FilteredState
            title={t('tokens.filtered.title')}
            conditions={t('people.condition', { conditions: t('people.condition.text', { text: search.q }) })}
            unfiltered={t('tokens.filtered.total', { total: formatCount(total) })}
            onClear={() => onChange({ q: undefined })}
          />
        ) : (
          <StateBlock icon="lock" title={t('tokens.empty.title')}>
            <p>{t('tokens.empty.text')}</p>
            {total > 0 && <p>{t('tokens.empty.over', { count: total })}</p>}
          </StateBlock>
        )
      }
    />
  );
}

function useColumns(): readonly Column<Token>[] {
  const { t } = useTranslation(['users', 'common', 'terms']);
  return useMemo(
    () => [
      { id: 'name', title: t('users:tokens.column.name'), width: 'minmax(160px, 280px)', render: ({ name }) => name },
      {
        id: 'state',
        title: t('users:tokens.column.state'),
        width: 'minmax(96px, 240px)',
        render: ({ state }) =>
          state === 'active' ? <span className="meta">{t('users:token.state.active')}</span> : t(`users:token.state.${state}`),
      },
      {
        id: 'scopes',
        title: t('users:tokens.column.scopes'),
        width: 'minmax(200px, 560px)',
        tone: 'meta',
        render: ({ scopes }) => scopes.map((scope) => t(`terms:permission.${scope}`)).join(t('common:list.separator')),
      },
      { id: 'by', title: t('users:tokens.column.by'), width: '112px', render: ({ createdByName }) => createdByName },
      {
        id: 'created',
        title: t('users:tokens.column.created'),
        width: '120px',
        align: 'end',
        tone: 'meta',
        render: ({ createdAt }) => <When at={createdAt} />,
      },
      {
        id: 'expires',
        title: t('users:tokens.column.expires'),
        width: '152px',
        align: 'end',
        tone: 'meta',
        render: ({ expiresAt }) => <When at={expiresAt} />,
      },
      {
        id: 'used',
        title: t('users:tokens.column.used'),
        width: '120px',
        align: 'end',
        tone: 'meta',
        render: ({ lastUsedAt }) => (lastUsedAt === null ? t('users:tokens.never') : <When at={lastUsedAt} />),
      },
      {
        id: 'from',
        title: t('users:tokens.column.from'),
        width: 'minmax(112px, 200px)',
        tone: 'meta',
        render: ({ lastUsedFrom }) => lastUsedFrom ?? '',
      },
    ],
    [t],
  );
}
