import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../../shared/contracts/users.ts';
import { PERSON_ROLES } from '../../../../shared/domain/access/roles.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { Chip } from '../../../components/Chip/Chip.tsx';
import { SearchInput, Select } from '../../../components/Input/Input.tsx';
import { Loaded } from '../../../components/Loaded/Loaded.tsx';
import { FilterBar } from '../../../components/Page/Page.tsx';
import { useNow } from '../../../lib/clock.ts';
import { formatCount } from '../../../lib/format.ts';
import { keyCap } from '../../../lib/keys.ts';
import { usePeople } from '../queries.ts';
import { SectionHead } from '../SectionHead.tsx';
import { Sides } from '../Sides.tsx';
import { useSectionKeys } from '../useSectionKeys.ts';
import { NewPersonDrawer } from './NewPersonDrawer.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import { PersonDrawer } from './PersonDrawer.tsx';
import { isFiltered, type PeopleSearch, rowsOf, STATES } from './peopleModel.ts';

const route = getRouteApi('/shell/users/people');
const NO_FILTER: PeopleSearch = { q: undefined, role: undefined, state: undefined };

/** 用户: who has an account, what each may do, what bars it. */
export function PeoplePage() {
  const { t } = useTranslation('users');
  const query = usePeople();
  const navigate = route.useNavigate();
  const [isAdding, setAdding] = useState(false);
  const reason = useActionReason('user.manage');
  const search = useRef<HTMLInputElement>(null);
  const change = (next: Partial<PeopleSearch>) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const add = () => {
    change({ user: undefined });
    setAdding(true);
  };
  useSectionKeys({
    search,
    add: { title: t('people.add'), reason, run: add },
    onClose: () => {
      setAdding(false);
      change({ user: undefined });
    },
  });
  return (
    <>
      <SectionHead
        section="people"
        meta={query.data && t('people.count', { total: formatCount(query.data.length) })}
        actions={
          <Button look="primary" kbd={keyCap('KeyN')} reason={reason} onClick={add}>
            {t('people.add')}
          </Button>
        }
      />
      <Loaded permission="user.read" what={t('people.what')} query={query}>
        {(people) => (
          <People
            people={people}
            box={search}
            isAdding={isAdding}
            onAdded={() => setAdding(false)}
            onChange={(next) => {
              if (next.user !== undefined) setAdding(false);
              change(next);
            }}
          />
        )}
      </Loaded>
    </>
  );
}

interface PeopleProps {
  readonly people: readonly User[];
  readonly box: React.RefObject<HTMLInputElement | null>;
  readonly isAdding: boolean;
  readonly onAdded: () => void;
  readonly onChange: (next: Partial<PeopleSearch>) => void;
}

function People({ people, box, isAdding, onAdded, onChange }: PeopleProps) {
  const { t } = useTranslation(['users', 'common', 'terms']);
  const search = route.useSearch();
  const now = useNow();
  const minute = Math.floor(now / 60_000) * 60_000;
  const { q, role, state } = search;
  const rows = useMemo(() => rowsOf(people, { q, role, state }, minute), [people, q, role, state, minute]);
  const open = people.find(({ id }) => id === search.user) ?? null;
  const close = () => onChange({ user: undefined });
  return (
    <>
      <FilterBar
        label={t('users:people.filters')}
        shown={t('users:people.shown', { shown: formatCount(rows.length), total: formatCount(people.length) })}
      >
        <SearchInput
          ref={box}
          label={t('users:people.search')}
          placeholder={t('users:people.search.placeholder')}
          value={q ?? ''}
          onChange={(text) => onChange({ q: text || undefined })}
          kbd="/"
        />
        <Select
          label={t('users:people.filter.role')}
          value={role ?? ''}
          onChange={(value) => onChange({ role: value || undefined })}
          options={[
            { value: '' as const, label: t('common:action.all') },
            ...PERSON_ROLES.map((value) => ({ value, label: t(`terms:role.${value}`) })),
          ]}
        />
        {STATES.map((one) => (
          <Chip key={one} isOn={state === one} onToggle={() => onChange({ state: state === one ? undefined : one })}>
            {t(`users:people.state.${one}`)}
          </Chip>
        ))}
        {isFiltered(search) && (
          <Button look="quiet" onClick={() => onChange(NO_FILTER)}>
            {t('common:action.clearFilter')}
          </Button>
        )}
      </FilterBar>
      <Sides
        list={<PeopleTable rows={rows} search={search} total={people.length} onChange={onChange} onClear={() => onChange(NO_FILTER)} />}
        drawer={
          isAdding ? (
            <NewPersonDrawer onClose={onAdded} />
          ) : search.user === undefined ? null : (
            <PersonDrawer key={search.user} user={open} onClose={close} />
          )
        }
      />
    </>
  );
}
