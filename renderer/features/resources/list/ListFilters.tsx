import { type ReactNode, type Ref, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import { FILTER_STATES, type SavedFilter } from '../../../../shared/contracts/savedFilters.ts';
import { IMPORTANCES, RESOURCE_CLASSES } from '../../../../shared/domain/inventory/resource.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { Chip } from '../../../components/Chip/Chip.tsx';
import { SearchInput, Select } from '../../../components/Input/Input.tsx';
import { FilterBar } from '../../../components/Page/Page.tsx';
import { useCan } from '../../../lib/session.ts';
import { choicesOf, isClearable, type ListSearch } from './listModel.ts';
import { ChangedFilter, type MenuState, SavedFilters } from './saved/SavedFilters.tsx';

export interface ListFiltersProps {
  /** Every resource of the list, which tell what it can be narrowed to. */
  readonly items: readonly Resource[];
  readonly search: ListSearch;
  readonly searchBox: Ref<HTMLInputElement>;
  readonly shown: ReactNode;
  readonly onChange: (next: Partial<ListSearch>) => void;
  readonly onChoose: (saved: SavedFilter, isNew: boolean) => void;
  readonly onClear: () => void;
}

/** What narrows the list: saved filters, search, class, importance, domain and tag where there are any, states. */
export function ListFilters({ items, search, searchBox, shown, onChange, onChoose, onClear }: ListFiltersProps) {
  const { t } = useTranslation(['resources', 'common', 'terms']);
  const maySave = useCan('filter.save');
  const [menu, setMenu] = useState<MenuState>(null);
  const opener = useRef<HTMLButtonElement>(null);
  // The button for it goes once it is saved: the focus must have a place to come back to.
  const saveAs = (): void => {
    opener.current?.focus();
    setMenu('name');
  };
  const choose = (saved: SavedFilter, isNew: boolean): void => {
    setMenu(null);
    onChoose(saved, isNew);
  };
  const all = { value: '' as const, label: t('common:action.all') };
  const { domains, tags } = useMemo(() => choicesOf(items, search), [items, search]);
  const named = (names: readonly string[]) => [all, ...names.map((value) => ({ value, label: value }))];
  return (
    <FilterBar label={t('resources:filters')} shown={shown}>
      {maySave && (
        <SavedFilters
          search={search}
          open={menu}
          opener={opener}
          onOpen={setMenu}
          onChoose={choose}
          onRename={(saved) => onChange({ saved })}
        />
      )}
      <SearchInput
        ref={searchBox}
        label={t('resources:search')}
        placeholder={t('resources:search.placeholder')}
        value={search.q ?? ''}
        onChange={(q) => onChange({ q: q || undefined })}
        kbd="/"
        width={280}
      />
      <Select
        label={t('resources:filter.class')}
        value={search.class ?? ''}
        onChange={(value) => onChange({ class: value || undefined })}
        options={[all, ...RESOURCE_CLASSES.map((value) => ({ value, label: t(`terms:class.${value}`) }))]}
      />
      <Select
        label={t('resources:filter.importance')}
        value={search.importance ?? ''}
        onChange={(value) => onChange({ importance: value || undefined })}
        options={[all, ...IMPORTANCES.map((value) => ({ value, label: t(`terms:importance.${value}`) }))]}
      />
      {domains.length > 0 && (
        <Select
          label={t('resources:filter.domain')}
          value={search.domain ?? ''}
          onChange={(value) => onChange({ domain: value || undefined })}
          options={named(domains)}
        />
      )}
      {tags.length > 0 && (
        <Select
          label={t('resources:filter.tag')}
          value={search.tag ?? ''}
          onChange={(value) => onChange({ tag: value || undefined })}
          options={named(tags)}
        />
      )}
      {FILTER_STATES.map((state) => (
        <Chip key={state} isOn={search.state === state} onToggle={() => onChange({ state: search.state === state ? undefined : state })}>
          {t(`resources:state.${state}`)}
        </Chip>
      ))}
      <Chip isOn={search.retired ?? false} onToggle={() => onChange({ retired: search.retired ? undefined : true })}>
        {t('resources:filter.retired')}
      </Chip>
      {maySave && <ChangedFilter search={search} onSaveAs={saveAs} onBack={(saved) => choose(saved, false)} />}
      {isClearable(search) && (
        <Button look="quiet" kbd="0" onClick={onClear}>
          {t('common:action.clearFilter')}
        </Button>
      )}
    </FilterBar>
  );
}
