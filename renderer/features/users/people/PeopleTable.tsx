import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../../shared/contracts/users.ts';
import { type Column, DataTable } from '../../../components/DataTable/DataTable.tsx';
import { Person } from '../../../components/Person/Person.tsx';
import { FilteredState } from '../../../components/StateBlock/StateBlock.tsx';
import { Tag } from '../../../components/Tag/Tag.tsx';
import { useNow } from '../../../lib/clock.ts';
import { formatCount, formatWhen } from '../../../lib/format.ts';
import { useSession } from '../../../lib/session.ts';
import { conditionOf, type PeopleSearch } from './peopleModel.ts';

export interface PeopleTableProps {
  readonly rows: readonly User[];
  readonly search: PeopleSearch;
  readonly total: number;
  readonly onChange: (next: Partial<PeopleSearch>) => void;
  readonly onClear: () => void;
}

/** Rows of 28 px: person, account, roles, what bars the account, last sign-in. */
export function PeopleTable({ rows, search, total, onChange, onClear }: PeopleTableProps) {
  const { t } = useTranslation('users');
  const columns = useColumns();
  const conditions = useConditions(search);
  const items = useMemo(() => rows.map((row) => ({ kind: 'row' as const, id: row.id, row })), [rows]);
  return (
    <DataTable
      label={t('section.people')}
      columns={columns}
      items={items}
      selectedId={search.user ?? null}
      onSelect={(user) => onChange({ user })}
      look={(user) => ({ quiet: user.disabledAt !== null })}
      empty={
        <FilteredState
          title={t('people.filtered.title')}
          conditions={conditions}
          unfiltered={t('people.filtered.total', { total: formatCount(total) })}
          onClear={onClear}
        />
      }
    />
  );
}

function useColumns(): readonly Column<User>[] {
  const { t } = useTranslation(['users', 'common', 'terms']);
  return useMemo(
    () => [
      { id: 'name', title: t('users:people.column.name'), width: 'minmax(160px, 240px)', render: (user) => <Name user={user} /> },
      { id: 'account', title: t('users:people.column.account'), width: 'minmax(112px, 200px)', render: ({ account }) => account },
      {
        id: 'staffNumber',
        title: t('users:people.column.staffNumber'),
        width: '112px',
        tone: 'meta',
        render: ({ staffNumber }) => staffNumber,
      },
      {
        id: 'roles',
        title: t('users:people.column.roles'),
        width: 'minmax(144px, 320px)',
        render: ({ roles }) =>
          roles.length === 0 ? (
            <span className="meta">{t('users:people.noRole')}</span>
          ) : (
            roles.map((role) => t(`terms:role.${role}`)).join(t('common:list.separator'))
          ),
      },
      { id: 'state', title: t('users:people.column.state'), width: 'minmax(208px, 360px)', render: (user) => <State user={user} /> },
      {
        id: 'lastSignIn',
        title: t('users:people.column.lastSignIn'),
        width: '128px',
        align: 'end',
        tone: 'meta',
        render: ({ lastSignInAt }) => (lastSignInAt === null ? t('users:people.never') : <When at={lastSignInAt} />),
      },
      {
        id: 'created',
        title: t('users:people.column.created'),
        width: '128px',
        align: 'end',
        tone: 'meta',
        render: ({ createdAt }) => <When at={createdAt} />,
      },
    ],
    [t],
  );
}

function Name({ user }: { readonly user: User }) {
  const { t } = useTranslation('users');
  const isOwn = useSession()?.userId === user.id;
  return (
    <>
      <Person name={user.name} isPresent={conditionOf(user, useNow()).kind === 'usable'} /> {isOwn && <Tag>{t('people.own')}</Tag>}
    </>
  );
}

export function When({ at }: { readonly at: number }) {
  return formatWhen(at, useNow());
}

/** What bars the account in words; what is well is said quietly. */
export function State({ user }: { readonly user: User }) {
  const { t } = useTranslation('users');
  const now = useNow();
  const condition = conditionOf(user, now);
  const text = t(`people.is.${condition.kind}`, { at: 'at' in condition ? formatWhen(condition.at, now) : '' });
  return condition.kind === 'usable' ? <span className="meta">{text}</span> : <span>{text}</span>;
}

function useConditions({ q, role, state }: PeopleSearch): string {
  const { t } = useTranslation(['users', 'common', 'terms']);
  const parts = [
    q ? t('users:people.condition.text', { text: q }) : '',
    role ? t(`terms:role.${role}`) : '',
    state ? t(`users:people.state.${state}`) : '',
  ].filter((part) => part !== '');
  return t('users:people.condition', { conditions: parts.join(t('common:list.separator')) });
}
